"""Short examples for what no yardstick labels, a file a topic, written by whoever wrote the rules: they show gaps, not quality."""

import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.claims.assemble import read_claims
from sayso.model.claim import Claim, ReadReport
from sayso.model.evidence import Report, Span, report_id
from sayso.reader import read_text
from sayso.reader.bundle import Bundle

pytestmark = pytest.mark.accuracy

FOLDER = Path(__file__).parent
Verdict = tuple[str, bool, str]  # what is asked, whether it came out right, the text
LEAST = 35  # examples of each topic


def examples(topic: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((FOLDER / f"{topic}.toml").read_text(encoding="utf-8"))["example"]
    assert len(found) >= LEAST
    return found


def read(text: str, bundle: Bundle) -> ReadReport:
    return read_claims(Report(report_id(text, None, None), text), read_text(text, bundle))


def on(result: ReadReport, words: str) -> Claim | None:
    """The count whose figure has most in common with these words of the text."""
    start = result.report.text.index(words)
    span = Span(start, start + len(words))
    counts = [claim for claim in result.claims if claim.figure and claim.figure.span.overlaps(span)]
    return max(counts, key=lambda claim: common(claim.figure.span, span) if claim.figure else 0, default=None)


def common(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def words(name: str | None) -> set[str]:
    """Those that tell; the body in brackets after a person's name is left out."""
    return set(re.sub(r" \(.*\)", "", name or "").lower().replace("’", "'").split()) - {
        "the",
        "a",
        "an",
        "its",
        "of",
        "in",
        "at",
        "his",
        "her",
    }


def same(wanted: str, found: str | None) -> bool:
    """Whether one of two names holds all words of the other."""
    one, other = words(wanted), words(found)
    return bool(one and other) and (one <= other or other <= one)


def nested(bundle: Bundle) -> Iterator[Verdict]:
    """Of each figure on whose word it stands, by way of whom, and whether it is denied."""
    for example in examples("nested"):
        claim = on(read(example["text"], bundle), example["figure"])
        by = claim.said_by if claim else None
        yield "nested, speaker", by is not None and same(example["speaker"], by.name), example["text"]
        if "via" in example:
            via = by.via if by else ()
            yield "nested, passed on by", len(via) == len(example["via"]) and all(map(same, example["via"], via)), example["text"]
        if example.get("denied"):
            yield "nested, denied", claim is not None and claim.stance == "denies", example["text"]


def parts(bundle: Bundle) -> Iterator[Verdict]:
    """Of each figure whether it is counted in where it should be, and of some what they count."""
    for example in examples("parts"):
        aside = ", aside" if example.get("aside") else ""
        result = read(example["text"], bundle)
        total = on(result, example["total"]) if "total" in example else None
        for part in example.get("parts", ()):
            claim = on(result, part)
            yield (
                f"parts of totals{aside}",
                claim is not None and total is not None and claim.part_of == total.id,
                f"{part}: {example['text']}",
            )
        for other in [*example.get("apart", ()), *([example["total"]] if total else [])]:
            claim = on(result, other)
            yield "figures apart", claim is not None and claim.part_of is None, f"{other}: {example['text']}"
        for part, counted in example.get("measures", {}).items():
            claim = on(result, part)
            right = claim is not None and claim.figure is not None and f"{claim.figure.measure} {claim.figure.whom}" == counted
            yield f"what parts count{aside}", right, f"{part}: {example['text']}"


def denials(bundle: Bundle) -> Iterator[Verdict]:
    """Whether the denier is heard to deny, and of the blames denied whether one is of the accused."""
    for example in examples("denials"):
        denied = [claim for claim in read(example["text"], bundle).claims if claim.stance == "denies"]
        if example["denier"] == "nobody":
            yield "denials, by whom", not denied, example["text"]
            continue
        own = [claim for claim in denied if same(example["denier"], claim.said_by.name)]
        yield "denials, by whom", bool(own), example["text"]
        if "accused" in example:
            names = example["accused"] if isinstance(example["accused"], list) else [example["accused"]]
            right = any(claim.blame and same(name, claim.blame.accused) for claim in own for name in names)
            yield "denials, of whom", right, example["text"]


def statuses(bundle: Bundle) -> Iterator[Verdict]:
    """Whether the status is found, with its holder; and that none is where none is stated."""
    for topic, name in (("control", "statuses"), ("statuses", "statuses in more wordings"), ("statuses_aside", "statuses aside")):
        for example in examples(topic):
            found = [claim.status for claim in read(example["text"], bundle).claims if claim.status]
            if "type" not in example:
                yield f"{name}, none", not found, example["text"]
                continue
            right = [one for one in found if (one.type, one.state) == (example["type"], example["state"])]
            yield name, bool(right), example["text"]
            if right and "holder" in example:
                yield f"{name}, holder", any(same(example["holder"], one.holder) for one in right), example["text"]


@pytest.mark.parametrize("topic", [nested, parts, denials, statuses], ids=lambda topic: topic.__name__)
def test_examples(
    topic: Callable[[Bundle], Iterator[Verdict]],
    bundle: Bundle,
    floors: dict[str, dict[str, float]],
    compare: Callable[..., None],
) -> None:
    verdicts: dict[str, list[bool]] = {}
    for asked, right, text in topic(bundle):
        verdicts.setdefault(asked, []).append(right)
        if not right:
            sys.stdout.write(f"{asked}: {text}\n")
    figures = {asked: sum(found) / len(found) for asked, found in verdicts.items()}
    compare(
        f"Examples: {topic.__name__}, share right",
        figures,
        {name: floor for name, floor in floors.get("examples", {}).items() if name in figures},
    )
