"""Labelled reports: who claims what, by the yardstick's own scorer. Sets a to d are our own (reports/README.md); b is held out."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.accuracy


@pytest.mark.parametrize("name", ["dev", "styles", "a", "b", "c", "d"])
def test_claims(
    name: str,
    yardsticks: Path,
    labelled: Callable[[str], tuple[Path, Path]],
    floors: dict[str, dict[str, float]],
    compare: Callable[..., None],
) -> None:
    gold, made = labelled(name)
    scorer = yardsticks / "claims" / "score.py"
    scored = subprocess.run([sys.executable, scorer, gold, made, "--json"], check=True, capture_output=True, text=True)
    compare(f"Claims, {name}", json.loads(scored.stdout), floors[f"claims_{name}"])
