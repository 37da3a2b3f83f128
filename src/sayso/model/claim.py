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
StatusType = Literal["ceasefire", "evacuation", "siege", "control", "offensive"]
State = Literal["agreed", "started", "under_way", "halted", "breached", "ended", "denied", "holds_partly", "taken", "held", "lost"]


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
    to the claim; `via` the parties who pass the word on, nearest to the reader first. `rule` names how the speaker was
    found; what each rule means stands once, in `sayso.publish.explanation.SPEAKER_RULES`.
    """

    party: str | None
    name: str | None
    outlet: bool
    span: Span | None
    via: tuple[str, ...] = ()
    rule: SpeakerRule = "outlet"


@dataclass(frozen=True, slots=True)
class Blame:
    """Who is said to have done it, by the fullest name in the text, and the words that name them in the claim.

    `denies` is the id of the claim that a general denial ("denied these allegations") denies.
    """

    accused: str
    span: Span
    denies: str | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """How it stands with a ceasefire, an evacuation, a siege, an offensive, or who controls a place.

    The states taken, held and lost are those of control; `holder` is who took, holds or lost the place, None elsewhere or where unknown.
    """

    type: StatusType
    state: State
    holder: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. `span` is what is claimed; `quote` its text. `figure`, `blame` and `status` are each there for its own kind and no other.

    `event` is what it is about, where its words say what happened; `part_of` is the id of the claim whose figure counts this one in.
    `produced_by` names the part and its version, and the rule that fired with the word of the lexicon that it began from:
    "figures@1/past:killed", "blame@1/passive:besiege".
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
    blame: Blame | None = None
    status: Status | None = None
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
