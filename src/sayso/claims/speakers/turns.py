"""Turns of a transcript or a thread: lines that open with who speaks ("SPEAKER: …", "@handle: …")."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from sayso.claims.lexicon import lexicon
from sayso.claims.parties.phrases import head_of, is_person
from sayso.model.evidence import Span

_HANDLE = r"@\w{2,30}(?: (?:spox|spokes(?:man|woman|person)))?"
_LOUD = r"[^\W\d_a-z][^\W_a-z’'. \-]{1,40}"
_NAMED = r"[^\W\d_a-z][\w’'.\-]+(?: (?:(?:of|for|and|the) ){0,2}[^\W\d_a-z][\w’'.\-]+){0,4}"
_TURN = re.compile(
    rf"^[ \t]*(?:\d{{1,3}}[/.)][ \t]*)?(?P<name>{_HANDLE}|{_LOUD}|{_NAMED})(?P<aside>(?: ?\([^()\n]{{1,60}}\)){{0,2}}):(?=\s)", re.MULTILINE
)
_POST = re.compile(r"^[ \t]*\d{1,3}/", re.MULTILINE)  # of a numbered thread, in which its author speaks again
_QUOTE_ONLY = re.compile(r"\s*(?:\"[^\"\n]+\"|“[^”\n]+”)")
_HOSTS = frozenset(lexicon("cues")["turns"]["hosts"])


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says: `name` as written, its span, and the span of the words after it up to the next turn or post.

    `host` is True for a presenter and the like, who lead a broadcast in the outlet's own name.
    """

    name: str
    speaker: Span
    words: Span
    host: bool = False


def find_turns(text: str) -> tuple[Turn, ...]:
    """The turns of `text`, in order: where at least two lines open with one, all in capitals or handles, or again and again, or with an
    office or a party in brackets.

    In a thread by one author, a line in which a handle's words are one quotation is a turn as far as the quotation goes.
    """
    matches = list(_TURN.finditer(text))
    names = Counter(match["name"] for match in matches)
    loud = [match for match in matches if match["name"].startswith("@") or match["name"].isupper()]
    told = [match for match in matches if names[match["name"]] > 1 or match["aside"]]
    kept = (
        loud
        if len(loud) > 1
        else [match for match in matches if match in told or is_person(head_of(match["name"]))]
        if len(told) > 1
        else []
    )
    if len(kept) < 2:
        return tuple(_quoted(text, match) for match in loud if match["name"].startswith("@") and _QUOTE_ONLY.match(text, match.end()))
    edges = sorted({*(match.start() for match in kept), *(match.start() for match in _POST.finditer(text)), len(text)})
    return tuple(_turn(text, match, edges[bisect_right(edges, match.start("name"))]) for match in kept)


def _turn(text: str, match: re.Match[str], end: int) -> Turn:
    name = re.sub(r"^(@\w+) .*", r"\1", match["name"].strip())
    return Turn(name, Span(match.start("name"), match.end("name")), Span(match.end(), end), name.lower() in _HOSTS)


def _quoted(text: str, match: re.Match[str]) -> Turn:
    quote = _QUOTE_ONLY.match(text, match.end())
    return _turn(text, match, quote.end() if quote else match.end())
