"""Turns of a transcript or a thread: lines that open with who speaks ("SPEAKER: …", "@handle: …")."""

import re
from dataclasses import dataclass

from sayso.model.evidence import Span

_TURN = re.compile(
    r"^[ \t]*(?P<name>@\w{2,30}|[^\W\d_a-z][^\W_a-z’'. \-]{1,40}|[^\W\d_a-z][\w’'.\-]+(?: [^\W\d_a-z][\w’'.\-]+){0,3})(?: ?\([^()\n]{1,40}\))?:(?=\s)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says: `name` as written, its span, and the span of the words after it up to the next turn."""

    name: str
    speaker: Span
    words: Span


def find_turns(text: str) -> tuple[Turn, ...]:
    """The turns of `text`, in order; none unless at least two lines open with one, all in capitals or handles, or again and again."""
    matches = list(_TURN.finditer(text))
    loud = [match for match in matches if match["name"].startswith("@") or match["name"].isupper()]
    names = [match["name"] for match in matches]
    kept = loud if len(loud) > 1 else [match for match in matches if names.count(match["name"]) > 1]
    if len(kept) < 2:
        return ()
    ends = [match.start() for match in kept[1:]] + [len(text)]
    return tuple(
        Turn(match["name"].strip(), Span(match.start("name"), match.end("name")), Span(match.end(), end))
        for match, end in zip(kept, ends, strict=True)
    )
