"""A text cut into word tokens, for the number and figure grammars."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.model.evidence import Span

# Digits with their separators; letters with points ("U.S.", "p.m."); words with inner hyphens and apostrophes; any other
# visible character by itself.
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’\-‐‑][^\W\d_]+)*|[^\w\s]|_")
# Names that lower case would make function words of.
_NAMES_LIKE_WORDS = {"IS": "isil", "US": "usa", "WHO": "w.h.o"}
_LIKE_NAMES = frozenset(name.lower() for name in _NAMES_LIKE_WORDS)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists, one entry a token, in text order. `low` is the lower-cased word without its possessive ending."""

    text: str
    low: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]

    def __len__(self) -> int:
        return len(self.low)

    def at(self, index: int) -> str:
        """The lower-cased word at `index`, or "" outside of the text."""
        return self.low[index] if 0 <= index < len(self.low) else ""

    def raw(self, index: int) -> str:
        """The word as written, or "" outside of the text."""
        return self.text[self.starts[index] : self.ends[index]] if 0 <= index < len(self.low) else ""

    def is_possessive(self, index: int) -> bool:
        """Whether a word is written with a possessive ending that `low` is without: "five women's teams"."""
        return len(self.raw(index)) > len(self.at(index))

    def joined(self, index: int) -> bool:
        """Whether nothing stands between token `index` and the one after it."""
        return 0 <= index < len(self.low) - 1 and self.ends[index] == self.starts[index + 1]

    def has(self, index: int, words: Sequence[str]) -> bool:
        """Whether `words` stand from `index` on."""
        return index >= 0 and list(self.low[index : index + len(words)]) == list(words)

    def span(self, first: int, last: int) -> Span:
        """From the start of token `first` to the end of token `last`."""
        return Span(self.starts[first], self.ends[last])

    def index_at(self, offset: int) -> int:
        """The first token that starts at `offset` or after it."""
        return bisect_left(self.starts, offset)


def tokenise(text: str) -> Tokens:
    """Cut a text into tokens; every visible character is in one of them."""
    spans = [match.span() for match in _TOKEN.finditer(text)]
    lowered = text.lower()
    aligned = len(lowered) == len(text)  # not so with a letter whose lower case is two
    low = [lowered[start:end] if aligned else text[start:end].lower() for start, end in spans]
    shouted = text.isupper()
    for index, word in enumerate(low):
        if word in _LIKE_NAMES and not shouted:
            written = text[slice(*spans[index])]
            low[index] = _NAMES_LIKE_WORDS.get(written, word)
        elif word[-1] == "s" and len(word) > 2 and word[-2] in "'’":
            low[index] = word[:-2]
    return Tokens(text, low, [start for start, _ in spans], [end for _, end in spans])
