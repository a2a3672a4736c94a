"""What is shown, as files: CSV for a program, XLSX for a person, both with what a reader must know of the figures."""

from __future__ import annotations

import re

from flask import Flask, Response, abort, request

from components.serving import served
from components.view import analyse
from variation.errors import VariationError
from variation.findings import tables

_KINDS = {
    "csv": ("text/csv; charset=utf-8", tables.write_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", tables.write_xlsx),
}


def register_downloads(server: Flask) -> None:
    """Answer GET /download/areas.csv and /download/areas.xlsx with the figures of the view in the query."""

    @server.get("/download/areas.<kind>")
    def download(kind: str) -> Response:
        if kind not in _KINDS:
            abort(404)
        mimetype, write = _KINDS[kind]
        try:
            found = analyse(request.args.to_dict(flat=False), served())
        except VariationError as error:
            return Response(f"{error}\n", status=503, mimetype="text/plain")
        content = write(found.comparison, found.history)
        selection = found.choices.selection
        name = re.sub(r"[^a-z0-9]+", "-", f"{selection.indicator}-{selection.level}-{found.comparison.period}".lower())
        return Response(
            content, mimetype=mimetype, headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
        )
