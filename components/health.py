"""/health: whether the atlas can serve, and which snapshot it serves."""

from __future__ import annotations

from flask import Flask, Response, jsonify

from components.refusals import public
from components.serving import served
from variation.errors import VariationError


def register_health(server: Flask) -> None:
    """Answer GET /health with 200 and the snapshot, or 503 and the reason."""

    @server.get("/health")
    def health() -> tuple[Response, int]:
        try:
            snapshot = served().snapshot()
        except VariationError as error:
            return jsonify(status="failing", reason=public(error)), 503
        if snapshot is None:
            return jsonify(status="empty", reason="no extract has been loaded"), 503
        loaded = snapshot.loaded_at.isoformat(timespec="seconds")
        return jsonify(status="serving", snapshot=snapshot.id, label=snapshot.label, loaded_at=loaded), 200
