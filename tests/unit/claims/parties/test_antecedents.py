"""Whom a pronoun stands for, by handmade trees."""

import pytest

from sayso.claims.parties.antecedents import Antecedents
from sayso.claims.parties.phrases import Gender, Phrase, Pronoun, read_phrase
from sayso.model.evidence import Span
from sayso.model.reading import Entity
from tests.unit.claims.handmade import Row, at, tree

TEXTS: list[tuple[tuple[Row, ...], Pronoun, Gender | None, str | None]] = [
    # "A teacher told us that he counted": the subject above the pronoun's clause
    ((("A", "DET", 1, "det"), ("teacher", "NOUN", 2, "nsubj"), ("told", "VERB", None, "root"), ("us", "PRON", 2, "iobj"),
      ("that", "SCONJ", 6, "mark"), ("he", "PRON", 6, "nsubj"), ("counted", "VERB", 2, "ccomp")), "person", "man", "A teacher"),
    # the subject of the sentence before, not what else it speaks of
    ((("The", "DET", 1, "det"), ("mayor", "NOUN", 2, "nsubj"), ("dismissed", "VERB", None, "root"), ("the", "DET", 4, "det"),
      ("priest", "NOUN", 2, "obj"), (".", "PUNCT", 2, "punct"), ("he", "PRON", 7, "nsubj"), ("left", "VERB", None, "root")),
     "person", "man", "The mayor"),
    # a body for "it", though a person stands nearer
    ((("The", "DET", 1, "det"), ("ministry", "NOUN", 2, "nsubj"), ("knew", "VERB", None, "root"), ("the", "DET", 4, "det"),
      ("nurse", "NOUN", 5, "nsubj"), ("came", "VERB", 2, "ccomp"), (".", "PUNCT", 2, "punct"), ("it", "PRON", 8, "nsubj"),
      ("left", "VERB", None, "root")), "thing", None, "The ministry"),
    # a blast says nothing
    ((("The", "DET", 1, "det"), ("blast", "NOUN", 2, "nsubj"), ("came", "VERB", None, "root"), (".", "PUNCT", 2, "punct"),
      ("it", "PRON", 5, "nsubj"), ("said", "VERB", None, "root")), "thing", None, None),
    # "who" is whom its clause describes
    ((("The", "DET", 1, "det"), ("nurse", "NOUN", 4, "nsubj"), ("who", "PRON", 3, "nsubj"), ("knew", "VERB", 1, "acl:relcl"),
      ("left", "VERB", None, "root")), "relative", None, "The nurse"),
    # "she" isn't the chairman
    ((("The", "DET", 1, "det"), ("chairman", "NOUN", 2, "nsubj"), ("left", "VERB", None, "root"), (".", "PUNCT", 2, "punct"),
      ("she", "PRON", 5, "nsubj"), ("said", "VERB", None, "root")), "person", "woman", None),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "kind", "gender", "expected"), TEXTS)
def test_a_pronoun_stands_for_a_subject_before_it(
    rows: tuple[Row, ...], kind: Pronoun, gender: Gender | None, expected: str | None
) -> None:
    text, grammar = tree(*rows)
    stop = text.find(" . ") + 3
    sentences = (Span(0, stop - 1), Span(stop, len(text))) if stop > 2 else (Span(0, len(text)),)
    pronoun = next(token.span for token in grammar.tokens if token.tag == "PRON" and token.lemma in ("he", "she", "it", "who"))
    found = Antecedents(text, grammar, sentences, ()).of(pronoun, Phrase("", "", pronoun=kind, gender=gender))
    assert (found.of(text) if found else None) == expected


def test_a_name_that_the_reader_has_for_a_person_is_one() -> None:
    text, grammar = tree(
        ("Okoro", "PROPN", 1, "nsubj"), ("came", "VERB", None, "root"), ("he", "PRON", 3, "nsubj"), ("said", "VERB", None, "root")
    )
    sentences = (Span(0, 11), Span(11, len(text)))
    found = Antecedents(text, grammar, sentences, (Entity(at(text, "Okoro"), "person", 0.9),)).of(at(text, "he", 6), read_phrase("he"))
    assert found is not None
    assert found.of(text) == "Okoro"
