"""Results put into words and rows: sentences, number formats, tables and files. Nothing here computes a statistic."""

from variation.findings.numbers import format_count, format_interval, format_number, format_value
from variation.findings.sentence import Description, describe

__all__ = ["Description", "describe", "format_count", "format_interval", "format_number", "format_value"]
