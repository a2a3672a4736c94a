"""An attacker has all that the atlas gives of one indicator, in every view, file and answer, and the published totals.

He writes each figure as a sum of counts of boroughs and pieces of boroughs by sex and age, and asks whole-number
programs how small and how large each small count can be. Nothing here is shared with the code that withholds.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from flask import Flask
from scipy.optimize import Bounds, LinearConstraint, milp

from components.api import PREFIX, register_api
from components.serving import KEY, Served
from tests import builders as b
from variation import geography
from variation.analyses import Selection, choices, compare, history
from variation.analyses.profile import profile
from variation.findings.tables import write_csv
from variation.ingest import read_extract
from variation.settings import PROJECT, Settings
from variation.store import LoadInfo, Store, open_store

SEXES, LEVELS = ("Persons", "Male", "Female"), ("borough", "ccg", "stp", "region")
SMALL = range(1, 5)
SIZE = 1000  # people of each borough, sex and age
CITY, WESTMINSTER, KENSINGTON = "E09000001", "E09000033", "E09000020"
Key = tuple[str, str, str, str]  # level, area, sex, age


@dataclass
class World:
    """Counts of the smallest parts, and which parts each figure is the sum of."""

    count: np.ndarray
    size: np.ndarray
    parts: dict[Key, list[int]]

    def of(self, key: Key) -> int:
        """The true count of a figure."""
        return int(self.count[self.parts[key]].sum())

    def people(self, key: Key) -> int:
        """The true denominator of a figure."""
        return int(self.size[self.parts[key]].sum())


def world(seed: int, mean: float, ages: tuple[str, ...], planted: dict[tuple[str, str], int]) -> World:
    """London with Poisson counts; Westminster in two pieces, since two CCGs share it."""
    rng = np.random.default_rng(seed)
    central, west = (c for c in b.codes("ccg") if WESTMINSTER in boroughs_of(c))
    if KENSINGTON not in boroughs_of(west):
        central, west = west, central
    places = [(code, "") for code in b.codes("borough") if code != WESTMINSTER]
    places += [(WESTMINSTER, central), (WESTMINSTER, west)]
    bands = ages[1:] or ages
    leaves = list(product(places, ("Male", "Female"), bands))
    count = rng.poisson(mean * rng.uniform(0.3, 2, len(leaves)))
    count = np.array([planted.get((place[0], sex), n) for n, (place, sex, _) in zip(count, leaves, strict=True)])
    parts: dict[Key, list[int]] = {}
    for sex, age in product(SEXES, ages):
        for k, ((borough, ccg), leaf_sex, leaf_age) in enumerate(leaves):
            if sex in ("Persons", leaf_sex) and age in (ages[0], leaf_age):
                above = ccg or next(c for c in b.codes("ccg") if borough in boroughs_of(c))
                stp = next(s for s in b.codes("stp") if borough in geography.members(s, "borough"))
                for level, area in zip(LEVELS, (borough, above, stp, geography.LONDON), strict=True):
                    parts.setdefault((level, area, sex, age), []).append(k)
    return World(count, np.full(len(leaves), SIZE), parts)


def boroughs_of(ccg: str) -> set[str]:
    """Boroughs that a CCG has a share of, by the boroughs' own parents."""
    return {a.code for a in geography.areas("borough") if ccg in a.parents}


def loaded(folder: Path, made: World, held: list[Key], *, values: bool = False) -> Store:
    """A store with these figures from an extract of our own without values, taken in as any other."""
    path = folder / "own.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["indicator", "level", "area", "period", "sex", "age", "value", "count", "denominator"])
        for level, area, sex, age in held:
            key = (level, area, sex, age)
            value = 100 * made.of(key) / made.people(key) if values else ""
            out.writerow(["checks", level, area, "2016", sex, age, value, made.of(key), made.people(key)])
    extract = read_extract(path, catalogue=CATALOGUE, data=PROJECT / "data")
    store = open_store(f"sqlite:///{folder / 'atlas.db'}")
    summary = store.load(extract.frames(), LoadInfo("own.csv", extract.sha256, "tidy", "a test"), b.Counted())
    assert summary.new == len(held)
    return store


CATALOGUE = b.catalogue(b.indicator(levels=LEVELS[:3], sexes=SEXES))


def given(store: Store, held: list[Key]) -> set[Key]:
    """Figures of which any way out gives the value, a limit or the count: all that there is to know of a figure."""
    found: set[Key] = set()
    server = Flask("api")
    server.config[KEY] = Served(Settings.from_env(), store, CATALOGUE, {})
    register_api(server)
    answer = server.test_client().get(f"{PREFIX}/values?indicator=checks&format=csv")
    rows = _rows(answer.text.removeprefix("\ufeff"))
    assert len(rows) == len(held)
    found |= {_key(row) for row in rows if _told(row)}
    snapshot = store.snapshot()
    for level, sex, age in dict.fromkeys((level, sex, age) for level, _, sex, age in held):
        if level == "region":
            continue
        for benchmark in ("london", "footprint"):
            within = "" if benchmark == "london" else b.codes("stp")[0]
            asked = Selection("checks", level=level, sex=sex, age=age, benchmark=benchmark, within=within)
            s = choices(asked, CATALOGUE, store, snapshot).selection
            assert (s.level, s.sex, s.age) == (level, sex, age)
            c, past = compare(s, CATALOGUE, store, snapshot), history(s, CATALOGUE, store, snapshot)
            every = (c.value, c.lower, c.upper, c.count, *(f[:, 0] for f in (past.value, past.lower, past.upper)))
            told = np.any([np.isfinite(f) for f in every], axis=0)
            found |= {(level, code, sex, age) for code in c.code[told].tolist()}
            file = [row | {"area": row["area_code"]} for row in _rows(write_csv(c, past).decode("utf-8-sig"))]
            found |= {_key(row) for row in file if row["area"] in c.code and _told(row)}  # below them the benchmark
    for area in (CITY, WESTMINSTER):
        for line in profile(Selection(), CATALOGUE, store, snapshot, place=geography.area(area)).lines:
            if any(np.isfinite(f) for f in (line.value, line.lower, line.upper, line.course.value[-1])):
                found.add(("borough", area, line.sex, line.age))
    return found


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def _key(row: dict[str, str]) -> Key:
    return row["level"], row["area"], row["sex"], row["age"]


