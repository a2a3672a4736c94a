"""What first visits rest on is made while nobody asks: a visitor is never made to wait for more than one step."""

from __future__ import annotations

from threading import Thread
from typing import Any

import pytest

from components.warming import Visitors, warm_up

LONG = 0.2  # seconds in which a thread that does not wait would long have finished


def answered(visitors: Visitors, **environ: Any) -> list[bytes]:
    return list(visitors(environ, lambda *_: None))


def test_no_step_is_taken_while_a_visitor_is_answered() -> None:
    taken: list[str] = []

    def application(_environ: dict[str, Any], _start: Any) -> list[bytes]:
        warming.start()
        warming.join(LONG)
        return [", ".join(taken).encode()]

    visitors = Visitors(application)
    made = (taken.append(name) or name for name in ("one", "two"))
    warming = Thread(target=warm_up, args=(made, visitors))
    assert answered(visitors) == [b""]
    warming.join()
    assert taken == ["one", "two"]


def test_its_own_requests_are_no_visitors() -> None:
    taken: list[str] = []

    def application(_environ: dict[str, Any], _start: Any) -> list[bytes]:
        warm_up((taken.append(name) or name for name in ("one",)), visitors)
        return []

    visitors = Visitors(application)
    answered(visitors, **{"atlas.warming": True})
    assert taken == ["one"]


def test_a_visitor_whose_answer_fails_does_not_stop_the_warming() -> None:
    def application(_environ: dict[str, Any], _start: Any) -> list[bytes]:
        raise ValueError("broken")

    visitors = Visitors(application)
    with pytest.raises(ValueError, match="broken"):
        answered(visitors)
    assert warm_up(iter(["one", "two"]), visitors) == 2
