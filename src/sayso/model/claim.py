"""One proposition on one party's word in one report."""

from dataclasses import dataclass
from typing import Literal

from sayso.model.event import Event
from sayso.model.evidence import Report, Span
from sayso.model.figure import Figure
from sayso.model.party import Party
from sayso.model.place_and_time import When, Where
from sayso.model.reading import Reading

Stance = Literal["asserts", "denies", "doubts", "cannot_confirm", "asks", "promises"]
Certainty = Literal["certain", "probable", "possible", "unstated"]
SpeakerRule = Literal[
    "attribution",
    "cited",
    "clause",
    "counting",
    "agent",
    "sentence",
    "closing",
    "quotation",
    "list",
    "title",
    "own_words",
    "turn",
    "outlet",
    "unnamed",
]
ClaimKind = Literal["count", "blame", "status", "statement"]


@dataclass(frozen=True, slots=True)
class Attributed:
    """An attribution of the reading with what its words say: who speaks, how they stand to the content, by which way.

    `source`, `cue`, `content` and `score` are the reading's. `party` is a party id, or None where no source is named;
    `within` the id of the attribution that it is nested in; `channel` what carried the statement ("Twitter").
    """

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    party: str | None
    stance: Stance
    certainty: Certainty
    within: str | None
    channel: str | None
    score: float


@dataclass(frozen=True, slots=True)
class SaidBy:
    """On whose word. `outlet` is True where the report itself asserts; then `party` and `span` are None.

    `name` is the fullest name in the text (the outlet's name, or None, for the outlet itself); `span` the mention nearest
    to the claim; `via` the parties who pass the word on, nearest to the reader first. `rule` names how the speaker was found:

    attribution, the source that the reader links to the passage; cited, whom that source cites; clause, the subject of a verb of telling
    above it in the sentence's tree; counting, of a verb of counting before the figure; agent, whoever stands after "given by"; sentence,
    the sentence's one speaker; closing, the speaker who ends the sentence; quotation, the last speaker before a quotation that goes on;
    list, who introduces the list that the passage is an item of; title, named in the title; own_words, whoever says "we"; turn, the
    speaker of a transcript's turn; outlet and unnamed, nobody named.
    """

    party: str | None
    name: str | None
    outlet: bool
    span: Span | None
    via: tuple[str, ...] = ()
    rule: SpeakerRule = "outlet"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. `span` is what is claimed; `quote` its text. `figure` is there for a count and for nothing else.

    `event` is what it is about, where its words say what happened; `part_of` is the id of the claim whose figure counts this one in;
    `produced_by` names the part and its version, and for a count the lexicon entry or rule that fired ("figures@1/past:killed").
    """

    id: str
    kind: ClaimKind
    span: Span
    quote: str
    said_by: SaidBy
    stance: Stance
    certainty: Certainty
    attribution: str | None
    score: float
    produced_by: str
    figure: Figure | None = None
    part_of: str | None = None
    where: Where | None = None
    when: When | None = None
    event: Event | None = None


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report with all that was read in it: one line of the read contract."""

    report: Report
    reading: Reading
    parties: tuple[Party, ...]
    attributions: tuple[Attributed, ...]
    claims: tuple[Claim, ...]
