"""What stands on the tiles of the equal-area map."""

from __future__ import annotations

from functools import cache

from variation.errors import UnknownArea
from variation.geography.areas import area, read_rows


def tile_label(code: str) -> str:
    """Three letters for a borough's tile, as the tile file has them; raises UnknownArea for other areas."""
    try:
        return _labels()[code]
    except KeyError:
        raise UnknownArea(f"{area(code).name} has no tile: only boroughs have.") from None


@cache
def _labels() -> dict[str, str]:
    return {row["area"]: row["label"] for row in read_rows("tiles.csv")}
