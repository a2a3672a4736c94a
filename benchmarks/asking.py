"""The requests that a browser makes of the atlas, found from what the atlas itself says of its callbacks."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.serving import get

CALLBACKS = "/_dash-update-component"
HEADERS = {"Content-Type": "application/json", "Accept": "application/json"}
_ROUTER = "_pages_location"
_VIEW = "view"


@dataclass(frozen=True)
class Callbacks:
    """The callbacks of an application, as `/_dash-dependencies` lists them."""

    listed: Sequence[dict[str, Any]]

    @classmethod
    def of(cls, port: int) -> Callbacks:
        """Ask the application served on a port."""
        return cls.read(get(port, "/_dash-dependencies")[1])

    @classmethod
    def read(cls, body: bytes) -> Callbacks:
        """Read the answer to `/_dash-dependencies`; raises ValueError where a callback of ours is absent."""
        callbacks = cls(json.loads(body))
        for component in (_ROUTER, _VIEW):
            callbacks.of_input(component)
        return callbacks

    def of_input(self, component: str) -> dict[str, Any]:
        """The callback of the server that listens to a component."""
        for found in self.listed:
            inputs = {i["id"] for i in found["inputs"]}
            if component in inputs and not found.get("clientside_function"):
                return found
        raise ValueError(f"No callback of the server listens to {component}; the application is not wired.")

    def draw(self, search: str, changed: str = "all") -> bytes:
        """The request that redraws a view."""
        return _request(self.of_input(_VIEW), {"view.data": {"search": search, "changed": changed, "keys": {}}})

    def route(self, search: str, path: str = "/") -> bytes:
        """The request that a page's content is answered to."""
        return _request(self.of_input(_ROUTER), {f"{_ROUTER}.pathname": path, f"{_ROUTER}.search": search})


def _request(callback: dict[str, Any], values: dict[str, Any]) -> bytes:
    inputs = [{**i, "value": values.get(f"{i['id']}.{i['property']}")} for i in callback["inputs"]]
    state = [{**s, "value": values.get(f"{s['id']}.{s['property']}")} for s in callback.get("state", [])]
    body = {
        "output": callback["output"],
        "outputs": _outputs(callback["output"]),
        "inputs": inputs,
        "changedPropIds": list(values),
        "parsedChangedPropsIds": [name.rpartition(".")[0] for name in values],
        "state": state,
    }
    return json.dumps(body).encode()


def _outputs(text: str) -> list[dict[str, str]] | dict[str, str]:
    """What a callback writes: Dash joins several outputs as `..map.figure...funnel.figure..`."""
    several = text.startswith("..")
    names = text.strip(".").split("...") if several else [text]
    parts = [re.sub(r"@[0-9a-f]+$", "", name).rpartition(".") for name in names]
    outputs = [{"id": component, "property": name} for component, _, name in parts]
    return outputs if several else outputs[0]
