"""Which of a text's dates a claim is about."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.claims.dates.choose import EventDates
from sayso.claims.dates.find import find_dates
from sayso.claims.grammar import Grammar
from sayso.model.evidence import Span
from sayso.model.reading import Token
from tests.unit.claims.handmade import at, sentences

WEDNESDAY = date(2021, 6, 16)


def tree(*told: str) -> tuple[str, list[Token], list[Span]]:
    """Text, tokens and sentences of sentences in which each word stands as word/TAG/head/relation, heads counted from 1, 0 the root.

    A noun's or verb's lemma is the word before "=" ("kill=killed/VERB/0/root").
    """
    tokens: list[Token] = []
    spans = []
    text = ""
    for sentence in told:
        first, start = len(tokens), len(text)
        for entry in sentence.split():
            word, tag, head, relation = entry.rsplit("/", 3)
            lemma, _, form = word.rpartition("=")
            text += form
            above = first + int(head) - 1 if int(head) else None
            tokens.append(Token(Span(len(text) - len(form), len(text)), lemma or form.lower(), tag, above, relation))
            text += " "
        spans.append(Span(start, len(text) - 1))
    return text.rstrip(), tokens, spans


def when(told: tuple[str, ...], figure: str, measure: str | None = "killed", published: date | None = WEDNESDAY) -> str | None:
    text, tokens, spans = tree(*told)
    found = EventDates(text, Grammar(text, tokens), find_dates(text, published), published)
    position = at(text, figure)
    chosen = found.of(position, next(span for span in spans if span.contains(position)), measure)
    return chosen.edtf if chosen else None


# --- without a tree: by the words around -------------------------------------------------------------------------------

WORDS = [
    # the nearest in the sentence
    ("On Saturday 3 died in the flood and on Sunday 5 died in the fire.", "5", "2021-06-13"),
    # the date of a deed, not that of saying
    ("The flood came on Saturday. The mayor said on Monday that 7 had drowned.", "7", "2021-06-12"),
    ("The flood came on Saturday. On Monday the mayor said 7 had drowned.", "7", "2021-06-12"),
    ("The flood came on Saturday. The toll rose to 7 on Monday.", "7", "2021-06-12"),
    ("Flood kills 7, the mayor said on Monday.", "7", "2021-06-14"),
    # told before, or at the text's top; months, years and "since" are background
    ("The flood came on Saturday. Nobody was warned. 7 drowned.", "7", "2021-06-12"),
    ("7 drown in flood. The flood came on Saturday.", "7", "2021-06-12"),
    ("The flood came on Saturday. The dam was built in 1970. " + "It was old. " * 30 + "8 drowned.", "8", "2021-06-12"),
    ("The flood came on Saturday. The road has been shut since Sunday. Then 8 drowned.", "8", "2021-06-12"),
    # the report's own date and a picture's give way
    ("16 June 2021 Flood kills 7. The flood came on Saturday.", "7", "2021-06-12"),
    ("16 June 2021 Flood kills 7.", "7", None),
    ("A dam near Oru, May 3 2020 (File photo). The flood came on Saturday. 7 drowned.", "7", "2021-06-12"),
    # what began and lasts runs on
    ("The drought, which began in 2011, has killed 90 herders.", "90", "2011/2021-06"),
    ("The drought began in 2011. It has killed 90 herders.", "90", "2011/2021-06"),
    ("Raids have gone on since Saturday. So far 90 herders have died.", "90", "2021-06-12/2021-06-16"),
    ("The flood came on Saturday. Some 40 families have since left.", "40", "2021-06-12/2021-06-16"),
    ("7 drowned.", "7", None),
    # months and years told elsewhere, and what is still to come
    ("The dam was built in May. Then 7 drowned.", "7", None),
    ("The dam broke in May and 7 drowned.", "7", "2021-05"),
]


def by_words(text: str, figure: str, published: date | None) -> str | None:
    position = at(text, figure)
    sentence = next(span for span in sentences(text) if span.contains(position))
    chosen = EventDates(text, Grammar(text, ()), find_dates(text, published), published).of(position, sentence, "killed")
    return chosen.edtf if chosen else None


@pytest.mark.parametrize(("text", "figure", "edtf"), WORDS)
def test_claim_takes_the_likeliest_date(text: str, figure: str, edtf: str | None) -> None:
    assert by_words(text, figure, WEDNESDAY) == edtf


def test_without_a_day_of_publication_a_claim_keeps_the_words() -> None:
    text = "The flood came on Saturday and 7 drowned."
    found = EventDates(text, Grammar(text, ()), find_dates(text, None), None)
    chosen = found.of(at(text, "7"), Span(0, len(text)))
    assert chosen is not None
    assert (chosen.edtf, chosen.verbatim) == (None, "on Saturday")


# --- with a tree ---------------------------------------------------------------------------------------------------------

FLOOD = "The/DET/2/det flood/NOUN/3/nsubj came/VERB/0/root on/ADP/5/case Saturday/PROPN/3/obl ./PUNCT/3/punct"
DROWNED = "7/NUM/2/nummod men/NOUN/3/nsubj drown=drowned/VERB/0/root ./PUNCT/3/punct"


def test_date_of_an_aside_gives_way_to_one_told_before() -> None:
    aside = (
        "In/ADP/2/case Oru/PROPN/11/obl ,/PUNCT/2/punct which/PRON/6/obj rebels/NOUN/6/nsubj seized/VERB/2/acl:relcl on/ADP/8/case "
        "Monday/PROPN/6/obl ,/PUNCT/2/punct 7/NUM/11/nsubj drown=drowned/VERB/0/root ./PUNCT/11/punct"
    )
    assert when((FLOOD, aside), "7") == "2021-06-12"
    assert when((aside,), "7") == "2021-06-14"  # nothing else is told


def test_what_went_on_at_the_same_time_is_no_aside() -> None:
    told = (
        "7/NUM/2/nsubj drown=drowned/VERB/0/root when/ADV/5/advmod dams/NOUN/5/nsubj burst/VERB/2/advcl on/ADP/7/case Monday/PROPN/5/obl "
        "./PUNCT/2/punct"
    )
    assert when((FLOOD, told), "7") == "2021-06-14"


def test_clause_that_tells_of_the_counted_dates_them() -> None:
    told = (
        "9/NUM/2/nummod men/NOUN/7/nsubj who/PRON/4/nsubj fell/VERB/2/acl:relcl in/ADP/6/case May/PROPN/4/obl "
        "lay/VERB/0/root here/ADV/7/advmod ./PUNCT/7/punct"
    )
    assert when((FLOOD, told), "9 men") == "2021-05"


def test_the_dead_look_for_harm_and_the_displaced_for_moves() -> None:
    told = (
        "Shells/NOUN/2/nsubj kill=killed/VERB/0/root many/ADJ/2/obj on/ADP/5/case Friday/PROPN/2/obl ./PUNCT/2/punct",
        "Buses/NOUN/2/nsubj leave=left/VERB/0/root on/ADP/4/case Monday/PROPN/2/obl ./PUNCT/2/punct",
        "They/PRON/2/nsubj counted/VERB/0/root 12/NUM/2/obj ./PUNCT/2/punct",
    )
    assert when(told, "12", "killed") == "2021-06-11"
    assert when(told, "12", "displaced") == "2021-06-14"


def test_what_is_said_lies_not_ahead_of_when_it_is_said() -> None:
    told = (
        "Shells/NOUN/2/nsubj kill=killed/VERB/0/root many/ADJ/2/obj on/ADP/5/case Tuesday/PROPN/2/obl ./PUNCT/2/punct",
        "On/ADP/2/case Monday/PROPN/4/obl she/PRON/4/nsubj said/VERB/0/root 6/NUM/6/nsubj die=died/VERB/4/ccomp ./PUNCT/4/punct",
    )
    assert when(told, "6") == "2021-06-14"


def test_toll_of_a_war_counts_from_its_beginning_or_from_no_one_knows_when() -> None:
    toll = "The/DET/2/det war/NOUN/4/nsubj has/AUX/4/aux kill=killed/VERB/0/root 900/NUM/4/obj ./PUNCT/4/punct"
    began = "It/PRON/2/nsubj began/VERB/0/root in/ADP/4/case 2019/NUM/2/obl ./PUNCT/2/punct"
    assert when((began, FLOOD, toll), "900") == "2019/2021-06"
    assert when((FLOOD, toll), "900") is None


def test_toll_in_a_war_has_no_day_of_another_deed() -> None:
    told = (
        "Thousands/NOUN/4/nsubj:pass have/AUX/4/aux been/AUX/4/aux:pass kill=killed/VERB/0/root in/ADP/7/case the/DET/7/det war/NOUN/4/obl "
        "./PUNCT/4/punct"
    )
    assert when((FLOOD, told), "Thousands") is None


def test_a_figure_still_to_come_has_no_day_of_what_was() -> None:
    told = "7/NUM/2/nummod men/NOUN/4/nsubj will/AUX/4/aux leave/VERB/0/root ./PUNCT/4/punct"
    assert when((FLOOD, told), "7", "evacuated") is None


def test_what_is_said_has_no_day_told_far_before() -> None:
    said = "It/PRON/2/nsubj rain=rained/VERB/0/root ./PUNCT/2/punct"
    assert when((FLOOD, said), "rained", None) == "2021-06-12"
    assert when((FLOOD, *[said.replace("rained", "poured")] * 60, said), "rained", None) is None


def test_what_lasts_has_no_day_of_something_else() -> None:
    told = (FLOOD, "Rebels/NOUN/2/nsubj hold/VERB/0/root it/PRON/2/obj ./PUNCT/2/punct")
    text, tokens, spans = tree(*told)
    found = EventDates(text, Grammar(text, tokens), find_dates(text, WEDNESDAY), WEDNESDAY)
    assert found.of(at(text, "hold"), spans[1], lasting=True) is None
    assert found.of(at(text, "hold"), spans[1]) is not None


@settings(deadline=None)  # a busy processor is no failure
@given(st.lists(st.sampled_from("on Saturday 7 died said in 2011 which began has since killed . the war Monday , 9".split()), max_size=25))
def test_a_claim_has_one_of_its_texts_dates_or_none(words: list[str]) -> None:
    text = " ".join(words)
    dates = find_dates(text, WEDNESDAY)
    chosen = EventDates(text, Grammar(text, ()), dates, WEDNESDAY).of(Span(0, min(1, len(text))), Span(0, len(text)))
    assert chosen is None or chosen.span in [when.span for when in dates]


def test_a_toll_in_another_paragraph_is_of_the_day_that_most_dates_speak_for() -> None:
    text = (
        "The flood came on Saturday.\n\nOn Saturday night the dam broke.\n\nThe council met on Monday.\n\n"
        "A school is shut.\n\nThe doctor counted 7 dead."
    )
    position = at(text, "7")
    sentence = next(span for span in sentences(text) if span.contains(position))
    chosen = EventDates(text, Grammar(text, []), find_dates(text, WEDNESDAY), WEDNESDAY).of(position, sentence, "killed")
    assert chosen is not None
    assert chosen.edtf == "2021-06-12"


def test_in_its_paragraph_the_last_day_told_of_comes_first() -> None:
    text = "The flood came on Saturday.\n\nOn Saturday night the dam broke.\n\nThe bridge fell on Monday. The doctor counted 7 dead."
    position = at(text, "7")
    sentence = next(span for span in sentences(text) if span.contains(position))
    chosen = EventDates(text, Grammar(text, []), find_dates(text, WEDNESDAY), WEDNESDAY).of(position, sentence, "killed")
    assert chosen is not None
    assert chosen.edtf == "2021-06-14"
