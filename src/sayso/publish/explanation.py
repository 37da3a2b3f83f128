"""How a claim came about, in words: the characters it rests on, the rules that fired, the scores."""

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.model.claim import Attributed, Claim, ReadReport, SpeakerRule
from sayso.model.evidence import Span
from sayso.model.figure import Figure

SPEAKER_RULES: dict[SpeakerRule, str] = {
    "attribution": "the reader links the passage to this source",
    "cited": "the passage's source passes this one's word on",
    "clause": "the sentence's tree has the passage as what this one tells",
    "counting": "this one is the subject of a verb of counting before the figure",
    "agent": "“given by”, “announced by” and the like after the figure",
    "sentence": "the sentence names this one as who says it",
    "closing": "this one's saying closes the sentence",
    "quotation": "a quotation that goes on from this one's last words",
    "list": "an item of the list that this one's words introduce",
    "title": "the title names this one as its source",
    "own_words": "“we” or “I”: whoever is speaking there",
    "turn": "this one's turn in a transcript or thread",
    "outlet": "nobody else is named, so the report itself says it",
    "unnamed": "the words leave open who told the report (“are feared dead”)",
}
_AROUND = 120  # characters shown on either side of the passage


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an explanation: what it is about, the value, and lines of what that rests on."""

    title: str
    value: str
    grounds: tuple[str, ...] = ()


def explain(read: ReadReport, claim: Claim) -> Iterator[Part]:
    """The parts of a claim, each with the characters of the report's text that it rests on. Values that are unknown say so."""
    text = read.report.text
    yield Part("claim", claim.kind, (claim.id, f"made by {claim.produced_by}"))
    yield Part("passage", _around(text, claim.span), (f"characters {claim.span.start}–{claim.span.end}",))
    yield _speaker(read, claim)
    attributed = next((one for one in read.attributions if one.id == claim.attribution), None)
    if attributed:
        yield _attribution(text, attributed)
    yield Part("stance", f"{claim.stance.replace('_', ' ')}, certainty {claim.certainty}", () if attributed else ("no cue: plainly said",))
    if claim.figure is not None:
        figure = claim.figure
        value = f"{_interval(figure)} {figure.whom}, {figure.measure}"
        yield Part("figure", value, (_quoted(text, figure.span), *_part_of(read, claim)))
    if claim.blame is not None:
        answered = (f"answers {claim.blame.denies}",) if claim.blame.denies else ()
        yield Part("blamed", claim.blame.accused, (_quoted(text, claim.blame.span), *answered))
    if claim.status is not None:
        held = (f"holder {claim.status.holder}",) if claim.status.holder else ()
        yield Part("status", f"{claim.status.type}: {claim.status.state.replace('_', ' ')}", held)
    yield _where(text, claim)
    yield _when(read, claim)
    yield _event(text, claim)
    yield Part("score", f"{claim.score:.2f}", (f"the attribution's is {attributed.score:.2f}",) if attributed else ())


def _interval(figure: Figure) -> str:
    about = "about " if figure.approximate else ""
    if figure.low is None or figure.high is None:
        bound, end = (figure.low, "or more") if figure.low is not None else (figure.high, "or fewer")
        return f"{about}{bound:,} {end}" if bound is not None else "any number of"
    return f"{about}{figure.low:,}" + (f" to {figure.high:,}" if figure.high != figure.low else "")


def _around(text: str, span: Span) -> str:
    start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    before, after = text[start : span.start].rpartition("\n")[2], text[span.end : end].partition("\n")[0]
    before = before.partition(" ")[2] if start and len(before) == span.start - start else before
    after = after.rpartition(" ")[0] if len(after) == end - span.end and end < len(text) else after
    return f"{before}[{span.of(text)}]{after}"


def _quoted(text: str, span: Span) -> str:
    return f"{span.start}–{span.end} “{span.of(text)}”"


def _speaker(read: ReadReport, claim: Claim) -> Part:
    by = claim.said_by
    party = next((party for party in read.parties if party.id == by.party), None)
    grounds = [f"{by.rule}: {SPEAKER_RULES[by.rule]}"]
    if by.span:
        grounds.append(f"named here at {_quoted(read.report.text, by.span)}")
    if party:
        known = [party.kind, party.country, f"of {party.affiliation}" if party.affiliation else None]
        grounds.append(f"{', '.join(part for part in known if part)}; mentions in the report: {len(party.mentions)}")
    grounds += [f"by way of {name}" for name in by.via]
    return Part("said by", by.name or ("the outlet" if by.outlet else "not named"), tuple(grounds))


def _attribution(text: str, one: Attributed) -> Part:
    spans = [(role, span) for role in ("source", "cue", "content") for span in getattr(one, role)]
    nested = (f"within {one.within}",) if one.within else ()
    channel = (f"carried by {one.channel}",) if one.channel else ()
    return Part("attribution", one.id, (*(f"{role} {_quoted(text, span)}" for role, span in spans), *nested, *channel))


def _part_of(read: ReadReport, claim: Claim) -> tuple[str, ...]:
    total = next((other for other in read.claims if other.id == claim.part_of), None)
    return (f"counted in {_quoted(read.report.text, total.figure.span)}",) if total and total.figure else ()


def _where(text: str, claim: Claim) -> Part:
    if claim.where is None:
        return Part("where", "unknown", ("no place is named for it",))
    where = claim.where
    inside = (f"in {', '.join(where.within)}",) if where.within else ()
    if where.geonames is not None:
        return Part(
            "where",
            where.name,
            (_quoted(text, where.span), f"{where.lat}, {where.lon} ({where.precision}), GeoNames {where.geonames}", *inside),
        )
    may_be = [f"may be GeoNames {one.geonames} in {', '.join(one.within)}: {one.reason}" for one in where.candidates]
    return Part(
        "where", where.name, (_quoted(text, where.span), *inside, *(may_be or ["no place of this name in the gazetteer is sure enough"]))
    )


def _when(read: ReadReport, claim: Claim) -> Part:
    if claim.when is None:
        return Part("when", "unknown", ("no date is named for it",))
    published = read.report.published
    counted = f"counted from the report's date {published.isoformat()}" if published else "the report has no date to count from"
    return Part("when", claim.when.edtf or "unknown", (_quoted(read.report.text, claim.when.span), counted))


def _event(text: str, claim: Claim) -> Part:
    if claim.event is None:
        return Part("event", "unknown", ("its words don't say what happened",))
    event = claim.event
    codes = (f"{scheme} {code}" for scheme, code in (("ACLED", event.acled), ("PLOVER", event.plover)) if code)
    return Part("event", event.kind.replace("_", " "), (_quoted(text, event.span), f"by the rule “{event.rule}”", *codes))
