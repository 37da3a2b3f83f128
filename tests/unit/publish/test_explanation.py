"""Each kind of claim is explained by what it has."""

from sayso.model.claim import Blame, Claim, ReadReport, SaidBy, Status
from sayso.model.evidence import Report, Span
from sayso.model.figure import Figure
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
    assert parts["status"] == ("control: holds partly", ("holder army",))
    assert "blamed" not in parts


def test_a_figure_says_that_it_holds_no_longer() -> None:
    figure = Figure(SPAN, SPAN.of(TEXT), 4, 4, approximate=False, measure="killed", whom="people", replaced=True)
    assert explained(claim(kind="count", figure=figure))["figure"][1][-1] == "an earlier figure, which another has taken the place of"
