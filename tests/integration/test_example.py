"""The example in the documents does what it says, printed line by printed line."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

_BLOCK = re.compile(r"```(python|text)\n(.*?)```", re.DOTALL)


def test_every_block_of_the_example_prints_what_stands_below_it(project: Path) -> None:
    blocks = _BLOCK.findall((project / "docs" / "methods" / "example.md").read_text(encoding="utf-8"))
    assert [kind for kind, _ in blocks] == ["python", "text"] * (len(blocks) // 2)
    names: dict[str, object] = {}
    for (_, code), (_, printed) in zip(blocks[::2], blocks[1::2], strict=True):
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(code, "example.md", "exec"), names)
        assert said.getvalue() == printed
