"""Files that never change under one name: served compressed, with the hash in the address, cached for ever.

Dash sends assets "no-cache", which costs a round trip for each on every visit; the chart library and the boundaries
are most of the page's weight, so they go this way.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import brotli
from flask import Flask, Response, abort, request

PREFIX = "/files"
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class File:
    """A file's content, plain and compressed."""

    plain: bytes
    br: bytes
    gzip: bytes
    kind: str


class Immutable:
    """The files of one application, by address; compressed once, on their first request (or by `warm`)."""

    def __init__(self, paths: Mapping[str, Path]) -> None:
        self._paths: dict[str, Path] = {}
        self._files: dict[str, File] = {}
        self.addresses: dict[str, str] = {}
        for name, path in paths.items():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
            address = f"{digest}/{path.name}"
            self._paths[address] = path
            self.addresses[name] = f"{PREFIX}/{address}"

    def register(self, server: Flask, cache: Path) -> None:
        """Answer requests below /files; compressed copies are kept in the folder `cache`."""

        def send(address: str) -> Response:
            if address not in self._paths:
                abort(404)
            return _answer(self._file(address, cache))

        server.add_url_rule(f"{PREFIX}/<path:address>", "immutable", send)

    def warm(self, cache: Path) -> None:
        """Compress every file now, so that the first visitor does not wait for it."""
        for address in self._paths:
            self._file(address, cache)

    def _file(self, address: str, cache: Path) -> File:
        if address not in self._files:
            path = self._paths[address]
            plain = path.read_bytes()
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            kind = "application/json" if path.suffix == ".geojson" else kind
            name = address.replace("/", "-")
            self._files[address] = File(
                plain=plain,
                br=_kept(cache / f"{name}.br", plain, lambda b: brotli.compress(b, quality=11)),
                gzip=_kept(cache / f"{name}.gz", plain, lambda b: gzip.compress(b, 9, mtime=0)),
                kind=kind,
            )
        return self._files[address]


def _kept(path: Path, plain: bytes, compress) -> bytes:  # type: ignore[no-untyped-def]
    """The compressed content, from the cache where a whole copy is there."""
    if path.exists():
        return path.read_bytes()
    content = bytes(compress(plain))
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f"{path.suffix}.{hashlib.sha256(content).hexdigest()[:8]}.part")
    part.write_bytes(content)
    part.replace(path)  # whole or not at all, also when two workers write it at once
    return content


def _answer(file: File) -> Response:
    accepted = request.accept_encodings
    if accepted["br"]:
        response = Response(file.br, mimetype=file.kind, headers={"Content-Encoding": "br"})
    elif accepted["gzip"]:
        response = Response(file.gzip, mimetype=file.kind, headers={"Content-Encoding": "gzip"})
    else:
        response = Response(file.plain, mimetype=file.kind)
    response.headers["Cache-Control"] = _FOR_EVER
    response.headers["Vary"] = "Accept-Encoding"
    return response
