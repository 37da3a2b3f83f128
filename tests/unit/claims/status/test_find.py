"""How it stands with truces, evacuations, sieges, offensives and places, in sentences as the shipped reader sees them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sayso
from sayso.claims.parties.actors import Actors
from sayso.claims.status.told import names_place
from sayso.model.claim import Claim
from tests.unit.claims.handmade import tree

Told = tuple[str, str, str | None]  # type, state, holder


def statuses(text: str) -> list[Claim]:
    return [claim for claim in sayso.read(text, outlet="The Lantern").claims if claim.kind == "status"]


def told(text: str) -> list[Told]:
    return [(claim.status.type, claim.status.state, claim.status.holder) for claim in statuses(text) if claim.status]


NAMED: list[tuple[str, Told]] = [
    ("The two sides agreed on a ceasefire.", ("ceasefire", "agreed", None)),
    ("The truce is largely holding.", ("ceasefire", "holds_partly", None)),
    ("The ceasefire was breached within hours.", ("ceasefire", "breached", None)),
    ("The rebels broke the truce on Sunday.", ("ceasefire", "breached", None)),
    ("The truce collapsed on Friday.", ("ceasefire", "ended", None)),
    ("There is no ceasefire in the valley.", ("ceasefire", "denied", None)),
    ("A truce brokered by Oslo was welcomed by villagers.", ("ceasefire", "agreed", None)),
    ("The evacuation of the wounded has begun.", ("evacuation", "started", None)),
    ("The evacuation was suspended after the blast.", ("evacuation", "halted", None)),
    ("An arrangement had been made to allow the fighters to leave.", ("evacuation", "agreed", None)),
    ("The parties have not reached agreement on an evacuation.", ("evacuation", "denied", None)),
    ("Sixty patients were evacuated from the hospital.", ("evacuation", "under_way", None)),
    ("No one has been allowed to leave.", ("evacuation", "halted", None)),
    ("The siege was lifted in March.", ("siege", "ended", None)),
    ("The city has been under siege since May.", ("siege", "under_way", None)),
    ("Government forces have besieged the town for two years.", ("siege", "under_way", None)),
    ("All military action has ended.", ("offensive", "ended", None)),
    ("The army launched an offensive on the port.", ("offensive", "started", None)),
    ("Heavy fighting continued near the airport.", ("offensive", "under_way", None)),
    ("The two sides agreed to stop fighting for a week.", ("ceasefire", "agreed", None)),
    ("The envoys failed to agree on a truce.", ("ceasefire", "denied", None)),
    ("The guerrillas rejected a truce.", ("ceasefire", "denied", None)),
    ("The ceasefire came to an end on Sunday.", ("ceasefire", "ended", None)),
    ("The general declared the ceasefire over.", ("ceasefire", "ended", None)),
    ("The clashes put an end to the truce.", ("ceasefire", "ended", None)),
    ("The truce came into effect at dawn.", ("ceasefire", "started", None)),
    ("Monitors counted nine ceasefire violations.", ("ceasefire", "breached", None)),
    ("Not a single violation of the truce was recorded.", ("ceasefire", "under_way", None)),
    ("No truce exists.", ("ceasefire", "denied", None)),
    ("Both villages were emptied under the evacuation deal.", ("evacuation", "agreed", None)),
    ("The Red Cross has begun evacuating the wounded from Hajjah.", ("evacuation", "started", None)),
    ("All civilians have been evacuated from the plant.", ("evacuation", "ended", None)),
    ("The last buses left the enclave on Sunday.", ("evacuation", "ended", None)),
    ("The evacuation was put on hold.", ("evacuation", "halted", None)),
    ("Gunmen are preventing residents from leaving.", ("evacuation", "halted", None)),
    ("Nobody has been able to leave the camp.", ("evacuation", "halted", None)),
    ("Buses are taking people out of Lysychansk.", ("evacuation", "under_way", None)),
    ("The city has been cut off since June.", ("siege", "under_way", None)),
    ("Fighting broke out on Saturday in the town of Kitshanga.", ("offensive", "started", None)),
    ("The operation to retake Marawi is over.", ("offensive", "ended", None)),
    ("Government troops have entered the eastern districts of Mosul.", ("offensive", "under_way", None)),
    ("Troops are fighting their way into the centre of Marawi.", ("offensive", "under_way", None)),
    ("Defenders beat back two assaults on Sunday.", ("offensive", "halted", None)),
    ("The town has faced a rebel offensive since May.", ("offensive", "under_way", None)),
]
CONTROL: list[tuple[str, Told]] = [
    ("The army captured the town on Monday.", ("control", "taken", "army")),
    ("Rebels have taken control of the border crossing.", ("control", "taken", "Rebels")),
    ("The militia still controls the port.", ("control", "held", "militia")),
    ("The road is under the control of the army.", ("control", "held", "army")),
    ("The town fell to the insurgents in June.", ("control", "taken", "insurgents")),
    ("The district was taken over by government troops.", ("control", "taken", "government troops")),
    ("The army drove the rebels from the city.", ("control", "taken", "army")),
    ("The rebels lost the village last week.", ("control", "lost", "rebels")),
    ("The army withdrew from Laisamis.", ("control", "lost", "army")),
    ("Government forces have pulled out of Kismayo.", ("control", "lost", "Government forces")),
    ("The insurgents were pushed out of the suburb.", ("control", "lost", "insurgents")),
    ("The airport is still in the army's hands.", ("control", "held", "army")),
    ("Debaltseve remains in the hands of the separatists.", ("control", "held", "separatists")),
    ("Islamist fighters are in control of the market district.", ("control", "held", "Islamist fighters")),
    ("The town has not been captured.", ("control", "held", None)),
    ("The capture of Palmyra by the militants has cut the road.", ("control", "taken", "militants")),
    ("The village, which the militants seized on Thursday, is empty.", ("control", "taken", "militants")),
    ("The soldiers cleared the town of insurgents.", ("control", "taken", "soldiers")),
    ("Chadian forces hoisted their flag over the customs post.", ("control", "taken", "Chadian forces")),
    ("The town fell in June.", ("control", "taken", None)),
    ("The Arakan Army now controls most of Rathedaung.", ("control", "held", "Arakan Army")),
]


@pytest.mark.parametrize(("text", "expected"), NAMED + CONTROL)
def test_a_statement_tells_how_it_stands(text: str, expected: Told) -> None:
    assert told(text) == [expected]


NOTHING = [
    "The minister visited the rebel-held town.",
    "Aid reached the besieged city.",
    "If the army captures the town, thousands will flee.",
    "Has the ceasefire collapsed?",
    "The company launched a product.",
    "The envoy hopes to extend the truce.",
    "The firm took control of its rival.",
    "Most of the injured were taken across the border.",
    "The river that runs south of the city is low.",
    "Investors withdrew from the fund.",
    "The senator lost Ohio to his rival.",
    "The driver was held at the station.",
    "The fall of the town would be a turning point.",
    "The envoy spoke of the need for a truce.",
    "A ceasefire that does not open the road is only a pause.",
    "The bank's offensive on the German market has stalled.",
    "Neither side controls the town.",
    "An aid convoy left the port.",
    "The city fell silent.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_said_in_passing_asked_or_planned_is_no_status(text: str) -> None:
    assert told(text) == []


def test_a_status_stands_on_someones_word() -> None:
    (claim,) = statuses("The governor said the truce had collapsed.")
    assert (claim.said_by.name, claim.stance, claim.produced_by) == ("governor", "asserts", "status@1/ceasefire:truce")


def test_a_deal_is_of_what_it_was_about() -> None:
    text = "The two sides reached an evacuation deal on Monday. The deal was suspended on Tuesday."
    assert told(text) == [("evacuation", "agreed", None), ("evacuation", "halted", None)]


def test_a_statement_told_as_status_is_not_there_twice() -> None:
    kinds = [claim.kind for claim in sayso.read("The governor said the truce had collapsed.").claims]
    assert kinds == ["status"]


WORDS = (
    "the truce siege evacuation deal offensive of was has been is under control army rebels took town lifted broken agreed no not way "
    'fell to by it they holding captured besieged . , - " “ ”'
).split()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_whatever_the_words_every_span_lies_in_the_text(text: str) -> None:
    for claim in statuses(text):
        assert claim.status is not None
        assert claim.quote == text[claim.span.start : claim.span.end] != ""


def test_an_of_that_hangs_on_its_own_noun_ends() -> None:
    text, grammar = tree(("the", "DET", 1, "det"), ("rest", "NOUN", None, "root"), ("of", "ADP", 1, "case"))
    assert not names_place(grammar, Actors(text, grammar, ()), 1)


def test_a_part_of_a_part_without_end_is_followed_without_trouble() -> None:
    rows = [(word, "NOUN" if word == "rest" else "ADP", at + 1 if word == "of" else None, "case" if word == "of" else "root")
            for at, word in enumerate(["rest", "of"] * 3000)]  # fmt: skip
    text, grammar = tree(*rows, ("Kelm", "PROPN", None, "root"))
    assert names_place(grammar, Actors(text, grammar, ()), 0)
