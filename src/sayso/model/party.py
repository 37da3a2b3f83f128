"""Who speaks or acts."""

from dataclasses import dataclass
from typing import Literal

from sayso.model.evidence import Span

PartyKind = Literal["person", "body", "state", "force", "group", "unnamed", "outlet"]


@dataclass(frozen=True, slots=True)
class Party:
    """One party of one report. `name` is the fullest name that the text uses; `mentions` are all spans that refer to it.

    `affiliation` is the body that a person speaks for; `country` an ISO 3166-1 alpha-2 code. None means unknown.
    """

    id: str
    name: str
    kind: PartyKind
    mentions: tuple[Span, ...]
    affiliation: str | None = None
    country: str | None = None
