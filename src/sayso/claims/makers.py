"""Blames and statuses made into claims: on whose word each stands, and what they are called that are blamed or hold a place."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sayso.claims.blame.doers import Doers, acting
from sayso.claims.blame.find import Answer, FoundBlame
from sayso.claims.parties.names import same_name, significant
from sayso.claims.parties.phrases import kind_of
from sayso.claims.speakers.grounds import Ground
from sayso.claims.speakers.voices import Voice, Voices
from sayso.claims.status.find import FoundStatus
from sayso.model.claim import Blame, Claim, SaidBy, Stance, Status
from sayso.model.event import Event
from sayso.model.evidence import Report, Span
from sayso.model.ids import content_id
from sayso.model.place_and_time import When, Where

BLAMES, STATUSES = "blame@1", "status@1"
# States of which the date of something else says nothing.
LASTING = (("control", "held"), ("siege", "under_way"), ("ceasefire", "under_way"), ("ceasefire", "holds_partly"))
_DEED = "killed"  # a deed is dated as those are that it killed
_LOOK_BACK, _LOOK_AHEAD = 20, 2  # claims around, among which a denial's accusation and a doubled claim are looked for


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
        specific: list[Claim] = []
        for one in found:
            if one.answers is None and (claim := self._specific(one, specific[-_LOOK_BACK:])):
                specific.append(claim)
        starts = [claim.span.start for claim in specific]
        general: list[Claim] = []
        for one in found:
            at = bisect_right(starts, one.word.start)
            if one.answers and (claim := self._general(one, one.answers, specific[max(0, at - _LOOK_BACK) : at + _LOOK_AHEAD])):
                general.append(claim)
        return [*specific, *general]

    def _specific(self, one: FoundBlame, before: Sequence[Claim]) -> Claim | None:
        voice = self.voices.blaming(one.word, one.accuser, self.grounds.get(one.word))
        if one.aside and voice.stance == "denies":
            voice = Voice(SaidBy(None, self.report.outlet, True, None))  # what is denied is something else
        denies = voice.stance == "denies" or (one.denied and one.accuser is not None)
        return self._claimed(one, voice, self._named(one, voice, denies=denies), before)

    def _general(self, one: FoundBlame, answers: Answer, near: Sequence[Claim]) -> Claim | None:
        """A denial of what was said before; nobody's where it isn't told who denies."""
        voice = self.voices.blaming(one.word, one.accuser, self.grounds.get(one.word))
        if voice.said_by.outlet and one.accuser:
            return None
        blame, own = _answered(near, one, answers, voice), self._named(one, voice, denies=True)
        if blame and own and _clears_itself(own.accused, blame.accused):
            blame = own
        if blame is None and answers.own and (accused := acting(voice.said_by.name)):
            person = own is None or accused != voice.said_by.name  # who speaks for a body
            blame = Blame(accused, one.accuser or one.word) if person else own
        return self._claimed(one, voice, blame or own, near)

    def _named(self, one: FoundBlame, voice: Voice, *, denies: bool) -> Blame | None:
        if one.doer is None:
            return None
        said_by = voice.said_by
        if one.accuser and not denies and self.doers.is_own(one.doer):
            said_by = self.voices.at(one.word, self.grounds.get(one.word)).said_by  # "the enemy accuses us": whoever tells it
        accused = self.doers.name(one.doer, said_by, denies=denies)
        return Blame(accused, self.doers.span(one.doer)) if accused else None

    def _told(self, span: Span, word: Span, voice: Voice) -> Span:
        """The clause of what is told, without who tells it: the part of it in the attribution's content, where its word stands in one."""
        piece = next((one for one in voice.content if one.contains(word)), None)
        return Span(max(span.start, piece.start), min(span.end, piece.end)) if piece else span

    def _claimed(self, one: FoundBlame, voice: Voice, blame: Blame | None, near: Sequence[Claim]) -> Claim | None:
        stance: Stance = "denies" if one.denied else voice.stance
        span = self._told(one.span, one.word, voice)
        if blame is None or any(_doubles(claim, span, (blame.accused, voice.said_by.name, stance)) for claim in near):
            return None
        where, when, event = self.scene(one.word, span, measure=_DEED)
        parts = (self.report.text_sha256, f"{span.start}-{span.end}", blame.accused, stance, voice.said_by.name or "")
        return Claim(
            id=content_id("claim", "blame", *parts), kind="blame", span=span, quote=span.of(self.report.text),
            said_by=voice.said_by, stance=stance, certainty="possible" if one.possible else voice.certainty,
            attribution=voice.attribution, score=voice.score,
            produced_by=f"{BLAMES}/{one.rule}", blame=blame, where=where, when=when, event=event,
        )  # fmt: skip

    def statuses(self, found: Sequence[FoundStatus]) -> list[Claim]:
        """A claim for each status."""
        return [self._status(one) for one in found]

    def _status(self, one: FoundStatus) -> Claim:
        voice = self.voices.at(one.word, self.grounds.get(one.word))
        span = self._told(one.span, one.word, voice)
        holder = self.doers.name(one.holder, voice.said_by) if one.holder is not None else None
        where, when, event = self.scene(one.word, span, lasting=(one.type, one.state) in LASTING)
        said = (voice.stance, voice.said_by.name or "")
        parts = (self.report.text_sha256, f"{span.start}-{span.end}", one.type, one.state, holder or "", *said)
        return Claim(
            id=content_id("claim", "status", *parts), kind="status", span=span, quote=span.of(self.report.text),
            said_by=voice.said_by, stance=voice.stance, certainty=voice.certainty, attribution=voice.attribution, score=voice.score,
            produced_by=f"{STATUSES}/{one.rule}", status=Status(one.type, one.state, holder), where=where, when=when, event=event,
        )  # fmt: skip


def _doubles(claim: Claim, span: Span, told: tuple[str, str | None, Stance]) -> bool:
    """Whether a claim tells the same of the same party, on the same word, in an overlapping clause."""
    return claim.span.overlaps(span) and claim.blame is not None and (claim.blame.accused, claim.said_by.name, claim.stance) == told


def _clears_itself(denier: str, accused: str) -> bool:
    """Whether a force or group answers an accusation of another by a name of its own; a state or a ministry answers for its soldiers."""
    other = not set(significant(denier)) & set(significant(accused))
    return other and kind_of(denier) in ("force", "group") and kind_of(accused) in ("force", "group") and accused[:1].isupper()


def _answered(near: Sequence[Claim], one: FoundBlame, answers: Answer, voice: Voice) -> Blame | None:
    """The blame that a general denial denies: the last that accuses the denier, or one soon after, else the last by someone else."""
    others = [claim for claim in near if claim.blame and claim.stance != "denies" and claim.said_by.name != voice.said_by.name]
    denier = voice.said_by.name or ""
    own = set(significant(denier))
    accusing = [
        claim
        for claim in others
        if claim.blame and (own & set(significant(claim.blame.accused)) or (denier and same_name(denier, claim.blame.accused)))
    ]
    before = [claim for claim in accusing if claim.span.start < one.word.start]
    last = [claim for claim in others if answers.since <= claim.span.end and claim.span.start < one.word.start and not answers.own]
    found = next(reversed(before or accusing or last), None)
    return Blame(found.blame.accused, one.word, found.id) if found and found.blame else None
