"""Every snapshot reads back exactly what a plain dict of the same loads says."""

from __future__ import annotations

import math
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store_frames import frame, info, row

PERIODS = {
    "2015": (201501, 201512),
    "2016": (201601, 201612),
    "2014-16": (201401, 201612),
    "Mar 2016": (201603, 201603),
}
FIGURES = ("value", "count", "denominator", "note")
number = st.sampled_from([math.nan, 0.0, 1.5])
observation = st.fixed_dictionaries(
    {
        "indicator": st.sampled_from(["x", "y"]),
        "area": st.sampled_from(["A", "B", "C"]),
        "period": st.sampled_from(list(PERIODS)),
        "value": number,
        "count": number,
        "denominator": number,
        "note": st.sampled_from(["", "suppressed"]),
    }
)
loads = st.lists(st.lists(observation, max_size=8), min_size=1, max_size=5)


class Model:
    """Observations by key, as a person would keep them; and what the last load did to them."""

    def __init__(self):
        self.held = {}
        self.did = (0, 0, 0, 0)

    def load(self, rows):
        file = {(r["indicator"], r["area"], r["period"]): tuple(_plain(r[name]) for name in FIGURES) for r in rows}
        new = sum(key not in self.held for key in file)
        unchanged = sum(self.held.get(key) == figures for key, figures in file.items())
        self.did = (new, len(file) - new - unchanged, unchanged, len(rows) - len(file))
        self.held = self.held | file

    def periods(self, indicator):
        """Label, areas with a value, areas with both counts; in time."""
        labels = sorted({p for i, _, p in self.held if i == indicator}, key=lambda p: PERIODS[p][::-1])
        rows = {p: [f for (i, _, q), f in self.held.items() if (i, q) == (indicator, p)] for p in labels}
        return [
            (p, sum(f[0] is not None for f in found), sum(None not in f[1:3] for f in found))
            for p, found in rows.items()
        ]

    def latest(self, area):
        """Figures of the latest period of each indicator."""
        found = {}
        for (indicator, code, period), figures in self.held.items():
            rank = PERIODS[period][::-1]
            if code == area and (indicator not in found or rank > found[indicator][0]):
                found[indicator] = (rank, figures)
        return {indicator: figures for indicator, (_, figures) in found.items()}


def _plain(value):
    return None if isinstance(value, float) and math.isnan(value) else value


def _figures(read):
    columns = [read.value.tolist(), read.count.tolist(), read.denominator.tolist(), read.note.tolist()]
    return [tuple(_plain(value) for value in figures) for figures in zip(*columns, strict=True)]


def check(store, snapshot, model, run):
    """Hold every question the store answers against the model."""
    mine = {s.indicator.removeprefix(run): s for s in store.series(snapshot) if s.indicator.startswith(run)}
    assert set(mine) == {indicator for indicator, _, _ in model.held}
    read = {}
    for indicator, series in mine.items():
        assert [(p.label, p.areas, p.with_counts) for p in series.periods] == model.periods(indicator)
        history = store.history(snapshot, series.id)
        for area, period, figures in zip(history.area, history.period, _figures(history), strict=True):
            read[indicator, area, period] = figures
        places = [(e, s, a) for e, s, a in zip(history.end, history.start, history.area, strict=True)]
        assert places == sorted(places)
        for period in series.periods:
            at = store.areas_of(snapshot, series.id, period.id)
            assert at.area.tolist() == sorted(a for i, a, p in model.held if (i, p) == (indicator, period.label))
            expected = [model.held[indicator, a, period.label] for a in at.area.tolist()]
            assert _figures(at) == expected
    assert read == model.held
    names = {series.id: indicator for indicator, series in mine.items()}
    for area in "ABC":
        found = {names[x.series_id]: x for x in store.latest(snapshot, area) if x.series_id in names}
        got = {i: (_plain(x.value), _plain(x.count), _plain(x.denominator), x.note) for i, x in found.items()}
        assert got == model.latest(area)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=loads)
def test_every_snapshot_reads_back_what_the_loads_until_then_say(store, files):
    run = uuid4().hex
    model, seen = Model(), []
    for rows in files:
        model.load(rows)
        named = [r | {"indicator": run + r["indicator"]} for r in rows]
        months = [dict(zip(("start", "end"), PERIODS[r["period"]], strict=True)) for r in rows]
        full = [row(**r, **m) for r, m in zip(named, months, strict=True)]
        summary = store.load([frame(*full[:3]), frame(*full[3:])], info(uuid4().hex))
        assert (summary.new, summary.superseded, summary.unchanged, summary.duplicates) == model.did
        past = Model()
        past.held = dict(model.held)
        seen.append((store.snapshot(), past))
    for snapshot, past in seen:
        check(store, snapshot, past, run)
