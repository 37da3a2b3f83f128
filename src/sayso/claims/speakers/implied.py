"""Speakers whom a sentence names plainly around a figure, for where the reader saw no attribution there.

"Open Door counted 24 dead", "Police put the toll at 16", "…, according to the ministry", "Blast kills six: state TV".
"""

import re
from dataclasses import dataclass

from sayso.claims.lexicon import lexicon, phrases
from sayso.claims.parties.phrases import COLLECTIVE, kind_of, read_phrase
from sayso.claims.speakers.tellers import COUNTS, SAYS
from sayso.model.evidence import Report, Span

_LEXICON = lexicon("cues")["speaking"]
_HOLDS = rf"(?:{'|'.join(_LEXICON['holds'])})\s+(?:an?|its|his|her|their|the)\s+(?:[\w-]+\s+){{0,3}}(?:{'|'.join(_LEXICON['held'])})\b"
_COUNTS = re.compile(rf"{COUNTS.pattern}|\b{_HOLDS}", re.IGNORECASE)
_BETWEEN = re.compile(rf"(?:^|\s+|,\s*)(?:{_LEXICON['between']})$", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|as)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:[,;:(–—]|[.!?”\"]\s|\b(?:and|but|while|whereas|although|though|as|when|that)\s)\s*", re.IGNORECASE)
_ACCORDING_TO = re.compile(r"according to", re.IGNORECASE)
_WHO = r"(?P<who>(?:\d+\s)?[^,;.\n“”\"\d]*(?:\.(?=[^\W\d])[^,;.\n“”\"\d]*)*)"
_ACCORDING = re.compile(rf"\b(?:according to|in the words of|by the account of|as per|per(?= (?:the|[A-Z])))\s+{_WHO}", re.IGNORECASE)
_SAID = r"(?:has |have |had )?(?:said|says|say|reported|reports|announced|stated|confirmed|told\s[^.,;]{2,40})"
_ENDS_SAYING = re.compile(
    rf"[\s,”\"’]\s*(?P<who>[^,;.!?“”\"\n]{{2,90}}?)\s+{_SAID}"
    r"(?:\s+(?:on|in|at|late|early|by|earlier|[A-Z][a-z]+day|today|yesterday)\b[^.;!?\n]{0,60})?[.\s]*$"
)
_SAID_BY = re.compile(r"[,”\"]\s*(?:said|says|added|adds|reported|announced|wrote)\s+(?P<who>[^,;.!?“”\"\n]{2,90})")
_INSERTED = re.compile(rf"[,–—]\s*(?P<who>(?:[\w’'.-]+\s+){{0,5}}[\w’'.-]+)\s+{_SAID}\s*[,–—]")  # "among the eight, he says, are …"
_OPENED = re.compile(r"\W{0,4}(?:\d{1,3}[/.)]\s+|\d{1,2}[:.]\d\d\s+)?(?P<who>[^:;!?\n\"“”]{3,90}):\s")
_AGENT = re.compile(
    r"\s*(?:[\w’'-]+\s+){0,3}?(?:announced|given|reported|claimed|cited|stated|counted|confirmed|acknowledged|admitted|recorded|listed)\s+by\s+"
    r"(?P<who>[^,;.\n]+?)(?=\s+(?:and|but|in|on|at|for|after|while)\b|[,;.\n]|$)"
)
_RELATIVE = re.compile(r"(?:which|whom|that)\s+(?=\S)", re.IGNORECASE)  # "the toll, which the ministry put at 7"
_BRACKETED = re.compile(r"[^()\[\]\n]*[(\[](?P<by>[Ss]ources?:\s*|via\s+)?(?P<who>[^()\[\]\n]{2,60})[)\]]\W*$")
_COORDINATE = re.compile(r"(?:\b(?:while|whereas|but|and|although|though)|[;,])\s*(?:the|an?)?\s*$", re.IGNORECASE)
_JUST_AFTER = re.compile(r"\s*(?P<who>[^,;.\n“”\"]*(?:\.(?=\S)[^,;.\n“”\"]*)*)")
_LAST_NOUN_PHRASE = re.compile(
    r"(?:^|.*\s)((?:the|an?|its|their|one|two|three|several|some)\s+\S.*|he|she|it|they)$", re.IGNORECASE | re.DOTALL
)
_HEADLINE_TAIL = re.compile(r"(?:\s*[:–—]\s*|\s+[-|]\s+)(?P<who>[^:–—|]{2,40})$")
_HEADLINE_LEAD = re.compile(r"^(?P<who>[^:,.]{2,40}):\s")
_HEADLINE_LOST = re.compile(rf"[\w)]\s+(?P<who>(?:[A-Z][a-z]+ (?:state|news|military) )?(?:{'|'.join(_LEXICON['headline'])}))\.?$")
_CITES = re.compile(phrases(lexicon("cues")["nesting"]["cites"]).pattern + r"(?!\s+by\b)", re.IGNORECASE)
_FRONTED = re.compile(r"\W{0,4}(?:(?:[A-Z][\w .,]{2,40}(?:\([^()]{2,30}\) )?[-–—] )?)(?:Citing|Quoting)\s+([^,\n“”\"]{2,80}), (?:the\s)?$")
_CITED = re.compile(
    r"\s+([^,;:“”\"\n]+?)(?=\s*(?:[,;:“”\"\n]|\.(?:\s|$)|\s(?:as (?:saying|telling|putting)|said|says|that|to the effect)\b|$))"
)
_NEAR = 80  # characters between a verb of counting and its figure
_SHORT = 6  # words of a speaker without a comma before it
_LONGEST = 12  # words of a speaker
_TITLE_BODY = 20_000  # characters of the text in which a name of the title is looked for
_TITLE_WITHIN = 400  # characters from the start in which a title is repeated


@dataclass(frozen=True, slots=True)
class Headline:
    """Where the title stands in the text, and who is named there as its source."""

    span: Span
    speaker: Span | None


def find_headline(report: Report) -> Headline | None:
    """The title as repeated at the start of the text, else a first line without a full stop."""
    text = report.text
    title = (report.title or "").strip()
    at = text.find(title, 0, _TITLE_WITHIN + len(title)) if title else -1
    if at < 0:
        line = text[: text.find("\n")].rstrip() if "\n" in text[:200] else ""
        if not line or line.endswith((".", "!", "?", "”", '"')) or line[:1] in "@#":
            return None
        at, title = 0, line
    span = Span(at, at + len(title))
    for pattern in (_HEADLINE_TAIL, _HEADLINE_LEAD, _HEADLINE_LOST):
        found = pattern.search(title)
        if found and _is_speaker(found["who"], text[at + len(title) :]):
            return Headline(span, Span(at + found.start("who"), at + found.end("who")))
    return Headline(span, None)


def _is_speaker(words: str, body: str) -> bool:
    """Whether the words that open or close a title can be its source: a noun for a party, or a name that the text goes on to use."""
    named = read_phrase(words).name
    return _speaks(words) and (kind_of(read_phrase(words).bare) != "unnamed" or (named is not None and named in body[:_TITLE_BODY]))


def counting_speaker(text: str, sentence: Span, figure: Span) -> Span | None:
    """Whose count the verb before the figure says it is: "Open Door, which first listed 96 dead"."""
    speaker = _subject(text, sentence, figure, _COUNTS, _NEAR)
    return speaker if speaker and not SAYS.search(text, *speaker) else None


def giving_speaker(text: str, sentence: Span, figure: Span) -> Span | None:
    """Who gave the figure by the words right after it: "54 given by the army"."""
    agent = _AGENT.match(text, figure.end, sentence.end)
    return _trimmed(text, agent.start("who"), agent.end("who")) if agent else None


def bracketed_speaker(text: str, sentence: Span, figure: Span) -> Span | None:
    """The body in brackets that closes a sentence or an item of a list: "34 killed (Ministry of Health)"."""
    found = _BRACKETED.match(text, figure.end, sentence.end)
    if found is None or not (found["by"] or kind_of(read_phrase(found["who"]).core) in COLLECTIVE):
        return None
    return _trimmed(text, found.start("who"), found.end("who"))


def colon_speaker(text: str, sentence: Span, span: Span) -> Span | None:
    """A person or body by a noun that opens the sentence and is followed by a colon: "The hospital's director: we have no water"."""
    opened = _OPENED.match(text, sentence.start, span.start)
    if opened is None or not _is_party(opened["who"]):
        return None
    return _trimmed(text, opened.start("who"), opened.end("who"))


def _is_party(words: str) -> bool:
    return kind_of(read_phrase(words).core) in ("person", *COLLECTIVE)


def other_speaker(text: str, sentence: Span, figure: Span) -> Span | None:
    """Who says a further clause of the sentence: "the mayor said that six died, while the police said that nine did"."""
    speaker = _subject(text, sentence, figure, SAYS, sentence.end - sentence.start)
    return speaker if speaker and _COORDINATE.search(text, sentence.start, speaker.start) else None


def speaker_at(text: str, sentence: Span, cue: Span) -> Span | None:
    """The noun phrase that a cue belongs to by its place: before a verb, after "according to"."""
    words = cue.of(text)
    if _ACCORDING_TO.fullmatch(words):
        found = _JUST_AFTER.match(text, cue.end, sentence.end)
        return _trimmed(text, found.start("who"), found.end("who")) if found else None
    verb = next(iter([*SAYS.finditer(words), *_COUNTS.finditer(words)]), None)
    if verb is None or _PASSIVE.search(text, max(sentence.start, cue.start - 20), cue.start + verb.start()):
        return None
    return _speaker_before(text, sentence.start, cue.start + verb.start())


def according_speaker(text: str, sentence: Span) -> Span | None:
    """Whom the sentence's one "according to" names."""
    found = list(_ACCORDING.finditer(text, sentence.start, sentence.end))
    return _trimmed(text, found[0].start("who"), found[0].end("who")) if len(found) == 1 else None


def saying_speaker(text: str, sentence: Span, figure: Span) -> Span | None:
    """Whom the sentence names as the one who says it, before the figure or at its own end."""
    return (
        _subject(text, sentence, figure, SAYS, sentence.end - sentence.start)
        or according_speaker(text, sentence)
        or _at_end(text, sentence, figure)
    )


def _subject(text: str, sentence: Span, figure: Span, verbs: re.Pattern[str], reach: int) -> Span | None:
    verb = max(verbs.finditer(text, max(sentence.start, figure.start - reach), figure.start), key=lambda match: match.start(), default=None)
    if verb is None or _PASSIVE.search(text, max(sentence.start, verb.start() - 20), verb.start()):
        return None
    if re.search(r"[.!?;]\s|\b(?:while|but|whereas)\b", text[verb.end() : figure.start]):
        return None
    return _speaker_before(text, sentence.start, verb.start())


def _speaker_before(text: str, start: int, end: int) -> Span | None:
    """The noun phrase that stands before a verb; of a relative clause or a second verb, the one that opens the sentence."""
    end = start + len(text[start:end].rstrip())
    while (between := _BETWEEN.search(text, start, end)) and between.start() < end:
        end = between.start()
    clauses = [start, *(match.end() for match in _CLAUSE.finditer(text, start, end))]
    if relative := _RELATIVE.match(text, clauses[-1], end):
        clauses.append(relative.end())
    words = text[clauses[-1] : end].strip()
    inserted = text[end - 1 : end] == "," and len(clauses) > 1  # "Open Door, which few of us doubt, listed"
    if words.lower() not in ("", "which", "who", "that") or len(clauses) < 2:
        found = _trimmed(text, clauses[-1], end)
        if found or not inserted:
            return found or _last_noun(text, clauses[-1], end)
    if not words and len(text[start:end].split()) <= _LONGEST:
        return _trimmed(text, start, end)  # "the governor, Jane Roe,"
    first = _CLAUSE.search(text, start + 1, end)
    return _trimmed(text, start, first.start()) if first else None


def _last_noun(text: str, start: int, end: int) -> Span | None:
    """The noun phrase that ends just before a verb, after an adverbial: "Before we went on air the hospital [told]"."""
    noun = _LAST_NOUN_PHRASE.match(text, start, end)
    return _trimmed(text, noun.start(1), end) if noun and len(text[noun.start(1) : end].split()) <= _SHORT else None


def _trimmed(text: str, start: int, end: int) -> Span | None:
    span = Span(start + len(text[start:end]) - len(text[start:end].lstrip(' \n\t•*-–"“”')), end)
    if span.start >= span.end:
        return None
    span = Span(span.start, span.start + len(span.of(text).rstrip(' \n\t,–"“”')))
    return span if span.start < span.end and _speaks(span.of(text)) else None


def _speaks(words: str) -> bool:
    """Whether the words can be a party's: a name, a pronoun, or a noun of the lexicon."""
    if not words.strip() or len(words.split()) > _LONGEST:
        return False
    phrase = read_phrase(words)
    return phrase.speaks and phrase.pronoun not in ("relative", "own")


def _at_end(text: str, sentence: Span, figure: Span) -> Span | None:
    turned = _SAID_BY.search(text, figure.end, sentence.end) or _INSERTED.search(text, figure.end, sentence.end)
    if turned:
        return _trimmed(text, turned.start("who"), turned.end("who"))
    found = _ENDS_SAYING.search(text, figure.end, sentence.end)
    if not found:
        return None
    noun = _LAST_NOUN_PHRASE.match(found["who"]) if len(found["who"].split()) > 3 else None
    start = found.start("who") + (noun.start(1) if noun else 0)
    return _trimmed(text, start, found.end("who"))


def only_cites(text: str, cue: Span) -> bool:
    """Whether a cue does no more than name whom the speaker cites: its content is a party and no claim."""
    return _CITES.fullmatch(text, cue.start, cue.end) is not None


def _without_citing(text: str, source: Span) -> Span:
    """The source without a citing word and what follows it, where the reader took these in ("The agency, citing the ministry")."""
    found = _CITES.search(text, source.start + 1, source.end)
    return Span(source.start, found.start()) if found else source


def cited_speaker(text: str, source: Span, cue: Span, sentence: Span) -> Span | None:
    """Whose word a source passes on: "state radio reported, citing a security official"."""
    fronted = _FRONTED.match(text, sentence.start, source.start)
    if fronted:
        return _trimmed(text, fronted.start(1), fronted.end(1))
    spoken = _without_citing(text, source)
    for found in _CITES.finditer(text, min(source.start, cue.start), sentence.end):
        gap = text[spoken.end : found.start()]
        if found.start() >= spoken.end and not re.search(r"[.;!?“”\"]|\b(?:and|but|while)\b", gap) and len(gap) < _NEAR:
            who = _CITED.match(text, found.end(), sentence.end)
            return _trimmed(text, who.start(1), who.end(1)) if who else None
    return None
