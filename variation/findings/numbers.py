"""Numbers as screens, sentences and files write them: one form everywhere, never more digits than the indicator's."""

from __future__ import annotations

import math

from variation.indicators import Indicator

ABSENT = "no figure"
_UNITLESS = ("ratio", "score", "count")  # units that explain a scale; they follow a number only in headings
_SMALL = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def format_number(value: float, decimals: int) -> str:
    """A number with thousands separated, a true minus sign and no negative nought; "no figure" where there is none."""
    if not math.isfinite(value):
        return ABSENT
    text = f"{value:,.{decimals}f}"
    if text.startswith("-"):
        text = text[1:] if not text.strip("-0.,") else f"−{text[1:]}"
    return text


def format_value(value: float, indicator: Indicator) -> str:
    """A value of the indicator with its unit: "5.9 %", "34.2 per 1,000", "81.3 years", "£2.20 per 1,000 patients".

    Parameters
    ----------
    value : in the indicator's unit; NaN gives "no figure"
    """
    unit = unit_words(indicator)
    if unit.startswith("£") and math.isfinite(value):
        pounds = format_number(abs(value), max(2, indicator.decimals) if indicator.decimals else 0)
        return f"{'−' if value < 0 else ''}£{pounds}{unit[1:]}"
    text = format_number(value, indicator.decimals)
    return f"{text} {unit}" if unit and text != ABSENT else text


def format_interval(lower: float, upper: float, indicator: Indicator) -> str:
    """Both limits without unit, "5.1 to 6.8"; "" where one is absent."""
    if not (math.isfinite(lower) and math.isfinite(upper)):
        return ""
    return f"{format_number(lower, indicator.decimals)} to {format_number(upper, indicator.decimals)}"


def format_count(count: float) -> str:
    """A number of people or events: whole, thousands separated."""
    return format_number(count, 0)


def unit_words(indicator: Indicator) -> str:
    """The unit as it follows a number; "" for scores and ratios, whose unit explains the scale."""
    return "" if indicator.unit.startswith(_UNITLESS) else indicator.unit


def spell(number: int) -> str:
    """A number below ten in letters, as running text has it, otherwise in figures."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"
