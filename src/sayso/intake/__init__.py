"""Bytes in, reports out: texts, web pages, documents, mail, feeds, tables, archives."""

from sayso.intake.dates import parse_date
from sayso.intake.shape import Columns
from sayso.intake.source import read_source, read_stream
from sayso.intake.table import columns_of

__all__ = ["Columns", "columns_of", "parse_date", "read_source", "read_stream"]
