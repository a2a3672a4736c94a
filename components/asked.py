"""What a page asks the server for by callback, read from the request; a request that no page of ours sends is none."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

ADDRESS = "_pages_location.pathname"


def _is_view(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(name, ""), str) for name in ("search", "changed"))


_FORMS: dict[str, Callable[[Any], bool]] = {
    ADDRESS: lambda value: isinstance(value, str) and value.startswith("/"),
    "_pages_location.search": lambda value: value is None or isinstance(value, str),
    "view.data": _is_view,
}
"""By component and property, whether a value is one that it can have."""


def read_asked(body: bytes, callbacks: Mapping[str, Mapping[str, Any]]) -> dict[str, Any] | None:
    """The values that a callback is asked with.

    Parameters
    ----------
    body : of the request
    callbacks : those of the application by what they put out, as Dash lists them

    Returns
    -------
    Value by component and property; None where no callback of the server can be asked so.
    """
    try:
        asked = json.loads(body)
        callback = callbacks[asked["output"]]
        given = [*asked["inputs"], *asked.get("state", [])]
        values = {_name(part): part.get("value") for part in given}
        outputs = asked.get("outputs")
        changed = asked.get("changedPropIds", [])
        whole = (
            "callback" in callback
            and [_name(part) for part in given] == [_name(part) for part in (*callback["inputs"], *callback["state"])]
            and (not outputs or asked["output"] == _output(outputs))
            and isinstance(changed, list)
            and all(isinstance(name, str) for name in changed)
            and all(_FORMS[name](value) for name, value in values.items() if name in _FORMS)
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return values if whole else None


def _name(part: Mapping[str, Any]) -> str:
    return f"{part['id']}.{part['property']}"


def _output(outputs: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> str:
    """The name of a callback, made of what it puts out as Dash does."""
    if isinstance(outputs, Mapping):
        return _name(outputs)
    return f"..{'...'.join(_name(part) for part in outputs)}.."
