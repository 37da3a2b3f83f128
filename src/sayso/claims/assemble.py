"""Reading → parties, attributions and claims: who says each thing that the text says."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sayso.claims.blame.denials import find_denials
from sayso.claims.blame.doers import Doers, Naming
from sayso.claims.blame.find import Blames
from sayso.claims.clauses import Clauses
from sayso.claims.dates.choose import EventDates
from sayso.claims.dates.find import dateline, find_dates
from sayso.claims.events.choose import ClaimEvents
from sayso.claims.figures.find import FoundFigure, find_figures
from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon
from sayso.claims.makers import Makers
from sayso.claims.parties.actors import Actors
from sayso.claims.parties.antecedents import Antecedents
from sayso.claims.parties.documents import Documents
from sayso.claims.parties.gather import Parties
from sayso.claims.places.choose import Scenes
from sayso.claims.places.find import find_places, in_dateline
from sayso.claims.places.resolve import resolved
from sayso.claims.speakers.cues import certainty_of, channel_of, stance_of
from sayso.claims.speakers.grounds import Grounds
from sayso.claims.speakers.implied import cited_speaker, find_headline, only_cites
from sayso.claims.speakers.sources import Sources
from sayso.claims.speakers.turns import Turn, find_turns
from sayso.claims.speakers.voices import Speakers, Voice, Voices
from sayso.claims.status.find import find_statuses
from sayso.model.claim import Attributed, Claim, ReadReport, Stance
from sayso.model.event import Event
from sayso.model.evidence import Report, Span
from sayso.model.gazetteer import Gazetteer
from sayso.model.ids import content_id
from sayso.model.place_and_time import When, Where
from sayso.model.reading import Attribution, Reading

_SEEN = 1000  # characters to either side of a cue in which its channel is looked for
_NO_ONE = re.compile(r"(?:no|none|nobody|neither)\b", re.IGNORECASE)
PRONOUNS = frozenset(word for words in lexicon("parties")["pronouns"].values() for word in words)
_LEFT_OVER = 6  # characters at either end of a statement that another claim needn't say: "that …"
_LONGEST_CLAUSE = 1000  # characters
_AROUND_CUE, _SLIP = 160, 3  # characters between two pieces of one passage: with the cue or source in between, and without
MOVING = ("displaced", "evacuated", "affected", "other")
FIGURES, STATEMENTS = "figures@1", "statements@1"


def read_claims(report: Report, reading: Reading, gazetteer: Gazetteer | None = None) -> ReadReport:
    """Everything that a reading's report claims, in text order. Without a gazetteer, places stay names."""
    turns = find_turns(report.text)
    grammar = Grammar(report.text, reading.tokens)
    actors = Actors(report.text, grammar, reading.entities)
    grounds = Grounds(report.text, reading, turns, find_headline(report), grammar)
    figures = find_figures(report.text, reading.sentences, grammar)
    stands = [grounds.of(one.figure.span) for one in figures]
    speakers = _speakers(reading, Sources(report.text, reading, turns, grammar, grounds.passage).mended())
    cited = _cited(report.text, reading, grounds)
    clauses = Clauses(report.text, reading.sentences, grammar)
    denials = find_denials(report.text, grammar, actors, reading.attributions, speakers)
    blamed = Blames(report.text, grammar, actors, clauses).find(denials)
    stated = find_statuses(grammar, actors, clauses, reading.chains)
    others = {word: grounds.of(word) for word in (*(one.word for one in blamed), *(one.word for one in stated))}
    implied = (ground.speaker for ground in (*stands, *others.values()) if ground.speaker)
    accusers = (one.accuser for one in blamed if one.accuser)
    antecedents = Antecedents(report.text, grammar, reading.sentences, reading.entities)
    parties = _gather(
        Parties(report.text, reading.chains, Documents(report.text, grammar), antecedents),
        turns,
        [*speakers.values(), *cited.values(), *implied, *accusers],
    )
    attributed = _attributed(report, reading, parties, speakers)
    voices = Voices(report, attributed, Speakers(speakers, cited), grounds, parties)
    scene = _scene(report, reading, grammar, gazetteer, turns)
    counts = _count_claims(
        report, figures, [voices.at(one.figure.span, ground) for one, ground in zip(figures, stands, strict=True)], scene
    )
    doers = Doers(report.text, grammar, actors, reading, Naming(parties.names, antecedents))
    makers = Makers(report, voices, others, doers, scene.around)
    blames, statuses = makers.blames(blamed), makers.statuses(stated)
    statements = _statements(report, voices, scene, attributed, [*counts, *blames, *statuses])
    claims = sorted((*counts, *blames, *statuses, *statements), key=lambda claim: (claim.span, claim.kind))
    return ReadReport(report, reading, parties.all(), attributed, tuple(claims))


