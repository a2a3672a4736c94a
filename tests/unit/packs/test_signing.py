"""Sign-offs: those that the organisation's file names, in order; a file that cannot be read says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from variation.errors import PackError
from variation.packs.signing import USUAL, Step, event_line, next_step, read_steps, releases, signed_lines
from variation.settings import PROJECT
from variation.store import KeptPack, PackEvent

NOW = datetime(2026, 11, 24, tzinfo=UTC)
KEPT = KeptPack("a" * 32, "b" * 32, "P", "", "", 2, "draft", 0, 0, NOW, NOW)


def event(revision=2, kind="signed", note=""):
    return PackEvent(NOW, kind, "Reviewed by", "A Person, clinical lead", note, revision, 1)


def test_the_shipped_file_names_the_clinical_lead_and_the_regional_medical_director():
    assert read_steps(PROJECT / "data") == USUAL
    assert [step.title for step in USUAL] == ["clinical lead", "Regional Medical Director"]


def test_an_organisation_has_its_own_steps_and_none_without_a_file(tmp_path):
    assert read_steps(tmp_path) == USUAL
    (tmp_path / "sign-off.toml").write_text('[[steps]]\nwords = "Agreed by"\ntitle = "chair"\n', encoding="utf-8")
    (only,) = read_steps(tmp_path)
    assert only == Step("Agreed by", "chair")
    assert releases(KEPT, (only,))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "must have 1 to 6 steps"),
        ("[[steps]]\nwords = 'x'\ntitle = 'y'\n" * 7, "must have 1 to 6 steps"),
        ("steps = 1", "'steps' must be written as tables"),
        ("[[steps]]\nwords = 'x'", r"'steps\[1\]\.title' is missing"),
        ("[[steps]]\nwords = ''\ntitle = 'x'", r"'steps\[1\]\.words' is ''; write one line"),
        ("[[steps]]\nword = 'x'\ntitle = 'x'", r"unknown key 'steps\[1\]\.word'. Did you mean 'words'"),
        ("not toml", "is not a TOML file"),
        ("\x00", "is not a TOML file"),
    ],
)
def test_a_file_of_steps_that_cannot_be_used_says_what_is_wrong_and_what_is_expected(tmp_path, text, fault):
    (tmp_path / "sign-off.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match=rf"sign-off\.toml.*{fault}.*words = .* and title ="):
        read_steps(tmp_path)


def test_the_step_that_is_due_follows_those_given_and_there_is_none_of_a_closed_pack():
    assert next_step(KEPT, USUAL) == USUAL[0]
    assert next_step(replace(KEPT, signed=1), USUAL) == USUAL[1]
    assert next_step(replace(KEPT, signed=5), USUAL) == USUAL[1]
    assert next_step(replace(KEPT, state="released"), USUAL) is None


@pytest.mark.parametrize("names", ["AB", "AA", "ABA"])
def test_only_the_last_sign_off_releases_also_where_steps_read_the_same(names):
    steps = [Step("Agreed by", name) for name in names]
    assert [releases(replace(KEPT, signed=n), steps) for n in range(len(steps))] == [False] * (len(steps) - 1) + [True]
    assert releases(replace(KEPT, signed=5), steps)
    assert not releases(replace(KEPT, signed=5, state="released"), steps)


def test_only_sign_offs_of_the_version_that_holds_are_shown():
    assert signed_lines(KEPT, [event(1)]) == ()
    assert signed_lines(KEPT, [event(), event(kind="returned")]) == ()
    assert signed_lines(KEPT, [event(1), event()]) == ("Reviewed by A Person, clinical lead on 24 November 2026",)
    assert event_line(event(note="Well done")).endswith("2026: Well done")
