"""Write the packs of data/packs from the catalogue and the extracts that ship: `make packs`.

    python scripts/build_shipped_packs.py

One for London, one for each domain, each STP and each priority framework; docs/packs.md states the rule by which
their views are chosen (pack_choice.py has it). Messages are questions, so that they hold whatever the data says.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))
sys.path.insert(0, str(PROJECT / "scripts"))

from pack_choice import KNOWN, SHIPS, SIMULATED, Candidate, candidates, pick  # noqa: E402

from variation import geography  # noqa: E402
from variation.analyses.selection import Selection  # noqa: E402
from variation.findings.words import areas_word  # noqa: E402
from variation.indicators import DOMAINS, Catalogue, Framework, load_catalogue  # noqa: E402
from variation.packs.files import pack_files, write_pack  # noqa: E402
from variation.packs.model import ACTIONS, CHANGED, FIVE, TEXT, VIEW, Pack, PackPage  # noqa: E402
from variation.store import Store, open_store  # noqa: E402

EACH_DOMAIN, OF_ONE_DOMAIN, OF_AN_STP, MOST = 2, 5, 5, 10
LEAST_PERIODS = 4  # of a series that small multiples are worth drawing of
ASK = "Agree which differences are looked into, by whom, and when they report back."
DECIDE = "Is this difference looked into, and by whom?"
TOPICS = {"access": "Access", "practice": "Practice", "outcome": "Outcomes"}
ABOUT = (
    "Views were chosen by a rule, not by what they show: published series before simulated ones, then the greatest "
    "spread beyond chance, one of each family of indicators. The rule is in docs/packs.md.\n\n"
    "Pages with simulated figures are marked Illustrative: they show how a page works and say nothing of any place.\n\n"
    "A difference that is more than chance is a question, not a verdict: populations differ, and an area may have good "
    "reason to. Nothing here says why areas differ."
)


def packs(data: Path, catalogue: Catalogue, store: Store) -> Iterator[Pack]:
    """All shipped packs, each made from what the store holds."""
    found = candidates(data, catalogue, store)
    yield _london(found)
    yield from (_domain(domain, found) for domain in DOMAINS)
    yield from (_stp(stp, candidates(data, catalogue, store, stp.code)) for stp in geography.areas("stp"))
    yield from (_framework(framework, found) for framework in catalogue.frameworks)


def _london(found: Sequence[Candidate]) -> Pack:
    chosen = [c for domain in DOMAINS for c in pick(_of(found, domain), EACH_DOMAIN)]
    views = [
        _page("/overview", "Where is variation between boroughs greatest, and is it more than chance?"),
        *(_explore(c) for c in chosen),
        *_closer(found),
    ]
    return _pack("london-overview", "London: where does care differ?", views)


def _domain(domain: str, found: Sequence[Candidate]) -> Pack:
    own = _of(found, domain)
    views = [
        _page(f"/overview?domain={domain}", f"{TOPICS[domain]}: where is variation between boroughs greatest?"),
        *(_explore(c) for c in pick(own, OF_ONE_DOMAIN)),
        *_closer(own),
    ]
    return _pack(f"domain-{domain}", f"{TOPICS[domain]}: where does London differ?", views)


def _stp(stp: geography.Area, found: Sequence[Candidate]) -> Pack:
    views = [
        _page(f"/overview?within={stp.code}", f"Where do the boroughs of {stp.name} differ most?"),
        _page(f"/area?area={stp.code}", f"On what is {stp.name} as a whole worse than London, on what better?"),
        *(_explore(c, stp) for c in pick(found, OF_AN_STP)),
        *_series(found, stp),
    ]
    name = f"stp-{stp.name.lower().replace(' ', '-')}"
    return _pack(name, f"{stp.name}: where do its areas differ?", views, within=stp.code)


def _framework(framework: Framework, found: Sequence[Candidate]) -> Pack:
    """A view for each priority that anything is held of; where there are too many, simulated ones are left out."""
    chosen: list[tuple[Candidate, str]] = []
    for priority in framework.priorities:
        own = [c for c in found if priority.code in c.indicator.priorities]
        chosen += [(best, priority.name) for best in pick(own, 1, [c for c, _ in chosen])]
    while len(chosen) > MOST:
        chosen.remove(next((x for x in reversed(chosen) if x[0].tier == SIMULATED), chosen[-1]))
    views = [_explore(best, priority=name) for best, name in chosen]
    more = iter(pick([c for c in found if _serves(c, framework)], MOST, [c for c, _ in chosen]))
    while len(views) < 4:  # a framework with few priorities that are measured
        views.append(_explore(next(more)))
    return _pack(f"priorities-{framework.id}", f"{framework.name}: where does London differ?", views)


def _serves(c: Candidate, framework: Framework) -> bool:
    return bool({p.code for p in framework.priorities} & set(c.indicator.priorities))


def _closer(found: Sequence[Candidate]) -> Iterator[PackPage]:
    """The widest of these by itself: how far apart and what it is worth; its series; and over deprivation."""
    crude = [c for c in found if c.indicator.crude and c.spread > 0]
    for c in crude[:1]:
        message = f"{c.indicator.short_name}: what would closing the gap between areas be worth?"
        yield _page(f"/spread?{_view(c)}", message)
    yield from _series(found)
    for c in [c for c in found if c.level == "borough" and c.indicator.domain == "outcome" and c.spread > 0][:1]:
        message = f"{c.indicator.short_name}: do more deprived boroughs fare worse?"
        yield _page(f"/inequalities?indicator={c.indicator.id}", message)


def _series(found: Sequence[Candidate], stp: geography.Area | None = None) -> Iterator[PackPage]:
    """Small multiples of the first that has a series."""
    for c in [c for c in found if c.periods >= LEAST_PERIODS][:1]:
        message = f"{c.indicator.short_name}: which areas are moving, and which way?"
        yield _page(f"/multiples?{_view(c, stp)}", message)


def _explore(c: Candidate, stp: geography.Area | None = None, priority: str = "") -> PackPage:
    many = f"{areas_word(c.level)}{f' in {stp.name}' if stp else ''}"
    topic = f"{re.split('[:,(]', priority)[0].strip()}. " if priority else ""
    # what areas are compared with depends on the data loaded, so the question leaves it to the page
    asked = f"which {many} differ beyond chance?" if c.judged and c.spread > 0 else f"how far apart do {many} lie?"
    kinds = {
        SHIPS: "Published figures of it ship with the atlas",
        KNOWN: "Simulated figures of it ship with the atlas; published ones take their place once loaded",
        SIMULATED: "Only simulated figures of it are held",
    }
    decision = DECIDE if c.tier == SHIPS else ""  # nothing is decided on simulated figures
    notes = f"{kinds[c.tier]}. Chosen by rule, see the last page."
    return _page(f"/?{_view(c, stp)}", f"{topic}{c.indicator.short_name}: {asked}", notes=notes, decision=decision)


def _view(c: Candidate, stp: geography.Area | None = None) -> str:
    return Selection(indicator=c.indicator.id, level=c.level, within=stp.code if stp else "").to_query()


def _of(found: Sequence[Candidate], domain: str) -> list[Candidate]:
    return [c for c in found if c.indicator.domain == domain]


def _page(view: str, message: str, notes: str = "", decision: str = "") -> PackPage:
    return PackPage(VIEW, view, message=message, notes=notes, decision=decision)


def _pack(name: str, title: str, views: Sequence[PackPage], within: str = "") -> Pack:
    written = (PackPage(CHANGED), PackPage(ACTIONS), PackPage(TEXT, heading="About this pack", text=ABOUT))
    pages = (PackPage(FIVE), *views, *written)
    return Pack(name, title, purpose="discussion", action=ASK, within=within, pages=pages)


def shipped(data: Path, folder: Path) -> Store:
    """A store in this folder of the extracts that ship."""
    from click.testing import CliRunner

    from variation.commands import cli

    url = f"sqlite:///{folder / 'atlas.db'}"
    os.environ["DATABASE_URL"] = url
    CliRunner().invoke(cli, ["load", str(data / "extracts")], catch_exceptions=False)
    return open_store(url)


def main(folder: Path, data: Path, store: Store) -> None:
    """Write every pack into a folder; packs of other names there are left alone."""
    folder.mkdir(exist_ok=True)
    for pack in packs(data, load_catalogue(data), store):
        (folder / f"{pack.name}.toml").write_text(write_pack(pack), encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        main(PROJECT / "data" / "packs", PROJECT / "data", shipped(PROJECT / "data", Path(scratch)))
    print(f"{len(pack_files(PROJECT / 'data' / 'packs'))} packs in data/packs")
