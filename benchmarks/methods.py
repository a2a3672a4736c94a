"""The statistics on a whole-England problem, and against PHStatsMethods on the same rows in the same run."""

from __future__ import annotations

import os
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import PHStatsMethods

from benchmarks.machine import machine, machine_lines
from variation.methods import classes, disclosure, intervals, life_expectancy, ranking, spread, standardisation
from variation.methods.bulk import judge
from variation.methods.funnel import funnel
from variation.methods.inequality import slope
from variation.methods.opportunity import opportunity
from variation.methods.spatial import autocorrelation
from variation.methods.spread_change import change

AREAS, INDICATORS, PERIODS = 7_000, 200, 10
ROWS = 7_000  # that PHStatsMethods is given
ROUNDS = 5
Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Pair:
    """The same figures two ways: what is done, on how many rows, ours and theirs, and where both answers are."""

    name: str
    rows: int
    ours: Callable[[], Any]
    theirs: Callable[[], Any]


def main(arguments: Sequence[str] = ()) -> None:
    """Measure and print."""
    del arguments
    found = {"machine": machine(), "england": _england(), "pairs": _pairs(), "alone": _alone()}
    print("\n".join(_lines(found)))


def _england() -> dict[str, float]:
    """Half proportions, half rates, each set with intervals and funnel status: seconds, and the most memory held."""
    rng = np.random.default_rng(1)
    sets = INDICATORS * PERIODS // 2
    people = np.round(np.exp(rng.normal(8, 0.8, (sets, AREAS)))) + 1
    share = np.minimum(rng.uniform(0.02, 0.6, (sets, 1)) * np.exp(rng.normal(0, 0.1, people.shape)), 0.99)
    counts = {"proportion": rng.binomial(people.astype(np.int64), share).astype(float)}
    counts["rate"] = rng.poisson(people * 0.003 * np.exp(rng.normal(0, 0.2, people.shape))).astype(float)
    del share
    seconds = {}
    for measure, count in counts.items():
        multiplier = 100 if measure == "proportion" else 100_000
        seconds[measure] = _once(lambda c=count, m=measure, u=multiplier: judge(c, people, m, multiplier=u))
    return {"cells": float(2 * people.size), **seconds, "total": sum(seconds.values()), "peak MB": _peak_memory()}


