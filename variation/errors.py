"""The errors that a person may see.

    VariationError
    ├── SettingsError        a setting is missing or cannot be read
    ├── CatalogueError       a file under data/ is wrong (indicator, framework, source recipe)
    ├── UnknownArea          a code or name that no area has
    ├── UnknownIndicator     an id that no indicator has
    ├── ExtractError         a file cannot be taken in; names path, row, column, value
    ├── PackError            a board pack cannot be read, changed or rendered as asked
    │   ├── PackChanged      somebody has changed it since; nothing was saved
    │   └── Refused          a form about one cannot be kept; says why by field (packs.forms)
    ├── StoreError           the database cannot be reached or is of another version
    ├── ListError            an own list cannot be kept as it was sent (analyses.own_views)
    ├── ListChanged          an own list is no longer what a change of it was made from
    └── NoData               a view that holds nothing to show
        └── NothingLoaded    there is nothing to show of anything yet

Each message says what was found, what was expected and what to do; none needs a traceback to be understood. Who runs
the atlas reads it on the command line and in the log; who visits reads `public`, which names nothing of the machine.
"""

from __future__ import annotations

from pathlib import Path


class VariationError(Exception):
    """Base of every error that is shown to a person as a sentence.

    Parameters
    ----------
    message : for who runs the atlas
    public : for who visits it, where that must differ
    """

    def __init__(self, message: str, *, public: str = "") -> None:
        super().__init__(message)
        self.public = public or message


class SettingsError(VariationError):
    """A setting is missing or cannot be read."""


class CatalogueError(VariationError):
    """A file under data/ cannot be used as it stands."""


class UnknownArea(VariationError):
    """No area has this code or name."""


class UnknownIndicator(VariationError):
    """No indicator has this id."""


class PackError(VariationError):
    """A board pack that cannot be read, changed or rendered; the message names pack, page and field."""


class PackChanged(PackError):
    """A kept board pack is no longer as it was when a change of it was begun; nothing was saved."""


class StoreError(VariationError):
    """The database cannot be reached, or was written by another version."""


class ListChanged(VariationError):
    """An own list was changed since it was read; the change was not made."""


class NoData(VariationError):
    """A view that holds nothing to show; the message says why and what would."""


class NothingLoaded(NoData):
    """No view can show anything yet; the message says how to load something."""


class ExtractError(VariationError):
    """An extract that cannot be taken in.

    Parameters
    ----------
    message : str
        What is wrong, what was expected and how to mend it.
    path : path of the file, where known
    row : int, line in the file, counted from 1 and including the lines above the header
    column : str, header of the column
    value : str, the cell as it stands in the file
    """

    def __init__(
        self,
        message: str,
        *,
        path: str | Path | None = None,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
    ) -> None:
        self.path = path
        self.row = row
        self.column = column
        self.value = value
        where = [str(path)] if path is not None else []
        if row is not None:
            where.append(f"row {row}")
        if column is not None:
            where.append(f"column {column!r}")
        if value is not None:
            where.append(f"found {value!r}")
        super().__init__(": ".join([", ".join(where), message]) if where else message)
