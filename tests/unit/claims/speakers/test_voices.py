"""On whose word a figure stands, in reports with handmade readings."""

import pytest

import sayso
from tests.unit.claims.handmade import Said, claim_on, read

SPEAKERS: list[tuple[str, list[Said], str, str | None]] = [
    # text, attributions, figure, speaker (None: the outlet)
    ("Kelm burnt. Six people died.", [], "Six", None),
    ("The army said six people died.", [("The army", "said", "six people died")], "six", "army"),
    # the reader saw nothing there, but the sentence names its speaker
    ("Open Door counted six dead in Kelm.", [], "six", "Open Door"),
    ("The group Open Door, which first listed nine dead, lowered its total to six.", [], "nine", "Open Door"),
    ("The group Open Door, which first listed nine dead, lowered its total to six.", [], "six", "Open Door"),
    ("Norland police have put the death toll at 16.", [], "16", "Norland police"),
    ("Six people died, according to the town council.", [], "Six", "town council"),
    ("Six people died in Kelm, the town council said on Monday.", [], "Six", "town council"),
    ("“Six people died,” said Jane Roe, a nurse.", [], "Six", "Jane Roe"),
    ("The dead were 88, against 112 announced by the governor and 54 given by the army.", [], "112", "governor"),
    ("The dead were 88, against 112 announced by the governor and 54 given by the army.", [], "54", "army"),
    ("Nine people were reported killed.", [], "Nine", None),
    # links that reach across sentences, or that the words themselves correct
    ("The army left. The police said six people died.", [("The army", "said", "six people died")], "six", "police"),
    ("The mayor said that nine people died while the police said that six people died.",
     [("The mayor", "said", "that nine people died while the police said that six people died")], "six", "police"),
    ("The radio reported that the ministry counted six dead.",
     [("The radio", "reported", "that the ministry counted six dead")], "six", "ministry"),
    # the whole of a sentence that its speaker closes
    ("Six people died when a bridge fell in Kelm, the council added.",
     [("the council", "added", "when a bridge fell in Kelm")], "Six", "council"),
    # a quotation goes on, the outlet's own sentences do not
    ("“It fell,” Jane Roe said. “Six people died.”", [("Jane Roe", "said", "“It fell,”")], "Six", "Jane Roe"),
    ("“It fell,” Jane Roe said. Six people died.", [("Jane Roe", "said", "“It fell,”")], "Six", None),
    # whose text it is says "we" outside quotations
    ("The mayor says that men died. We lost six men.", [("The mayor", "says", "that men died. We lost six men")], "six", None),
    ("The mayor says: “Men died. We lost six men.”", [("The mayor", "says", "“Men died. We lost six men.”")], "six", "mayor"),
    # what a report found is its own, where nobody else is named for it; what is said of someone isn't theirs
    ("The findings indicate that six men died.", [("The findings", "indicate", "that six men died")], "six", None),
    # one word by way of another
    ("State radio, citing a police officer, said six people died.", [("State radio,", "said", "six people died")], "six", "police officer"),
    ("Citing the ministry, the agency said six people died.", [("the agency", "said", "six people died")], "six", "ministry"),
    ("The agency quoted Jane Roe as saying six people died.", [("The agency", "quoted", "six people died")], "six", "Jane Roe"),
    # we, and nobody
    ("We can confirm that six people died.", [("We", "can confirm", "that six people died")], "six", None),
    ("No one has said that six people died.", [("No one", "has said", "that six people died")], "six", None),
    # turns
    ("HOST: Six people died.\nROE: No, nine people died.", [], "Six", None),
    ("HOST: Six people died.\nROE: No, nine people died.", [], "nine", "ROE"),
    ("ROE: We lost six people.\nPOLE: No.", [("We", "lost", "six people")], "six", "ROE"),
    ("@kelm_now: Six people died.\n@norland_gov: False.", [("@norland_gov", ":", "Six people died")], "Six", "@kelm_now"),
    ("@kelm_press: The army fired.\n@watch: Three films seen. They show six dead.",
     [("The army", "fired", "fired"), ("They", "show", "six dead")],
     "six", "@watch"),
    ("Open Door, which few of us doubt but many dislike, put the dead at 16.", [], "16", "Open Door"),
    ("Just before we went on air the hospital told us six people had died.", [], "six", "hospital"),
    ("A week later the governor, Jane Roe, told us six people had died.", [], "six", "Jane Roe"),
    ("In Kelm the midwife Jane Roe had a lower figure: six people dead.", [], "six", "Jane Roe"),
    ("The council published its own tally of six dead.", [], "six", "council"),
    ("Among the six dead, the priest says, are two nurses.", [], "six", "priest"),
    # in a turn, whoever begins with "I" goes on
    ("ROE: The army admits three. I have names for nine dead soldiers.\nPOLE: No.",
     [("The army", "admits", "three. I have names for nine dead soldiers")], "nine", "ROE"),
    # in a numbered thread each post is its author's again
    ("1/ A thread.\n2/ @norland_gov: It was calm.\n3/ Six people died.\n4/ @reb_hq: Nobody died.\n5/ Enough.", [], "Six", None),
    # the items of a list are on the word of whoever introduces it, and one item's words don't reach back into another
    ("The council reports that:\n1. Six people died.\n2. It denies that nine people were hurt.",
     [("The council", "reports", "that"), ("It", "denies", "Six people died"), ("It", "denies", "that nine people were hurt")],
     "Six", "council"),
    ("- Six people died.\n- Nine people were hurt.", [], "Six", None),
    ("Six people died, WHO said.", [("WHO", "said", "Six people died")], "Six", "WHO"),
    ("The Open Door clinic director, Dr Jane Roe: we counted six dead.", [], "six", "Jane Roe (Open Door clinic)"),
    ("An attack claimed the lives of six people in Kelm.", [("An attack", "claimed", "the lives of six people in Kelm")], "six", None),
    ("The UN relief office said six people died.", [("The UN relief office", "said", "six people died")], "six", "UN relief office"),
    # what is known or found needs no one who tells it
    ("It is now known that six people died.", [("", "is now known", "that six people died")], "six", None),
    ("PRESENTER: With us is Jane Roe.\nROE: Six people died.\nPOLE: Good.", [], "Six", "Jane Roe"),
]  # fmt: skip
TITLES = [
    ("Bridge fall kills six: state TV\nA bridge fell.", "Bridge fall kills six: state TV", "six", "state TV"),
    ("Police: six people killed in Kelm\nA bridge fell.", "Police: six people killed in Kelm", "six", "Police"),
    ("Bridge fall kills six people Police\nA bridge fell.", "Bridge fall kills six people Police", "six", "Police"),
    ("Bridge fall kills six people in Kelm\nA bridge fell.", "Bridge fall kills six people in Kelm", "six", None),
    ("Bridge kills six people\nA bridge fell, the mayor said.", None, "six", None),
]
VIA = [
    ("The ministry told Kelmfax that six people died.", ("The ministry", "told Kelmfax", "that six people died"), "ministry", ("Kelmfax",)),
    ("State radio, citing the police, said six people died.", ("State radio,", "said", "six people died"), "police", ("State radio",)),
    (
        "The radio reported that the ministry counted six dead.",
        ("The radio", "reported", "that the ministry counted six dead"),
        "ministry",
        ("radio",),
    ),
]


