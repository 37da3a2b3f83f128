"""Who is blamed or cleared by turns of phrase, general nouns and what is only implied, in sentences as the shipped reader sees them."""

import pytest

import sayso
from sayso.model.claim import Claim


def blames(text: str) -> list[Claim]:
    return [claim for claim in sayso.read(text, outlet="The Lantern").claims if claim.kind == "blame"]


def told(text: str) -> set[tuple[str, str]]:
    return {(claim.blame.accused, claim.stance) for claim in blames(text) if claim.blame}


ACCUSED = [
    ("The governor pinned the blame for the massacre on the Kasari army.", "Kasari army"),
    ("Residents pointed the finger at the Senn Front after the bombing.", "Senn Front"),
    ("Suspicion fell on the Senn Front after the bombing.", "Senn Front"),
    ("Police fingered the Senn Front for the attack.", "Senn Front"),
    ("No one has claimed the attack, but it bears the hallmarks of the Senn Front.", "Senn Front"),
    ("Four villagers died at the hands of the militia.", "militia"),
    ("Survivors identified the attackers as Senn Front fighters.", "Senn Front"),
    ("According to survivors, the attackers were Senn Front fighters.", "Senn Front"),
    ("The shells were fired from army positions on Mount Kell, residents said.", "army"),
    ("The convoy came under fire from fighters of the Senn Front.", "Senn Front"),
    ("Bombs killed nine in Orvest. It was the Senn Front, the mayor said.", "Senn Front"),
    ("The attack, claimed by the Senn Front, killed 12.", "Senn Front"),
    ("The truce was broken often: eight breaches were attributed to the army and five to the Senn Front.", "Senn Front"),
    ("The prisoners were shot on Captain Dorr's orders.", "Captain Dorr"),
    ("Navy accused of firing on ferry", "Navy"),
    ("The commission recorded breaches on both sides: 31 by the army and 44 by the Senn Front.", "army"),
    ("Inmates were killed in the riot. The guards opened the gates for the gang, relatives say.", "guards"),
]


@pytest.mark.parametrize(("text", "accused"), ACCUSED)
def test_a_turn_of_phrase_blames(text: str, accused: str) -> None:
    assert (accused, "asserts") in told(text)


CLEARED = [
    ("The army denied firing on the marchers.", "army"),
    ("Police deny shooting at students.", "Police"),
    ("The Senn Front said that it did not fire.", "Senn Front"),
    ("The Senn Front distanced itself from the bombing.", "Senn Front"),
    ("No unit of the 4th Brigade was in the village that night, the ministry said.", "4th Brigade"),
    ("The army said its soldiers had been nowhere near the school.", "army"),
    ("The rebels deny having anything to do with the kidnapping.", "rebels"),
    ("The police cleared the square without a shot being fired by officers.", "officers"),
    ("The bomb killed four. The militia did not plant it, its leader said.", "militia"),
    ("The army said none of its soldiers had opened fire.", "army"),
]


@pytest.mark.parametrize(("text", "accused"), CLEARED)
def test_a_denial_has_many_forms(text: str, accused: str) -> None:
    assert [(accused in name, stance) for name, stance in told(text)] == [(True, "denies")]


SEIZED = [
    ("Eleven people were taken from a bus by the militia.", "militia"),
    ("Fighters of the Senn Front drove out the inhabitants of two villages.", "Senn Front"),
    ("Soldiers dragged four students from their rooms and beat them.", "Soldiers"),
    ("The militia forced 300 families out of Orvest.", "militia"),
]


@pytest.mark.parametrize(("text", "accused"), SEIZED)
def test_those_under_arms_seize_and_drive_out_people(text: str, accused: str) -> None:
    assert (accused, "asserts") in told(text)


NOBODY = [
    "Police held three men for questioning.",
    "The coach put the blame for the defeat on the referee.",
    "Harrow beat Kelso 3-1.",
    "The council forced 30 traders out of the market.",
    "The shots came from Moreno and Diaz.",
    "No minister was in the room.",
    "It was the army that built the bridge.",
    "The law bears the hallmarks of Senator Blake.",
    "The shells came from the direction of Orvest.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_the_same_words_of_other_things_blame_nobody(text: str) -> None:
    assert told(text) == set()


NAMED = [
    ("The rebel Senn Front holds the valley. On Monday the militia shelled Orvest.", "Senn Front"),
    ("The post was attacked by a grouping calling itself the Senn Front. This same grouping planted the mine.", "Senn Front"),
    ("The Front for the Liberation of Senn blew up the bridge.", "Front for the Liberation of Senn"),
    ("Troops loyal to General Osk opened fire on demonstrators.", "Troops loyal to General Osk"),
    ("A launcher belonging to the 4th Brigade opened fire on the village.", "4th Brigade"),
    ("It was the Senn Guard that shot the prisoners.", "Senn Guard"),
]


@pytest.mark.parametrize(("text", "accused"), NAMED)
def test_an_accused_has_the_fullest_name_that_the_text_gives(text: str, accused: str) -> None:
    assert accused in {name for name, _ in told(text)}


def test_the_accuser_asserts_whatever_the_verb_before_it() -> None:
    text = "Soldiers shot two nurses, doctors said. The ministry rejects this and holds the rebels responsible for the killings."
    assert ("rebels", "asserts") in told(text)


def test_us_is_whoever_tells_of_the_accusation() -> None:
    text = "“The ministry blames us for the bombing,” said a spokesman for the Senn Front."
    (claim,) = blames(text)
    assert claim.blame is not None
    assert "Senn Front" in claim.blame.accused
