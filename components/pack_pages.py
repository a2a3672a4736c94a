"""The pages of a kept pack, as its editor shows them: the list that is put in order, and the form of one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html

from components.pack_fields import Fields, Typed, button, post
from variation.packs import Chart, Composed, Pack, PackPage, Sheet
from variation.packs.compose import USUAL_CHARTS
from variation.packs.model import ACTIONS, CHANGED, FIVE, KINDS, TEXT, VIEW
from variation.packs.screen_pages import COVER_AND_CONTENTS
from variation.packs.sentences import Standing, standing
from variation.store import KeptPack

NOTES = "In the presenter's view of a meeting opened from this editor, and in the notes of the slides (PPTX)"
WRITTEN = (FIVE, CHANGED, ACTIONS)  # pages that the atlas writes itself


@dataclass(frozen=True)
class Shown:
    """A kept pack and all that its editor shows; `composed` is None where nothing is loaded, and `why` says so."""

    kept: KeptPack
    pack: Pack
    composed: Composed | None
    why: str = ""

    def sheet(self, place: int) -> Sheet | None:
        """A composed page."""
        return self.composed.sheets[place] if self.composed and place < len(self.composed.sheets) else None

    def heading(self, place: int) -> str:
        """What a page is called."""
        page, sheet = self.pack.pages[place], self.sheet(place)
        return page.heading or (sheet.heading if sheet else "") or KINDS[page.kind]

    def known(self, form: str) -> list[Any]:
        """What every form says of the pack that it changes."""
        made = Fields(form)
        return [made.hidden("id", self.kept.id), made.hidden("revision", str(self.kept.revision))]


def address(kept: KeptPack, page: int | None = None) -> str:
    """Where a pack is edited, or one page of it (from 0)."""
    return f"/pack?pack={kept.id}" + ("" if page is None else f"&page={page + 1}")


def preview(kept: KeptPack, place: int) -> str:
    """Where the meeting mode shows a page (from 0), with the presenter's notes."""
    return f"/meeting/{kept.id}#{place + 1 + COVER_AND_CONTENTS}"


def pages_list(shown: Shown) -> html.Form | html.P:
    """All pages in their order, with the buttons that change it; assets/page-packs.js lets them be dragged."""
    pages = shown.pack.pages
    if not pages:
        return html.P("No pages yet. Add the first one below, or by “Add to a board pack” on any chart.")
    rows = [_row(shown, place) for place in range(len(pages))]
    return post([*shown.known("order"), html.Ol(rows, className="pack-pages")], "order", id="order")


def _row(shown: Shown, place: int) -> html.Li:
    page, number = shown.pack.pages[place], place + 1
    words = [html.Strong(f"{number}. {shown.heading(place)}")]
    told = html.Div(
        [
            html.P([*words, *_marks(shown, place)], className="pack-heading"),
            html.P(page.message, className="pack-message") if page.message else None,
            html.P(page.decision, className="hint") if page.decision else None,
        ],
        className="pack-told",
    )
    movable = {"data-place": str(place), "draggable": "true"} if shown.kept.open else {}
    return html.Li([told, _buttons(shown, place)], **movable)


def _marks(shown: Shown, place: int) -> list[html.Span]:
    sheet, page = shown.sheet(place), shown.pack.pages[place]
    kind = (KINDS[page.kind], "mark") if shown.heading(place) != KINDS[page.kind] else None
    said = [kind, ("Sentences edited", "mark edited") if page.findings is not None or page.edited else None]
    if sheet and any(sentence.outdated for sentence in standing(page, sheet.generated)):
        said.append(("Figures changed since a sentence was edited", "mark fault"))
    if sheet and sheet.illustrative:
        said.append(("Illustrative", "ribbon"))
    if sheet and sheet.problem:
        said.append((f"Cannot be shown: {sheet.problem}", "mark fault"))
    return [html.Span(words, className=look) for words, look in filter(None, said)]


def _buttons(shown: Shown, place: int) -> html.Div:
    seen = html.A(
        "Preview",
        href=preview(shown.kept, place),
        className="btn btn-sm btn-outline-primary",
        **{"aria-label": f"Preview page {place + 1}"},
    )
    if not shown.kept.open:
        return html.Div(seen, className="pack-buttons")
    number, last = place + 1, len(shown.pack.pages) - 1
    small = "btn-outline-primary"

    def move(words: str, step: str, *, off: bool) -> html.Button:
        more = {"disabled": True} if off else {}
        name = f"Move page {number} {step}"
        return button(words, "do", f"{step}:{place}", look=small, id=f"{step}-{place}", **{"aria-label": name}, **more)

    return html.Div(
        [
            html.A(
                "Edit",
                href=address(shown.kept, place),
                className="btn btn-sm btn-primary",
                **{"aria-label": f"Edit page {number}"},
            ),
            seen,
            move("↑", "up", off=place == 0),
            move("↓", "down", off=place == last),
            button("Remove", "do", f"remove:{place}", look=small, **{"aria-label": f"Remove page {number}"}),
        ],
        className="pack-buttons",
    )


