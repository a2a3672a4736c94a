"""Documents keep what they promise: every method is in a page, every page has its parts, every link leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
METHODS = PROJECT / "docs" / "methods"
PAGES = sorted(page for page in METHODS.glob("*.md") if page.name not in ("README.md", "example.md"))
INNER = {
    "__init__",
    "arguments",
    "binomial",
    "dispersion",
    "funnel_limits",
    "spc_rules",
    "standard_populations",
    "tails",
}
INNER |= {"spread_levels", "spread_variance"}  # what the named modules are made of
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_of_methods_says_when_edges_and_what_not_and_has_a_picture(page):
    text = page.read_text(encoding="utf-8")
    missing = [part for part in ("When", "Edges", "What it does not say") if f"\n**{part}.**" not in text]
    assert missing == []
    assert "../images/methods/" in text
    assert re.search(r"^\*[^*]*(\d{4}|OHID)[^*]*\*$|OHID|NHS", text, re.MULTILINE), "no source is named"


@pytest.mark.parametrize(
    "module", sorted({p.stem for p in (PROJECT / "variation" / "methods").glob("*.py")} - INNER), ids=str
)
def test_every_method_is_named_in_a_page(module):
    pages = "".join(page.read_text(encoding="utf-8") for page in [*PAGES, METHODS / "README.md"])
    assert f"`{module}`" in pages or f"methods.{module}" in pages


@pytest.mark.parametrize("page", sorted(PROJECT.glob("*.md")) + sorted((PROJECT / "docs").rglob("*.md")), ids=str)
def test_links_lead_somewhere(page):
    gone = [to for to in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / to).exists()]
    assert gone == []
