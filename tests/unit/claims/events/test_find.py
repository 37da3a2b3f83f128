"""Which events a text speaks of, on trees made by hand; the reader's own trees are measured in tests/accuracy."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims.events.choose import ClaimEvents
from sayso.claims.events.find import FoundEvent, find_events, main_event
from sayso.claims.events.words import event_lexicon, read_lexicon
from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon
from sayso.errors import LexiconError
from sayso.model.evidence import Span
from sayso.model.figure import Figure
from sayso.model.reading import Entity, Reading, Token

Row = tuple[str, str, int | None, str]


def reading(*rows: Row, entities: tuple[Entity, ...] = ()) -> tuple[str, Grammar, Reading]:
    """One sentence from (word or word/lemma, tag, head, relation), its words parted by spaces."""
    tokens, words, at = [], [], 0
    for written, tag, head, relation in rows:
        word, _, lemma = written.partition("/")
        tokens.append(Token(Span(at, at + len(word)), lemma or word.lower(), tag, head, relation))
        words.append(word)
        at += len(word) + 1
    text = " ".join(words)
    made = Reading(sentences=(Span(0, len(text)),), tokens=tuple(tokens), entities=entities)
    return text, Grammar(text, tokens), made


def found(*rows: Row, entities: tuple[Entity, ...] = ()) -> tuple[FoundEvent, ...]:
    _, grammar, made = reading(*rows, entities=entities)
    return find_events(grammar, made)


def flat(words: str) -> tuple[Row, ...]:
    """Words without grammar: all hang on the first."""
    return tuple((word, "NOUN", 0 if number else None, "dep" if number else "root") for number, word in enumerate(words.split()))


@pytest.mark.parametrize(
    ("words", "kind", "acled", "plover"),
    [
        ("a suicide bomber at the gate", "suicide_bomb", "Explosions/Remote violence: Suicide bomb", "ASSAULT"),
        ("sarin in the valley", "chemical_weapon", "Explosions/Remote violence: Chemical weapon", "ASSAULT"),
        ("an airstrike on Orvest", "air_strike", "Explosions/Remote violence: Air/drone strike", "ASSAULT"),
        ("drone-strike - drone - strike", "air_strike", "Explosions/Remote violence: Air/drone strike", "ASSAULT"),
        ("two mortar rounds", "shelling", "Explosions/Remote violence: Shelling/artillery/missile attack", "ASSAULT"),
        ("a hand grenade in the bar", "grenade", "Explosions/Remote violence: Grenade", "ASSAULT"),
        ("a roadside bomb near Kidal", "remote_explosive", "Explosions/Remote violence: Remote explosive/landmine/IED", "ASSAULT"),
        ("gang rape in the camp", "sexual_violence", "Violence against civilians: Sexual violence", "ASSAULT"),
        ("the kidnapping of a priest", "abduction", "Violence against civilians: Abduction/forced disappearance", "ASSAULT"),
        ("the massacre of Kolo Denga", "attack", "Violence against civilians: Attack", "ASSAULT"),
        ("a vigil of nurses", "peaceful_protest", "Protests: Peaceful protest", "PROTEST"),
        ("tear gas at the rally", "protest_with_intervention", "Protests: Protest with intervention", "PROTEST"),
        ("excessive force at the rally", "excessive_force_against_protesters", "Protests: Excessive force against protesters", "ASSAULT"),
        ("petrol bombs at the rally", "violent_demonstration", "Riots: Violent demonstration", "PROTEST"),
        ("a lynching in Lilongwe", "mob_violence", "Riots: Mob violence", "ASSAULT"),
        ("a firefight at dawn", "armed_clash", "Battles: Armed clash", "ASSAULT"),
        ("a ceasefire in Juba", "agreement", "Strategic developments: Agreement", "AGREE"),
        ("the arrest of a clerk", "arrest", "Strategic developments: Arrests", "COERCE"),
        ("the deployment of marines", "change_to_group", "Strategic developments: Change to group/activity", "MOBILIZE"),
        ("the withdrawal from Senn", "withdrawal", "Strategic developments: Change to group/activity", "RETREAT"),
        ("bomb disposal in Cúcuta", "disrupted_weapons", "Strategic developments: Disrupted weapons use", "COERCE"),
        ("looting and arson", "property_destruction", "Strategic developments: Looting/property destruction", "COERCE"),
        ("an earthquake off Sulu", "natural_disaster", None, None),
        ("a derailment in Bolivia", "accident", None, None),
        ("an embargo on Livonia", "sanctions", None, "SANCTION"),
    ],
)
def test_words_give_a_kind_with_its_codes(words: str, kind: str, acled: str | None, plover: str | None) -> None:
    event = main_event(found(*flat(words)))
    assert event is not None
    assert (event.kind, event.acled, event.plover) == (kind, acled, plover)


@pytest.mark.parametrize("words", ["according to the mayor", "a war monitor", "the price of wheat", "a fire brigade", ""])
def test_what_only_looks_like_an_event_is_none(words: str) -> None:
    assert main_event(found(*flat(words))) is None


def taking(doer: str, verb: str, taken: str) -> tuple[Row, ...]:
    return ((doer, "NOUN", 1, "nsubj"), (verb, "VERB", None, "root"), (taken, "NOUN", 1, "obj"))


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (taking("soldiers/soldier", "captured/capture", "village"), "territory_regained"),
        (taking("rebels/rebel", "captured/capture", "village"), "territory_overtaken"),
        (taking("somebody", "captured/capture", "village"), "territory_overtaken"),
        (taking("police", "seized/seize", "rifles/rifle"), "disrupted_weapons"),
        (taking("gunmen/gunman", "seized/seize", "students/student"), "abduction"),
        (taking("police", "seized/seize", "students/student"), "arrest"),
        (taking("rebels/rebel", "attacked/attack", "garrison"), "armed_clash"),
        (taking("rebels/rebel", "attacked/attack", "villagers/villager"), "attack"),
        (taking("helicopters/helicopter", "attacked/attack", "villagers/villager"), "air_strike"),
        (taking("protesters/protester", "attacked/attack", "office"), "violent_demonstration"),
        (taking("soldiers/soldier", "built/build", "outpost"), "headquarters_established"),
    ],
)
def test_who_does_it_and_what_it_is_done_to_make_the_kind(rows: tuple[Row, ...], kind: str) -> None:
    event = main_event(found(*rows))
    assert event is not None
    assert event.kind == kind


def test_of_a_passive_the_subject_undergoes_and_by_tells_who_does() -> None:
    event = main_event(
        found(
            ("The", "DET", 1, "det"), ("town", "NOUN", 3, "nsubj:pass"), ("was", "AUX", 3, "aux:pass"),
            ("taken/take", "VERB", None, "root"), ("by", "ADP", 5, "case"), ("militants/militant", "NOUN", 3, "obl"),
        )
    )  # fmt: skip
    assert event is not None
    assert event.kind == "territory_overtaken"
    assert event.rule == "place taken by an armed group"


def test_a_relative_clause_and_a_second_verb_share_the_doer() -> None:
    who = found(
        ("rebels/rebel", "NOUN", 4, "nsubj"), ("who", "PRON", 2, "nsubj"), ("captured/capture", "VERB", 0, "acl:relcl"),
        ("Senn", "PROPN", 2, "obj"), ("rested/rest", "VERB", None, "root"),
        entities=(Entity(Span(20, 24), "place", 0.9),),
    )  # fmt: skip
    assert [one.sign for one in who] == ["group_takes"]
    also = found(
        ("soldiers/soldier", "NOUN", 1, "nsubj"), ("came/come", "VERB", None, "root"), ("and", "CCONJ", 3, "cc"),
        ("captured/capture", "VERB", 1, "conj"), ("hills/hill", "NOUN", 3, "obj"),
    )  # fmt: skip
    assert [one.sign for one in also] == ["government_takes"]


def test_a_force_is_of_the_side_that_describes_it() -> None:
    def side(*describes: Row) -> str:
        head = len(describes)
        rows = (*describes, ("forces/force", "NOUN", head + 1, "nsubj"), ("seized/seize", "VERB", None, "root"))
        return found(*rows, ("bridge", "NOUN", head + 1, "obj"))[-1].sign

    assert side(("Taliban", "PROPN", 1, "compound")) == "group_takes"
    assert side(("Chadian", "ADJ", 1, "amod")) == "government_takes"


@pytest.mark.parametrize("lemma", ["not", "never", "might", "if"])
def test_what_is_denied_or_only_possible_is_not_real(lemma: str) -> None:
    events = found(
        ("They", "PRON", 2, "nsubj"), (lemma, "PART", 2, "advmod"), ("massacre", "VERB", None, "root"), ("them", "PRON", 2, "obj")
    )
    assert [one.real for one in events] == [False]


def test_what_is_planned_or_prevented_is_not_real_and_its_place_is() -> None:
    planned = found(
        ("police", "NOUN", 1, "nsubj"), ("foiled/foil", "VERB", None, "root"), ("a", "DET", 3, "det"), ("massacre", "NOUN", 1, "obj")
    )
    assert [one.real for one in planned] == [False]
    beside = found(
        ("nobody", "PRON", 3, "nsubj:pass"), ("was", "AUX", 3, "aux:pass"), ("not", "PART", 3, "advmod"),
        ("seen/see", "VERB", None, "root"), ("in", "ADP", 5, "case"), ("massacre", "NOUN", 3, "obl"),
    )  # fmt: skip
    assert [one.real for one in beside] == [True]


def test_what_lies_behind_gives_way() -> None:
    rows: tuple[Row, ...] = (
        ("nurses/nurse", "NOUN", 1, "nsubj"), ("marched/march", "VERB", None, "root"), ("despite", "ADP", 4, "case"),
        ("a", "DET", 4, "det"), ("massacre", "NOUN", 1, "obl"),
    )  # fmt: skip
    event = main_event(found(*rows))
    assert event is not None
    assert event.kind == "peaceful_protest"
    only = main_event(found(*flat("calm despite a massacre")[:1], ("despite", "ADP", 2, "case"), ("massacre", "NOUN", 0, "nmod")))
    assert only is not None
    assert only.kind == "attack"


def test_a_wrong_lemma_is_made_up_for() -> None:
    assert [one.sign for one in found(("looted/loote", "VERB", None, "root"))] == ["property_destruction"]


KILLED: tuple[Row, ...] = (
    ("Ten", "NUM", 1, "nummod"), ("people", "NOUN", 3, "nsubj:pass"), ("were", "AUX", 3, "aux:pass"), ("killed/kill", "VERB", None, "root"),
    ("in", "ADP", 6, "case"), ("mortar", "NOUN", 6, "compound"), ("fire", "NOUN", 3, "obl"), ("as", "SCONJ", 11, "mark"),
    ("the", "DET", 9, "det"), ("arrest", "NOUN", 11, "nsubj"), ("of", "ADP", 9, "case"), ("ended/end", "VERB", 3, "advcl"),
)  # fmt: skip


def test_a_figure_is_about_the_event_nearest_to_it_that_can_do_such_harm() -> None:
    text, grammar, made = reading(*KILLED)
    figure = Figure(Span(0, 10), "Ten people", 10, 10, False, "killed", "people")
    event = ClaimEvents(grammar, made).of_figure(figure)
    assert event is not None
    assert (event.kind, event.span.of(text)) == ("shelling", "mortar fire")


def test_without_an_event_in_its_sentence_a_figure_has_none() -> None:
    _, grammar, made = reading(*KILLED[:4])
    assert ClaimEvents(grammar, made).of_figure(Figure(Span(0, 10), "Ten people", 10, 10, False, "killed", "people")) is None


def test_a_passage_is_about_its_own_events() -> None:
    text, grammar, made = reading(*KILLED)
    events = ClaimEvents(grammar, made)
    event = events.of_passage(Span(text.index("as the"), len(text)))
    assert event is not None
    assert event.kind == "arrest"
    assert events.of_passage(Span(0, 3)) is None


@given(
    st.lists(
        st.tuples(
            st.sampled_from("rebels army attack captured town bomb no - protest police killed not said İ".split()),
            st.sampled_from(["NOUN", "VERB", "PROPN", "ADP", "AUX"]),
            st.none() | st.integers(0, 40),
            st.sampled_from(["nsubj", "obj", "obl", "acl", "acl:relcl", "conj", "case", "nmod", "advmod", "root"]),
        ),
        min_size=1,
        max_size=40,
    ),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_no_tree_breaks_it_and_all_spans_lie_in_the_text(rows: list[Row], start: int, length: int) -> None:
    heads = [(word, tag, head if head is not None and head < len(rows) else None, relation) for word, tag, head, relation in rows]
    text, grammar, made = reading(*heads)
    events = ClaimEvents(grammar, made)
    span = Span(min(start, len(text)), min(start + length, len(text)))
    for event in (events.of_passage(span), events.of_figure(Figure(span, "", None, None, False, "killed", "people"))):
        assert event is None or 0 <= event.span.start < event.span.end <= len(text)
    assert [one.span for one in find_events(grammar, made)] == sorted(one.span for one in find_events(grammar, made))


@pytest.mark.parametrize(
    ("table", "entry", "message"),
    [
        ("rules", {"sign": "y"}, "words is missing"),
        ("rules", {"sign": "y", "words": ["z"], "nearby": []}, "no such setting: nearby"),
        ("rules", {"sign": "y", "words": ["z"], "doer": ["martians"]}, "no such class: martians"),
        ("rules", {"sign": "y", "words": ["to "]}, "holds no word"),
        ("kinds", {"acled": "Picnics: Lunch"}, "is no code of ACLED's"),
        ("kinds", {"plover": "PICNIC"}, "is no class of PLOVER's"),
        ("precedence", {"kind": "picnic", "needs": [["clash"]]}, "no such kind: picnic"),
        ("precedence", {"kind": "attack"}, "needs is missing"),
        ("precedence", {"kind": "attack", "needs": [["martian_landing"]]}, "no rule gives the sign martian_landing"),
    ],
)
def test_a_wrong_entry_says_where_it_is_and_what_to_do(table: str, entry: dict[str, Any], message: str) -> None:
    data = copy.deepcopy(lexicon("events"))
    if table == "precedence":
        data[table].append(entry)
    else:
        data[table]["x"] = entry
    with pytest.raises(LexiconError, match=message) as raised:
        read_lexicon(data)
    assert raised.value.place in (f"events.toml: {table}.x", f"events.toml: {table} {len(data[table])}")


def test_every_class_and_every_sign_is_used() -> None:
    data, made = lexicon("events"), event_lexicon()
    asked = {
        name
        for rule in made.rules
        for kind in ("doer", "undergoer", "near")
        for name in (*getattr(rule, kind), *getattr(rule, f"not_{kind}"))
    }
    assert set(data["classes"]) - asked - set(data["weak"]) == {"nothing"}
    assert {rule.sign for rule in made.rules} == {sign for one in made.patterns for group in (*one.needs, one.without) for sign in group}
    assert {one.kind.name for one in made.patterns} == set(data["kinds"])


def test_every_sub_event_type_of_acled_has_its_kind() -> None:
    assert len({one.kind.acled for one in event_lexicon().patterns if one.kind.acled}) == 25
