"""Which chain a mention joins."""

import math
import re

import numpy as np

from sayso.reader import mentions, wording
from sayso.reader.chains import Chains
from sayso.reader.wordpiece import WordPiece


def chained(quotes: list[str], likely: list[dict[int, float]], bar: float = 0.0) -> list[list[str]]:
    """Mentions one after the other, each with the scores of earlier ones."""
    text = " went, ".join(quotes) + " went."
    pieces = WordPiece(["[UNK]", "[CLS]", "[SEP]", *sorted(set(re.findall(r"\w+|[^\w\s]", text.lower())))]).encode(text)
    places = [match.span() for match in re.finditer("|".join(sorted(set(quotes), key=len, reverse=True)), text)]
    spans = np.array([[np.searchsorted(pieces.starts, place) for place in span] for span in places])
    chains = Chains(wording.described(text, pieces, spans, mentions.frame(text, pieces, [0])))
    for scores in likely:
        chains.add([(other, math.exp(score)) for other, score in scores.items()], math.exp(bar))
    return [[quotes[number] for number in chain] for chain in chains.chains]


def test_the_best_above_the_bar() -> None:
    assert chained(["Mira", "Tam", "they"], [{}, {0: -1}, {0: 1, 1: 2}]) == [["Mira"], ["Tam", "they"]]
    assert chained(["Mira", "Tam", "they"], [{}, {0: -1}, {0: 1, 1: 2}], bar=3) == [["Mira"], ["Tam"], ["they"]]


def test_a_chain_speaks_with_all_its_mentions() -> None:
    scores: list[dict[int, float]] = [{}, {0: 5}, {0: -5}, {0: 1, 1: 1, 2: 1.5}]
    assert chained(["Mira", "Mira", "Tam", "they"], scores) == [["Mira", "Mira", "they"], ["Tam"]]


def test_he_joins_no_chain_of_hers() -> None:
    assert chained(["Orvel", "she", "he"], [{}, {0: 3}, {0: 2, 1: 2}]) == [["Orvel", "she"], ["he"]]
    assert chained(["Mrs Orvel", "he", "they"], [{}, {0: 3}, {0: 3}]) == [["Mrs Orvel", "they"], ["he"]]


def test_two_of_one_family_are_two() -> None:
    names = ["Mira Orvel", "Orvel", "Tam Orvel", "Mrs Orvel"]
    assert chained(names, [{}, {0: 3}, {0: 2, 1: 3}, {1: 1}]) == [["Mira Orvel", "Orvel", "Mrs Orvel"], ["Tam Orvel"]]
