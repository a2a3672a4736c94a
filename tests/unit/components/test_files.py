"""What a browser keeps: compressed once, and kept by what it holds, however many addresses lead to it."""

from __future__ import annotations

from pathlib import Path

import brotli
import pytest
from flask import Flask, Response

from components import files


def test_a_script_of_dash_is_packed_once_whatever_fingerprint_its_address_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = []
    pack = files.pack
    monkeypatch.setattr(files, "pack", lambda content, cache: packed.append(content) or pack(content, cache))
    server = Flask("suites")
    server.add_url_rule(f"{files.SUITES}<path:address>", "suite", lambda address: Response(b"script of " + b"x" * 900))
    files.register_suites(server, tmp_path)
    for number in range(5):
        answer = server.test_client().get(
            f"{files.SUITES}dash/deps/a.v1_m{number}.min.js", headers={"Accept-Encoding": "br"}
        )
        assert brotli.decompress(answer.data).startswith(b"script of x")
    assert len(packed) == 1
