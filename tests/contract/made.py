"""Made-up evidence for ledgers: contracts as `sayso read --json` gives them, without a reader."""

import io
from collections.abc import Callable
from typing import Any, BinaryIO

from sayso.ledger.opening import Ledger
from sayso.ledger.writing import add_report, report_key, store_original
from sayso.model.archive import Act
from sayso.model.ids import content_id, text_hash

AT = "2026-01-02T03:04:05.000Z"
ACT = Act(AT, "tester")
BY = "reader-0 figures@1"
SAID_BY: dict[str, Any] = {"party": None, "name": "army", "outlet": False, "span": None, "via": [], "rule": "attribution"}


def contract(
    text: str, *, outlet: str | None = "The Lantern", published: str | None = "2024-05-04", place: str = "Qamishli"
) -> dict[str, Any]:
    """A report in which each sentence is a claim of the army's that six were killed."""
    claims: list[dict[str, Any]] = []
    start = 0
    for sentence in text.split(". "):
        end = start + len(sentence)
        claims.append({
            "id": content_id("claim", text_hash(text), str(start), outlet or ""), "kind": "count", "span": [start, end],
            "quote": text[start:end], "said_by": dict(SAID_BY),
            "stance": "asserts", "certainty": "unstated", "attribution": None,
            "figure": {"span": [start, end], "verbatim": sentence, "low": 6, "high": None, "approximate": False, "measure": "killed",
                       "whom": "people", "part_of": None},
            "where": {"name": place, "span": [start, end]}, "when": {"edtf": "2024-05-03", "verbatim": "", "span": [start, end]},
            "event": None, "score": 0.9, "produced_by": "figures@1",
        })  # fmt: skip
        start = end + 2
    report = {
        "id": content_id("report", text), "text_sha256": text_hash(text), "outlet": outlet, "published": published, "language": "en",
        "title": "Six dead", "url": None, "text": text,
    }  # fmt: skip
    party: dict[str, Any] = {"id": "party-1", "name": "Syrian army", "kind": "force", "affiliation": None, "country": "SY", "mentions": []}
    return {"report": report, "parties": [party], "attributions": [], "claims": claims}


def opening(data: bytes) -> Callable[[], BinaryIO]:
    return lambda: io.BytesIO(data)


def put(ledger: Ledger, text: str, *, place: str = "a.txt", **told: Any) -> tuple[str, str]:
    """Store a text as an original and add its report; gives the ids of both."""
    made = contract(text, **told)
    original = store_original(ledger, opening(text.encode("utf-8", "surrogatepass")), place=place, act=ACT).sha256
    add_report(ledger, original, {"member": "1"}, made, produced_by=BY, act=ACT)
    return original, report_key(original, "1", made["report"]["text_sha256"])
