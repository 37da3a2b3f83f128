"""Stance, certainty and channel of an attribution, from the words of its cue."""

import re

from sayso.claims.lexicon import lexicon, phrases
from sayso.model.claim import Certainty, Stance
from sayso.model.evidence import Span
from sayso.model.reading import Attribution

_LEXICON = lexicon("cues")
_STANCES: tuple[tuple[Stance, re.Pattern[str]], ...] = (
    ("cannot_confirm", phrases(_LEXICON["stance"]["cannot_confirm"])),
    ("denies", phrases(_LEXICON["stance"]["denies"])),
    ("doubts", phrases(_LEXICON["stance"]["doubts"])),
    ("asks", phrases(_LEXICON["stance"]["asks"])),
    ("promises", phrases(_LEXICON["stance"]["promises"])),
)
_TURNS_ROUND: tuple[Stance, ...] = ("denies", "doubts")
_NEGATION = phrases(_LEXICON["negation"]["words"])
# "didn't", and "didnt" where text has lost its apostrophes, read as "did not".
_CONTRACTED = re.compile(r"\b(did|does|do|has|have|had|could|would|should|is|was|were|are|can|wo)n[’']?t\b", re.IGNORECASE)
_CANNOT = re.compile(r"\b(?:cannot|can not|ca not|can[’']?t)\b", re.IGNORECASE)
_CERTAINTIES: tuple[tuple[Certainty, re.Pattern[str]], ...] = (
    ("possible", phrases(_LEXICON["certainty"]["possible"])),
    ("probable", phrases(_LEXICON["certainty"]["probable"])),
    ("certain", phrases(_LEXICON["certainty"]["certain"])),
)
_CHANNEL_NAMES: dict[str, str] = _LEXICON["channel"]
_CHANNEL_WORDS = "|".join(sorted(map(re.escape, _CHANNEL_NAMES), key=len, reverse=True))
_CHANNEL = re.compile(
    r"\b(?:through|via|on|in|by|over|at|told)\s+"
    r"(?:(?:an?|the|his|her|its|their|\w+[’']s|local|official|private|verified|joint|written|brief)\s+){0,3}"
    rf"({_CHANNEL_WORDS})\b|\b(tweeted)\b",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"\b(?:did|does|do|has|have|had|could|can|would|is|was|were|are)\s+(?:not|never)\s*(?:yet\s*)?$|\b(?:never|neither)\s*$", re.IGNORECASE
)
_FALSE, _CALLS = phrases(_LEXICON["calling"]["false"]), phrases(_LEXICON["calling"]["calls"])
_HEARSAY = "|".join(map(re.escape, _LEXICON["nesting"]["hearsay"]))
_SAID_FALSE = re.compile(
    rf"\W*(?:that\s+)?(?:(?:the|these|those|such|this|any|all|its|his|her|their|[\w’']+)\s+){{0,3}}(?:{_HEARSAY})\b[^.;\n]{{0,60}}?"
    rf"\b(?:is|are|was|were|being|as)\s+(?:[\w]+\s+)?(?:{_FALSE.pattern})",
    re.IGNORECASE,
)
_BEFORE_QUOTE = 80  # characters between a denial and the colon before what is said instead
_OPENING = 160  # characters of a content in which it is called false
_BEFORE = 24  # characters before the cue in which a negation still belongs to it ("did not [confirm]")


def stance_of(text: str, attribution: Attribution) -> Stance:
    """How the speaker stands to the content; "asserts" unless the cue says otherwise. "did not deny" asserts.

    Calling something false is a denial too: "called the reports fake news", "said the claims were unfounded".
    """
    cue = cue_words(text, attribution)
    negated = bool(_NEGATION.search(cue))
    for stance, words in _STANCES:
        if words.search(cue):
            if stance == "denies" and _after_colon(text, attribution):
                return "asserts"
            return "asserts" if negated and stance in _TURNS_ROUND and not _doubly_negative(cue, words) else stance
    return "denies" if not negated and _calls_false(text, attribution, cue) else "asserts"


def _after_colon(text: str, attribution: Attribution) -> bool:
    """Whether the content follows a colon after the cue: 'He denied it: "Nobody was held."' gives what he says instead."""
    content = attribution.content[0].start
    between = text[attribution.cue[-1].end : content] if attribution.cue[-1].end < content else ""
    return len(between) < _BEFORE_QUOTE and between.rstrip(' \n"“‘').endswith(":")


def _calls_false(text: str, attribution: Attribution, cue: str) -> bool:
    said = text[attribution.content[0].start : min(attribution.content[0].end, attribution.content[0].start + _OPENING)]
    return bool(_SAID_FALSE.match(said) or (_CALLS.search(cue) and _FALSE.search(said)))


def certainty_of(text: str, attribution: Attribution) -> Certainty:
    """How sure the speaker is said to be; "unstated" unless the cue says so."""
    cue = cue_words(text, attribution)
    negated = bool(_NEGATION.search(cue))
    for certainty, words in _CERTAINTIES:
        if words.search(cue):
            return "unstated" if negated and certainty == "certain" else certainty
    return "unstated"


def channel_of(text: str, attribution: Attribution, sentence: Span) -> str | None:
    """What carried the statement ("Twitter", "statement"), named in the cue's sentence outside of the content."""
    for match in _CHANNEL.finditer(text, sentence.start, sentence.end):
        if not any(span.start <= match.start() and match.end() <= span.end for span in attribution.content):
            return _CHANNEL_NAMES[(match[1] or match[2]).lower()]
    return None


def cue_words(text: str, attribution: Attribution) -> str:
    """The cue as written, with a negated auxiliary that stands just before it; contractions written out."""
    cue = " ".join(span.of(text) for span in attribution.cue)
    before = text[max(0, attribution.cue[0].start - _BEFORE) : attribution.cue[0].start]
    auxiliary = _AUXILIARY.search(_spelt_out(before))
    return f"{auxiliary.group().strip()} {_spelt_out(cue)}" if auxiliary else _spelt_out(cue)


def _spelt_out(words: str) -> str:
    return _CANNOT.sub("can not", _CONTRACTED.sub(r"\1 not", words))


def _doubly_negative(cue: str, words: re.Pattern[str]) -> bool:
    """Whether the negation is part of the matched phrase itself ("no truth", "not believe"), and so doesn't turn it round."""
    match = words.search(cue)
    return bool(match and _NEGATION.search(match.group()) and not _NEGATION.search(cue[: match.start()] + cue[match.end() :]))
