"""``python -m variation render``: board packs as files."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from variation.errors import NoData, PackError
from variation.indicators import Catalogue, load_catalogue
from variation.packs.compose import compose
from variation.packs.files import SUFFIX, pack_files, read_pack
from variation.packs.footprints import within_footprint
from variation.packs.keeping import compose_kept
from variation.packs.model import Pack
from variation.packs.rendering import MEDIA
from variation.packs.rendering import render as write_medium
from variation.packs.sheets import Composed
from variation.settings import Settings
from variation.store import Snapshot, Store, open_store

if TYPE_CHECKING:
    Told = Callable[[int, int], None]


@dataclass(frozen=True)
class Order:
    """What is to be written: media by name, the folder, and the template for slides."""

    media: tuple[str, ...]
    folder: Path
    template: Path | None


@dataclass(frozen=True)
class Kept:
    """A pack that is no file: its id in the store, and what to say where the store has none of that id."""

    id: str
    absent: str


@dataclass(frozen=True)
class Source:
    """What packs are composed from."""

    catalogue: Catalogue
    store: Store
    snapshot: Snapshot | None


@click.command()
@click.argument("packs", nargs=-1, required=True, metavar="PACK…")
@click.option(
    "--to", default="pdf", show_default=True, metavar="MEDIA", help="pdf, pptx, xlsx, html; parted by commas."
)
@click.option("--out", default=".", type=click.Path(path_type=Path, file_okay=False), help="Folder of the files.")
@click.option("--template", type=click.Path(path_type=Path), metavar="FILE.potx", help="Your own, for slides.")
@click.option("--snapshot", type=int, metavar="N", help="Show the data as of this load; the latest by default.")
@click.option("--footprint", metavar="CODE", help="Limit every view to this area, as E54000028.")
def render(  # one parameter an option
    *, packs: tuple[str, ...], to: str, out: Path, template: Path | None, snapshot: int | None, footprint: str | None
) -> None:
    """Write board packs as files. PACK is a name in data/packs, the path of a pack file, or the id of a kept pack.

    Every file is written whole or not at all. Exits with 1 when a page of a pack could not be shown.
    """
    settings = Settings.from_env()
    order = Order(_chosen_media(to), out, _template(template, to))
    store = open_store(settings.database_url)
    source = Source(load_catalogue(settings.data), store, _snapshot(store, snapshot))
    console = Console(stderr=True)
    try:
        found = [_found(name, settings.data / "packs") for name in packs]
        _check_kept(found, snapshot=snapshot, footprint=footprint)
        found = [within_footprint(what, footprint) if footprint and isinstance(what, Pack) else what for what in found]
        problems = _render_all(found, source, order, console)
    finally:
        store.close()
    for problem in problems:
        console.print(problem, markup=False, highlight=False, soft_wrap=True)
    if problems:
        sys.exit(1)


def _render_all(packs: Sequence[Pack | Kept], source: Source, order: Order, console: Console) -> list[str]:
    """Compose and write packs one after another, showing how far it is; what pages could not be shown, in words."""
    problems = []
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed} of {task.total}"))
    with Progress(
        *columns, TimeElapsedColumn(), console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        for what in packs:
            task = progress.add_task("Pages", total=None)

            def told(done: int, pages: int, task: TaskID = task) -> None:
                progress.update(task, completed=done, total=pages + len(order.media))

            composed = _composed(what, source, told)
            problems += [
                f"{composed.pack.name}, page {number}: {sheet.problem}"
                for number, sheet in enumerate(composed.sheets, start=1)
                if sheet.problem
            ]
            _write_all(composed, order, progress, task)
            progress.remove_task(task)
    return problems


def _write_all(composed: Composed, order: Order, progress: Progress, task: TaskID) -> None:
    for name in order.media:
        progress.update(task, description=f"{composed.pack.name}: {name}")
        made = write_medium(composed, name, template=order.template)
        path = order.folder / f"{composed.pack.name}{MEDIA[name].suffix}"
        write_whole(path, made)
        progress.advance(task)
        click.echo(str(path))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees half of it; what stood there before is replaced at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.stem}-", delete=False) as file:
        try:
            file.write(content)
            file.close()
            umask = os.umask(0)
            os.umask(umask)
            Path(file.name).chmod(0o666 & ~umask)  # a temporary file is for its owner only
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _composed(what: Pack | Kept, source: Source, told: Told) -> Composed:
    if isinstance(what, Kept):
        return _kept(what, source, told)
    return compose(what, source.catalogue, source.store, source.snapshot, progress=told)


def _kept(what: Kept, source: Source, told: Told) -> Composed:
    """A pack kept in the store, as it was signed off or, before that, as it is now."""
    kept = source.store.packs.named(what.id)
    if kept is None:
        raise PackError(what.absent)
    return compose_kept(kept, source.catalogue, source.store, progress=told)


def _chosen_media(to: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip().lower() for name in to.split(",") if name.strip()))
    unknown = [name for name in names if name not in MEDIA]
    if unknown or not names:
        raise PackError(f"--to is {to!r}; it can be {', '.join(MEDIA)}, parted by commas.")
    return names


def _template(path: Path | None, to: str) -> Path | None:
    if path is None:
        return None
    if not path.is_file():
        raise PackError(f"--template names {path}, which is not a file.")
    if "pptx" not in to.lower():
        raise PackError(f"--template is for slides only; ask for them with --to {to},pptx.")
    return path


def _snapshot(store: Store, number: int | None) -> Snapshot | None:
    if number is None:
        return store.snapshot()
    found = store.snapshot_of(number)
    if found is None:
        raise NoData(f"There is no load {number}; see which there are with: python -m variation loads.")
    return found


def _found(name: str, folder: Path) -> Pack | Kept:
    """A pack by the path of its file or its name, else one that the store may have."""
    path = Path(name)
    if path.suffix == SUFFIX or path.is_file():
        return read_pack(path)
    known = pack_files(folder)
    if name in known:
        return read_pack(known[name])
    there = f"there are {', '.join(known)}" if known else "it holds none"
    absent = f"There is no pack {name!r} in {folder} ({there}), and none is kept with this id. Name a file by its path."
    return Kept(name, absent)


def _check_kept(found: Sequence[Pack | Kept], *, snapshot: int | None, footprint: str | None) -> None:
    """A kept pack has its own figures and its own footprint, by which it was signed off."""
    kept = next((what for what in found if isinstance(what, Kept)), None)
    if kept and (footprint or snapshot is not None):
        raise PackError(
            f"Pack {kept.id!r} is kept as it is; {'--footprint' if footprint else '--snapshot'} is for pack files."
        )
