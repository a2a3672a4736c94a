"""Results kept for the next request: bounded, per process, keyed by store, snapshot and what the result rests on.

A new load makes a new snapshot, so a stale result can never be asked for; it is only pushed out in time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, RLock
from typing import Generic, TypeVar

Result = TypeVar("Result")
Key = tuple[Hashable, ...]


class Cache(Generic[Result]):
    """The most recently used results.

    Parameters
    ----------
    size : number of results kept
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._kept: OrderedDict[Key, tuple[object, Result]] = OrderedDict()
        self._lock = Lock()
        self._making: dict[Key, RLock] = {}

    def get(self, owner: object, key: Key, make: Callable[[], Result]) -> Result:
        """The result kept under `key` for `owner` (the store), made and kept when there is none.

        Who asks for a result that another thread is making waits for that thread, and has its result.
        """
        full = (id(owner), *key)
        with self._lock:
            kept = self._found(owner, full)
            if kept is not None:
                return kept[0]
            making = self._making.setdefault(full, RLock())
        with making:
            with self._lock:
                kept = self._found(owner, full)
            if kept is not None:
                return kept[0]
            try:
                result = make()
                with self._lock:
                    self._keep(owner, full, result)
            finally:
                with self._lock:
                    self._making.pop(full, None)
        return result

    def _found(self, owner: object, full: Key) -> tuple[Result] | None:
        kept = self._kept.get(full)
        if kept is None or kept[0] is not owner:
            return None
        self._kept.move_to_end(full)
        return (kept[1],)

    def _keep(self, owner: object, full: Key, result: Result) -> None:
        self._kept[full] = (owner, result)
        self._kept.move_to_end(full)
        while len(self._kept) > self.size:
            self._kept.popitem(last=False)

    def known(self, owner: object, key: Key) -> Result | None:
        """The result kept under `key` for `owner`, None where there is none; nothing is made."""
        with self._lock:
            kept = self._kept.get((id(owner), *key))
        return kept[1] if kept is not None and kept[0] is owner else None

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()

    def __len__(self) -> int:
        return len(self._kept)
