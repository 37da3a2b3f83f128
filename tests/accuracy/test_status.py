"""Statuses of the labelled reports. Their labellers agreed less on what counts, so this only measures what is found against either.

A found status is right where a label of the same type and state overlaps it, each label once. What is named in passing ("the
rebel-held town", "besieged villages") isn't meant to be read, and so isn't counted as missed.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.accuracy.corpora import documents

pytestmark = pytest.mark.accuracy

Row = dict[str, Any]
_IN_PASSING = re.compile(r"-(?:held|controlled|besieged)\b|^(?:the |two |four |these )*(?:\w+ )?besieged\b", re.IGNORECASE)


@pytest.mark.parametrize("name", ["dev", "styles"])
def test_statuses(
    name: str,
    labelled: Callable[[str], tuple[Path, Path]],
    floors: dict[str, dict[str, float]],
    compare: Callable[..., None],
) -> None:
    gold, made = map(documents, labelled(name))
    found = missed = right = 0
    for report, claims in zip(gold, made, strict=True):
        statuses = [claim for claim in claims["claims"] if claim["kind"] == "status"]
        labels = [label for label in report["statuses"] if not _in_passing(report, label)]
        told = _right(statuses, report["statuses"])
        found, right, missed = found + len(statuses), right + told, missed + len(labels) - _right(statuses, labels)
    compare(
        f"Statuses, {name}", {"precision": right / found, "found": 1 - missed / _meant(gold), "statuses": found}, floors[f"statuses_{name}"]
    )


def _in_passing(report: Row, label: Row) -> bool:
    return bool(_IN_PASSING.search(report["text"][slice(*label["span"])]))


def _meant(gold: list[Row]) -> int:
    return sum(not _in_passing(report, label) for report in gold for label in report["statuses"])


def _right(statuses: list[Row], labels: list[Row]) -> int:
    """How many statuses meet a label of the same type and state, each with the shortest that is left."""
    left = list(statuses)
    for label in sorted(labels, key=lambda label: label["span"][1] - label["span"][0]):
        fits = [one for one in left if _overlap(one["span"], label["span"]) and one["status"]["type"] == label["type"]]
        fits = [one for one in fits if one["status"]["state"] == label["state"]]
        if fits:
            left.remove(max(fits, key=lambda one: _overlap(one["span"], label["span"]) / (one["span"][1] - one["span"][0])))
    return len(statuses) - len(left)


def _overlap(one: list[int], other: list[int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
