"""Fields and buttons of the forms about board packs: a label, the fault beside it, what was typed still in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

_NO_WORDS: Mapping[str, str] = {}


@dataclass(frozen=True)
class Typed:
    """A form that was refused: which one, what was typed, why each field was refused, and why the whole was.

    kept : what is kept now in fields where it is not what was typed, since somebody else has saved them
    """

    form: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    sentence: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)

    def of(self, form: str) -> Typed:
        """What was typed into one form; nothing where another one was refused."""
        return self if self.form == form else Typed()

    def value(self, name: str, usual: str) -> str:
        """What stands in a field."""
        return self.values.get(name, usual) if self.form else usual


NOTHING_TYPED = Typed()


def _label(words: str, place: str, fault: str, hint: str = "") -> html.Label:
    said = [words, html.Span(hint, className="hint") if hint else None]
    return html.Label(
        [*said, html.Strong(fault, className="fault") if fault else None],
        htmlFor=place,
        className="wrong" if fault else None,
    )


@dataclass(frozen=True)
class Fields:
    """Makes the fields of one form, with what was typed into it if it was refused.

    form : its name, from which the ids of its fields are made
    """

    form: str
    typed: Typed = NOTHING_TYPED

    def line(self, name: str, label: str, usual: str = "", *, kind: str = "text", hint: str = "") -> html.Div:
        """A field of one line."""
        box = dbc.Input(id=self._id(name), name=name, type=kind, value=self._value(name, usual), size="sm")
        return html.Div([self._label(name, label, hint), box, self._kept(name)], className="field")

    def text(self, name: str, label: str, usual: str = "", *, rows: int = 3, hint: str = "") -> html.Div:
        """A field of several lines."""
        box = html.Textarea(self._value(name, usual), id=self._id(name), name=name, rows=rows, className="form-control")
        return html.Div([self._label(name, label, hint), box, self._kept(name)], className="field")

    def choice(self, name: str, label: str, options: Sequence[tuple[str, str]], usual: str = "") -> html.Div:
        """A choice of one: pairs of a value and its words."""
        chosen = self._value(name, usual)
        listed = [html.Option(words, value=value, selected=value == chosen) for value, words in options]
        box = html.Select(listed, id=self._id(name), name=name, className="form-select", autoComplete="off")
        return html.Div([self._label(name, label), box, self._kept(name, dict(options))], className="field")

    def hidden(self, name: str, value: str) -> dbc.Input:
        """What the form says without a person seeing it."""
        return dbc.Input(id=self._id(name), name=name, type="hidden", value=value, size="sm")

    def wrong(self) -> html.P | None:
        """Why the form was refused."""
        said = self.typed.of(self.form).sentence
        return html.P(said, className="message refused") if said else None

    def _kept(self, name: str, words: Mapping[str, str] = _NO_WORDS) -> html.P | None:
        """What is kept now where it is not what was typed; of a choice in its words."""
        kept = self.typed.of(self.form).kept
        if name not in kept:
            return None
        said = words.get(kept[name], kept[name]) or "nothing"
        return html.P([html.Strong("Kept now: "), html.Span(said, className="lines")], className="message kept")

    def _id(self, name: str) -> str:
        return f"{self.form}-{name}"

    def _value(self, name: str, usual: str) -> str:
        return self.typed.of(self.form).value(name, usual)

    def _label(self, name: str, label: str, hint: str = "") -> html.Label:
        return _label(label, self._id(name), self.typed.of(self.form).faults.get(name, ""), hint)


def button(words: Any, name: str = "", value: str = "", *, look: str = "btn-primary", **more: str) -> html.Button:
    """A button that sends its form, with a name and value of its own where it has one."""
    sent = {"name": name, "value": value} if name else {}
    return html.Button(words, type="submit", className=f"btn btn-sm {look}", **sent, **more)


def post(children: Sequence[Any], step: str, **more: str) -> html.Form:
    """A form that posts to a step of packs."""
    return html.Form(list(children), action=f"/packs/{step}", method="post", **{"data-plain": "yes"}, **more)


def first_text(value: Any) -> str:
    """One text of what a page's query has under a name: nothing, a text, or several."""
    text = value if isinstance(value, str) else next((v for v in value or () if isinstance(v, str)), "")
    return text.strip()
