"""Counts of people, as intervals."""

from dataclasses import dataclass
from typing import Literal, get_args

from sayso.model.evidence import Span

Measure = Literal[
    "killed", "injured", "casualties", "missing", "detained", "displaced", "evacuated", "besieged", "fighters", "affected", "other"
]
Whom = Literal["civilians", "children", "women", "medical", "journalists", "fighters", "mixed", "people"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
WHOM: tuple[Whom, ...] = get_args(Whom)


@dataclass(frozen=True, slots=True)
class Figure:
    """How many people, literally as the text says.

    `low` and `high` are whole numbers, both inclusive; None is an open end. Zero is a figure: test with `is None`.
    `replaced` is true where the text gives the figure as an earlier one, which another has taken the place of ("up from 16").
    `span` holds modifier, number and counted noun ("at least 82 civilians"); `verbatim` is its quote.
    """

    span: Span
    verbatim: str
    low: int | None
    high: int | None
    approximate: bool
    measure: Measure
    whom: Whom
    replaced: bool = False