def adding(shown: Shown, typed: Typed) -> html.Div:
    """The forms that add a page."""
    return html.Div(
        [_adding_view(shown, typed), _adding_text(shown, typed), _adding_kind(shown, typed)], className="pack-adding"
    )


def _adding_view(shown: Shown, typed: Typed) -> html.Form:
    made = Fields("add-view", typed)
    return post(
        [
            made.wrong(),
            *shown.known("add-view"),
            made.line("view", "Address of a view, copied from the browser: /spread?indicator=…"),
            made.line("message", "Headline message", hint="What the board should take from it; may stay empty"),
            button("Add the view", "do", "view"),
        ],
        "add",
        id="add-view",
    )


def _adding_text(shown: Shown, typed: Typed) -> html.Details:
    made = Fields("add-text", typed)
    form = post(
        [
            made.wrong(),
            *shown.known("add-text"),
            made.line("heading", "Heading"),
            made.text("text", "Text", hint="An empty line begins a paragraph"),
            button("Add the text", "do", TEXT),
        ],
        "add",
        id="add-text",
    )
    return html.Details([html.Summary("A page of text"), form], open=typed.form == "add-text")


def _adding_kind(shown: Shown, typed: Typed) -> html.Form | None:
    """The pages that the atlas writes, each once; None where the pack has them all."""
    has = {page.kind for page in shown.pack.pages}
    if has.issuperset(WRITTEN):
        return None
    made = Fields("add-kind", typed)
    return post(
        [
            made.wrong(),
            *shown.known("add-kind"),
            html.Span("Pages the atlas writes: ", className="hint"),
            *(button(KINDS[k], "do", k, look="btn-outline-primary") for k in WRITTEN if k not in has),
        ],
        "add",
        id="add-kind",
        className="row-of-buttons",
    )


def page_form(shown: Shown, place: int, charts: Sequence[Chart], typed: Typed) -> html.Form:
    """The form of one page's words and charts."""
    page, sheet = shown.pack.pages[place], shown.sheet(place)
    made = Fields("page", typed)
    return post(
        [
            made.wrong(),
            *shown.known("page"),
            Fields("page").hidden("page", str(place)),
            made.line("message", "Headline message", page.message, hint="What the board should take from this page"),
            made.line("heading", "Heading", page.heading, hint=_heading_hint(page, sheet)),
            made.text("text", "Text", page.text, rows=8, hint="An empty line begins a paragraph")
            if page.kind == TEXT
            else _sentences(page, sheet, made),
            _charts(page, charts, made),
            made.text("decision", "Decision asked for", page.decision, rows=2),
            made.text("notes", "Notes for the presenter", page.notes, hint=NOTES),
            html.Div(
                [
                    button("Save this page", "do", "save"),
                    html.A("Back without saving", href=address(shown.kept), className="btn btn-sm btn-outline-primary"),
                ],
                className="row-of-buttons",
            ),
        ],
        "page",
        id="page",
    )


def _heading_hint(page: PackPage, sheet: Sheet | None) -> str:
    if page.kind == TEXT:
        return ""
    return f"Empty: “{KINDS[page.kind] if sheet is None or page.heading else sheet.heading}”"


def _sentences(page: PackPage, sheet: Sheet | None, made: Fields) -> html.Fieldset:
    """A box for each sentence, one more to add one, and for each changed one the way back."""
    sentences = standing(page, sheet.generated if sheet else ())
    boxes: list[Any] = []
    for number, one in enumerate([*sentences, Standing("", "", "")], start=1):
        label = f"Sentence {number}" if number <= len(sentences) else "Another sentence"
        name = f"finding-{number}"
        boxes += [made.text(name, label, one.now, rows=2), made.hidden(f"generated-{number}", one.generated)]
        if one.outdated or (one.generated and made.typed.value(name, one.now) != one.generated):
            boxes.append(_way_back(number, one))
    legend = "What the figures say"
    told = "A sentence that is not changed is written anew from the figures each time the pack is shown."
    return html.Fieldset([html.Legend(legend), html.P(told, className="hint"), *boxes])


def _way_back(number: int, one: Standing) -> html.Div:
    """What the figures give in place of a changed sentence, and what they gave when it was changed."""
    gives = f" The figures give: {one.generated} " if one.generated else " The figures no longer give this sentence. "
    return html.Div(
        [
            html.Span("Edited", className="mark edited"),
            html.Span(gives),
            button(
                "Use that" if one.generated else "Leave it out", "do", f"revert:{number}", look="btn-outline-primary"
            ),
            html.P(f"The figures have changed since it was edited; then they gave: {one.was}", className="fault")
            if one.outdated
            else None,
        ],
        className="way-back",
    )


def _charts(page: PackPage, charts: Sequence[Chart], made: Fields) -> html.Div | None:
    if page.kind != VIEW or not charts:
        return None
    named = [(chart.id, chart.title) for chart in charts]
    first, second = (*page.charts, "", "")[:2]
    usual = " and ".join(chart.title for chart in charts[:USUAL_CHARTS])
    return html.Div(
        [
            made.choice("chart-1", "First chart", [("", f"As usual: {usual}"), *named], first),
            made.choice("chart-2", "Second chart", [("", "None, or as usual"), *named], second),
        ],
        className="two-fields",
    )