def _speakers(reading: Reading, mended: dict[int, Span]) -> dict[int, Span]:
    """By attribution, the span that names who speaks; none for one without a source."""
    return {number: one.source[0] for number, one in enumerate(reading.attributions) if one.source} | mended


def _cited(text: str, reading: Reading, grounds: Grounds) -> dict[int, Span]:
    """By attribution, whose word its source passes on."""
    found = (
        (number, cited_speaker(text, one.source[0], one.cue[0], grounds.sentence(one.cue[0])))
        for number, one in enumerate(reading.attributions)
        if one.source
    )
    return {number: span for number, span in found if span}


def _gather(parties: Parties, turns: Sequence[Turn], sources: Sequence[Span]) -> Parties:
    """The parties of all sources, in text order, since "he" looks back."""
    speakers = {turn.speaker: turn.name for turn in turns if not turn.host}
    hosts = {turn.speaker for turn in turns if turn.host}
    for span in sorted({*sources, *speakers} - hosts):
        if span in speakers:
            parties.name_at(speakers[span], span)
        else:
            parties.add(span)
    parties.look_around()
    return parties


def _attributed(report: Report, reading: Reading, parties: Parties, speakers: dict[int, Span]) -> tuple[Attributed, ...]:
    """The reading's attributions with party, stance, certainty, nesting and channel."""
    text = report.text
    starts = [sentence.start for sentence in reading.sentences]
    ids = [_attribution_id(report, attribution) for attribution in reading.attributions]
    outer = _enclosing(reading.attributions, ids)
    return tuple(
        Attributed(
            id=ids[number],
            source=attribution.source,
            cue=attribution.cue,
            content=attribution.content,
            party=party.id if number in speakers and (party := parties.of(speakers[number])) else None,
            stance=stance_of(text, attribution),
            certainty=certainty_of(text, attribution),
            within=ids[outer[number]] if number in outer else None,
            channel=channel_of(
                text, attribution, _near(attribution.cue[0], reading.sentences[bisect_right(starts, attribution.cue[0].start) - 1])
            ),
            score=attribution.score,
        )
        for number, attribution in enumerate(reading.attributions)
    )


def _near(cue: Span, sentence: Span) -> Span:
    """The part of a sentence around a cue, so that a sentence without end costs no more than another."""
    return Span(max(sentence.start, cue.start - _SEEN), min(sentence.end, cue.end + _SEEN))


def _attribution_id(report: Report, attribution: Attribution) -> str:
    spans = (f"{role}:{span.start}-{span.end}" for role in ("source", "cue", "content") for span in getattr(attribution, role))
    return content_id("attribution", report.text_sha256, *spans)


