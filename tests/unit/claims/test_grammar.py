"""Asking a dependency tree what hangs on what."""

from tests.unit.claims.handmade import at, tree


def test_an_adverb_of_the_verb_is_no_part_of_its_subject() -> None:
    text, grammar = tree(
        ("The", "DET", 1, "det"), ("command", "NOUN", 3, "nsubj"), ("further", "ADV", 3, "advmod"), ("said", "VERB", None, "root"),
        ("so", "ADV", 3, "advmod"),
    )  # fmt: skip
    assert grammar.without_adverbs(at(text, "The command further")).of(text) == "The command"
    assert grammar.without_adverbs(at(text, "The command")).of(text) == "The command"


def test_a_span_is_completed_by_what_hangs_on_it() -> None:
    text, grammar = tree(
        ("rejects", "VERB", None, "root"), ("the", "DET", 2, "det"), ("version", "NOUN", 0, "obj"), ("going", "VERB", 2, "acl"),
        ("round", "ADV", 3, "advmod"), (",", "PUNCT", 6, "punct"), ("said", "VERB", 0, "conj"),
    )  # fmt: skip
    assert grammar.completed(at(text, "the version"), len(text)).of(text) == "the version going round"
    assert grammar.completed(at(text, "the version"), text.index("round")).of(text) == "the version going"
