"""What goes out holds to the schema: unknown is null, zero is zero, and nothing is left out or added."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

import sayso
from sayso.model.claim import Attributed, Blame, Certainty, Claim, ReadReport, SaidBy, Stance, State, Status, StatusType
from sayso.model.event import Event
from sayso.model.evidence import Report, Span
from sayso.model.figure import MEASURES, WHOM, Figure
from sayso.model.party import Party, PartyKind
from sayso.model.place_and_time import When, Where
from sayso.model.reading import Reading
from sayso.publish.contract import to_contract

SCHEMA: dict[str, Any] = json.loads((files("sayso.publish") / "read.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())

TEXT = "No one died in Orvest on Monday, Mina Okoro said."
FIGURE = Figure(Span(0, 6), "No one", 0, 0, approximate=False, measure="killed", whom="people")
COUNT = Claim(
    id="claim-1", kind="count", span=Span(0, 31), quote=TEXT[:31], said_by=SaidBy("party-1", "Mina Okoro", False, Span(33, 43)),
    stance="asserts", certainty="unstated", attribution="attribution-1", score=0.9, produced_by="figures@1", figure=FIGURE,
    where=Where("Orvest", Span(15, 21)), when=When("2031-05-12", "on Monday", Span(22, 31)),
    event=Event("attack", "Violence against civilians: Attack", "ASSAULT", Span(7, 11), "killing"),
)  # fmt: skip
STATEMENT = Claim(
    id="claim-2", kind="statement", span=Span(0, 31), quote=TEXT[:31], said_by=SaidBy(None, None, True, None), stance="denies",
    certainty="possible", attribution=None, score=1.0, produced_by="statements@1",
)  # fmt: skip
BLAME = replace(STATEMENT, id="claim-3", kind="blame", produced_by="blame@1/general:deny", blame=Blame("the army", Span(0, 6), "claim-9"))
STATUS = replace(STATEMENT, id="claim-4", kind="status", produced_by="status@1/control:hold", status=Status("control", "held", "the army"))
FULL = ReadReport(
    report=Report("r-1", TEXT, "The Marlow Post", date(2031, 5, 14), "A title", "https://x.example/1", "en"),
    reading=Reading((Span(0, len(TEXT)),), (), "made"),
    parties=(Party("party-1", "Mina Okoro", "person", (Span(33, 43),), "Orvest", "SY"),),
    attributions=(
        Attributed(
            "attribution-1", (Span(33, 43),), (Span(44, 48),), (Span(0, 31),), "party-1", "asserts", "certain", "a-0", "Twitter", 0.93
        ),
    ),
    claims=(COUNT, STATEMENT, BLAME, STATUS),
)
BARE = ReadReport(
    report=Report("r-2", TEXT),
    reading=Reading((), (), "made"),
    parties=(Party("party-1", "Okoro", "unnamed", ()),),
    attributions=(Attributed("attribution-1", (), (Span(44, 48),), (Span(0, 31),), None, "asserts", "unstated", None, None, 0.0),),
    claims=(replace(COUNT, where=None, when=None, event=None), replace(STATEMENT, when=When(None, "that day", Span(22, 31)))),
)
EMPTY = ReadReport(Report("r-3", ""), Reading((), (), "made"), (), (), ())


def published(read: ReadReport) -> dict[str, Any]:
    """What comes out, as a reader of the JSON gets it, and checked."""
    made: dict[str, Any] = json.loads(json.dumps(to_contract(read), ensure_ascii=False))
    VALIDATOR.validate(made)
    return made


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("read", [FULL, BARE, EMPTY], ids=["full", "bare", "empty"])
def test_what_goes_out_is_valid(read: ReadReport) -> None:
    published(read)


def test_unknown_is_null() -> None:
    made = published(BARE)
    assert {name: made["report"][name] for name in ("outlet", "published", "language", "title", "url")} == dict.fromkeys(
        ("outlet", "published", "language", "title", "url")
    )
    assert (made["parties"][0]["affiliation"], made["parties"][0]["country"]) == (None, None)
    (attribution,) = made["attributions"]
    assert (attribution["party"], attribution["within"], attribution["channel"], attribution["source"]) == (None, None, None, [])
    count, statement = made["claims"]
    assert (count["where"], count["when"], count["event"], count["figure"]["part_of"]) == (None, None, None, None)
    assert count["figure"]["replaced"] is False
    assert (statement["said_by"]["name"], statement["said_by"]["span"], statement["attribution"]) == (None, None, None)
    assert statement["when"] == {"edtf": None, "verbatim": "that day", "span": [22, 31]}


def test_what_is_known_goes_out() -> None:
    made = published(FULL)
    assert made["report"] == {
        "id": "r-1",
        "text_sha256": FULL.report.text_sha256,
        "outlet": "The Marlow Post",
        "published": "2031-05-14",
        "language": "en",
        "title": "A title",
        "url": "https://x.example/1",
        "text": TEXT,
    }
    assert made["parties"][0]["mentions"] == [[33, 43]]
    assert made["attributions"][0]["content"] == [[0, 31]]
    unknown: dict[str, Any] = {"geonames": None, "lat": None, "lon": None, "precision": None, "within": [], "candidates": []}
    assert made["claims"][0]["where"] == {"name": "Orvest", "span": [15, 21]} | unknown


@pytest.mark.parametrize(("low", "high"), [(0, 0), (0, None), (None, 0), (None, None), (82, None), (None, 40), (50_000, 100_000)])
def test_a_bound_of_zero_is_zero_and_an_open_one_is_null(low: int | None, high: int | None) -> None:
    claim = replace(COUNT, figure=replace(FIGURE, low=low, high=high))
    figure = published(replace(FULL, claims=(claim,)))["claims"][0]["figure"]
    assert (figure["low"], figure["high"]) == (low, high)
    assert type(figure["low"]) is type(low)


def test_coordinates_of_zero_are_kept() -> None:
    claim = replace(COUNT, where=Where("Null Island", Span(15, 21), 1, 0.0, 0.0, "site"))
    where = published(replace(FULL, claims=(claim,)))["claims"][0]["where"]
    assert (where["lat"], where["lon"]) == (0.0, 0.0)


def test_a_claim_has_the_object_of_its_own_kind_and_no_other() -> None:
    kinds = {claim["kind"]: claim.keys() & {"figure", "blame", "status"} for claim in published(FULL)["claims"]}
    assert kinds == {"count": {"figure"}, "statement": set(), "blame": {"blame"}, "status": {"status"}}


@given(st.sampled_from(get_args(StatusType)), st.sampled_from(get_args(State)), st.none() | st.text())
def test_every_status_of_the_model_is_one_of_the_schema(type_: StatusType, state: State, holder: str | None) -> None:
    published(replace(FULL, claims=(replace(STATUS, status=Status(type_, state, holder)),)))


@given(
    st.sampled_from(get_args(Stance)), st.sampled_from(get_args(Certainty)), st.sampled_from(MEASURES), st.sampled_from(WHOM), st.text()
)  # fmt: skip
def test_every_value_of_the_model_is_one_of_the_schema(stance: Stance, certainty: Certainty, measure: Any, whom: Any, words: str) -> None:
    figure = replace(FIGURE, measure=measure, whom=whom, verbatim=words)
    claim = replace(COUNT, stance=stance, certainty=certainty, figure=figure, said_by=SaidBy(None, words, False, None, (words, words)))
    published(replace(FULL, report=Report("r", words, words, None, words, words, words), claims=(claim,)))


@pytest.mark.parametrize("kind", get_args(PartyKind))
def test_every_kind_of_party_is_one_of_the_schema(kind: PartyKind) -> None:
    published(replace(FULL, parties=(Party("party-1", "Okoro", kind, ()),)))


def set_in(made: Any, path: tuple[str | int, ...], value: object) -> None:
    for step in path[:-1]:
        made = made[step]
    made[path[-1]] = value


WRONG: list[tuple[tuple[str | int, ...], object]] = [
    (("report", "text_sha256"), "abc"),
    (("report", "published"), "14 May"),
    (("report", "more"), 1),
    (("claims", 0, "kind"), "statement"),  # one with a figure
    (("claims", 1, "kind"), "count"),  # one without
    (("claims", 0, "stance"), "says"),
    (("claims", 0, "span"), [3]),
    (("claims", 0, "span"), [1, 2, 3]),
    (("claims", 0, "span"), [-1, 2]),
    (("claims", 0, "figure", "low"), 1.5),
    (("claims", 0, "figure", "low"), "82"),
    (("claims", 0, "figure", "measure"), "dead"),
    (("claims", 0, "score"), 1.1),
    (("claims", 2, "kind"), "status"),
    (("claims", 2, "blame", "accused"), None),
    (("claims", 3, "status", "state"), "won"),
    (("claims", 3, "status", "type"), "war"),
    (("attributions", 0, "content"), []),
    (("parties", 0, "kind"), "human"),
]


@pytest.mark.parametrize(("path", "value"), WRONG, ids=[".".join(map(str, path)) for path, _ in WRONG])
def test_the_schema_refuses_what_is_wrong(path: tuple[str | int, ...], value: object) -> None:
    made = deepcopy(to_contract(FULL))
    set_in(made, path, value)
    assert not VALIDATOR.is_valid(made)


def test_the_schema_needs_every_field() -> None:
    made = to_contract(FULL)
    inner = [made["claims"][at][kind] for at, kind in ((0, "figure"), (2, "blame"), (3, "status"))]
    for part in (made, made["report"], made["parties"][0], made["attributions"][0], *made["claims"], *inner):
        for name in list(part):
            kept = part.pop(name)
            assert not VALIDATOR.is_valid(made), name
            part[name] = kept
    VALIDATOR.validate(made)


def test_what_was_really_read_is_valid() -> None:
    text = "“At least 82 people died,” Mina Okoro, the mayor of Orvest, said on Monday. The army denied it. No one was hurt in Senn."
    made = published(sayso.read(text, outlet="The Marlow Post", published="2031-05-14"))
    assert 82 in [claim["figure"]["low"] for claim in made["claims"] if claim["kind"] == "count"]
