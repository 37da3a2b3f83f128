"""Each kind of claim is explained by what it has."""

from datetime import date

import pytest

from sayso.model.claim import Blame, Claim, ReadReport, SaidBy, Status
from sayso.model.evidence import Report, Span
from sayso.model.figure import Figure
from sayso.model.place_and_time import When
from sayso.model.reading import Reading
from sayso.publish.explanation import explain

TEXT = "The army shelled Senn. It holds the town."
SPAN = Span(0, 22)


def explained(claim: Claim) -> dict[str, tuple[str, tuple[str, ...]]]:
    read = ReadReport(Report("one", TEXT), Reading((SPAN,), (), "by hand"), (), (), (claim,))
    return {part.title: (part.value, part.grounds) for part in explain(read, claim)}


def claim(**own: object) -> Claim:
    made = {
        "id": "claim-1",
        "kind": "blame",
        "span": SPAN,
        "quote": SPAN.of(TEXT),
        "said_by": SaidBy(None, None, True, None),
        "stance": "asserts",
    }
    made |= {"certainty": "unstated", "attribution": None, "score": 0.5, "produced_by": "blame@1/active:shell"}
    return Claim(**(made | own))  # type: ignore[arg-type]


def test_a_blame_says_whom_and_what_it_answers() -> None:
    parts = explained(claim(blame=Blame("army", Span(4, 8), "claim-0")))
    assert parts["blamed"] == ("army", ("4–8 “army”", "answers claim-0"))
    assert parts["claim"] == ("blame", ("claim-1", "made by blame@1/active:shell"))
    assert parts["said by"][1] == ("outlet: nobody else is named, so the report itself says it",)
    assert parts["where"][0] == parts["when"][0] == "unknown"


def test_a_status_says_its_state_and_holder() -> None:
    parts = explained(claim(kind="status", status=Status("control", "holds_partly", "army")))
    assert parts["status"] == ("control: holds partly", ("told by the word “shell” in the passage", "holder army"))
    assert "blamed" not in parts


def test_a_figure_says_that_it_holds_no_longer() -> None:
    figure = Figure(SPAN, SPAN.of(TEXT), 4, 4, approximate=False, measure="killed", whom="people", replaced=True)
    assert explained(claim(kind="count", figure=figure))["figure"][1][-1] == "an earlier figure, which another has taken the place of"


DATED = "On Friday it rained. The army shelled Senn. In May 2020 it had been quiet."


@pytest.mark.parametrize(
    ("words", "edtf", "published", "grounds"),
    [
        (
            "On Friday",
            "2025-03-07",
            date(2025, 3, 9),
            ("told before it, and going on to hold", "counted from the report's date 2025-03-09"),
        ),
        ("On Friday", None, None, ("told before it, and going on to hold", "the report has no date to count from")),
        ("On Friday", None, date(2025, 3, 9), ("told before it, and going on to hold", "the words don't settle a date")),
        ("In May 2020", "2020-05", date(2025, 3, 9), ("told after it, of the same", "told with its year")),
        ("The army", "2025", date(2025, 3, 9), ("told in its sentence", "counted from the report's date 2025-03-09")),
    ],
)
def test_a_date_says_where_it_is_told_and_what_it_is_counted_from(
    words: str, edtf: str | None, published: date | None, grounds: tuple[str, ...]
) -> None:
    start = DATED.index(words)
    span = Span(start, start + len(words))
    sentences = (Span(0, 20), Span(21, 43), Span(44, len(DATED)))
    one = claim(span=sentences[1], when=When(edtf, words, span))
    read = ReadReport(Report("one", DATED, published=published), Reading(sentences, (), "by hand"), (), (), (one,))
    part = next(part for part in explain(read, one) if part.title == "when")
    assert (part.value, part.grounds[1:]) == (edtf or "unknown", grounds)
