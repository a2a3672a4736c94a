"""What an address that no page has is answered with."""

from __future__ import annotations

from typing import Any

import dash
from dash import html

from components.finding import problem

dash.register_page(__name__, title="Not found · London Variation Atlas")


def layout(**query: Any) -> html.Div:
    """One sentence, one way out."""
    return html.Div(problem("There is no such page", "The address has no page of the atlas behind it."))
