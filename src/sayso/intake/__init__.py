"""Bytes in, reports out: texts, web pages, documents, mail, feeds, tables, archives."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sayso.intake.dates import parse_date
from sayso.intake.shape import Columns
from sayso.intake.source import is_report, place_of, read_source, read_stream
from sayso.intake.table import columns_of

if TYPE_CHECKING:
    from sayso.intake.fetching import Capture, Hop, Policy, Validators, fetch

# Imported at first use: who only reads files needs nothing that can open a connection.
_FETCHING = ("Capture", "Hop", "Policy", "Validators", "fetch")

__all__ = [
    "Capture",
    "Columns",
    "Hop",
    "Policy",
    "Validators",
    "columns_of",
    "fetch",
    "is_report",
    "parse_date",
    "place_of",
    "read_source",
    "read_stream",
]


def __getattr__(name: str) -> Any:
    if name not in _FETCHING:
        raise AttributeError(f"module 'sayso.intake' has no attribute {name!r}")
    return getattr(import_module("sayso.intake.fetching"), name)
