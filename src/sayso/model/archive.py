"""What a ledger tells of its evidence: what was stored, what a claim says in brief, what is found broken."""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["added", "known", "failed"]


@dataclass(frozen=True, slots=True)
class Act:
    """When something was done (UTC, ISO 8601) and who did it."""

    at: str
    actor: str


@dataclass(frozen=True, slots=True)
class Stored:
    """An original in the ledger; `new` is whether it wasn't there before. `size` is in bytes."""

    sha256: str
    size: int
    new: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is broken: `where` names it, `problem` says what is wrong, `since` the last moment at which all was well, if known."""

    where: str
    problem: str
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One act of the audit chain. `body` is JSON."""

    number: int
    at: str
    actor: str
    act: str
    subject: str
    body: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision on one field of a claim, report or party; `supersedes` is the id of the one that it takes the place of."""

    id: str
    subject: str
    field: str
    verdict: str
    value: str | None
    reason: str
    author: str
    at: str
    supersedes: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are wanted; None is no condition. Names match by their words in any spelling; days are ISO 8601."""

    party: str | None = None
    outlet: str | None = None
    place: str | None = None
    measure: str | None = None
    stance: str | None = None
    kind: str | None = None
    since: str | None = None
    until: str | None = None
    text: str | None = None
