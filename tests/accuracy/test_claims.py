"""Labelled reports: who claims what, by the yardstick's own scorer."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.accuracy


@pytest.mark.parametrize("name", ["dev", "styles"])
def test_claims(
    name: str,
    labelled: Callable[[str], tuple[Path, Path]],
    floors: dict[str, dict[str, float]],
    compare: Callable[..., None],
) -> None:
    gold, made = labelled(name)
    scored = subprocess.run([sys.executable, gold.parent / "score.py", gold, made, "--json"], check=True, capture_output=True, text=True)
    compare(f"Claims, {name}", json.loads(scored.stdout), floors[f"claims_{name}"])
