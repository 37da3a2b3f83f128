"""Asking a dependency tree who does what."""

import re

from sayso.claims.grammar import Grammar, Telling
from sayso.model.evidence import Span
from sayso.model.reading import Token

VERBS = Telling(re.compile("said|reported"), re.compile("counted"), re.compile("heard"))


def grammar(*rows: tuple[str, str, int | None, str]) -> tuple[str, Grammar]:
    """A sentence from (word, tag, head, relation), its words parted by spaces; the lemma is the word itself."""
    text = " ".join(word for word, *_ in rows)
    tokens, at = [], 0
    for word, tag, head, relation in rows:
        tokens.append(Token(Span(at, at + len(word)), word.lower(), tag, head, relation))
        at += len(word) + 1
    return text, Grammar(text, tokens)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


BLAST = (
    ("A", "DET", 1, "det"), ("blast", "NOUN", 2, "nsubj"), ("killed", "VERB", 7, "ccomp"), ("six", "NUM", 2, "obj"),
    ("the", "DET", 6, "det"), ("state", "NOUN", 6, "compound"), ("broadcaster", "NOUN", 7, "nsubj"), ("reported", "VERB", None, "root"),
)  # fmt: skip


def test_the_subject_of_a_cue_is_its_whole_noun_phrase() -> None:
    text, tree = grammar(*BLAST)
    subject = tree.subject(span(text, "reported"))
    assert subject is not None
    assert subject.of(text) == "the state broadcaster"


def test_of_a_relative_clause_the_subject_is_what_it_describes() -> None:
    text, tree = grammar(
        ("The", "DET", 1, "det"), ("council", "NOUN", 4, "nsubj"), ("which", "PRON", 3, "nsubj"), ("said", "VERB", 1, "acl:relcl"),
        ("left", "VERB", None, "root"),
    )  # fmt: skip
    subject = tree.subject(span(text, "said"))
    assert subject is not None
    assert subject.of(text) == "The council"


def test_a_cue_without_a_verb_has_no_subject() -> None:
    text, tree = grammar(*BLAST)
    assert tree.subject(span(text, "state")) is None


def test_who_tells_a_clause_without_a_comma_before() -> None:
    text, tree = grammar(*BLAST)
    teller = tree.teller(span(text, "six"), VERBS)
    assert teller is not None
    assert teller.of(text) == "the state broadcaster"


def test_what_is_told_passively_is_told_by_the_one_after_by() -> None:
    text, tree = grammar(
        ("By", "ADP", 2, "case"), ("the", "DET", 2, "det"), ("ministry", "NOUN", 6, "obl"), ("nine", "NUM", 4, "nummod"),
        ("dead", "NOUN", 6, "nsubj:pass"),
        ("were", "AUX", 6, "aux"), ("reported", "VERB", None, "root"),
    )  # fmt: skip
    teller = tree.teller(span(text, "nine"), VERBS)
    assert teller is not None
    assert teller.of(text) == "the ministry"


def test_an_adverb_of_the_verb_is_no_part_of_its_subject() -> None:
    text, tree = grammar(
        ("The", "DET", 1, "det"), ("command", "NOUN", 3, "nsubj"), ("further", "ADV", 3, "advmod"), ("said", "VERB", None, "root"),
        ("so", "ADV", 3, "advmod"),
    )  # fmt: skip
    assert tree.without_adverbs(span(text, "The command further")).of(text) == "The command"
    assert tree.without_adverbs(span(text, "The command")).of(text) == "The command"


def test_whom_something_is_told_does_not_tell_it() -> None:
    text, tree = grammar(
        ("a", "DET", 1, "det"), ("source", "NOUN", 2, "nsubj"), ("told", "VERB", None, "root"),
        ("the", "DET", 4, "det"), ("agency", "PROPN", 2, "iobj"),
    )  # fmt: skip
    assert tree.is_told(span(text, "told"), span(text, "the agency"))
    assert not tree.is_told(span(text, "told"), span(text, "a source"))


def test_the_second_of_two_verbs_has_the_subject_of_the_first() -> None:
    text, tree = grammar(
        ("The", "DET", 1, "det"), ("mayor", "NOUN", 2, "nsubj"), ("came", "VERB", None, "root"), ("and", "CCONJ", 4, "cc"),
        ("reported", "VERB", 2, "conj"), ("six", "NUM", 6, "nummod"), ("dead", "NOUN", 4, "obj"),
    )  # fmt: skip
    subject = tree.subject(span(text, "reported"))
    assert subject is not None
    assert subject.of(text) == "The mayor"


def test_a_span_is_completed_by_what_hangs_on_it() -> None:
    text, tree = grammar(
        ("rejects", "VERB", None, "root"), ("the", "DET", 2, "det"), ("version", "NOUN", 0, "obj"), ("going", "VERB", 2, "acl"),
        ("round", "ADV", 3, "advmod"), (",", "PUNCT", 6, "punct"), ("said", "VERB", 0, "conj"),
    )  # fmt: skip
    assert tree.completed(span(text, "the version"), len(text)).of(text) == "the version going round"
    assert tree.completed(span(text, "the version"), text.index("round")).of(text) == "the version going"


def test_a_verb_that_says_nothing_tells_nothing() -> None:
    text, tree = grammar(*BLAST)
    assert tree.teller(span(text, "six"), VERBS._replace(says=re.compile("denied"))) is None


def test_who_counts_and_whom_it_was_heard_from() -> None:
    text, tree = grammar(
        ("medics", "NOUN", 1, "nsubj"), ("counted", "VERB", None, "root"), ("six", "NUM", 3, "nummod"), ("dead", "NOUN", 1, "obj"),
    )  # fmt: skip
    teller = tree.teller(span(text, "six"), VERBS)
    assert teller is not None
    assert teller.of(text) == "medics"
    text, tree = grammar(
        ("we", "PRON", 1, "nsubj"), ("heard", "VERB", None, "root"), ("from", "ADP", 3, "case"), ("medics", "NOUN", 1, "obl"),
        ("six", "NUM", 5, "nsubj"), ("died", "VERB", 1, "ccomp"),
    )  # fmt: skip
    teller = tree.teller(span(text, "six"), VERBS)
    assert teller is not None
    assert teller.of(text) == "medics"


def test_without_trees_nobody_tells() -> None:
    tree = Grammar("Six died.", ())
    assert tree.teller(Span(0, 3), VERBS) is None
    assert tree.subject(Span(0, 3)) is None


def test_a_circle_of_heads_ends() -> None:
    text, tree = grammar(("six", "NUM", 1, "obj"), ("died", "VERB", 0, "ccomp"))
    assert tree.teller(span(text, "six"), VERBS) is None
