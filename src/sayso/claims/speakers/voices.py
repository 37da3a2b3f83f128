"""On whose word a passage stands: the innermost attribution around it, the speaker of its turn, or the outlet."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.claims.lexicon import lexicon, phrases
from sayso.claims.parties.gather import Parties
from sayso.claims.parties.phrases import CARRIERS, pronoun_of
from sayso.claims.speakers.grounds import Ground, Grounds
from sayso.model.claim import Attributed, Certainty, SaidBy, SpeakerRule, Stance
from sayso.model.evidence import Report, Span

# "the ministry told Interfax": Interfax passes the word on.
_TOLD = re.compile(r"\b(?:told|tells|telling|informed)\s+(?:the\s+)?([A-Z][\w’'&-]*(?:\s+(?:[A-Z][\w’'&-]*|of|and|news|agency))*)")
_JOINTS = ("to", "that", "of", "for", "if", "whether", "how", "as")  # what opens a content, alone: "declined to"
_OWNERS = ("its", "his", "her", "their", "our")
_PARTS = frozenset(lexicon("blame")["actors"]["parts"])
_FINDINGS = frozenset(lexicon("parties")["carriers"]["own"])
_OWN_DOCUMENT = re.compile(rf"(?:my|our)\s+(?:[\w-]+\s+){{0,2}}(?:{'|'.join(CARRIERS)})\b", re.IGNORECASE)
UNNAMED = "unnamed source"
_CUES = lexicon("cues")["nesting"]
_HEARSAY, _REJECTED, _OPEN = phrases(_CUES["hearsay"]), phrases(_CUES["rejected"]), phrases(_CUES["unnamed"])
OWN_WORDS = frozenset(lexicon("parties")["pronouns"]["own"])


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a passage and how; `content` are the attribution's content spans, empty for the outlet or a turn."""

    said_by: SaidBy
    stance: Stance = "asserts"
    certainty: Certainty = "unstated"
    attribution: str | None = None
    content: tuple[Span, ...] = ()
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Speakers:
    """By an attribution's index: the span that names who speaks, and of those whose word that one passes on."""

    named: Mapping[int, Span]
    cited: Mapping[int, Span]


