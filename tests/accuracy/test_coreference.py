"""Coreference, on OntoGUM as it is scored in the literature, and on the speakers that "he", "she" and "the campaign" stand for.

`speakers.jsonl` holds 100 sources of PolNeAR's dev part, drawn by lot, sixty of them pronouns and forty common nouns, with the
places where whom they mean is named; none where no name is in the text. Labelled by reading the articles.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.model.evidence import Span
from sayso.model.reading import Chain
from sayso.reader import read_text
from sayso.reader.bundle import Bundle
from tests.accuracy.corpora import documents
from training.conll import Scores, score

pytestmark = pytest.mark.accuracy

Pairs = list[tuple[int, int]]
WORD = r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|[A-Z])\.|[A-Z][\w&'’-]*(?:\.[A-Z])*)"
NAME = re.compile(rf"(?<!\w){WORD}(?: (?:(?:of|for|the|de|la|al|van|von) )*{WORD})*")
NO_NAMES = frozenset("I He She It They We You The A An His Her Their Our My Its This That These Those".split())
AFTER_NAME = re.compile(r"(?:['’]s?)?$|\s*[,(–—-]|\s(?:of|in|from|who)\b")


def keyed(document: dict[str, Any]) -> list[frozenset[tuple[int, int]]]:
    spans = {span["id"]: (span["start"], span["end"]) for span in document["spans"]}
    return [frozenset(spans[member] for member in group["members"]) for group in document["groups"]]


def found(text: str, bundle: Bundle) -> list[frozenset[tuple[int, int]]]:
    return [frozenset((span.start, span.end) for span in chain.mentions) for chain in read_text(text, bundle).chains]


def test_chains(bundle: Bundle, yardsticks: Path, floors: dict[str, dict[str, float]], compare: Callable[..., None]) -> None:
    for part in ("test", "test2"):
        genres: dict[str, Scores] = defaultdict(Scores)
        for document in documents(yardsticks / "coref" / "ontogum" / f"{part}.jsonl.gz"):
            genres[document["meta"]["genre"]] += score(keyed(document), found(document["text"], bundle))
        whole = sum(genres.values(), Scores())
        figures = {
            "conll": whole.conll,
            "muc": whole.muc.f1,
            "b_cubed": whole.b_cubed.f1,
            "ceaf": whole.ceaf.f1,
            "mentions": whole.found.f1,
        }
        figures |= {f"conll, {genre}": scores.conll for genre, scores in sorted(genres.items())}
        compare(f"Coreference, OntoGUM {part}, F1", figures, floors.get(f"ontogum_{part}", {}))


def names(text: str, end: int) -> Pairs:
    """Capitalised names up to `end`; a first word that the text has in lower case too isn't one, nor part of one."""
    small = set(re.findall(r"(?<!\w)[a-z]\w*", text))
    places = []
    for match in NAME.finditer(text, 0, end):
        words = re.sub(r"['’]s$", "", match.group())
        first, _, rest = words.partition(" ")
        at = match.start()
        if first in NO_NAMES or first.lower() in small:
            at, words = at + len(first) + 1, rest
        if words:
            places.append((at, at + len(words)))
    return places


def is_named(text: str, mention: Span, wanted: list[list[int]]) -> bool:
    """Whether one of the wanted names is what the mention names, not only a part of it, as in the name's owner's house."""
    ends = [end for start, end in wanted if start < mention.end and mention.start < end <= mention.end]
    return any(AFTER_NAME.match(text[end : mention.end]) for end in ends)


def main_name(text: str, chain: Chain, source: Span) -> list[Span]:
    """The mentions with the name that a chain has most often; of two, the one that it has first."""
    by_last: dict[str, list[Span]] = defaultdict(list)
    for span in chain.mentions:
        last = last_of_name(text, span)
        if last and span != source:
            by_last[last].append(span)
    return max(by_last.values(), key=len, default=[])


def last_of_name(text: str, span: Span) -> str | None:
    """The last word of the name that a mention is or has as its apposition, roughly: capitalised, before a preposition."""
    for part in re.split(r"\s*[,(–—]", span.of(text)):
        words: list[str] = re.findall(
            r"\w[\w.&-]*", re.sub(r"['’]s?$", "", re.split(r"\s(?:of|in|from|who|for|at|on|with|that)\b", part)[0])
        )
        if words and words[-1][0].isupper() and words[-1] not in NO_NAMES:
            return words[-1]
    return None


def judged(text: str, row: dict[str, Any], chains: tuple[Chain, ...]) -> str:
    source = Span(*row["source"])
    # Mentions that end where the source does: a chain of "his" in "his lawyer" isn't the lawyer's.
    mine = [(span == source, chain) for chain in chains for span in chain.mentions if span.overlaps(source) and span.end == source.end]
    chain = max(mine, key=lambda one: one[0])[1] if mine else None
    named = main_name(text, chain, source) if chain else []
    if not named:
        return "right" if not row["names"] else "no name in its chain" if mine else "in no chain"
    right = sum(is_named(text, span, row["names"]) for span in named)
    return "right" if 2 * right >= len(named) else "another's name"


def test_speakers(bundle: Bundle, yardsticks: Path, floors: dict[str, dict[str, float]], compare: Callable[..., None]) -> None:
    texts = {document["id"]: document["text"] for document in documents(yardsticks / "attribution" / "polnear" / "dev.jsonl.gz")}
    rows = documents(Path(__file__).parent / "speakers.jsonl")
    chains = {identifier: read_text(texts[identifier], bundle).chains for identifier in {row["id"] for row in rows}}
    outcomes: Counter[str] = Counter()
    named: Counter[str] = Counter()
    nearest = 0
    for row in rows:
        text = texts[row["id"]]
        outcome = judged(text, row, chains[row["id"]])
        outcomes[outcome] += 1
        named[outcome] += bool(row["names"])
        last = names(text, row["source"][0])[-1:]
        nearest += bool(last) and any(start < last[0][1] and last[0][0] < end for start, end in row["names"])
    total = sum(named.values())
    figures = {
        "right": outcomes["right"] / len(rows),
        "right, of the named": named["right"] / total,
        "nearest name, of the named": nearest / total,
    }
    figures |= {outcome: number / len(rows) for outcome, number in sorted(outcomes.items()) if outcome != "right"}
    compare("Speakers told from pronouns and common nouns, shares of 100", figures, floors.get("speakers", {}))
