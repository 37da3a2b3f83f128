"""`sayso add` on a disk that runs full: a clear error, nothing lost, and the rerun goes on."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

DEMO = Path(__file__).parents[2] / "src" / "sayso" / "demo" / "reports.jsonl"


def sayso(ledger: Path, *command: str, largest: int | None = None) -> subprocess.CompletedProcess[str]:
    def limited() -> None:
        if largest is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    environment = {**os.environ, "SAYSO_LEDGER": str(ledger)}
    return subprocess.run(
        [sys.executable, "-m", "sayso", *command], env=environment, capture_output=True, text=True, check=False, preexec_fn=limited
    )


@pytest.mark.parametrize("largest", [100_000, 300_000, 400_000])
def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path, largest: int) -> None:
    ledger = tmp_path / "ledger"
    assert sayso(ledger, "init").returncode == 0
    full = sayso(ledger, "add", str(DEMO), largest=largest)
    assert full.returncode == 1
    assert "disk" in full.stderr
    assert "Traceback" not in full.stderr
    added = full.stdout.count("added ")
    assert sayso(ledger, "verify").returncode == 0
    again = sayso(ledger, "add", str(DEMO))
    assert again.returncode == 0
    assert f"{13 - added} added" in again.stdout
    assert sayso(ledger, "verify").stdout.startswith(f"{ledger} is whole.")
