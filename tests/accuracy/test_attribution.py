"""PolNeAR test, by the corpus's own scorer."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.accuracy.corpora import documents

pytestmark = pytest.mark.accuracy


def test_polnear(
    yardsticks: Path, floors: dict[str, dict[str, float]], read: Callable[[Iterable[Any]], Path], compare: Callable[..., None]
) -> None:
    folder = yardsticks / "attribution"
    gold = folder / "polnear" / "test.jsonl.gz"
    made = read({"id": document["id"], "text": document["text"]} for document in documents(gold))
    scored = subprocess.run([sys.executable, folder / "score.py", gold, made, "--json"], check=True, capture_output=True, text=True)
    figures = {name: row["f1"] for name, row in json.loads(scored.stdout).items()}
    compare("PolNeAR test, F1", figures, floors["polnear_test"])