def _enclosing(attributions: Sequence[Attribution], ids: Sequence[str]) -> dict[int, int]:
    """For each attribution whose cue stands in another's content, the innermost such other, by index; never one nested in itself."""
    open_spans = sorted((span, number) for number, attribution in enumerate(attributions) for span in attribution.content)
    outer: dict[int, int] = {}
    within: dict[str, str] = {}
    stack: list[tuple[Span, int]] = []
    at = 0
    for number in sorted(range(len(attributions)), key=lambda number: attributions[number].cue[0]):
        cue = attributions[number].cue[0]
        while at < len(open_spans) and open_spans[at][0].start <= cue.start:
            stack.append(open_spans[at])
            at += 1
        stack = [entry for entry in stack if entry[0].end > cue.start]
        around = [entry for entry in stack if entry[0].contains(cue) and entry[1] != number]
        nearest = min(around, key=lambda entry: entry[0].end - entry[0].start)[1] if around else None
        if nearest is not None and ids[number] not in _upwards(nearest, within, ids):
            outer[number] = nearest
            within[ids[number]] = ids[nearest]
    return outer


def _upwards(number: int, within: dict[str, str], ids: Sequence[str]) -> list[str]:
    """An attribution's id and those of all that it is nested in."""
    chain = [ids[number]]
    while (outer := within.get(chain[-1])) is not None:
        chain.append(outer)
    return chain


@dataclass(frozen=True, slots=True)
class _Scene:
    """The sentences, dates, places and events of a report, each in text order, and the sentence's starts to search in."""

    text: str
    sentences: tuple[Span, ...]
    starts: tuple[int, ...]
    dates: EventDates
    scenes: Scenes
    events: ClaimEvents

    def sentence(self, span: Span) -> Span:
        return self.sentences[max(0, bisect_right(self.starts, span.start) - 1)] if self.sentences else span

    def where(self, span: Span, measure: str | None = None) -> Where | None:
        return self.scenes.of(span, moved=measure in MOVING if measure else None)

    def around(self, word: Span, clause: Span, **dated: Any) -> tuple[Where | None, When | None, Event | None]:
        """Where, when and what a word is about, in a clause that says what happened or how it stands; `dated` as for `when`."""
        return self.where(word), self.when(word, **dated), self.events.of_passage(clause)

    def when(self, span: Span, measure: str | None = None, *, lasting: bool = False) -> When | None:
        return self.dates.of(span, self.sentence(span), measure, lasting=lasting)


def _scene(report: Report, reading: Reading, grammar: Grammar, gazetteer: Gazetteer | None, turns: Sequence[Turn]) -> _Scene:
    starts = tuple(sentence.start for sentence in reading.sentences)
    text, published = report.text, report.published or dateline(report.text)
    dates = EventDates(text, grammar, find_dates(text, published), published)
    named = find_places(text, reading.entities, report.title or "", {turn.name for turn in turns})
    places, inside = resolved(text, named, reading.entities, gazetteer)
    scenes = Scenes(report, reading, grammar, places, inside)
    return _Scene(text, reading.sentences, starts, dates, scenes, ClaimEvents(grammar, reading))


def _count_claims(report: Report, found: Sequence[FoundFigure], voices: Sequence[Voice], scene: _Scene) -> list[Claim]:
    ids = [_count_id(report, one, voice) for one, voice in zip(found, voices, strict=True)]
    events = _count_events(found, scene)
    claims = []
    for own, one, voice, event in zip(ids, found, voices, events, strict=True):
        figure = one.figure
        sentence = scene.sentence(figure.span)
        within = [span for span in voice.content if span.overlaps(figure.span)]
        span = Span(max(sentence.start, within[0].start), min(sentence.end, within[0].end)) if within else sentence
        span = Span(min(span.start, figure.span.start), max(span.end, figure.span.end))
        claims.append(
            Claim(
                id=own, kind="count", span=span, quote=span.of(report.text), said_by=voice.said_by, stance=_count_stance(one, voice),
                certainty=voice.certainty, attribution=voice.attribution, score=round(one.score * voice.score, 4),
                produced_by=f"{FIGURES}/{one.rule}", figure=figure, part_of=None if one.part_of is None else ids[one.part_of],
                where=scene.where(figure.span, figure.measure), when=scene.when(figure.span, figure.measure), event=event,
            )
        )  # fmt: skip
    return claims


def _count_stance(one: FoundFigure, voice: Voice) -> Stance:
    return "denies" if one.denied else voice.stance