def _told(row: dict[str, str]) -> bool:
    return any(row.get(name) for name in ("value", "lower", "upper", "lower_95", "upper_95", "count"))


def narrowed(made: World, known: set[Key], targets: list[Key]) -> list[tuple[Key, int, int, int]]:
    """Small counts and complements that can be told to lie inside the interval, with what they are told to be."""
    equations = np.zeros((len(known), made.count.size))
    for row, key in zip(equations, sorted(known), strict=True):
        row[made.parts[key]] = 1
    totals = np.array([made.of(key) for key in sorted(known)])
    found = []
    for key in targets:
        aim = np.zeros(made.count.size)
        aim[made.parts[key]] = 1
        ends = []
        for sign in (1, -1):
            best = milp(
                sign * aim,
                integrality=np.ones_like(aim),
                bounds=Bounds(0, made.size),
                constraints=LinearConstraint(equations, totals, totals),
            )
            assert best.success
            ends.append(round(float(aim @ best.x)))
        n, low, high = made.people(key), *ends
        few = made.of(key) in SMALL
        if (few and (low > SMALL[0] or high < SMALL[-1])) or (not few and (low > n - SMALL[-1] or high < n - SMALL[0])):
            found.append((key, made.of(key), low, high))
    return found


def small(made: World, keys: list[Key]) -> list[Key]:
    """Figures with few events, or few people without it."""
    return [key for key in keys if made.of(key) in SMALL or made.people(key) - made.of(key) in SMALL]


ALL = ("All ages",)
BANDS = ("All ages", "<65 yrs", "65+ yrs")
LONDONS = {
    "one small count of one sex": (1, 60, LEVELS, SEXES, ALL, {(CITY, "Female"): 3}),
    "boroughs and CCGs": (1, 60, LEVELS, ("Persons",), ALL, {(CITY, "Male"): 2, (CITY, "Female"): 1}),
    "a shared borough": (2, 60, LEVELS, SEXES, ALL, {(WESTMINSTER, "Male"): 3}),
    "few without the event": (3, 60, LEVELS, SEXES, ALL, {(CITY, "Female"): SIZE - 3, ("E09000005", "Male"): SIZE - 1}),
    "many small ones": (4, 11, LEVELS, SEXES, ALL, {}),
    "by age": (5, 40, LEVELS[::3], SEXES, BANDS, {(CITY, "Female"): 3}),
    "women are not held": (6, 60, LEVELS[::3], ("Persons", "Male"), ALL, {(CITY, "Female"): 3}),
    "STPs are not held": (7, 14, ("borough", "region"), SEXES, ALL, {}),
}


@pytest.mark.parametrize("case", LONDONS, ids=str)
def test_no_small_count_can_be_narrowed_by_all_that_is_given(case, tmp_path):
    seed, mean, levels, sexes, ages, planted = LONDONS[case]
    made = world(seed, mean, ages, planted)
    held = [key for key in made.parts if key[0] in levels and key[2] in sexes]
    known = given(loaded(tmp_path, made, held), held)
    targets = small(made, [key for key in made.parts if key[0] in levels])
    assert targets
    assert not known & set(targets)
    totals = {key for key in made.parts if key[0] in ("stp", "region") and key[2] in sexes}
    assert not small(made, list(totals))
    assert not narrowed(made, known | totals, targets)
    assert len(known) > 0.5 * sum(key[0] != "region" for key in held)  # and not by withholding everything


def test_the_attack_succeeds_on_figures_that_are_shown_as_published(tmp_path):
    made = world(1, 60, ALL, {(CITY, "Female"): 3})
    held = [key for key in made.parts if key[0] != "ccg"]
    known = given(loaded(tmp_path, made, held, values=True), held)
    targets = small(made, held)
    found = narrowed(made, known - set(targets), targets)
    assert [(key, low, high) for key, _, low, high in found] == [(("borough", CITY, "Female", "All ages"), 3, 3)]


def test_no_room_but_one_reads_figures_from_the_store():
    reads = re.compile(r"store\.(?:areas_of|history|latest)\(")
    files = [path for room in ("variation", "components", "pages") for path in (PROJECT / room).rglob("*.py")]
    found = {str(path.relative_to(PROJECT)) for path in files if reads.search(path.read_text(encoding="utf-8"))}
    assert found == {"variation/analyses/panel.py"}
