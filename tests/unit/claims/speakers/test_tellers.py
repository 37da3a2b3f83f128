"""Who tells something, by handmade trees."""

from sayso.claims.grammar import Grammar
from sayso.claims.speakers.tellers import Tellers
from sayso.model.evidence import Span
from tests.unit.claims.handmade import Row, at, tree


def asked(*rows: Row) -> tuple[str, Tellers]:
    text, grammar = tree(*rows)
    return text, Tellers(text, grammar)


BLAST = (
    ("A", "DET", 1, "det"), ("blast", "NOUN", 2, "nsubj"), ("killed", "VERB", 7, "ccomp"), ("six", "NUM", 2, "obj"),
    ("the", "DET", 6, "det"), ("state", "NOUN", 6, "compound"), ("broadcaster", "NOUN", 7, "nsubj"), ("reported", "VERB", None, "root"),
)  # fmt: skip


def test_the_subject_of_a_cue_is_its_whole_noun_phrase() -> None:
    text, tellers = asked(*BLAST)
    subject = tellers.subject(at(text, "reported"))
    assert subject is not None
    assert subject.of(text) == "the state broadcaster"


def test_of_a_relative_clause_the_subject_is_what_it_describes() -> None:
    text, tellers = asked(
        ("The", "DET", 1, "det"), ("council", "NOUN", 4, "nsubj"), ("which", "PRON", 3, "nsubj"), ("said", "VERB", 1, "acl:relcl"),
        ("left", "VERB", None, "root"),
    )  # fmt: skip
    subject = tellers.subject(at(text, "said"))
    assert subject is not None
    assert subject.of(text) == "The council"


def test_a_cue_without_a_verb_has_no_subject() -> None:
    text, tellers = asked(*BLAST)
    assert tellers.subject(at(text, "state")) is None


def test_who_tells_a_clause_without_a_comma_before() -> None:
    text, tellers = asked(*BLAST)
    teller = tellers.of(at(text, "six"))
    assert teller is not None
    assert teller.of(text) == "the state broadcaster"


def test_what_is_told_passively_is_told_by_the_one_after_by() -> None:
    text, tellers = asked(
        ("By", "ADP", 2, "case"), ("the", "DET", 2, "det"), ("ministry", "NOUN", 6, "obl"), ("nine", "NUM", 4, "nummod"),
        ("dead", "NOUN", 6, "nsubj:pass"),
        ("were", "AUX", 6, "aux"), ("reported", "VERB", None, "root"),
    )  # fmt: skip
    teller = tellers.of(at(text, "nine"))
    assert teller is not None
    assert teller.of(text) == "the ministry"


def test_whom_something_is_told_does_not_tell_it() -> None:
    text, tellers = asked(
        ("a", "DET", 1, "det"), ("source", "NOUN", 2, "nsubj"), ("told", "VERB", None, "root"),
        ("the", "DET", 4, "det"), ("agency", "PROPN", 2, "iobj"),
    )  # fmt: skip
    assert tellers.is_told(at(text, "told"), at(text, "the agency"))
    assert not tellers.is_told(at(text, "told"), at(text, "a source"))


def test_the_second_of_two_verbs_has_the_subject_of_the_first() -> None:
    text, tellers = asked(
        ("The", "DET", 1, "det"), ("mayor", "NOUN", 2, "nsubj"), ("came", "VERB", None, "root"), ("and", "CCONJ", 4, "cc"),
        ("reported", "VERB", 2, "conj"), ("six", "NUM", 6, "nummod"), ("dead", "NOUN", 4, "obj"),
    )  # fmt: skip
    subject = tellers.subject(at(text, "reported"))
    assert subject is not None
    assert subject.of(text) == "The mayor"


def test_a_verb_that_says_nothing_tells_nothing() -> None:
    text, tellers = asked(
        ("A", "DET", 1, "det"), ("mine", "NOUN", 2, "nsubj"), ("killed", "VERB", None, "root"), ("six", "NUM", 2, "obj"),
    )  # fmt: skip
    assert tellers.of(at(text, "six")) is None


