"""Grammar: number, possession, lists, days, and what a difference is called when one way is good."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from variation import geography
from variation.indicators import Indicator

BADGES = {"low": "Low is good", "high": "High is good", "none": "No direction is better"}


def areas_word(level: str, number: int = 2) -> str:
    """The level's name inside a sentence, for so many: "borough", "boroughs", "CCG", "CCGs"."""
    name = geography.LEVEL_NAMES[level][0 if number == 1 else 1]
    return name if name[:2].isupper() else name.lower()


def counted(level: str, number: int) -> str:
    """A number with its areas: "1 borough", "33 boroughs"."""
    return f"{number:,} {areas_word(level, number)}"


def possessive(name: str) -> str:
    """London's, the chosen areas'."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def listing(parts: Sequence[str]) -> str:
    """Parts as running text joins them: "a", "a and b", "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def day(when: date) -> str:
    """A day as sentences and covers have it: "1 December 2026"."""
    return f"{when.day} {when:%B %Y}"


def short_day(when: date) -> str:
    """A day as lists and tables have it: "1 Dec 2026"."""
    return f"{when.day} {when:%b %Y}"


def unbroken(text: str) -> str:
    """Text of which no line begins with the sign of a percentage."""
    return text.replace(" %", "\u00a0%")


def side(direction: int, indicator: Indicator) -> str:
    """What lies above (1) or below (−1) the benchmark is called: better, worse, or higher, lower without judgement."""
    if indicator.polarity not in ("high", "low"):
        return "higher" if direction > 0 else "lower"
    return "better" if (direction > 0) == (indicator.polarity == "high") else "worse"


def capital(text: str) -> str:
    """Text that begins a sentence."""
    return f"{text[:1].upper()}{text[1:]}"


def lower(text: str) -> str:
    """Text that goes on a sentence."""
    return f"{text[:1].lower()}{text[1:]}"


def lower_name(name: str) -> str:
    """A name that goes on a sentence: "smoking", but "GP appointments"."""
    return name if name[:2].isupper() else lower(name)
