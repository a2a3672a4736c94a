"""The page as HTML, sent with the address itself: words and controls are there before any script, charts before Dash's.

Dash's own scripts take the better part of a second to start, and would leave the page empty until then. What is sent
here is what they will make; assets/first.js lets them take it over.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import dash
from dash.development.base_component import Component

CONTENT = "_pages_content"  # the element into which Dash puts the page of an address
_ATTRIBUTES = {"className": "class", "htmlFor": "for"}
_NOT_ATTRIBUTES = {"children", "key", "n_clicks", "n_clicks_timestamp", "disable_n_clicks"}
_PLACEHOLDER = '<option value="" disabled hidden></option>'  # as dbc.Select has it, though none of ours shows it
_VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}
_WORD_PREFIXES = ("data-", "aria-")


def page_of(path: str) -> dict[str, Any] | None:
    """What Dash has registered for an address, the "not found" page for others; None before there are pages."""
    pages: dict[str, dict[str, Any]] = dash.page_registry
    missing = next((page for name, page in pages.items() if name.endswith("not_found_404")), None)
    return next((page for page in pages.values() if page["path"] == path and page is not missing), missing)


def render(component: Any, content: Any = None) -> str:
    """HTML of a layout of the components that the atlas's pages are made of.

    Parameters
    ----------
    component : a component, a text, a number, a list of them or None
    content : the page that stands in the element `CONTENT`

    Raises
    ------
    KeyError
        For a component that is neither of Dash's HTML nor among those rendered here.
    """
    if component is None:
        return ""
    if isinstance(component, list | tuple):
        return "".join(render(part, content) for part in component)
    if not isinstance(component, Component):
        return escape(str(component), quote=False)
    described = component.to_plotly_json()
    props = described["props"]
    if described["namespace"] != "dash_html_components":
        return _OTHERS[described["type"]](props)
    inside = content if props.get("id") == CONTENT else props.get("children")
    return _element(described["type"].lower(), props, render(inside, content))


def _element(tag: str, props: Mapping[str, Any], inside: str) -> str:
    attributes = "".join(_attribute(name, value) for name, value in props.items() if name not in _NOT_ATTRIBUTES)
    return f"<{tag}{attributes}>" if tag in _VOID else f"<{tag}{attributes}>{inside}</{tag}>"


def _attribute(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "style":
        value = ";".join(f"{_css(key)}:{part}" for key, part in value.items())
    worded = name.startswith(_WORD_PREFIXES)
    if isinstance(value, bool) and not worded:
        return f" {name.lower()}" if value else ""
    attribute = name if worded else _ATTRIBUTES.get(name, name.lower())
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f' {attribute}="{escape(text)}"'


def _css(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name)


def _link(props: Mapping[str, Any]) -> str:
    return _element("a", props, render(props.get("children")))


def _select(props: Mapping[str, Any]) -> str:
    options = "".join(
        _element(
            "option",
            {
                "value": option["value"],
                "disabled": option.get("disabled", False),
                "selected": option["value"] == props.get("value"),
            },
            escape(option["label"], quote=False),
        )
        for option in props["options"]
    )
    described = {"id": props["id"], "className": f"form-select form-select-{props['size']}"}
    return _element("select", described, f"{_PLACEHOLDER}{options}")


def _input(props: Mapping[str, Any]) -> str:
    shown = {name: props[name] for name in ("id", "name", "type", "placeholder", "value") if name in props}
    return _element("input", {**shown, "step": "any", "className": f"form-control-{props['size']} form-control"}, "")


def _nothing(_props: Mapping[str, Any]) -> str:
    return ""


def _store(props: Mapping[str, Any]) -> str:
    """What a store holds, as data that no browser runs; "<" is written so that nothing in it can end the element."""
    data = json.dumps(props.get("data"), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    text = data.replace("<", "\\u003c")
    return f'<script type="application/json" data-store="{escape(props["id"])}">{text}</script>'


_OTHERS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "Link": _link,
    "Location": _nothing,
    "Store": _store,
    "Select": _select,
    "Input": _input,
}
