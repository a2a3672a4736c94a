"""Results are kept for the next request, bounded, and never mixed between stores."""

from __future__ import annotations

from threading import Thread

import pytest

from variation.analyses.cache import Cache

LONG = 0.2  # seconds in which a thread that does not wait would long have finished


def test_a_result_is_made_once():
    cache, made = Cache(2), []
    for _ in range(3):
        cache.get(cache, ("a",), lambda: made.append(1))
    assert len(made) == 1


def test_the_least_recently_used_is_forgotten():
    cache, owner, made = Cache(2), object(), []
    for key in ("a", "b", "a", "c", "a", "b"):
        cache.get(owner, (key,), lambda key=key: made.append(key))
    assert made == ["a", "b", "c", "b"]
    assert len(cache) == 2


def test_two_stores_have_their_own_results():
    cache, one, other = Cache(4), object(), object()
    assert cache.get(one, ("a",), lambda: 1) == 1
    assert cache.get(other, ("a",), lambda: 2) == 2


def test_everything_can_be_forgotten():
    cache = Cache(4)
    cache.get(cache, ("a",), lambda: 1)
    cache.clear()
    assert len(cache) == 0


def test_a_thread_waits_for_a_result_that_another_is_making():
    cache, made = Cache(2), []
    other = Thread(target=lambda: cache.get(cache, ("a",), lambda: made.append("other")))

    def make():
        other.start()
        other.join(LONG)
        made.append("first")

    cache.get(cache, ("a",), make)
    other.join()
    assert made == ["first"]


def test_who_waited_for_a_result_that_failed_makes_it():
    cache, found = Cache(2), []
    other = Thread(target=lambda: found.append(cache.get(cache, ("a",), lambda: "made")))

    def make():
        other.start()
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        cache.get(cache, ("a",), make)
    other.join()
    assert found == ["made"]
