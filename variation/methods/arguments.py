"""What every method asks of its arguments: arrays of floats, no nonsense, and a ValueError that names the culprit."""

from __future__ import annotations

import operator
from collections.abc import Collection
from typing import Any, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def numbers(name: str, values: ArrayLike) -> Floats:
    """Values as floats; None, NaN and what a NumPy mask hides as NaN; refuses text and infinity, by name."""
    try:
        array = unmasked(values)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} must hold numbers (NaN where there is none)") from error
    if _holds_text(values):
        raise ValueError(f"{name} must hold numbers, not text that reads like them")
    if np.isinf(array).any():
        raise ValueError(f"{name} must be finite; use NaN where there is no figure")
    return array


def unmasked(values: ArrayLike) -> Floats:
    """Values as floats, NaN where masked: NumPy would read a withheld count from under its mask."""
    if isinstance(values, np.ma.MaskedArray):
        told = ~np.ma.getmaskarray(values)
        found = np.full(values.shape, np.nan)
        found[told] = np.ma.getdata(values)[told]
        return found
    if isinstance(values, (list, tuple)) and any(isinstance(v, (list, tuple, np.ma.MaskedArray)) for v in values):
        return np.asarray([unmasked(v) for v in values], dtype=np.float64)
    return np.asarray(values, dtype=np.float64)


def _holds_text(values: Any) -> bool:
    if isinstance(values, (list, tuple)):
        return any(_holds_text(value) for value in values)
    if isinstance(values, (str, bytes)):
        return True
    if isinstance(values, np.ma.MaskedArray):
        values = values.compressed()
    kind = getattr(getattr(values, "dtype", None), "kind", "")
    return kind in ("S", "U") or (kind == "O" and any(isinstance(v, (str, bytes)) for v in np.asarray(values).flat))


def not_negative(name: str, values: ArrayLike) -> Floats:
    """Numbers of which none is below zero."""
    array = numbers(name, values)
    if (array < 0).any():
        raise ValueError(f"{name} must not be negative; found {array[array < 0].flat[0]:g}")
    return array


def broadcast(**named: Floats) -> tuple[Floats, ...]:
    """The arrays at one shape; a ValueError names those that do not fit one another."""
    try:
        return tuple(np.broadcast_arrays(*named.values()))
    except ValueError as error:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in named.items())
        raise ValueError(f"shapes do not fit one another: {shapes}") from error


def counts_within(count: ArrayLike, denominator: ArrayLike) -> tuple[Floats, Floats]:
    """Counts and denominators of proportions: at one shape, not negative, no count above its denominator."""
    x, n = broadcast(count=not_negative("count", count), denominator=not_negative("denominator", denominator))
    above = x > n
    if above.any():
        found = f"{x[above].flat[0]:g} of {n[above].flat[0]:g}"
        raise ValueError(f"count must not be above denominator in a proportion; found {found}")
    return x, n


def counts(count: ArrayLike, denominator: ArrayLike) -> tuple[Floats, Floats]:
    """Counts and denominators of rates or ratios: at one shape and not negative."""
    x, n = broadcast(count=not_negative("count", count), denominator=not_negative("denominator", denominator))
    return x, n


def confidences(confidence: ArrayLike) -> Floats:
    """One or more confidence levels, each above 0 and below 1."""
    level = numbers("confidence", confidence)
    if not ((level > 0) & (level < 1)).all():
        raise ValueError("confidence must lie between 0 and 1, e.g. 0.95")
    return level


def one_level(confidence: ArrayLike) -> float:
    """A single confidence level, above 0 and below 1."""
    level = confidences(confidence)
    if level.ndim:
        raise ValueError(f"confidence must be one level here, e.g. 0.95; found {confidence!r}")
    return float(level)


def one_of(name: str, value: str, allowed: Collection[str]) -> str:
    """A word that must be one of those allowed."""
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}; found {value!r}")
    return value


def positive(name: str, value: float) -> float:
    """A single number above zero."""
    number = single(name, value)
    if not number > 0:
        raise ValueError(f"{name} must be a number above 0; found {value!r}")
    return number


def integer(name: str, value: SupportsIndex, least: int | None = None) -> int:
    """A single whole number, not below the least allowed."""
    try:
        whole = operator.index(value)
    except TypeError:
        raise ValueError(f"{name} must be a whole number; found {value!r}") from None
    if least is not None and whole < least:
        raise ValueError(f"{name} must be {least} or more; found {whole}")
    return whole


def single(name: str, value: ArrayLike) -> float:
    """A single number, or NaN."""
    try:
        return float(numbers(name, value).reshape(()))
    except ValueError:
        raise ValueError(f"{name} must be one number; found {value!r}") from None
