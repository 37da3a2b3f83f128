"""Which country a party's name tells."""

import pytest

from sayso.claims.places.countries import country_of, government_of
from tests.unit.claims.handmade import claim_on, read

COUNTRIES = [
    ("Turkish Red Crescent", "TR"), ("government of Mali", "ML"), ("U.S. Central Command", "US"), ("UK foreign office", "GB"),
    ("Ukraine’s air force", "UA"), ("Russia's ambassador to the UN", "RU"), ("Islamic Republic of Iran Broadcasting", "IR"),
    ("Syrias opposition", "SY"), ("DR Congo army", "CD"), ("Moscow", "RU"), ("the Kremlin", "RU"), ("South Sudanese police", "SS"),
    ("Filipinos", "PH"),
    # no country, two, or one that is not the party's own
    ("us", None), ("UN envoy to Syria", None), ("Kurdish police", None), ("Congolese army", None), ("Chad and Niger", None),
    ("Moscow Times", None), ("", None), ("-", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "code"), COUNTRIES)
def test_a_name_tells_its_country(name: str, code: str | None) -> None:
    assert country_of(name) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [("Ankara", "TR"), ("Ankara's", "TR"), ("The White House", "US"), ("Kenya", "KE"), ("Kenyans", None), ("Kenyan army", None)],
)
def test_a_capital_or_a_country_stands_for_its_government(name: str, code: str | None) -> None:
    assert government_of(name) == code


def test_a_capital_that_speaks_is_a_state() -> None:
    report = read("Nairobi said six people died.", ("Nairobi", "said", "six people died"))
    (party,) = [party for party in report.parties if party.id == claim_on(report, "six").said_by.party]
    assert (party.name, party.kind, party.country) == ("Nairobi", "state", "KE")


def test_a_person_has_the_country_of_the_body_spoken_for() -> None:
    report = read(
        "Jane Roe, a spokeswoman for the Kenyan army, said six people died.",
        ("Jane Roe, a spokeswoman for the Kenyan army,", "said", "six people died"),
    )
    (party,) = [party for party in report.parties if party.kind == "person"]
    assert (party.name, party.affiliation, party.country) == ("Jane Roe", "Kenyan army", "KE")