def test_who_counts_and_whom_it_was_heard_from() -> None:
    text, tellers = asked(
        ("medics", "NOUN", 1, "nsubj"), ("counted", "VERB", None, "root"), ("six", "NUM", 3, "nummod"), ("dead", "NOUN", 1, "obj"),
    )  # fmt: skip
    teller = tellers.of(at(text, "six"))
    assert teller is not None
    assert teller.of(text) == "medics"
    text, tellers = asked(
        ("we", "PRON", 1, "nsubj"), ("heard", "VERB", None, "root"), ("from", "ADP", 3, "case"), ("medics", "NOUN", 1, "obl"),
        ("six", "NUM", 5, "nsubj"), ("died", "VERB", 1, "ccomp"),
    )  # fmt: skip
    teller = tellers.of(at(text, "six"))
    assert teller is not None
    assert teller.of(text) == "medics"


def test_without_trees_nobody_tells() -> None:
    tellers = Tellers("Six died.", Grammar("Six died.", ()))
    assert tellers.of(Span(0, 3)) is None
    assert tellers.subject(Span(0, 3)) is None


def test_a_circle_of_heads_ends() -> None:
    text, tellers = asked(("six", "NUM", 1, "obj"), ("died", "VERB", 0, "ccomp"))
    assert tellers.of(at(text, "six")) is None


def told(found: Span | None, text: str) -> str | None:
    return found.of(text) if found else None


def test_a_count_that_is_raised_by_someone_is_theirs() -> None:
    text, tellers = asked(
        ("The", "DET", 1, "det"), ("toll", "NOUN", 3, "nsubj:pass"), ("was", "AUX", 3, "aux:pass"), ("raised", "VERB", None, "root"),
        ("to", "ADP", 5, "case"), ("9", "NUM", 3, "obl"), ("by", "ADP", 8, "case"), ("the", "DET", 8, "det"), ("mayor", "NOUN", 3, "obl"),
    )  # fmt: skip
    assert told(tellers.of(at(text, "9")), text) == "the mayor"


def test_a_count_is_its_owners() -> None:
    text, tellers = asked(
        ("The", "DET", 1, "det"), ("army", "NOUN", 3, "nmod:poss"), ("'s", "PART", 1, "case"), ("figure", "NOUN", 7, "nsubj"),
        ("of", "ADP", 5, "case"), ("54", "NUM", 3, "nmod"), ("was", "AUX", 7, "cop"), ("low", "ADJ", None, "root"),
    )  # fmt: skip
    assert told(tellers.owner(at(text, "54")), text) == "The army"
    text, tellers = asked(
        ("By", "ADP", 2, "case"), ("police", "NOUN", 2, "compound"), ("count", "NOUN", 5, "obl"), ("nine", "NUM", 4, "nummod"),
        ("soldiers", "NOUN", 5, "nsubj"), ("died", "VERB", None, "root"),
    )  # fmt: skip
    assert told(tellers.owner(at(text, "nine")), text) == "police"


def test_a_toll_is_what_was_lost_and_no_count_of_its_owner() -> None:
    text, tellers = asked(
        ("The", "DET", 1, "det"), ("army", "NOUN", 3, "nmod:poss"), ("'s", "PART", 1, "case"), ("toll", "NOUN", 4, "nsubj"),
        ("reached", "VERB", None, "root"), ("54", "NUM", 4, "obj"),
    )  # fmt: skip
    assert tellers.owner(at(text, "54")) is None


def test_a_figure_that_is_called_false_is_rejected() -> None:
    text, tellers = asked(
        ("The", "DET", 1, "det"), ("figure", "NOUN", 5, "nsubj"), ("of", "ADP", 3, "case"), ("34", "NUM", 1, "nmod"),
        ("is", "AUX", 5, "cop"), ("fiction", "NOUN", None, "root"),
    )  # fmt: skip
    assert tellers.is_rejected(at(text, "34"))
    text, tellers = asked(
        ("The", "DET", 1, "det"), ("figure", "NOUN", 5, "nsubj"), ("of", "ADP", 3, "case"), ("34", "NUM", 1, "nmod"),
        ("is", "AUX", 5, "cop"), ("right", "ADJ", None, "root"),
    )  # fmt: skip
    assert not tellers.is_rejected(at(text, "34"))
