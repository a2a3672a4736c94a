"""The page as HTML: what Dash's components become, and what a hostile text cannot do."""

from __future__ import annotations

import json
import re

import dash_bootstrap_components as dbc
import pytest
from dash import dcc, html

from components.first_page import CONTENT, render


def test_texts_numbers_lists_and_nothing_are_rendered():
    assert render(["a < b & c", 3, None, html.B("d")]) == "a &lt; b &amp; c3<b>d</b>"


def test_properties_become_attributes():
    label = html.Label(
        "x", htmlFor="a", className="b", style={"minHeight": "2px"}, **{"data-of": "c", "aria-hidden": "true"}
    )
    made = render(label)
    assert made.startswith("<label ")
    assert made.endswith(">x</label>")
    attributes = {' class="b"', ' style="min-height:2px"', ' data-of="c"', ' aria-hidden="true"', ' for="a"'}
    assert set(re.findall(r' [a-z-]+="[^"]*"', made)) == attributes


def test_a_flag_is_there_or_not():
    assert render(html.Div(hidden=True)) == "<div hidden></div>"
    assert render(html.Div(hidden=False)) == "<div></div>"


def test_an_attribute_cannot_be_left_by_its_value():
    assert render(html.Div(title='"><script>')) == '<div title="&quot;&gt;&lt;script&gt;"></div>'


def test_a_select_shows_what_is_chosen_and_what_is_refused():
    options = [{"label": "One & two", "value": "1"}, {"label": "Three", "value": "3", "disabled": True}]
    made = render(dbc.Select(id="s", options=options, value="1", size="sm"))
    assert made == (
        '<select id="s" class="form-select form-select-sm"><option value="" disabled hidden></option>'
        '<option value="1" selected>One &amp; two</option>'
        '<option value="3" disabled>Three</option></select>'
    )


def test_a_store_keeps_its_data_whatever_they_hold():
    data = {"text": "</script><script>alert(1)</script>", "é": [1.5, None]}
    made = render(dcc.Store(id="told", data=data))
    assert made.count("</script>") == 1
    assert json.loads(re.sub("</?script[^>]*>", "", made)) == data


def test_the_page_stands_in_its_place():
    layout = html.Main([html.Div(id=CONTENT), html.P("after")])
    assert render(layout, html.H1("Page")) == f'<main><div id="{CONTENT}"><h1>Page</h1></div><p>after</p></main>'


def test_a_component_that_cannot_be_rendered_is_named():
    with pytest.raises(KeyError, match="Markdown"):
        render(dcc.Markdown("x"))
