"""What a browser keeps: served compressed as far as it goes, once a process, and cached for ever where it has a hash.

Dash sends assets "no-cache", which costs a round trip for each on every visit, and compresses nothing; the chart
library, Dash's own scripts and the boundaries are most of the page's weight, so they go this way.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import mimetypes
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import brotli
from flask import Flask, Response, abort, request

from variation.analyses.cache import Cache

PREFIX = "/files"
SUITES = "/_dash-component-suites/"  # where Dash serves its packages' scripts
_FOR_EVER = "public, max-age=31536000, immutable"
_KINDS = {".geojson": "application/json", ".svg": "image/svg+xml"}
_SUITES = 64  # of Dash's scripts; a page asks for ten
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Packed:
    """One content, plain and compressed."""

    plain: bytes
    br: bytes
    gzip: bytes


class Immutable:
    """Files under addresses with their hash; several may be joined into one, which saves a browser requests.

    Parameters
    ----------
    parts : the files behind each name, in the order they are joined
    cache : folder where compressed copies are kept between starts
    """

    def __init__(self, parts: Mapping[str, Sequence[Path]], cache: Path) -> None:
        self.addresses: dict[str, str] = {}
        self._files: dict[str, tuple[Packed, str]] = {}
        for name, paths in parts.items():
            content = b"\n".join(path.read_bytes() for path in paths)
            suffix = paths[0].suffix
            address = f"{hashlib.sha256(content).hexdigest()[:12]}/{name}{'' if name.endswith(suffix) else suffix}"
            kind = _KINDS.get(suffix) or mimetypes.guess_type(address)[0] or "application/octet-stream"
            self._files[address] = (pack(content, cache), kind)
            self.addresses[name] = f"{PREFIX}/{address}"

    def register(self, server: Flask) -> None:
        """Answer requests below /files."""

        def send(address: str) -> Response:
            if address not in self._files:
                abort(404)
            packed, kind = self._files[address]
            response = Response(mimetype=kind, headers={"Cache-Control": _FOR_EVER})
            return _fill(response, packed)

        server.add_url_rule(f"{PREFIX}/<path:address>", "immutable", send)


def register_suites(server: Flask, cache: Path) -> None:
    """Send Dash's own scripts compressed as far as our files; to be registered after the general compression.

    They are kept by what they hold, since Dash answers any fingerprint in an address with the same file.
    """
    kept: Cache[Packed] = Cache(_SUITES)

    @server.after_request
    def compress_suite(response: Response) -> Response:
        if not request.path.startswith(SUITES) or response.status_code != 200:
            return response
        response.direct_passthrough = False
        content = response.get_data()
        packed = kept.get(server, (hashlib.sha256(content).digest(),), lambda: pack(content, cache))
        return _fill(response, packed)


def pack(content: bytes, cache: Path) -> Packed:
    """A content with its compressed copies, from the cache where they are there."""
    name = hashlib.sha256(content).hexdigest()[:24]
    return Packed(
        plain=content,
        br=_kept(cache / f"{name}.br", lambda: brotli.compress(content, quality=11)),
        gzip=_kept(cache / f"{name}.gz", lambda: gzip.compress(content, 9, mtime=0)),
    )


def _kept(path: Path, compress: Callable[[], bytes]) -> bytes:
    """The compressed content from its file, else made and kept; a folder that cannot be written costs only time."""
    try:
        return path.read_bytes()
    except OSError:
        content = compress()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f"{path.suffix}.{os.getpid()}.part")
        part.write_bytes(content)
        part.replace(path)  # whole or not at all, also when two workers write it at once
    except OSError as error:
        _log.warning("Compressed files cannot be kept (%s): each start compresses them anew.", error)
    return content


def _fill(response: Response, packed: Packed) -> Response:
    accepted = request.accept_encodings
    for name, content in (("br", packed.br), ("gzip", packed.gzip)):
        if accepted[name]:
            response.headers["Content-Encoding"] = name
            response.set_data(content)
            break
    else:
        response.set_data(packed.plain)
    response.headers["Vary"] = "Accept-Encoding"
    return response
