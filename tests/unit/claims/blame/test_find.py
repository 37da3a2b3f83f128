"""Who is said to have done what, in sentences as the shipped reader sees them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sayso
from sayso.model.claim import Claim

Told = tuple[str | None, str, str]  # who says it (None: the outlet), who is accused, the stance


def blames(text: str) -> list[Claim]:
    return [claim for claim in sayso.read(text, outlet="The Lantern").claims if claim.kind == "blame"]


def told(text: str) -> list[Told]:
    return [
        (claim.said_by.name if not claim.said_by.outlet else None, claim.blame.accused, claim.stance)
        for claim in blames(text)
        if claim.blame
    ]


ACTIVE = [
    ("Government troops shelled the market in Torvik on Monday.", "Government troops"),
    ("Two helicopters of the Kasari air force bombed a clinic.", "Kasari air force"),
    ("Gunmen from the Red Banner Front ambushed a convoy near Lomé.", "Red Banner Front"),
    ("Settlers set fire to homes and attacked villagers in the valley.", "Settlers"),
    ("The army has besieged the town for five months.", "army"),
    ("Rebel fighters fired rockets at the airport on Friday.", "Rebel fighters"),
    ("Army mortars hit a queue outside the bakery.", "Army"),
    ("Russian warplanes struck a hospital in the east of the city.", "Russian warplanes"),
    ("The militia, which runs the port, executed four prisoners.", "militia"),
    ("The rebels broke the ceasefire within hours.", "rebels"),
    ("The coalition carried out three raids on the village.", "coalition"),
]
PASSIVE = [
    ("Nine miners were killed by police at the gate.", "police"),
    ("The village has been besieged by rebels since May.", "rebels"),
    ("Four aid workers were executed by the Islamic State group.", "Islamic State"),
    ("The bridge was blown up by retreating soldiers.", "retreating soldiers"),
    ("The truce was violated by government forces on Sunday, residents fled.", "government forces"),
    ("The attack was carried out by a splinter group of the Ember Brigade.", "Ember Brigade"),
    ("He lives in Sarno, a town surrounded by paramilitary forces.", "paramilitary forces"),
]
NOMINAL = [
    ("At least nine people died in Israeli air strikes on the port.", "Israeli"),
    ("Regime shelling of the suburb killed two children.", "Regime"),
    ("Fourteen people were wounded in a raid by the Sudanese army.", "Sudanese army"),
    ("US-led strikes killed six people near the dam.", "US-led"),
    ("The government's bombardment of the city went on all night.", "government"),
    ("Families fled the rebel-besieged villages at dawn.", "rebel"),
    ("The massacre of villagers by river guards shocked the country.", "river guards"),
]


@pytest.mark.parametrize(("text", "accused"), ACTIVE + PASSIVE + NOMINAL)
def test_a_deed_blames_who_did_it(text: str, accused: str) -> None:
    assert told(text) == [(None, accused, "asserts")]


SAID = [
    ("Residents said government forces had shelled the school.", ("Residents", "government forces", "asserts")),
    ("“The police opened fire on us,” said Ana Prieto, a nurse.", ("Ana Prieto", "police", "asserts")),
    ("The Senn Observatory blamed the Kasari army for the strike.", ("Senn Observatory", "Kasari army", "asserts")),
    ("The ministry blamed the bombing on separatists.", ("ministry", "separatists", "asserts")),
    ("The governor accused the National Guard of killing four students.", ("governor", "National Guard", "asserts")),
    ("The blast was blamed on the Ember Brigade.", (None, "Ember Brigade", "asserts")),
    ("The Ember Brigade claimed responsibility for the bombing.", ("Ember Brigade", "Ember Brigade", "asserts")),
    ("The prosecutor accused the mayor of ordering the killings.", ("prosecutor", "mayor", "asserts")),
    ("The mayor said the militia was responsible for the massacre.", ("mayor", "militia", "asserts")),
    ("The mayor said it was the militia that shelled the clinic.", ("mayor", "militia", "asserts")),
    ("Opposition leaders hold the army responsible for the killings.", ("Opposition leaders", "army", "asserts")),
    ("Rebel gunmen were to blame, the ministry said.", ("ministry", "Rebel gunmen", "asserts")),
    ("Investigators said the security service was behind the attack.", ("Investigators", "security service", "asserts")),
    ("This was the work of the Ember Brigade, the minister said.", ("minister", "Ember Brigade", "asserts")),
    ("“This was the work of the Column,” the minister said.", ("minister", "Column", "asserts")),
]
DENIED = [
    ("The navy denied that its ships had shelled the coast.", ("navy", "navy", "denies")),
    ("The Ember Brigade denied any involvement in the attack.", ("Ember Brigade", "Ember Brigade", "denies")),
    ("The army denied targeting civilians.", ("army", "army", "denies")),
    ("The spokesman said no village was bombed by our aircraft.", ("spokesman", "spokesman", "denies")),
    ("The rebels said they had not fired on the convoy.", ("rebels", "rebels", "denies")),
    ("The paramilitary group said it had nothing to do with the killings.", ("paramilitary group", "paramilitary group", "denies")),
    ("The front says it was not involved.", ("front", "front", "denies")),
    ("Reports that the army shelled the town are false.", (None, "army", "denies")),
]


@pytest.mark.parametrize(("text", "expected"), SAID + DENIED)
def test_a_blame_stands_on_someones_word(text: str, expected: Told) -> None:
    assert told(text) == [expected]


def test_a_deed_keeps_the_day_told_for_it_however_far_before() -> None:
    text = "Shells killed six people in the port of Orvest on Friday. " + "The weather was fine and the sea was calm. " * 20
    read = sayso.read(text + "The governor blamed the army for the shelling.", published="2025-03-09")
    (when,) = [claim.when for claim in read.claims if claim.kind == "blame"]
    assert when is not None
    assert when.edtf == "2025-03-07"


NOBODY = [
    "A bomb exploded in the market and killed nine people.",
    "The earthquake killed hundreds of people.",
    "No group claimed responsibility for the attack.",
    "It was unclear who carried out the bombing.",
    "The army threatened to shell the town.",
    "If the rebels attack the city, thousands will flee.",
    "Residents fear that government forces will storm the camp.",
    "Did the police shoot the students?",
    "Soldiers gathered to storm the camp.",
    "Fighters honoured the cease-fire.",
    "The two sides struck a deal on Monday.",
    "The company fired its director.",
    "A motorcycle bomber blew himself up outside the mosque.",
    "The minister accused the opposition of ignoring the voters.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_what_is_not_told_as_someones_deed_blames_nobody(text: str) -> None:
    assert told(text) == []


def test_two_who_did_it_together_are_blamed_one_by_one() -> None:
    text = "Soldiers of the Third Company and allied river guards killed nine villagers in Orvest."
    assert {claim.blame.accused for claim in blames(text) if claim.blame} == {"Third Company", "allied river guards"}


def test_each_accuses_the_other() -> None:
    assert set(told("The army and the Senn Front accused each other of shelling the crossing.")) == {
        ("army", "Senn Front", "asserts"),
        ("Senn Front", "army", "asserts"),
    }


def test_a_general_denial_is_tied_to_what_it_denies() -> None:
    text = "The Senn Observatory said that the Kasari army had shelled the clinic. The ministry denied these allegations."
    accusation, denial = blames(text)
    assert accusation.blame is not None
    assert denial.blame is not None
    assert (denial.said_by.name, denial.blame.accused, denial.stance) == ("ministry", "Kasari army", "denies")
    assert (accusation.blame.denies, denial.blame.denies) == (None, accusation.id)


HIT = [
    ("The militia was said to have razed two hamlets.", "militia"),
    ("Senn rebels fired rockets at the port, and the army responded with air strikes.", "army"),
    ("The rebels set off tonnes of explosives under the bridge.", "rebels"),
    ("The court found Captain Ruiz guilty of the murder of four peasants.", "Captain Ruiz"),
    ("Gunmen of the Red Banner Front killed the minister of justice.", "Red Banner Front"),
    ("Army mortars hit the market in Kolar.", "Army"),
    ("Soldiers looted the warehouses of the food agency.", "Soldiers"),
    ("Families fled after attacks by coalition fighter jets.", "coalition"),
    ("Casualties mount as rebels shell the city of Torvik.", "rebels"),
    ("The raid was planned and carried out by the Guatemalan army.", "Guatemalan army"),
    ("Members of the presidential guard took part in the massacre.", "presidential guard"),
    ("The report calls the army's attack a war crime.", "army"),
]


@pytest.mark.parametrize(("text", "accused"), HIT)
def test_who_or_what_was_hit_may_be_anyone_or_anything(text: str, accused: str) -> None:
    assert (accused, "asserts") in [(found, stance) for _, found, stance in told(text)]


IN_WORDS = [
    "The senator attacked his rival over taxes.",
    "Her attacks on the governor have not been effective.",
    "The court struck down a law on parties.",
    "The storm hit the port at noon.",
    "Arsenal hit back after the break.",
    "Girl, 16, attacked in Lancaster park.",
    "The mayor said the governor was responsible for the budget.",
    "The union has no link with the party.",
    "The law would deny him a quick death.",
    "Mr Vance has been involved in civic groups for years.",
    "Parliament rejected the murder of the deputy as barbaric.",
    "The mayor accused the council of plotting attacks.",
]


@pytest.mark.parametrize("text", IN_WORDS)
def test_attacks_in_words_and_other_blows_are_no_deeds(text: str) -> None:
    assert told(text) == []


NAMED = [
    (
        "Government forces and the rebels signed a truce. The ceasefire between the army and the rebels was violated by both sides.",
        "army and the rebels",
    ),
    ("The guerrilla movement Red Dawn Front claimed responsibility for the kidnapping.", "Red Dawn Front"),
    ("The Kasari air force denied it flew. Kasari jets bombed the clinic.", "Kasari air force"),
    ("The Senn Front holds the valley. On Monday the rebels shelled the town of Orvest.", "Senn Front"),
]


@pytest.mark.parametrize(("text", "accused"), NAMED)
def test_an_accused_has_the_name_that_the_text_gives(text: str, accused: str) -> None:
    assert accused in {claim.blame.accused for claim in blames(text) if claim.blame}


OWN = [
    ("The army insisted that its aircraft had hit an arms store, and denied that they had bombed a market.", "army"),
    ("“We did not attack the convoy,” said army spokesman Luis Pardo.", "army"),
    ("A spokesman for the militia, Abu Karim, denied any involvement in the ambush.", "militia"),
]


@pytest.mark.parametrize(("text", "accused"), OWN)
def test_who_denies_denies_their_own_deed(text: str, accused: str) -> None:
    assert accused in {claim.blame.accused for claim in blames(text) if claim.blame and claim.stance == "denies"}


ANSWERS = [
    ("Kabul says the Pakistani air force bombed two villages. Islamabad denies it.", "Islamabad", "Pakistani air force"),
    (
        "Doctors said Israeli snipers shot two nurses. An army spokeswoman said the claims were unfounded.",
        "army spokeswoman",
        "Israeli snipers",
    ),
    ("The insurgents said the army had poisoned the wells, which the defence ministry denied.", "defence ministry", "army"),
    ("The attack was blamed on the FDLR, which denied any role in it.", "FDLR", "FDLR"),
    ("The navy, which denied the charge, has been accused of sinking the boat.", "navy", "navy"),
    ("Residents say the Kasari army shelled the monastery. The ministry called this a fable.", "ministry", "Kasari army"),
]


@pytest.mark.parametrize(("text", "denier", "accused"), ANSWERS)
def test_a_general_denial_answers_the_blame_it_can_mean(text: str, denier: str, accused: str) -> None:
    denials = [claim for claim in blames(text) if claim.blame and claim.stance == "denies"]
    assert [(claim.said_by.name, claim.blame.accused) for claim in denials if claim.blame] == [(denier, accused)]
    assert denials[0].blame is not None
    assert denials[0].blame.denies is not None


def test_in_a_quotation_they_are_not_who_is_quoted() -> None:
    assert "Amina" not in {accused for _, accused, _ in told("“They shot at us from the trucks,” said Amina, a nurse.")}


def test_what_only_describes_something_denied_is_not_denied() -> None:
    assert ("Rwanda", "M23", "denies") not in told(
        "Rwanda has repeatedly denied backing the M23 rebels, who attacked the town of Sake on Monday."
    )


@pytest.mark.parametrize(
    "text", ["Senn officials deny any links to banks.", "The minister denied it.", "Both sides rejected the accusations."]
)
def test_a_denial_without_a_deed_blames_nobody(text: str) -> None:
    assert told(text) == []


def test_what_is_told_before_its_speaker_has_its_own_subject() -> None:
    text = "A Kasari army helicopter came in low, witnesses said, and bombed the market."
    assert [(accused, stance) for _, accused, stance in told(text)] == [("Kasari army", "asserts")]


def test_a_rule_is_named_with_the_word_that_it_began_from() -> None:
    (claim,) = blames("The village has been besieged by rebels since May.")
    assert claim.produced_by == "blame@1/passive:besiege"


WORDS = (
    "the army rebels shelled killed by was were not denied blamed accused it they we us of for attack raid siege responsible claimed "
    'responsibility , . “ ” " - besieged no each other named as killers said that had its'
).split()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_whatever_the_words_every_span_lies_in_the_text(text: str) -> None:
    for claim in blames(text):
        assert claim.blame is not None
        assert claim.blame.accused
        assert claim.quote == text[claim.span.start : claim.span.end] != ""
        assert 0 <= claim.blame.span.start < claim.blame.span.end <= len(text)
