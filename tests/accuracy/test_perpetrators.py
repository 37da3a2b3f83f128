"""MUC-4, the test part in its original case: is the body that did an attack blamed, and on whose word, as the corpus has it?

A body counts as found where a claim of blame accuses a party of the same name. How it is known: claimed or admitted, where it says so
itself; reported as fact, where the report does; suspected or accused, where another says so. The corpus's "possible" has no form here
and isn't counted.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.model.claim import Claim
from sayso.reader.bundle import Bundle
from tests.accuracy.corpora import documents
from tests.accuracy.test_examples import read, same

pytestmark = pytest.mark.accuracy

KNOWN = {
    "REPORTED AS FACT": "fact",
    "CLAIMED OR ADMITTED": "claimed",
    "SUSPECTED OR ACCUSED": "accused",
    "SUSPECTED OR ACCUSED BY AUTHORITIES": "accused",
}


def bodies(document: dict[str, Any]) -> Iterator[tuple[list[str], str | None]]:
    """Names of each perpetrating body, and how it is known to be one."""
    told = {}
    for relation in document["relations"]:
        slots = relation["attrs"]["slots"]
        for alternatives in slots.get("PERP: ORGANIZATION ID", ()):
            names = [value["string"] for value in alternatives if value.get("string")]
            known = {
                KNOWN.get(value["value"])
                for other in slots.get("PERP: ORGANIZATION CONFIDENCE", ())
                for value in other
                if set(value.get("ref", ())) & set(names) and value.get("value")
            }
            if names:
                told[tuple(names)] = known.pop() if len(known) == 1 else None
    yield from ((list(names), known) for names, known in told.items())


def how(claim: Claim) -> str:
    if claim.said_by.outlet:
        return "fact"
    return "claimed" if claim.blame and same(claim.blame.accused, claim.said_by.name) else "accused"


def test_perpetrators(bundle: Bundle, yardsticks: Path, floors: dict[str, dict[str, float]], compare: Callable[..., None]) -> None:
    found: list[bool] = []
    rightly: list[bool] = []
    for document in documents(yardsticks / "events" / "muc4" / "test_mixed_case.jsonl.gz"):
        blames = [claim for claim in read(document["text"], bundle).claims if claim.blame and claim.stance == "asserts"]
        for names, known in bodies(document):
            own = [claim for claim in blames if claim.blame and any(same(name, claim.blame.accused) for name in names)]
            found.append(bool(own))
            if own and known:
                rightly.append(known in map(how, own))
    figures = {"found": sum(found) / len(found), "as the corpus has it, of the found": sum(rightly) / len(rightly), "bodies": len(found)}
    compare("MUC-4, perpetrating bodies", figures, floors.get("muc4_perpetrators", {}))
