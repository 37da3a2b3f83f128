"""sayso reads conflicting reports about a crisis and shows who claims what, on whose word."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.bootstrap import read, read_many
    from sayso.errors import BundleError, DateError, InputError, ReportError, SaysoError, WorkerError
    from sayso.model.claim import Attributed, Claim, ReadReport, SaidBy
    from sayso.model.event import Event
    from sayso.model.evidence import Report, Span
    from sayso.model.figure import Figure
    from sayso.model.party import Party
    from sayso.model.place_and_time import When, Where
    from sayso.model.reading import Attribution, Reading
    from sayso.publish.contract import to_contract

__version__ = "0.1.0"

# Where each public name lives. They are imported at first use, so that `sayso --version` needn't load the reader.
_HOMES = {
    "sayso.bootstrap": ("read", "read_many"),
    "sayso.errors": ("BundleError", "DateError", "InputError", "ReportError", "SaysoError", "WorkerError"),
    "sayso.model.claim": ("Attributed", "Claim", "ReadReport", "SaidBy"),
    "sayso.model.event": ("Event",),
    "sayso.model.evidence": ("Report", "Span"),
    "sayso.model.figure": ("Figure",),
    "sayso.model.party": ("Party",),
    "sayso.model.place_and_time": ("When", "Where"),
    "sayso.model.reading": ("Attribution", "Reading"),
    "sayso.publish.contract": ("to_contract",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Attributed",
    "Attribution",
    "BundleError",
    "Claim",
    "DateError",
    "Event",
    "Figure",
    "InputError",
    "Party",
    "ReadReport",
    "Reading",
    "Report",
    "ReportError",
    "SaidBy",
    "SaysoError",
    "Span",
    "When",
    "Where",
    "WorkerError",
    "__version__",
    "read",
    "read_many",
    "to_contract",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'sayso' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)
