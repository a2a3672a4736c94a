"""Media by name, and packs turned to a footprint."""

from __future__ import annotations

import pytest

from tests.packs_made import composed, text_page
from variation.errors import PackError, UnknownArea
from variation.packs import rendering
from variation.packs.footprints import within_footprint
from variation.packs.model import TEXT, VIEW, Pack, PackPage


def test_every_medium_that_is_offered_writes_bytes():
    for name in rendering.MEDIA:
        assert len(rendering.render(composed(text_page("Words.")), name)) > 1000


def test_a_medium_that_is_not_known_is_refused_with_those_that_are():
    with pytest.raises(PackError, match=r"'docx'.*pdf"):
        rendering.render(composed(), "docx")


def test_a_template_goes_to_the_media_that_take_one_only(monkeypatch, tmp_path):
    given = []

    def with_template(composed, template=None):
        given.append(template)
        return composed.pack.name.encode()

    monkeypatch.setattr("variation.packs.pdf.write_pdf", with_template)
    assert rendering.render(composed(), "pdf", template=tmp_path) == b"a-pack"
    monkeypatch.setattr("variation.packs.pdf.write_pdf", lambda composed: composed.pack.title.encode())
    assert rendering.render(composed(), "pdf", template=tmp_path) == b"Where care differs"
    assert given == [tmp_path]


def test_a_pack_for_a_footprint_limits_every_view_and_is_named_after_it():
    pages = (
        PackPage(VIEW, view="/?indicator=x&within=E54000027", message="True of London", findings=("Also.",)),
        PackPage(TEXT, heading="Why", text="Words."),
    )
    made = within_footprint(Pack("board", "Board", pages=pages), "E54000028")
    assert (made.name, made.title, made.within) == (
        "board-north-central-london",
        "Board: North Central London",
        "E54000028",
    )
    assert made.pages[0].view == "/?indicator=x&within=E54000028"
    assert (made.pages[0].message, made.pages[0].findings) == ("", None)
    assert made.pages[1] == pages[1]


def test_a_footprint_that_is_no_area_is_refused():
    with pytest.raises(UnknownArea):
        within_footprint(Pack("board", "Board"), "E99")
