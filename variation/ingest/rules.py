"""Every rule that extracts are held to: what it is called, how grave a breach is, what was expected, how to mend it.

``docs/data-formats.md`` has a line for each, and ``tests/fixtures/ingest`` a file that breaks it.

An **error** cannot be taken in rightly: the row is rejected, and a file with one is not loaded. A **warning** was
mended or left out, which a reader has to know. A **note** is information.
"""

from __future__ import annotations

from dataclasses import dataclass

ERROR, WARNING, NOTE = "error", "warning", "note"
SEVERITIES = (ERROR, WARNING, NOTE)


@dataclass(frozen=True)
class Rule:
    """One rule; ``expected`` and ``remedy`` are what a person is told."""

    id: str
    severity: str
    expected: str
    remedy: str


_RULES = (
    # the file
    Rule("encoding", NOTE, "UTF-8", "Read as the encoding named; save the file as UTF-8 to be sure of accents."),
    Rule(
        "damaged-text",
        WARNING,
        "letters, as the publisher wrote them",
        "The file was saved in a wrong encoding and letters are lost; download it again and do not re-save it.",
    ),
    Rule("delimiter", NOTE, "commas between cells", "Nothing to do; the separator named was recognised."),
    Rule("title-lines", NOTE, "the header on the first line", "Nothing to do; the lines above it were passed over."),
    Rule("blank-row", NOTE, "no empty rows", "Nothing to do; empty rows were passed over."),
    Rule(
        "lookup-missing",
        WARNING,
        "the file of denominators that the recipe names",
        "The indicators that need it were left out; put the file beside the extract.",
    ),
    Rule(
        "indicator-unmade",
        WARNING,
        "rows for each indicator of the recipe",
        "It was left out; look whether the publisher has renamed a column's cells, and mend the recipe.",
    ),
    Rule(
        "nothing-taken",
        WARNING,
        "at least one row of an indicator and an area held here",
        "Look whether this is the right file, and at the reasons why its rows were skipped.",
    ),
    # the row
    Rule("repeated-header", WARNING, "one header a file", "The row was skipped; remove it."),
    Rule("text-row", WARNING, "a row of data", "The row was skipped: it holds one cell of text, as a footnote does."),
    Rule("total-row", WARNING, "one area a row", "The row was skipped; totals are taken under the code of their area."),
    Rule("short-row", WARNING, "a cell for each column", "Cells missing at the end were taken as empty; fill them."),
    Rule(
        "extra-cells",
        ERROR,
        "no more cells than the header has",
        "Put quotation marks around the cell that holds the separator.",
    ),
    Rule("duplicate", WARNING, "each observation once", "The repeated row was dropped; remove it."),
    Rule(
        "conflict",
        ERROR,
        "one set of figures for an indicator, area, period, sex, age and category",
        "Keep the right row and remove the other.",
    ),
    # words
    Rule("spaces", WARNING, "no spaces around or doubled within a cell", "Taken without them; remove them."),
    Rule(
        "unknown-indicator",
        WARNING,
        "an indicator of the catalogue",
        "Its rows were skipped; add a file to data/indicators, or correct the name.",
    ),
    Rule("indicator-missing", ERROR, "an indicator", "Fill the cell."),
    Rule(
        "unused-group",
        NOTE,
        "a sex and age that the indicator's file takes",
        "The rows were skipped; add them to the matches of the indicator's file if they are wanted.",
    ),
    Rule(
        "unknown-area",
        WARNING,
        "a code or name of a London borough, CCG or STP",
        "The row was skipped; correct the code, or add a line to data/geography/aliases.csv.",
    ),
    Rule("other-area", NOTE, "an area in London", "Nothing to do; rows of other areas were skipped."),
    Rule("area-name", WARNING, "the code or full name of the area", "Taken as the area named; give its ONS code."),
    Rule(
        "old-code", WARNING, "the present ONS code", "Taken as the area that the old code stood for; give its new code."
    ),
    Rule(
        "merged-area",
        WARNING,
        "a borough, CCG or STP",
        "A CCG merged in 2020 or 2021 covers exactly one STP and was taken as that STP.",
    ),
    Rule(
        "area-mismatch",
        WARNING,
        "a code and a name of the same area",
        "The code was followed; correct whichever is wrong.",
    ),
    Rule("area-missing", ERROR, "an area code or name", "Fill the cell."),
    Rule(
        "level",
        ERROR,
        "the level of the row's area (borough, ccg, stp, region or country)",
        "Correct the level or the area.",
    ),
    Rule(
        "period",
        ERROR,
        "a period such as 2016, 2016/17, 2014 - 16, Apr 2018, 2018/19 Q1 or Aug 2010 - Jul 2013",
        "Write the period in one of these forms.",
    ),
    Rule(
        "period-length",
        NOTE,
        "the indicator's frequency",
        "Taken as it stands; look whether the period was meant, and whether the indicator's file is right.",
    ),
    Rule("sex", ERROR, "Persons, Male or Female", "Write one of the three."),
    Rule(
        "excel-date",
        ERROR,
        "an age such as 5-10 yrs",
        "Excel has turned the age into a date; format the column as text and type the age again.",
    ),
    Rule("status", ERROR, "published or illustrative", "Write one of the two, or leave the column out."),
    # figures
    Rule("number", ERROR, "a number, a mark for suppressed such as *, or an empty cell", "Correct the cell."),
    Rule("formula-error", WARNING, "a number", "Taken as not published; mend the formula in the workbook."),
    Rule(
        "number-format",
        WARNING,
        "a plain number such as 1234.5",
        "Read without separators, signs and marks; write plain numbers.",
    ),
    Rule("percent", ERROR, "a number in the indicator's unit", "Take the % away, or give the value in the right unit."),
    Rule("suppressed", NOTE, "a number", "Nothing to do; shown as suppressed by the publisher."),
    Rule("not-published", NOTE, "a number", "Nothing to do; shown as not published."),
    Rule(
        "value-computed",
        NOTE,
        "a value",
        "Computed as multiplier × count / denominator when shown, and withheld where small; nothing to do.",
    ),
    Rule("negative-count", ERROR, "a count and denominator of 0 or more", "Correct the sign."),
    Rule(
        "fractional-count",
        NOTE,
        "a whole number of people or events",
        "Taken as it stands, as modelled and averaged counts are; correct it if it was counted.",
    ),
    Rule(
        "numerator-above-denominator",
        ERROR,
        "a count no greater than its denominator in a proportion",
        "Look whether the two columns are exchanged.",
    ),
    Rule("value-range", ERROR, "a value that the measure can take", "Correct the value, or the unit that it is in."),
    Rule(
        "fraction",
        WARNING,
        "per cent, as 30.5",
        "Taken as they stand; a workbook stores 30.5 % as 0.305: where that was meant, multiply by 100.",
    ),
    Rule("limits-exchanged", ERROR, "a lower limit below the upper", "Exchange the two."),
    Rule(
        "outside-limits",
        WARNING,
        "a value between its limits",
        "The value was taken and its limits were left out; look which of the three is wrong.",
    ),
    Rule(
        "limits-range",
        WARNING,
        "limits that the measure can take",
        "The value was taken and its limits were left out; look whether they are in the unit of the value.",
    ),
    Rule(
        "value-mismatch",
        WARNING,
        "multiplier × count / denominator",
        "The publisher's value was kept; look whether value, count and denominator belong together.",
    ),
)

RULES: dict[str, Rule] = {rule.id: rule for rule in _RULES}
