"""A measured figure and its limit."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Figure:
    """What was measured, in `unit`, and the `limit` that it keeps `side` of; None where it is there for orientation."""

    name: str
    value: float
    unit: str
    limit: float | None
    side: Literal["at most", "at least"] = "at most"

    @property
    def kept(self) -> bool:
        if self.limit is None:
            return True
        return self.value <= self.limit if self.side == "at most" else self.value >= self.limit

    def row(self) -> str:
        measured = f"{self.name:<58} {self.value:>9.2f} {self.unit:<7}"
        if self.limit is None:
            return measured.rstrip()
        verdict = "ok" if self.kept else "OVER" if self.side == "at most" else "UNDER"
        return f"{measured} {self.side:<8} {self.limit:>7.2f}  {verdict}"
