"""``python -m variation simulate``: write an illustrative extract and the truth of what was planted in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from variation.indicators import load_catalogue
from variation.settings import Settings

if TYPE_CHECKING:
    from variation.indicators import Indicator


@click.command()
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The extract to write; compressed where its name ends in .gz.",
)
@click.option(
    "--truth",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write, as JSON, which outliers, shifts and gradients were planted.",
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="The same seed, the same file.")
@click.option(
    "--indicator", "wanted", multiple=True, help="Id of an indicator; may be repeated. All that can be, if none."
)
@click.option("--rows", type=click.IntRange(min=1), help="Exactly so many rows; more groups (categories) where needed.")
@click.option(
    "--areas", type=click.IntRange(min=1), help="So many made-up areas instead of London; they cannot be loaded."
)
@click.option(
    "--strength",
    type=click.FloatRange(min=0),
    default=1.0,
    show_default=True,
    help="How far planted outliers and shifts stand out; 0 plants nothing.",
)
def simulate(
    *,
    out: Path,
    truth: Path | None,
    seed: int,
    wanted: tuple[str, ...],
    rows: int | None,
    areas: int | None,
    strength: float,
) -> None:
    """Write a realistic but made-up extract, marked illustrative on every row.

    Areas are alike in space and time, counts are over-dispersed, small ones suppressed, pooled periods overlap.
    """
    from variation import simulation

    data = Settings.from_env().data
    for path in (out, truth):
        if path is not None and not path.absolute().parent.is_dir():
            raise click.UsageError(f"There is no folder {path.absolute().parent}; make it first, or write elsewhere.")
    places = simulation.synthetic(areas) if areas else simulation.london(data)
    made = simulation.Simulation(_chosen(data, wanted), places, seed=seed, rows=rows, strength=strength)
    written = simulation.write_extract(out, made.blocks(), rows=rows)
    click.echo(f"{out}: {written:,} illustrative rows, {len(made.indicators)} indicators, seed {seed}.")
    if truth is not None:
        planted = made.truth()
        truth.write_text(planted.to_json(), encoding="utf-8")
        click.echo(
            f"{truth}: {len(planted.outliers)} outliers, {len(planted.shifts)} shifts, "
            f"{len(planted.gradients)} gradients planted."
        )


def _chosen(data: Path, wanted: tuple[str, ...]) -> list[Indicator]:
    catalogue = load_catalogue(data)
    if wanted:
        return [catalogue.indicator(name) for name in dict.fromkeys(wanted)]
    return [indicator for indicator in catalogue.indicators.values() if indicator.illustrative is not None]
