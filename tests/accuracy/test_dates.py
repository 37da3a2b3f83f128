"""Time expressions, and which of them a claim is about.

Time expressions: exact extents and values of the TempEval-3 test articles, on which nothing was developed.

Extents count when both ends agree. As TempEval-3 has it, types and values are asked of expressions that overlap, and a wrong one
counts against precision and recall alike.

`event_dates.jsonl` and `event_dates_harder.jsonl` hold short reports written for this test, varied in country and wording, with the date of
each of some figures. At the first run 63 of 72 were right, of the harder ones 41 of 54 and 23 of 30; then rules were mended on what was
wrong, so that they guard more than they measure.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sayso.claims import read_claims
from sayso.claims.dates.expressions import find_times
from sayso.model.evidence import Report, Span
from sayso.reader import read_text
from sayso.reader.bundle import Bundle
from tests.accuracy.corpora import documents
from tests.accuracy.timex import timex

pytestmark = pytest.mark.accuracy


class Marked(NamedTuple):
    start: int
    end: int
    type: str
    value: str | None


def gold(row: dict[str, Any]) -> list[Marked]:
    return [
        Marked(span["start"], span["end"], span["attrs"]["type"], span["attrs"]["value"])
        for span in row["spans"]
        if span["label"] == "timex3"
    ]


def found(row: dict[str, Any]) -> list[Marked]:
    published = date.fromisoformat(row["meta"]["document_time"][:10])
    return [Marked(*one.span, *timex(one, row["text"], published)) for one in find_times(row["text"], published)]


def pairs(marked: list[Marked], read: list[Marked]) -> Iterable[tuple[Marked, Marked]]:
    """Each expression read with the one marked that it overlaps most and that no earlier one took."""
    left = list(marked)
    for one in read:
        overlapping = [other for other in left if other.start < one.end and one.start < other.end]
        if overlapping:
            best = max(overlapping, key=lambda other: min(other.end, one.end) - max(other.start, one.start))
            left.remove(best)
            yield best, one


@pytest.mark.parametrize("split", ["dev", "test"])
def test_dates(split: str, yardsticks: Path, floors: dict[str, dict[str, float]], compare: Callable[..., None]) -> None:
    count: Counter[str] = Counter()
    for row in documents(yardsticks / "temporal" / "tempeval3" / f"{split}.jsonl.gz"):
        marked, read = gold(row), found(row)
        count.update(marked=len(marked), read=len(read))
        for one, other in pairs(marked, read):
            same = {"strict": one[:2] == other[:2], "relaxed": True, "type": one.type == other.type, "value": one.value == other.value}
            count.update(same)
    figures = {key: 2 * count[key] / (count["marked"] + count["read"]) for key in ("strict", "relaxed", "type", "value")}
    compare(f"Time expressions, TempEval-3 {split}, F1", figures, floors.get(f"tempeval3_{split}", {}))


@pytest.mark.parametrize("name", ["event_dates", "event_dates_harder"])
def test_event_dates(name: str, bundle: Bundle, floors: dict[str, dict[str, float]], compare: Callable[..., None]) -> None:
    right = asked = 0
    for row in documents(Path(__file__).parent / f"{name}.jsonl"):
        text, published = row["text"], row["published"]
        report = Report("r", text, published=date.fromisoformat(published) if published else None)
        figures = [claim for claim in read_claims(report, read_text(text, bundle)).claims if claim.figure]
        for words, edtf in row["dates"]:
            start = text.index(words)
            claim = next((one for one in figures if one.figure and one.figure.span.overlaps(Span(start, start + len(words)))), None)
            right += claim is not None and (claim.when.edtf if claim.when else None) == edtf
            asked += 1
    compare(f"Dates of figures in written examples, {name}", {"right": right / asked, "figures": asked}, floors.get(name, {}))
