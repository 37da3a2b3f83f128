"""Bytes in, reports out: texts, web pages, documents, mail, feeds, tables, archives."""

from sayso.intake.dates import parse_date
from sayso.intake.shape import Columns
from sayso.intake.source import is_report, place_of, read_source, read_stream
from sayso.intake.table import columns_of

__all__ = ["Columns", "columns_of", "is_report", "parse_date", "place_of", "read_source", "read_stream"]
