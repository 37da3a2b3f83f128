"""Measures that follow the sentence's tree, where the words stand far from their number."""

from sayso.claims.figures import find_figures
from sayso.claims.grammar import Grammar
from sayso.model.evidence import Span
from sayso.model.reading import Token

Words = list[tuple[str, int, str]]  # each word with its head, counted from the sentence's first, -1 for the root, and its relation


def told(words: Words, verbs: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """The figures of a sentence of these words, with blanks between them."""
    text = " ".join(word for word, _, _ in words)
    tokens, start = [], 0
    for word, head, relation in words:
        tokens.append(
            Token(Span(start, start + len(word)), word.lower(), "VERB" if word in verbs else "X", head if head >= 0 else None, relation)
        )
        start += len(word) + 1
    found = find_figures(text, [Span(0, len(text))], Grammar(text, tokens))
    return [(one.figure.verbatim, one.figure.measure) for one in found]


def test_a_far_subject() -> None:
    words: Words = [
        ("Three", 1, "nummod"),
        ("women", 10, "nsubj:pass"),
        ("from", 5, "case"),
        ("the", 5, "det"),
        ("besieged", 5, "amod"),
        ("town", 1, "nmod"),
        ("of", 7, "case"),
        ("Orvest", 5, "nmod"),
        ("were", 10, "aux:pass"),
        ("later", 10, "advmod"),
        ("killed", -1, "root"),
    ]
    assert told(words) == [("Three women", "killed")]


def test_what_befell_them_in_the_end_beats_what_befell_them_before() -> None:
    words: Words = [
        ("Eleven", 1, "nummod"),
        ("people", 7, "nsubj"),
        ("injured", 1, "acl"),
        ("in", 5, "case"),
        ("the", 5, "det"),
        ("crash", 2, "obl"),
        ("later", 7, "advmod"),
        ("died", -1, "root"),
        ("at", 9, "case"),
        ("Brenna", 7, "obl"),
    ]
    assert told(words) == [("Eleven people", "killed")]


def test_those_listed_with_the_harmed() -> None:
    words: Words = [
        ("Rebels", 1, "nsubj"),
        ("killed", -1, "root"),
        ("the", 3, "det"),
        ("mayor", 1, "obj"),
        ("of", 5, "case"),
        ("Kelm", 3, "nmod"),
        (",", 10, "punct"),
        ("as", 10, "case"),
        ("well", 7, "fixed"),
        ("as", 7, "fixed"),
        ("drivers", 3, "conj"),
        ("and", 13, "cc"),
        ("two", 13, "nummod"),
        ("clerks", 10, "conj"),
    ]
    assert told(words) == [("two clerks", "killed")]


def test_those_who_do_the_harm_are_not_harmed() -> None:
    words: Words = [
        ("Four", 2, "nummod"),
        ("masked", 2, "amod"),
        ("men", 3, "nsubj"),
        ("stabbed", -1, "root"),
        ("deputy", 5, "compound"),
        ("prefect", 3, "obj"),
        ("Soto", 5, "flat"),
    ]
    assert ("Four masked men", "injured") not in told(words)


def test_those_who_tell_are_not_counted() -> None:
    words: Words = [
        ("Nine", 1, "nummod"),
        ("died", 8, "ccomp"),
        (",", 8, "punct"),
        ("a", 4, "det"),
        ("nurse", 8, "nsubj"),
        ("with", 7, "case"),
        ("the", 7, "det"),
        ("mission", 4, "nmod"),
        ("said", -1, "root"),
    ]
    assert told(words) == [("Nine", "killed")]


def test_what_others_suffered_is_not_said_of_a_subject_with_a_verb_of_its_own() -> None:
    words: Words = [
        ("Nurses", 2, "nsubj:pass"),
        ("were", 2, "aux:pass"),
        ("killed", -1, "root"),
        ("when", 6, "advmod"),
        ("two", 5, "nummod"),
        ("men", 6, "nsubj"),
        ("drove", 2, "advcl"),
        ("up", 6, "advmod"),
    ]
    assert told(words, verbs=("killed", "drove")) == [("two men", "other")]


def test_a_verb_before_a_list_is_not_its_own() -> None:
    words: Words = [
        ("Gales", 1, "nsubj"),
        ("killed", -1, "root"),
        ("nine", 3, "nummod"),
        ("people", 1, "obj"),
        (":", 6, "punct"),
        ("five", 6, "nummod"),
        ("women", 1, "nsubj"),
        ("and", 9, "cc"),
        ("four", 9, "nummod"),
        ("men", 6, "conj"),
    ]
    assert told(words, verbs=("killed",)) == [("nine people", "killed"), ("five women", "killed"), ("four men", "killed")]
