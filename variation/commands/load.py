"""``python -m variation load``: take extracts into the database."""

from __future__ import annotations

import sys

import click
from rich.console import Console

from variation.commands.intake import Intake, show_outcomes, take_in_all
from variation.commands.sources import find_extracts
from variation.indicators import load_catalogue
from variation.settings import Settings
from variation.store import open_store


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--as", "format_", metavar="FORMAT", help="Read as this format instead of recognising it.")
@click.option("--reject-bad-rows", is_flag=True, help="Load the good rows of a file with errors, and count the others.")
@click.option("--again", is_flag=True, help="Load even what was loaded before: the catalogue or a recipe has changed.")
def load(*, files: tuple[str, ...], format_: str | None, reject_bad_rows: bool, again: bool) -> None:
    """Load extracts, each whole or not at all. FILE may be a file, a folder or a pattern.

    A file that was loaded before is not loaded again. A file with errors is refused, and nothing of it is loaded.
    Exits with 1 when any file was refused.
    """
    settings = Settings.from_env()
    found = find_extracts(files)
    console = Console()
    for path in found.ignored:
        console.print(f"{path} is not an extract: left alone", markup=False, highlight=False)
    if not found.files:
        return
    intake = Intake(load_catalogue(settings.data), settings.data, format_, reject_bad_rows, again)
    store = open_store(settings.database_url)
    outcomes = take_in_all(store, found.files, intake, Console(stderr=True))
    show_outcomes(outcomes, console)
    store.close()
    if any(outcome.refusal for outcome in outcomes):
        sys.exit(1)
