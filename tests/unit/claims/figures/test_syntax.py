"""Measures that follow the sentence's tree, where the words stand far from their number."""

import pytest

from sayso.claims.figures.find import find_figures
from sayso.claims.grammar import Grammar
from sayso.model.evidence import Span
from sayso.model.reading import Token


def told(sentence: str) -> list[tuple[str, str]]:
    """The figures of a sentence: its words, each with its head, counted from nought, and its relation; a verb with "!"."""
    words = [word.split("/") for word in sentence.split()]
    text = " ".join(word for word, _, _ in words)
    tokens, start = [], 0
    for word, head, relation in words:
        tag = "VERB" if relation.endswith("!") else "X"
        tokens.append(Token(Span(start, start + len(word)), word.lower(), tag, int(head) if head != "-" else None, relation.rstrip("!")))
        start += len(word) + 1
    found = find_figures(text, [Span(0, len(text))], Grammar(text, tokens))
    return [(one.figure.verbatim, one.figure.measure) for one in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # a far subject
        (
            "Three/1/nummod women/10/nsubj:pass from/5/case the/5/det besieged/5/amod town/1/nmod of/7/case Orvest/5/nmod "
            "were/10/aux:pass later/10/advmod killed/-/root",
            [("Three women", "killed")],
        ),
        # what befell them in the end beats what befell them before
        (
            "Eleven/1/nummod people/7/nsubj injured/1/acl in/5/case the/5/det crash/2/obl later/7/advmod died/-/root",
            [("Eleven people", "killed")],
        ),
        # those listed with the harmed
        (
            "Rebels/1/nsubj killed/-/root! the/3/det mayor/1/obj of/5/case Kelm/3/nmod ,/10/punct as/10/case well/7/fixed as/7/fixed "
            "drivers/3/conj and/13/cc two/13/nummod clerks/10/conj",
            [("two clerks", "killed")],
        ),
        # those who do the harm
        (
            "Four/2/nummod masked/2/amod men/3/nsubj stabbed/-/root! deputy/5/compound prefect/3/obj Soto/5/flat",
            [("Four masked men", "fighters")],
        ),
        # those who tell
        (
            "Nine/1/nummod died/8/ccomp ,/8/punct a/4/det nurse/8/nsubj with/7/case the/7/det mission/4/nmod said/-/root!",
            [("Nine", "killed")],
        ),
        # a subject with a verb of its own, behind what befell others
        (
            "Nurses/2/nsubj:pass were/2/aux:pass killed/-/root! when/6/advmod two/5/nummod men/6/nsubj drove/2/advcl! up/6/advmod",
            [("two men", "other")],
        ),
        # a list whose verb stands before it
        (
            "Gales/1/nsubj killed/-/root! nine/3/nummod people/1/obj :/6/punct five/6/nummod women/1/nsubj and/9/cc "
            "four/9/nummod men/6/conj",
            [("nine people", "killed"), ("five women", "killed"), ("four men", "killed")],
        ),
    ],
)
def test_told(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert told(sentence) == expected
