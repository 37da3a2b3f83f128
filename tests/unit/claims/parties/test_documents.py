"""Who issued a document that speaks, by handmade trees."""

import pytest

from sayso.claims.parties.documents import Documents
from tests.unit.claims.handmade import Row, at, tree

STATEMENT_SAID: tuple[Row, ...] = (("The", "DET", 1, "det"), ("statement", "NOUN", 2, "nsubj"), ("said", "VERB", None, "root"))
ISSUED: list[tuple[tuple[Row, ...], str]] = [
    ((("The", "DET", 1, "det"), ("ministry", "NOUN", 2, "nsubj"), ("issue", "VERB", None, "root"), ("a", "DET", 4, "det"),
      ("statement", "NOUN", 2, "obj")), "The ministry"),
    ((("In", "ADP", 2, "case"), ("a", "DET", 2, "det"), ("statement", "NOUN", 5, "obl"), ("the", "DET", 4, "det"),
      ("army", "NOUN", 5, "nsubj"), ("denied", "VERB", None, "root"), ("it", "PRON", 5, "obj")), "the army"),
    ((("A", "DET", 2, "det"), ("police", "NOUN", 2, "compound"), ("statement", "NOUN", 3, "nsubj"), ("came", "VERB", None, "root")),
     "police"),
    ((("A", "DET", 1, "det"), ("statement", "NOUN", 3, "nsubj"), ("was", "AUX", 3, "aux:pass"), ("read", "VERB", 1, "acl"),
      ("by", "ADP", 6, "case"), ("the", "DET", 6, "det"), ("governor", "NOUN", 3, "obl")), "the governor"),
]  # fmt: skip


def after(first: tuple[Row, ...], second: tuple[Row, ...]) -> tuple[Row, ...]:
    return first + tuple((word, tag, None if head is None else head + len(first), relation) for word, tag, head, relation in second)


@pytest.mark.parametrize(("sentence", "issuer"), ISSUED)
def test_a_statement_named_again_is_its_issuers(sentence: tuple[Row, ...], issuer: str) -> None:
    text, grammar = tree(*after(sentence, STATEMENT_SAID))
    found = Documents(text, grammar).issuer(at(text, "The statement", text.rindex("statement") - 4))
    assert found is not None
    assert found.of(text) == issuer


def test_a_statement_that_nobody_issued_speaks_for_nobody() -> None:
    text, grammar = tree(*STATEMENT_SAID)
    assert Documents(text, grammar).issuer(at(text, "The statement")) is None


def test_another_statement_is_not_the_one_before() -> None:
    text, grammar = tree(*after(ISSUED[0][0], (("another", "DET", 1, "det"), *STATEMENT_SAID[1:])))
    assert Documents(text, grammar).issuer(at(text, "another statement")) is None