def _count_id(report: Report, one: FoundFigure, voice: Voice) -> str:
    figure = one.figure
    parts = (f"{figure.span.start}-{figure.span.end}", str(figure.low), str(figure.high), figure.measure, figure.whom)
    return content_id("claim", report.text_sha256, *parts, _count_stance(one, voice), voice.said_by.name or "")


def _count_events(found: Sequence[FoundFigure], scene: _Scene) -> list[Event | None]:
    """What each figure is about; a part of a total what the total is, where its own words don't say."""
    own = [scene.events.of_figure(one.figure) for one in found]
    return [event or (own[one.part_of] if one.part_of is not None else None) for one, event in zip(found, own, strict=True)]


def _statements(report: Report, voices: Voices, scene: _Scene, attributed: Sequence[Attributed], others: Sequence[Claim]) -> list[Claim]:
    """What is said besides the other claims.

    Who is cited is nothing said, nor is a bare pronoun ("its") or a dateline unless it is denied or doubted, nor what no one says:
    "No group claimed responsibility".
    """
    told: dict[tuple[str | None, str | None], list[tuple[int, int | None]]] = {}
    for claim in others:
        start, end = (claim.figure.span.start, None) if claim.figure else (claim.span.start, claim.span.end)
        told.setdefault((claim.said_by.party, claim.said_by.name), []).append((start, end))
    for spans in told.values():
        spans.sort(key=lambda span: span[0])
    made = (
        _statement(report, voices, scene, (one, passage))
        for number, one in enumerate(attributed)
        if not only_cites(report.text, one.cue[0]) and not _said_by_no_one(report.text, one)
        for passage in _passages(one, [piece for piece in one.content if voices.says(number, piece)])
        if one.stance != "asserts" or not (passage.of(report.text).lower() in PRONOUNS or in_dateline(report.text, passage))
    )
    return [claim for claim in made if not _is_told(claim.span, told.get((claim.said_by.party, claim.said_by.name), []))]


def _is_told(span: Span, told: Sequence[tuple[int, int | None]]) -> bool:
    """Whether other claims of the same speaker say it already: a figure that starts in it, or a clause that is all but a word of it.

    `told` are the starts of figures, with None, and start and end of clauses, in order.
    """
    first = bisect_left(told, span.start - _LONGEST_CLAUSE, key=lambda one: one[0])
    last = bisect_left(told, span.end, key=lambda one: one[0])
    near = told[first:last]
    if any(end is None and span.start <= start for start, end in near):
        return True
    return any(end is not None and start <= span.start + _LEFT_OVER and end >= span.end - _LEFT_OVER for start, end in near)


def _said_by_no_one(text: str, one: Attributed) -> bool:
    return bool(one.source) and _NO_ONE.match(text, one.source[0].start) is not None


def _passages(one: Attributed, pieces: Sequence[Span]) -> list[Span]:
    """Pieces of content as whole passages: they stay together around the cue and source that part them ("…," she said, "…")."""
    passages = list(pieces[:1])
    for piece in pieces[1:]:
        gap = Span(passages[-1].end, piece.start)
        parted = any(span.overlaps(gap) for span in (*one.source, *one.cue))
        if gap.end - gap.start <= (_AROUND_CUE if parted else _SLIP):
            passages[-1] = Span(passages[-1].start, piece.end)
        else:
            passages.append(piece)
    return passages


def _statement(report: Report, voices: Voices, scene: _Scene, said: tuple[Attributed, Span]) -> Claim:
    one, span = said
    voice = voices.of(one)
    parts = (report.text_sha256, f"{span.start}-{span.end}", voice.stance, voice.said_by.name or "")
    return Claim(
        id=content_id("claim", "statement", *parts), kind="statement", span=span, quote=span.of(report.text), said_by=voice.said_by,
        stance=voice.stance, certainty=one.certainty, attribution=one.id, score=one.score, produced_by=STATEMENTS,
        where=scene.where(span), when=scene.when(span), event=scene.events.of_passage(span),
    )  # fmt: skip
