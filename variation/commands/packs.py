"""``python -m variation packs``: board packs kept in the store, listed, written to files and read from them."""

from __future__ import annotations

from pathlib import Path

import click

from variation.errors import NoData, PackError
from variation.indicators import load_catalogue
from variation.packs import keeping
from variation.packs.files import SUFFIX, read_pack, write_pack
from variation.packs.forms import clean
from variation.packs.records import date_words
from variation.packs.signing import next_step, read_steps
from variation.settings import Settings
from variation.store import KeptPack, Store, open_store


@click.group()
def packs() -> None:
    """Board packs that are kept in the store."""


@packs.command("list")
def list_packs() -> None:
    """Show every kept pack, the last changed first, with both its ids."""
    store = open_store(Settings.from_env().database_url)
    found = store.packs.all()
    if not found:
        click.echo("No pack is kept. Make one on the page Board packs, or by: python -m variation packs import FILE")
    for kept in found:
        parts = (kept.board, date_words(kept.meeting), kept.state, f"version {kept.revision}")
        click.echo(f"{kept.title}: {', '.join(part for part in parts if part)}")
        click.echo(f"    edit {kept.id}    read {kept.reading}")
    store.close()


@packs.command("export")
@click.argument("pack_id")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export(pack_id: str, file: Path) -> None:
    """Write a kept pack as a pack file."""
    store = open_store(Settings.from_env().database_url)
    kept = _kept(pack_id, store)
    if file.exists():
        raise PackError(f"{file} exists, and is not written over.")
    file.write_text(write_pack(keeping.pack_of(kept, store)), encoding="utf-8")
    click.echo(f"{kept.title} (version {kept.revision}) is written to {file}.")
    store.close()


@packs.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def import_(file: Path) -> None:
    """Keep a pack file as a new draft."""
    if file.suffix != SUFFIX:
        raise PackError(f"{file} does not end in {SUFFIX}, as pack files do.")
    store = open_store(Settings.from_env().database_url)
    made = keeping.make(read_pack(file), store, f"Read from {file.name}")
    click.echo(f"{made.title} is kept as {made.id}; it is read by {made.reading}.")
    store.close()


@packs.command("sign")
@click.argument("pack_id")
@click.option("--who", required=True, help="Name of the person who signs.")
@click.option("--note", default="", help="A note that stays beside the sign-off.")
def sign(pack_id: str, who: str, note: str) -> None:
    """Give the sign-off that is due; the last one releases the pack on the figures it shows now."""
    settings = Settings.from_env()
    store = open_store(settings.database_url)
    kept, steps = _kept(pack_id, store), read_steps(settings.data)
    step, snapshot = next_step(kept, steps), keeping.shown_snapshot(kept, store)
    if not clean(who):
        raise PackError("--who is empty; name the person who signs.")
    if snapshot is None:
        raise NoData("Nothing is loaded, so a pack has nothing to show.")
    by = keeping.Signature(clean(who), kept.revision, kept.signed, snapshot.id, clean(note))
    keeping.sign(kept, by, steps, load_catalogue(settings.data), store)
    words = f"{step.words} {clean(who)}, {step.title}" if step else ""
    click.echo(f"{kept.title} (version {kept.revision}): {words}, with the figures of {snapshot.label}.")
    store.close()


def _kept(pack_id: str, store: Store) -> KeptPack:
    return store.packs.named(pack_id) or store.packs.existing(pack_id)
