"""What a person chose: a frozen value that is read from a query string and written to one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

MAX_PICKED = 3
TEXT_LIMIT = 400  # characters of one parameter; longer ones cannot come from us

CHOICES = {
    "benchmark": ("london", "footprint", "england"),
    "colour": ("difference", "quintiles", "continuous", "breaks"),
    "map": ("map", "tiles"),
    "dispersion": ("none", "multiplicative", "additive"),
    "scale": ("auto", "zero"),
    "bands": ("off", "on"),
}


@dataclass(frozen=True)
class Selection:
    """All choices that make a picture; "" means "whatever is usual".

    indicator, level, period, sex, age : as in the observations schema
    priority, domain : what the list of indicators is narrowed to
    within : footprint; "" for all London, the code of an area of a coarser level, or own pick: codes joined by commas
    area : up to three picked areas, in the order picked
    benchmark, colour, map, dispersion, scale, bands : one of CHOICES
    """

    indicator: str = ""
    level: str = ""
    within: str = ""
    area: tuple[str, ...] = ()
    period: str = ""
    sex: str = ""
    age: str = ""
    priority: str = ""
    domain: str = ""
    benchmark: str = "london"
    colour: str = "difference"
    map: str = "map"
    dispersion: str = "none"
    scale: str = "auto"
    bands: str = "off"

    @classmethod
    def from_query(cls, query: Mapping[str, str | Sequence[str] | None]) -> tuple[Selection, tuple[str, ...]]:
        """Read a query; returns the selection and a sentence for each value that could not be used.

        Keys that are not ours are ignored; of a repeated key the first value counts; nothing raises.
        """
        found: dict[str, object] = {}
        messages = []
        for field in fields(cls):
            text = _first(query.get(field.name))
            if not text:
                continue
            if len(text) > TEXT_LIMIT or not text.isprintable():
                messages.append(f"The link's {field.name} could not be read, so the usual one is shown.")
            elif field.name in CHOICES and text not in CHOICES[field.name]:
                usual = ", ".join(CHOICES[field.name])
                messages.append(f"The link asks for {field.name} “{text}”; it can be one of {usual}.")
            elif field.name == "area":
                codes = list(dict.fromkeys(c for c in text.split(",") if c))
                found["area"] = tuple(codes[:MAX_PICKED])
                if len(codes) > MAX_PICKED:
                    messages.append(f"The link picks {len(codes)} areas; the first {MAX_PICKED} are shown.")
            else:
                found[field.name] = text
        return cls(**found), tuple(messages)  # type: ignore[arg-type]

    def to_query(self) -> str:
        """The query string, without "?", of what differs from the usual; commas stay readable."""
        return urlencode(self._chosen(), safe=",")

    def address(self, path: str, **own: str | int) -> str:
        """The address of a page's view of this selection; `own`: the page's own choices, "" or 0 for the usual."""
        return address_of(path, {**self._chosen(), **own})

    def _chosen(self) -> dict[str, str]:
        usual = Selection()
        return {
            f.name: ",".join(v) if isinstance(v := getattr(self, f.name), tuple) else v
            for f in fields(self)
            if getattr(self, f.name) != getattr(usual, f.name)
        }

    def instead_of(self, wanted: Selection) -> dict[str, str]:
        """What of a wanted selection this one does not have, by choice, with what stands instead ("": the usual)."""
        usual, found = Selection(), {}
        for name in (field.name for field in fields(self)):
            asked, shown = getattr(wanted, name), getattr(self, name)
            if asked not in (getattr(usual, name), shown):
                text = ",".join(shown) if isinstance(shown, tuple) else shown
                found[name] = text if name in ("indicator", "within", "area") else ""
        return found

    def with_(self, **changes: object) -> Selection:
        """A copy with some choices changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def address_of(path: str, choices: Mapping[str, str | int]) -> str:
    """A page's address with those choices that say something, in their order; commas stay readable."""
    query = urlencode([(name, value) for name, value in choices.items() if value], safe=",")
    return f"{path}?{query}" if query else path


def _first(value: str | Sequence[str] | None) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else next((v for v in value if isinstance(v, str)), "")
    return text.strip()
