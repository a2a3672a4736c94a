"""Whether it is changing, in words: verdicts on the areas that a trend names and on the benchmark, and the test."""

from __future__ import annotations

import numpy as np

from variation.analyses import months
from variation.analyses.results import Comparison, History, RecentTrend
from variation.findings.alternatives import OVERLAP
from variation.findings.words import capital, lower

ONE_PERIOD = "One period is held, so there is no trend yet."
_LENGTHS = {1: "month", 3: "quarter"}


def changing_words(c: Comparison, h: History) -> str:
    """The verdicts on the areas followed and on the benchmark, then the test once; one reason where none was tested."""
    if len(h.period) < 2:
        return ONE_PERIOD
    named = [(str(h.name[i]), h.recent[i]) for code in c.followed for i in np.flatnonzero(h.code == code).tolist()]
    if np.isfinite(h.benchmark).any():
        named.append((h.benchmark_name, h.benchmark_recent))
    recents = [recent for _, recent in named] or list(h.recent)
    if not any(recent.direction for recent in recents) and len({recent.reason for recent in recents}) == 1:
        return recents[0].reason
    when = _latest(h)
    said = [f"{capital(name)}{when}: {_lower(recent)}{_before(recent, name, h)}." for name, recent in named]
    tests = list(dict.fromkeys(recent.reason for recent in recents if recent.direction))
    method = tests[0] if len(tests) == 1 else f"{tests[0].partition(': ')[0]}." if tests else ""
    return " ".join(part for part in (OVERLAP if h.overlapping else "", *said, method) if part)


def _latest(h: History) -> str:
    """An XmR chart marks single points, so the verdict is that of the last one."""
    if h.marked_before is None:
        return ""
    length = int(months.length(h.start, h.end)[-1])
    return f", latest {_LENGTHS.get(length, 'period')}"


def _before(recent: RecentTrend, name: str, h: History) -> str:
    if name != h.benchmark_name or not recent.direction or h.marked_before is None:
        return ""
    return f"; {h.marked_before or 'none'} of the {len(h.period) - 1} before it marked"


def _lower(recent: RecentTrend) -> str:
    verdict = lower(recent.verdict)
    return verdict if recent.direction else f"{verdict} ({recent.reason.rstrip('.')})"