@pytest.mark.parametrize(("text", "said", "figure", "speaker"), SPEAKERS)
def test_a_figure_stands_on_its_speakers_word(text: str, said: list[Said], figure: str, speaker: str | None) -> None:
    by = claim_on(read(text, *said), figure).said_by
    assert (by.name, by.outlet) == ((speaker, False) if speaker else ("The Lantern", True))


@pytest.mark.parametrize(("text", "title", "figure", "speaker"), TITLES)
def test_a_title_names_its_own_source(text: str, title: str | None, figure: str, speaker: str | None) -> None:
    attribution = ("the mayor", "said", text[: text.index("\n")])
    said = [attribution] if "the mayor" in text else []
    by = claim_on(read(text, *said, title=title), figure).said_by
    assert (by.name, by.outlet) == ((speaker, False) if speaker else ("The Lantern", True))


@pytest.mark.parametrize(("text", "said", "speaker", "via"), VIA)
def test_who_passes_a_word_on_is_kept(text: str, said: Said, speaker: str, via: tuple[str, ...]) -> None:
    by = claim_on(read(text, said), "six").said_by
    assert (by.name, by.via) == (speaker, via)


def test_what_a_source_left_out_has_told_stands_on_the_outlets_word_as_hearsay() -> None:
    by = claim_on(read("It is believed that six people died.", ("", "is believed", "that six people died")), "six").said_by
    assert (by.name, by.outlet, by.rule) == ("The Lantern", True, "unnamed")


def test_hearsay_called_false_is_denied_by_whoever_writes() -> None:
    text = "Claims by hostile media that six people died are a fabrication."
    claim = claim_on(read(text, ("hostile media", "Claims by", "that six people died")), "six")
    assert (claim.stance, claim.said_by.outlet) == ("denies", True)


def test_we_in_a_quotation_is_its_speaker() -> None:
    text = "Jane Roe said: “We believe six people died.”"
    said = [("Jane Roe", "said", "“We believe six people died.”"), ("We", "believe", "six people died")]
    assert claim_on(read(text, *said), "six").said_by.name == "Jane Roe"


def test_an_item_says_that_it_is_one() -> None:
    text = "The council reports that:\n1. Six people died.\n2. Nine people were hurt."
    by = claim_on(read(text, ("The council", "reports", "that")), "Nine").said_by
    assert (by.name, by.rule) == ("council", "list")


@pytest.mark.parametrize("text", ["The gunmen, said to number some 150, shot two men.", "Six people, said to have been shot, were buried."])
def test_what_is_said_of_someone_is_not_their_word(text: str) -> None:
    report = sayso.read(text, outlet="The Lantern")
    told = [one for one in report.attributions if one.cue[0].of(text) == "said"]
    assert told
    assert {claim.said_by.rule for claim in report.claims if claim.attribution == told[0].id} == {"unnamed"}
