"""Bytes in, reports out: plain text, saved web pages, JSON Lines."""

from sayso.intake.dates import parse_date
from sayso.intake.source import is_report, place_of, read_source, read_stream

__all__ = ["is_report", "parse_date", "place_of", "read_source", "read_stream"]
