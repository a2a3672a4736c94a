"""Which files are extracts: what a folder or a pattern stands for, and what is loaded at start."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from glob import glob
from pathlib import Path

from variation.errors import ExtractError
from variation.settings import Settings

ENDINGS = (".csv", ".tsv", ".txt", ".gz", ".zip", ".xlsx", ".xlsm", ".xls")
NOT_DATA = ("readme", "licence", "license", "notice")


@dataclass(frozen=True)
class Found:
    """Files to load, in order, and those left alone."""

    files: tuple[Path, ...]
    ignored: tuple[Path, ...]


def find_extracts(names: Iterable[str | Path]) -> Found:
    """Files, folders (their files, by name, not those of folders inside) and patterns made into a list of files.

    Raises
    ------
    ExtractError
        A name is neither a file nor a folder, and no file fits it as a pattern.
    """
    paths: dict[Path, None] = {}
    for name in names:
        paths.update(dict.fromkeys(_expand(Path(name))))
    files = tuple(path for path in paths if looks_like_extract(path))
    return Found(files, tuple(path for path in paths if path not in set(files)))


def _expand(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(p for p in path.iterdir() if p.is_file() and not p.name.startswith("."))
    if path.is_file():
        return [path]
    found = sorted(Path(name) for name in glob(str(path)))  # shells of Windows leave patterns to us  # noqa: PTH207
    if not found:
        raise ExtractError("there is no such file or folder; check the name.", path=path)
    return [p for p in found if p.is_file()]


def looks_like_extract(path: Path) -> bool:
    """Whether the name is that of a table, and not of a note beside it."""
    return path.suffix.lower() in ENDINGS and not path.name.lower().startswith(NOT_DATA)


def files_at_start(settings: Settings) -> Found:
    """What `serve` loads: the shipped extracts, then the user's own folders."""
    shipped = settings.data / "extracts"
    return find_extracts([*([shipped] if shipped.is_dir() else []), *settings.extracts])
