"""Small parts to test with: indicators, a catalogue, observations, a loaded store, results; each with usual values."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from variation import geography
from variation.analyses.results import NO_DATA, Benchmark, Comparison, History, RecentTrend
from variation.analyses.selection import Selection
from variation.indicators import Catalogue, Framework, Indicator, Priority
from variation.observations import COLUMNS, NUMBERS

if TYPE_CHECKING:
    import pandas as pd

    from variation.store import Store

FRAMEWORK = Framework("plan", "A plan", "", (Priority("P1", "Living well"), Priority("P2", "Ageing well")))
USUAL = Indicator(
    id="checks",
    name="Health checks received",
    short_name="Health checks",
    definition="Share of those invited who came.",
    rationale="A check finds risk early.",
    domain="practice",
    polarity="high",
    measure="proportion",
    unit="%",
    multiplier=100,
    decimals=1,
    numerator="People who came",
    denominator="People invited",
    source="Made-up Statistics (Office of Examples)",
    source_url="https://example.org",
    licence="Open Government Licence v3.0",
    frequency="year",
    pooled_years=1,
    levels=("borough",),
    sexes=("Persons",),
    ages=("All ages",),
    interval="Wilson score",
    priorities=("P1",),
    status="published",
)
RATE = {"measure": "rate", "unit": "per 1,000", "multiplier": 1000, "interval": "Byar"}
STANDARDISED = {"measure": "standardised rate", "unit": "per 100,000", "multiplier": 100_000, "interval": "Dobson"}


def indicator(**changes: Any) -> Indicator:
    """An indicator: a yearly proportion of boroughs of which high is good, unless changed."""
    return replace(USUAL, **changes)


def catalogue(*indicators: Indicator) -> Catalogue:
    """A catalogue of these indicators and one framework of two priorities, P1 and P2."""
    return Catalogue({i.id: i for i in indicators or (USUAL,)}, (FRAMEWORK,))


def codes(level: str = "borough", number: int | None = None) -> list[str]:
    """Codes of the areas of a level in order of name, all or the first few."""
    return [a.code for a in geography.areas(level)][:number]


def rows(values: Sequence[dict[str, Any]], **usual: Any) -> pd.DataFrame:
    """An observations frame from a dict a row; what a row leaves out is usual."""
    import pandas as pd

    nothing = dict.fromkeys(("value", "count", "denominator", "lower", "upper"), np.nan)
    base = {
        "indicator": "checks",
        "level": "borough",
        "period": "2016",
        "sex": "Persons",
        "age": "All ages",
        "category": "",
        "note": "",
        "status": "published",
        **nothing,
        **usual,
    }
    filled = [{**base, **row} for row in values]
    for row in filled:
        row.setdefault("start", int(row["period"][:4]) * 100 + 1)
        row.setdefault("end", int(row["period"][:4]) * 100 + 12)
    return pd.DataFrame(filled, columns=list(COLUMNS)).astype({"start": "int64", "end": "int64"})


def empty_frame() -> pd.DataFrame:
    """An observations frame without rows, columns typed as a full one has them."""
    import pandas as pd

    integer, text = ("start", "end"), "str"
    types = {c: "int64" if c in integer else "float64" if c in NUMBERS else text for c in COLUMNS}
    return pd.DataFrame({c: pd.Series(dtype=t) for c, t in types.items()})


def proportions(
    shares: Sequence[float], size: float | Sequence[float] = 1000, *, level: str = "borough", **usual: Any
) -> pd.DataFrame:
    """One period of a proportion: the first areas of a level with these shares (%) of `size` people each."""
    sizes = np.broadcast_to(np.asarray(size, dtype=float), (len(shares),))
    return rows(
        [
            {"area": code, "count": round(share * n / 100), "denominator": n, "value": 100 * round(share * n / 100) / n}
            for code, share, n in zip(codes(level, len(shares)), shares, sizes, strict=True)
        ],
        level=level,
        **usual,
    )


def london(share: float, size: float = 33_000, **usual: Any) -> pd.DataFrame:
    """The published row of London."""
    row = {"area": geography.LONDON, "count": share * size / 100, "denominator": size, "value": share}
    return rows([row], level="region", **usual)


def england(share: float, size: float = 500_000, **usual: Any) -> pd.DataFrame:
    """The published row of England."""
    row = {"area": geography.ENGLAND, "count": share * size / 100, "denominator": size, "value": share}
    return rows([row], level="country", **usual)


@dataclass
class Counted:
    """The counts that a load records."""

    rows_read: int = 0
    rows_skipped: int = 0
    rows_rejected: int = 0


def loaded(folder: Path, frames: Iterable[pd.DataFrame]) -> Store:
    """A store in this folder with these frames loaded."""
    from variation.store import LoadInfo, open_store

    frames = list(frames)
    store = open_store(f"sqlite:///{folder / 'atlas.db'}")
    digest = hashlib.sha256("".join(f.to_csv() for f in frames).encode()).hexdigest()
    report = Counted(rows_read=sum(len(f) for f in frames))
    store.load(frames, LoadInfo("made-up.csv", digest, "tidy", "a test"), report)
    return store


def comparison(
    value: Sequence[float], status: Sequence[int] | None = None, *, of: Indicator = USUAL, **changes: Any
) -> Comparison:
    """A comparison of the first boroughs with these values, judged as `status` says, against London's 50."""
    n = len(value)
    values = np.asarray(value, dtype=float)
    judged = np.where(np.isnan(values), NO_DATA, 0 if status is None else np.asarray(status))
    usual: dict[str, Any] = {
        "selection": Selection(indicator=of.id, level="borough", period="2016", sex="Persons", age="All ages"),
        "indicator": of,
        "level": "borough",
        "period": "2016",
        "start": 201601,
        "end": 201612,
        "illustrative": False,
        "snapshot": "24 Nov 2026, load 1",
        "benchmark": Benchmark("london", "London", 50.0, computed=False),
        "code": np.array(codes(number=n)),
        "name": np.array([a.name for a in geography.areas("borough")][:n]),
        "inside": np.ones(n, dtype=bool),
        "value": values,
        "lower": values - 2,
        "upper": values + 2,
        "count": values * 10,
        "denominator": np.full(n, 1000.0),
        "note": np.where(np.isnan(values), "not published", ""),
        "status": judged.astype(np.int8),
        "judged_by": "funnel",
        "rank_low": np.full(n, np.nan),
        "rank_high": np.full(n, np.nan),
        "funnel": None,
        "no_funnel": "",
    }
    return Comparison(**{**usual, **changes})


def trend_of(direction: str = "none", verdict: str = "No change beyond chance (99.8 % level)") -> RecentTrend:
    """A recent trend, by default flat."""
    return RecentTrend(direction, verdict, "")


def history(value: Sequence[Sequence[float]], **changes: Any) -> History:
    """A history of the first boroughs: one row an area, one column a year from 2010 on, against London's 50."""
    values = np.atleast_2d(np.asarray(value, dtype=float))
    n, m = values.shape
    years = [2010 + k for k in range(m)]
    usual: dict[str, Any] = {
        "period": tuple(str(y) for y in years),
        "start": np.array([y * 100 + 1 for y in years]),
        "end": np.array([y * 100 + 12 for y in years]),
        "code": np.array(codes(number=n)),
        "name": np.array([a.name for a in geography.areas("borough")][:n]),
        "value": values,
        "lower": values - 2,
        "upper": values + 2,
        "benchmark": np.full(m, 50.0),
        "benchmark_name": "London",
        "overlapping": False,
        "recent": (trend_of(),) * n,
        "benchmark_recent": trend_of(),
        "spread_change": "",
        "breaks": (),
    }
    return History(**{**usual, **changes})
