"""What a select offers: options under the names of their groups, and with the reason why one cannot be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from variation.analyses.results import Option

USUAL = "usual"  # stands for "", which a select shows as nothing chosen


def choice_items(options: Sequence[Option]) -> list[dict[str, Any]]:
    """The items of `dbc.Select`; a group's name stands before its options, and cannot be chosen."""
    group = ""
    items: list[dict[str, Any]] = []
    for option in options:
        if option.group and option.group != group:
            items.append({"label": f"— {option.group} —", "value": f"group:{option.group}", "disabled": True})
        group = option.group
        reason = f" ({option.reason})" if option.reason else ""
        refused = {"disabled": True} if option.reason else {}
        items.append({"label": option.label + reason, "value": option.value or USUAL, **refused})
    return items
