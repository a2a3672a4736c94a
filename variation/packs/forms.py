"""What a person typed into a form about a pack, read field by field; what cannot be kept is said beside each field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from variation.errors import PackError
from variation.packs.model import LONGEST

LONGEST_LINE = 200  # characters of a title, a heading, a name


class Refused(PackError):
    """What was typed cannot be kept; `fields` says why by name of the field."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = dict(fields)


def clean(text: str, *, lines: bool = False) -> str:
    """A typed text without what no page can show: control characters, spaces at the ends; one line unless `lines`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Cn", "Co"))
    return kept.strip() if lines else " ".join(kept.split())


def read_date(text: str) -> date | None:
    """A date as browsers send it or as people here write it, None for none; raises ValueError for anything else."""
    text = text.strip()
    british = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    if british:
        return date(int(british[3]), int(british[2]), int(british[1]))
    return date.fromisoformat(text) if text else None


class Form:
    """What was typed into a form, read field by field; the faults found are raised together."""

    def __init__(self, typed: Mapping[str, str]) -> None:
        self._typed = typed
        self.faults: dict[str, str] = {}

    def line(self, name: str, label: str, *, needed: bool = False) -> str:
        """A text of one line."""
        return self._text(name, label, LONGEST_LINE, needed=needed, lines=False)

    def text(self, name: str, label: str, *, needed: bool = False) -> str:
        """A text of any number of lines."""
        return self._text(name, label, LONGEST, needed=needed, lines=True)

    def _text(self, name: str, label: str, longest: int, *, needed: bool, lines: bool) -> str:
        found = clean(self._typed.get(name, ""), lines=lines)
        if len(found) > longest:
            self.faults[name] = f"{label} has {len(found):,} characters; it may have {longest:,}."
        elif needed and not found:
            self.faults[name] = f"{label} is needed."
        return found

    def day(self, name: str, label: str) -> date | None:
        """A date."""
        try:
            return read_date(self._typed.get(name, ""))
        except ValueError:
            self.faults[name] = f"{label} is no date; write it as 2026-12-01 or 1/12/2026."
            return None

    def one_of(self, name: str, label: str, choices: Sequence[str]) -> str:
        """One of the choices."""
        found = self._typed.get(name, "")
        if found not in choices:
            self.faults[name] = f"{label} can be {', '.join(choice for choice in choices if choice)}."
        return found

    def check(self) -> None:
        """Raise Refused with the faults found, if any."""
        if self.faults:
            raise Refused(self.faults)
