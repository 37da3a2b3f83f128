"""Labelled reports: who claims what, by the yardstick's own scorer."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.accuracy.corpora import documents

pytestmark = pytest.mark.accuracy

GIVEN = ("id", "outlet", "published", "title", "text")  # the labels stay behind


@pytest.mark.parametrize("name", ["dev", "styles"])
def test_claims(
    name: str,
    yardsticks: Path,
    floors: dict[str, dict[str, float]],
    read: Callable[[Iterable[Any]], Path],
    compare: Callable[..., None],
) -> None:
    gold = yardsticks / "claims" / f"{name}.jsonl"
    made = read({key: report.get(key) for key in GIVEN} for report in documents(gold))
    scored = subprocess.run([sys.executable, gold.parent / "score.py", gold, made, "--json"], check=True, capture_output=True, text=True)
    compare(f"Claims, {name}", json.loads(scored.stdout), floors[f"claims_{name}"])