class Voices:
    """Answers on whose word any span of one report stands.

    `attributed` are the reading's attributions, in its order; every speaker has been added to `parties`.
    """

    def __init__(self, report: Report, attributed: Sequence[Attributed], speakers: Speakers, grounds: Grounds, parties: Parties) -> None:
        self._report, self._parties, self._grounds = report, parties, grounds
        self._attributed = attributed
        self._by_id = {one.id: one for one in attributed}
        self._named = {attributed[number].id: span for number, span in speakers.named.items()}
        self._cited = {attributed[number].id: span for number, span in speakers.cited.items()}

    def at(self, span: Span, ground: Ground | None = None) -> Voice:
        """The voice in which the words of `span` stand; `ground` is theirs if it has been found before."""
        voice = self._at(ground or self._grounds.of(span)) or Voice(self._here(span))
        return replace(voice, stance="denies") if voice.stance == "asserts" and self._grounds.is_rejected(span) else voice

    def _at(self, ground: Ground) -> Voice | None:
        one = self._attributed[ground.attribution] if ground.attribution is not None else None
        if ground.speaker and self._parties.has(ground.speaker):
            return Voice(self._by(ground.speaker, self._passing(one), ground.rule))
        if one is None:
            return None
        voice = self.of(one)
        plain = voice.said_by.rule == "attribution"
        return replace(voice, said_by=replace(voice.said_by, rule=ground.rule)) if plain else voice

    def blaming(self, word: Span, accuser: Span | None, ground: Ground | None = None) -> Voice:
        """The voice of a word of blame or denial: that of its `accuser`, whose word comes by way of whoever tells it."""
        outer = self.at(word, ground)
        if accuser is None or not self._parties.has(accuser) or (not outer.said_by.outlet and self._is_own_part(accuser)):
            return outer
        said = self._by(accuser)
        if outer.said_by.name == said.name or outer.said_by.outlet:
            return Voice(said, "asserts", outer.certainty, outer.attribution, outer.content, outer.score)
        told = self._by(accuser, (outer.said_by.name or UNNAMED, *outer.said_by.via))
        return Voice(told, "asserts", outer.certainty, outer.attribution, outer.content, outer.score)

    def _is_own_part(self, accuser: Span) -> bool:
        """Whether it is the speaker's own men who are said to deny or accuse: "The front said its units had no part in it"."""
        owner, _, part = accuser.of(self._report.text).partition(" ")
        return owner.lower() in _OWNERS and (part in _PARTS or part.removesuffix("s") in _PARTS)

    def of(self, one: Attributed) -> Voice:
        """The voice of an attribution."""
        if self._is_rejected(one):
            return Voice(self._here(one.cue[0]), "denies", one.certainty, one.id, one.content, one.score)
        return Voice(self._said_by(one), one.stance, one.certainty, one.id, one.content, one.score)

    def says(self, number: int, piece: Span) -> bool:
        """Whether a piece of an attribution's content is something said: words, in its reach, and more than its speaker's name."""
        source = self._named.get(self._attributed[number].id)
        words = piece.of(self._report.text)
        told = any(map(str.isalpha, words)) and words.strip().lower() not in _JOINTS and not (source and source.contains(piece))
        return told and self._grounds.reaches(number, piece)

    def _said_by(self, one: Attributed) -> SaidBy:
        source = self._named.get(one.id)
        if one.id in self._cited:
            return self._by(self._cited[one.id], self._passing(one), "cited")
        if self._grounds.is_hearsay(one.cue[0]):
            return replace(self._here(one.cue[0]), rule="unnamed")
        via = tuple(dict.fromkeys(self._passed_on(one)))
        if source and self._leaves_turn(source):
            return self._here(source)
        if source and not self._is_own(source):
            return self._by(source, via)
        # "We believe": whoever is speaking there, in a quote, a turn, or the report itself.
        for outer in self._around(one) if source else ():
            named = self._named.get(outer.id)
            if named and not self._is_own(named):
                return self._by(named, tuple(self._passed_on(outer)), "own_words")
        here = self._here(one.cue[0])
        told = bool(_OPEN.search(one.cue[0].of(self._report.text)))
        if not (source or told) and one.within:
            return self._said_by(self._by_id[one.within])
        if source or not here.outlet or not told:
            return replace(here, via=via, rule="own_words" if source else here.rule)
        return replace(here, via=via, rule="unnamed")

    def _leaves_turn(self, source: Span) -> bool:
        """Whether "they" or "it" in a turn would stand for a party that this turn has not spoken of: then it is some thing."""
        turn, party = self._grounds.turn(source), self._parties.of(source)
        if turn is None or party is None or pronoun_of(source.of(self._report.text)) not in ("thing", "many"):
            return False
        return not any(turn.words.start <= mention.start < source.start for mention in party.mentions)

    def _is_rejected(self, one: Attributed) -> bool:
        """Whether the cue is hearsay that its own sentence calls false: "Claims that … are a fabrication"."""
        if not _HEARSAY.match(one.cue[0].of(self._report.text)):
            return False
        sentence = self._grounds.sentence(one.cue[0])
        return bool(_REJECTED.search(self._report.text, one.cue[0].end, sentence.end))

    def _here(self, span: Span) -> SaidBy:
        """Who speaks where nobody else is named: the speaker of the turn, or the outlet."""
        turn = self._grounds.turn(span)
        return self._by(turn.speaker, rule="turn") if turn and not turn.host else SaidBy(None, self._report.outlet, True, None)

    def _is_own(self, source: Span) -> bool:
        """Whether the source is whoever is speaking there, "we", "my last post", or nobody."""
        words = source.of(self._report.text)
        own = words.lower() in OWN_WORDS or _OWN_DOCUMENT.match(words) is not None or self._parties.is_nobody(source)
        return own or (self._parties.shown(source) or "").lower() in _FINDINGS

    def _by(self, mention: Span, via: tuple[str, ...] = (), rule: SpeakerRule = "attribution") -> SaidBy:
        party = self._parties.of(mention)
        name = self._parties.shown(mention) or UNNAMED
        return SaidBy(party.id if party else None, name, False, mention, tuple(other for other in via if other != name), rule)

    def _passing(self, one: Attributed | None) -> tuple[str, ...]:
        """An attribution's own source, and those around it, as they pass another's word on."""
        if one is None:
            return ()
        source = self._named.get(one.id)
        own = [self._parties.shown(source) or UNNAMED] if source else []
        return tuple(dict.fromkeys([*own, *self._passed_on(one)]))

    def _passed_on(self, one: Attributed) -> list[str]:
        """Who passes the word on: whom it was told to, and the speakers of the attributions around it."""
        text = self._report.text
        cue = one.cue[0]
        told = _TOLD.match(text, cue.start) or _TOLD.search(text, cue.start, cue.end + 1)
        via = [told[1]] if told else []
        outer = (self._named[around.id] for around in self._around(one) if around.id in self._named)
        return via + [self._parties.shown(span) or UNNAMED for span in outer]

    def _around(self, one: Attributed) -> Iterator[Attributed]:
        """The attributions that this one is nested in, from the inside out."""
        outer = self._by_id.get(one.within or "")
        while outer:
            yield outer
            outer = self._by_id.get(outer.within or "")
