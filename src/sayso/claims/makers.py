"""Blames and statuses made into claims: on whose word each stands, and what they are called that are blamed or hold a place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sayso.claims.blame import FoundBlame
from sayso.claims.doers import Doers
from sayso.claims.grounds import Ground
from sayso.claims.names import significant
from sayso.claims.status import FoundStatus
from sayso.claims.voices import Voice, Voices
from sayso.model.claim import Blame, Claim, Stance, Status
from sayso.model.event import Event
from sayso.model.evidence import Report, Span
from sayso.model.ids import content_id
from sayso.model.place_and_time import When, Where

BLAMES, STATUSES = "blame@1", "status@1"
# States of which the date of something else says nothing.
LASTING = (("control", "held"), ("siege", "under_way"), ("ceasefire", "under_way"), ("ceasefire", "holds_partly"))
_DEED = "killed"  # a deed is dated as those are that it killed
_ANSWERS = 600  # characters after an accusation in which a general denial denies it
_LOOK_BACK = 20  # claims before, among which a denial's accusation and a doubled claim are looked for


@dataclass(frozen=True, slots=True)
class Makers:
    """What the claims of one report are made with: `grounds` by the word that tells, and place and time of the words at a span."""

    report: Report
    voices: Voices
    grounds: Mapping[Span, Ground]
    doers: Doers
    scene: Callable[..., tuple[Where | None, When | None, Event | None]]  # of a word in its clause; as of what it is dated

    def blames(self, found: Sequence[FoundBlame]) -> list[Claim]:
        """A claim for each blame with somebody to blame; one that overlapping clauses tell twice is there once."""
        claims: list[Claim] = []
        for one in found:
            voice = self.voices.blaming(one.word, one.accuser, self.grounds.get(one.word))
            stance: Stance = "denies" if one.denied else voice.stance
            answered = _answered(claims, one, voice) if one.general else None
            blame = self._blame(one, voice, answered)
            if blame is not None and not any(
                _doubles(claim, one.span, (blame.accused, voice.said_by.name, stance)) for claim in claims[-_LOOK_BACK:]
            ):
                claims.append(self._claimed(one, voice, stance, blame))
        return claims

    def _blame(self, one: FoundBlame, voice: Voice, answered: Claim | None) -> Blame | None:
        if answered is not None and answered.blame is not None:
            return Blame(answered.blame.accused, one.word, answered.id)
        accused = self.doers.name(one.doer, voice.said_by) if one.doer is not None else None
        return Blame(accused, self.doers.span(one.doer)) if accused and one.doer is not None else None

    def _claimed(self, one: FoundBlame, voice: Voice, stance: Stance, blame: Blame) -> Claim:
        where, when, event = self.scene(one.word, one.span, measure=_DEED)
        parts = (self.report.text_sha256, f"{one.span.start}-{one.span.end}", blame.accused, stance, voice.said_by.name or "")
        return Claim(
            id=content_id("claim", "blame", *parts), kind="blame", span=one.span, quote=one.span.of(self.report.text),
            said_by=voice.said_by, stance=stance, certainty="possible" if one.possible else voice.certainty,
            attribution=voice.attribution, score=voice.score,
            produced_by=f"{BLAMES}/{one.rule}", blame=blame, where=where, when=when, event=event,
        )  # fmt: skip

    def statuses(self, found: Sequence[FoundStatus]) -> list[Claim]:
        """A claim for each status."""
        return [self._status(one) for one in found]

    def _status(self, one: FoundStatus) -> Claim:
        voice = self.voices.at(one.word, self.grounds.get(one.word))
        holder = self.doers.name(one.holder, voice.said_by) if one.holder is not None else None
        where, when, event = self.scene(one.word, one.span, lasting=(one.type, one.state) in LASTING)
        said = (voice.stance, voice.said_by.name or "")
        parts = (self.report.text_sha256, f"{one.span.start}-{one.span.end}", one.type, one.state, holder or "", *said)
        return Claim(
            id=content_id("claim", "status", *parts), kind="status", span=one.span, quote=one.span.of(self.report.text),
            said_by=voice.said_by, stance=voice.stance, certainty=voice.certainty, attribution=voice.attribution, score=voice.score,
            produced_by=f"{STATUSES}/{one.rule}", status=Status(one.type, one.state, holder), where=where, when=when, event=event,
        )  # fmt: skip


def _doubles(claim: Claim, span: Span, told: tuple[str, str | None, Stance]) -> bool:
    """Whether a claim tells the same of the same party, on the same word, in an overlapping clause."""
    return claim.span.overlaps(span) and claim.blame is not None and (claim.blame.accused, claim.said_by.name, claim.stance) == told


def _answered(claims: Sequence[Claim], one: FoundBlame, voice: Voice) -> Claim | None:
    """The blame that a general denial denies: the last that accuses the denier, else the last by someone else."""
    others = [
        claim for claim in claims[-_LOOK_BACK:] if claim.blame and claim.stance != "denies" and claim.said_by.name != voice.said_by.name
    ]
    own = set(significant(voice.said_by.name or ""))
    accusing = [claim for claim in others if claim.blame and own & set(significant(claim.blame.accused))]
    near = [claim for claim in others if one.word.start - claim.span.end < _ANSWERS]
    return next(reversed(accusing or near), None)
