"""Extracts in: a file of any known format becomes observations, and a report of what was wrong and where.

To add a format, write a module with ``recognise`` and ``read`` and give it a line in ``formats.FORMATS``; a source with
columns of its own needs no code but a recipe in ``data/sources``.
"""

from __future__ import annotations

from variation.ingest.extract import Extract, read_extract
from variation.ingest.report import Problem, Report
from variation.ingest.rules import RULES, Rule

__all__ = ["RULES", "Extract", "Problem", "Report", "Rule", "read_extract"]
