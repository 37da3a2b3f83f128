"""A measured figure and its limit."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Figure:
    """What was measured, in `unit`, and the `limit` that it keeps `side` of."""

    name: str
    value: float
    unit: str
    limit: float
    side: Literal["at most", "at least"] = "at most"

    @property
    def kept(self) -> bool:
        return self.value <= self.limit if self.side == "at most" else self.value >= self.limit

    def row(self) -> str:
        verdict = "ok" if self.kept else "OVER" if self.side == "at most" else "UNDER"
        return f"{self.name:<58} {self.value:>9.2f} {self.unit:<7} {self.side:<8} {self.limit:>7.2f}  {verdict}"
