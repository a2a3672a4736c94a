"""Sentences of a page: those that nobody changed follow the figures, and a changed one keeps its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from variation.packs import PackPage
from variation.packs.model import VIEW, Edit
from variation.packs.sentences import Standing, edits_of, paired, said, standing

THEN = ("19 of 33 boroughs differ from London.", "The spread is 4.1 % of the mean.")
NOW = ("18 of 33 boroughs differ from London.", "The spread is 4.3 % of the mean.")


def page(*edited: tuple[str, str], **more) -> PackPage:
    return PackPage(VIEW, view="/?indicator=a", edited=tuple(Edit(*pair) for pair in edited), **more)


def test_a_sentence_that_nobody_changed_follows_new_figures_beside_one_that_somebody_changed():
    changed = page((THEN[0], "Most boroughs differ."))
    assert said(changed, THEN) == ("Most boroughs differ.", THEN[1])
    assert said(changed, NOW) == ("Most boroughs differ.", NOW[1])


def test_a_changed_sentence_tells_that_the_figures_have_changed_since():
    changed = page((THEN[0], "Most boroughs differ."))
    assert [s.outdated for s in standing(changed, THEN)] == [False, False]
    assert standing(changed, NOW)[0] == Standing(NOW[0], THEN[0], "Most boroughs differ.")
    assert [s.outdated for s in standing(changed, NOW)] == [True, False]


def test_a_changed_sentence_that_the_figures_no_longer_give_stays_and_takes_no_other_ones_place():
    changed = page(("Something else altogether!", "Mine."), ("Gone too, quite another.", ""))
    assert said(changed, NOW) == (*NOW, "Mine.")


def test_sentences_added_and_taken_out_stay_so():
    assert said(page((THEN[1], ""), ("", "Added.")), NOW) == (NOW[0], "Added.")


def test_a_pack_file_may_still_give_all_sentences_of_a_page():
    assert said(page(findings=("Only this.",)), NOW) == ("Only this.",)


def test_saving_a_page_again_does_not_hide_that_the_figures_have_changed():
    before = page((THEN[0], "Most boroughs differ.")).edited
    pairs = [(NOW[0], "Most boroughs differ."), (NOW[1], NOW[1])]
    assert edits_of(pairs, before) == before
    assert edits_of([(NOW[0], "Rewritten."), (NOW[1], NOW[1])], before) == (Edit(NOW[0], "Rewritten."),)


@given(st.lists(st.sampled_from("abcd"), max_size=5), st.lists(st.sampled_from("abcdxy"), max_size=5))
def test_every_sentence_stands_beside_one_that_was_generated_or_none_and_none_is_lost(generated, now):
    pairs = paired(generated, now)
    assert [was for was, _ in pairs if was] == generated
    assert [text for _, text in pairs if text] == now
