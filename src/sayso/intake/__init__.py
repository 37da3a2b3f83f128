"""Bytes in, reports out: plain text, saved web pages, JSON Lines."""

from sayso.intake.dates import parse_date
from sayso.intake.source import read_source

__all__ = ["parse_date", "read_source"]
