"""``python -m variation loads``: the history of loads."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from variation.settings import Settings
from variation.store import open_store


@click.command()
def loads() -> None:
    """Show what was loaded, when, by whom, and what it changed; the latest first."""
    store = open_store(Settings.from_env().database_url)
    console = Console()
    records = store.loads()
    if not records:
        console.print("Nothing has been loaded. Load extracts with: python -m variation load FILE…", highlight=False)
        return
    table = Table("load", "when (UTC)", "who", "file", "format", "sha256")
    for heading in ("read", "loaded", "skipped", "rejected", "new", "superseded", "unchanged"):
        table.add_column(heading, justify="right")
    for r in records:
        numbers = (r.rows_read, r.rows_loaded, r.rows_skipped, r.rows_rejected, r.new, r.superseded, r.unchanged)
        words = (str(r.id), f"{r.loaded_at:%Y-%m-%d %H:%M}", r.who, r.path, r.format, r.sha256[:8])
        table.add_row(*words, *(f"{n:,}" for n in numbers))
    console.print(table)
    store.close()