def _pairs() -> list[dict[str, Any]]:
    rng = np.random.default_rng(2)
    people = rng.integers(500, 20_000, ROWS).astype(float)
    part = rng.binomial(people.astype(np.int64), 0.2).astype(float)
    events = rng.poisson(people * 0.004).astype(float) + 1  # theirs refuses 0
    by_age = rng.integers(50, 20_000, (ROWS // 10, 19)).astype(float)
    deaths = rng.poisson(by_age * np.geomspace(1e-4, 0.1, 19)).astype(float)
    reference = deaths.sum(axis=0), by_age.sum(axis=0)
    group = np.repeat(np.arange(len(by_age)), 19).astype(str)
    rows = pd.DataFrame({"x": part, "n": people, "e": events})
    ages = pd.DataFrame({"area": group, "x": deaths.ravel(), "n": by_age.ravel()})
    for name, values in zip(("sx", "sn"), reference, strict=True):
        ages[name] = np.tile(values, len(by_age))
    ages["standard"] = np.tile(standardisation.ESP2013, len(by_age))
    value = part / people
    days = rng.gamma(2.0, 3.0, (ROWS, 10))
    stays = pd.DataFrame({"area": np.repeat(np.arange(ROWS), 10).astype(str), "days": days.ravel()})
    chosen = [
        Pair(
            "proportion, Wilson 95 %",
            ROWS,
            lambda: intervals.proportion(part, people),
            lambda: PHStatsMethods.ph_proportion(rows, "x", "n"),
        ),
        Pair(
            "rate, Byar and exact 95 %",
            ROWS,
            lambda: intervals.rate(events, people),
            lambda: PHStatsMethods.ph_rate(rows, "e", "n"),
        ),
        Pair(
            "mean, Student's t 95 %, of ten values a row",
            ROWS,
            lambda: intervals.mean(days.mean(axis=1), days.std(axis=1, ddof=1), np.full(ROWS, 10)),
            lambda: PHStatsMethods.ph_mean(stays, "days", "area"),
        ),
        Pair(
            "direct standardisation",
            ages["x"].size,
            lambda: standardisation.direct(deaths, by_age),
            lambda: PHStatsMethods.ph_dsr(ages, "x", "n", "standard", "area", euro_standard_pops=False),
        ),
        Pair(
            "indirect ratio",
            ages["x"].size,
            lambda: standardisation.indirect_ratio(deaths, by_age, *reference),
            lambda: PHStatsMethods.ph_ISRatio(ages, "x", "n", "sx", "sn", "area", refvalue=100),
        ),
        Pair(
            "funnel of proportions (limits, significance)",
            ROWS,
            lambda: funnel(part, people, "proportion", limits="normal"),
            lambda: PHStatsMethods.assign_funnel_significance(rows, "x", "proportion", "n"),
        ),
        Pair(
            "tenths",
            ROWS,
            lambda: classes.quantiles(value, 10),
            lambda: PHStatsMethods.ph_quantile(rows.assign(v=value), "v"),
        ),
    ]
    return [_pair(pair) for pair in chosen]


def _pair(pair: Pair) -> dict[str, Any]:
    """Medians, taken in turn."""
    ours, others = [], []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # theirs warn of figures that ours answer
        for turn in range(ROUNDS):
            ours.append(_repeated(pair.ours))
            if turn < 3:
                others.append(_once(pair.theirs))
    mine, other = statistics.median(ours), statistics.median(others)
    return {
        "name": pair.name,
        "rows": pair.rows,
        "ours ms": 1000 * mine,
        "theirs ms": 1000 * other,
        "ratio": other / mine,
    }


def _alone() -> list[dict[str, Any]]:
    """What PHStatsMethods does not have, on 33 areas."""
    rng = np.random.default_rng(3)
    people = rng.integers(4_000, 30_000, 33).astype(float)
    count = rng.poisson(people * 0.02 * np.exp(rng.normal(0, 0.2, 33))).astype(float)
    found = intervals.rate(count, people)
    two = np.array([count, rng.poisson(people * 0.02)]), np.array([people, people])
    joined = [[j for j in (i - 1, i + 1, i + 6) if 0 <= j < 33] for i in range(33)]
    tenths = np.arange(1.0, 11)
    by_age = np.full((33, 20), 5_000.0)
    deaths = rng.poisson(by_age * np.geomspace(1e-4, 0.2, 20)).astype(float)
    small = rng.poisson(20, (33, 3)).astype(float)
    table = np.concatenate([small, small.sum(axis=0, keepdims=True)])
    relations = [(99 + c, [3 * r + c for r in range(33)]) for c in range(3)]
    work: dict[str, Callable[[], Any]] = {
        "spread": lambda: spread.spread(count, people, "rate"),
        "change in spread, 1,000 draws": lambda: change(*two, "rate"),
        "ranks, 2,000 draws": lambda: ranking.rank_interval(found.value, found.lower, found.upper),
        "slope of inequality, 10,000 draws": lambda: slope(70 + tenths, np.ones(10), tenths, np.ones(10)),
        "opportunity, 2,000 draws": lambda: opportunity(count, people, "rate", "best fifth", "low"),
        "Moran's I, 9,999 permutations": lambda: autocorrelation(found.value, joined),
        "life expectancy of 33 areas": lambda: life_expectancy.life_expectancy(deaths, by_age),
        "disclosure control of 33 areas in 3 groups": lambda: disclosure.suppress(table, relations),
    }
    return [
        {"name": name, "ms": 1000 * statistics.median(_once(run) for _ in range(ROUNDS))} for name, run in work.items()
    ]


def _once(run: Callable[[], Any]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def _repeated(run: Callable[[], Any]) -> float:
    """Seconds of one of as many runs as fill a twentieth of a second."""
    times = max(1, int(0.05 / max(_once(run), 1e-6)))
    started = time.perf_counter()
    for _ in range(times):
        run()
    return (time.perf_counter() - started) / times


def _peak_memory() -> float:
    """Most memory this process has held, in MB; NaN where the system does not tell."""
    if sys.platform == "win32":
        return float("nan")
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def _lines(found: dict[str, Any]) -> list[str]:
    england = found["england"]
    lines = ["The statistics", *machine_lines()]
    lines.append(
        f"Whole England, {AREAS:,} areas × {INDICATORS} indicators × {PERIODS} periods, "
        f"{england['cells']:,.0f} cells, {os.cpu_count()} threads: {england['total']:.1f} s "
        f"(proportions {england['proportion']:.1f}, rates {england['rate']:.1f}), peak {england['peak MB']:,.0f} MB"
    )
    lines.append(f"{'against PHStatsMethods':46}{'rows':>8}{'ours ms':>10}{'theirs ms':>11}{'ratio':>8}")
    lines += [
        f"{p['name']:46}{p['rows']:>8,}{p['ours ms']:>10.2f}{p['theirs ms']:>11.1f}{p['ratio']:>8.0f}"
        for p in found["pairs"]
    ]
    lines.append("not in PHStatsMethods, 33 areas (ms)")
    lines += [f"  {a['name']:44}{a['ms']:>10.2f}" for a in found["alone"]]
    return lines


if __name__ == "__main__":
    main()
