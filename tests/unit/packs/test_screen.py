"""The HTML file of a pack: whole in itself, readable without its script, and safe whatever a pack says."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tests.composed_pack import RECORDS, composed, view
from variation.findings.rows import Column, Table
from variation.packs.model import TEXT
from variation.packs.screen import content_policy, write_html
from variation.packs.sheets import Sheet, Titled

HOSTILE = '</script><script>alert(1)</script> {{ 7 * 7 }} & "quoted" <img src=x onerror=alert(2)>'


class Outline(HTMLParser):
    """What a browser would find: headings, ids, links, scripts, attributes, and text by tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[str] = []
        self._in: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("h1", "h2"):
            self._in.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("h1", "h2"):
            self.headings.append(" ".join(self._in.pop().split()))

    def handle_data(self, data: str) -> None:
        if self._in:
            self._in[-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def text() -> str:
    return write_html(composed()).decode()


@pytest.fixture(scope="module")
def outline(text: str) -> Outline:
    return Outline(text)


def test_pages_stand_in_order_with_their_numbers(outline: Outline) -> None:
    assert outline.headings[:9] == [
        "Where care differs",
        "Contents",
        "Five things to know",
        "Health checks by borough, 2016",
        "A large map",
        "Three charts",
        "Why this matters",
        "This view cannot be shown",
        "Decisions and actions",
    ]
    numbered = [section["data-number"] for section in outline.all("section") if "data-number" in section]
    assert numbered == [str(n) for n in range(1, 10)]
    links = [a["href"] for a in outline.all("a")]
    assert [href for href in links if (href or "").startswith("#")] == [f"#{n}" for n in range(3, 10)]


def test_no_address_outside_the_file_is_named(outline: Outline) -> None:
    named = [v for _, attributes in outline.tags for k, v in attributes.items() if k in ("src", "href", "xlink:href")]
    assert [v for v in named if v and not v.startswith(("#", "data:"))] == []
    assert "url(http" not in str(outline.tags)


def test_the_policy_lets_in_its_own_script_only_and_no_request(text: str, outline: Outline) -> None:
    script = re.search(r"<script>(.*?)</script>", text, re.DOTALL)[1]  # type: ignore[index]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    for policy in (content_policy(), outline.all("meta")[1]["content"]):
        assert "default-src 'none'" in str(policy)
        assert f"script-src 'sha256-{digest}';" in str(policy)
    assert len(outline.all("script")) == 1
    assert not any(name.startswith("on") for _, attributes in outline.tags for name in attributes)


def test_no_name_is_given_twice_though_charts_are_drawn_alike() -> None:
    twice = Outline(write_html(composed(view("funnel", "trend"), view("funnel", "trend"))).decode())
    ids = [attributes["id"] for _, attributes in twice.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    used = [v for _, attributes in twice.tags for k, v in attributes.items() if k == "xlink:href" and v]
    assert used
    assert {name.removeprefix("#") for name in used} <= set(ids)


def test_what_a_pack_says_is_text_wherever_it_stands() -> None:
    hostile = replace(
        view("map", heading=HOSTILE, message=HOSTILE, findings=(HOSTILE,), notes=HOSTILE, decision=HOSTILE),
        charts=tuple(replace(c, title=HOSTILE, alt=HOSTILE, note=HOSTILE) for c in view("map").charts),
    )
    pack = replace(composed().pack, title=HOSTILE, board=HOSTILE, action=HOSTILE)
    made = composed(hostile, Sheet(kind=TEXT, heading=HOSTILE, text=HOSTILE), pack=pack)
    shown = write_html(made, notes=True).decode()
    found = Outline(shown)
    assert len(found.all("script")) == 1
    assert found.all("img") == []
    assert "{{ 7 * 7 }}" in shown
    assert found.headings[0].startswith("</script><script>alert(1)")


def test_notes_for_the_presenter_are_in_no_file_that_is_sent(text: str) -> None:
    assert "Say first what the map shows." not in text
    assert "Say first what the map shows." in write_html(composed(), notes=True).decode()


def test_live_pages_are_offered_only_where_they_are(text: str) -> None:
    assert 'class="live"' not in text
    served = Outline(write_html(composed(), live="/").decode())
    assert {a["href"] for a in served.all("a") if a.get("class") == "live"} == {"/?indicator=checks"}
    sent = Outline(write_html(composed(), live="https://atlas.example/").decode())
    links = [a for a in sent.all("a") if a.get("class") == "live"]
    assert {a["href"] for a in links} == {"https://atlas.example/?indicator=checks"}
    assert {(a["target"], a["rel"]) for a in links} == {("_blank", "noopener")}


def test_every_chart_has_its_words(outline: Outline) -> None:
    pictures = [div["aria-label"] for div in outline.all("div") if div.get("role") == "img"]
    assert pictures == [f"What the {n} shows." for n in ("map", "funnel", "map", "bars", "trend", "map")]


def test_drafts_and_simulated_figures_are_marked_on_their_pages(text: str) -> None:
    parts = text.split("<section ")
    pages = [part for part in parts if part.startswith('class="page')]
    assert all('<strong class="mark">' in page for page in pages)
    assert [n for n, page in enumerate(pages, start=1) if "ILLUSTRATIVE: simulated" in page] == [1, 5]
    released = replace(composed().pack, draft=False)
    signed = write_html(composed(pack=released, state="released", signed=("Released by Dr A on 24 November 2026",)))
    assert '<strong class="mark">' not in signed.decode()
    assert "Released by Dr A on 24 November 2026" in signed.decode()
    withdrawn = write_html(composed(pack=released, state="withdrawn")).decode().split("<section ")[1:]
    assert all('"mark">WITHDRAWN<' in page for page in withdrawn)


def test_sentences_that_a_person_wrote_are_marked(text: str) -> None:
    assert re.findall(r'<li>(.*?) <span class="edited">', text) == ["A sentence that a person wrote."]


def test_the_same_pack_gives_the_same_file(text: str) -> None:
    assert write_html(composed()).decode() == text


def test_the_record_stands_in_the_appendix_where_no_page_shows_it(text: str) -> None:
    assert 'id="records"' not in text
    assert 'id="records"' in write_html(composed(view("map"))).decode()
    frozen = composed(records=Table(RECORDS.columns, (*RECORDS.rows, ("Go on", "Chair", None, "Open"))))
    assert 'id="records"' in write_html(frozen).decode()  # the page is as it was released, the record has gone on


def test_further_tables_of_a_page_stand_in_the_appendix() -> None:
    more = (Titled("All periods", Table((Column("area", "Area"), Column("p", "2015", 1)), (("Camden", 12.34),))),)
    found = Outline(write_html(composed(view("map", more=more))).decode())
    assert "Figures of page 3: Health checks by borough, 2016: All periods" in found.headings
    ids = [attributes["id"] for _, attributes in found.tags if attributes.get("id")]
    assert {"figures-3-1", "figures-3-2"} <= set(ids)
    assert len(ids) == len(set(ids))


def test_contents_name_a_page_by_its_message_and_add_only_what_the_heading_says_beyond_it() -> None:
    page = write_html(
        composed(view("map", heading="Checks by borough, 2016", message="Checks: which boroughs differ?"))
    )
    contents = page.decode().partition('class="list"')[2].partition("</ol>")[0]
    assert "<span>Checks: which boroughs differ?</span>" in contents
    assert '<span class="adds">2016</span>' in contents
    assert "Checks by borough" not in contents
