"""`sayso add` killed at random moments, and again while it recovers: nothing that it said was added is lost, and the end is the same.

Few times here; SAYSO_KILLS=300 is the full run.
"""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from sayso.ledger import looking
from sayso.ledger.checking import find_faults
from sayso.ledger.opening import open_ledger
from sayso.model.archive import ClaimFilter

DEMO = Path(__file__).parents[2] / "src" / "sayso" / "demo"
KILLS = int(os.environ.get("SAYSO_KILLS", "8"))
LONGEST = 3.0  # seconds, a little more than an undisturbed run takes here
AT = "2026-01-02T03:04:05.000Z"
ADD = [sys.executable, "-m", "sayso", "add", str(DEMO / "reports.jsonl"), *(str(path) for path in sorted(DEMO.glob("*.html")))]


def started(ledger: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(ADD, env={**os.environ, "SAYSO_LEDGER": str(ledger)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def made(ledger: Path) -> None:
    subprocess.run([sys.executable, "-m", "sayso", "init", "--ledger", str(ledger)], check=True, capture_output=True)


def held(folder: Path) -> dict[str, Any]:
    """All that a ledger holds, apart from when and by whom."""
    ledger = open_ledger(str(folder), AT)
    try:
        assert list(find_faults(ledger)) == []
        reports = [row["id"] for row in looking.list_reports(ledger)]
        originals = {looking.original_of(ledger, report) or "" for report in reports}
        return {
            "reports": sorted(reports),
            "claims": [dict(row) for row in looking.list_claims(ledger, ClaimFilter())],
            "contracts": {report: looking.contract_of(ledger, report) for report in reports},
            "places": sorted(place for original in originals for place, _ in looking.places_of(ledger, original)),
        }
    finally:
        ledger.close()


def said(output: str) -> set[str]:
    """The reports that a run said were in the ledger; a line without its end was not said."""
    return {line.split()[1] for line in output.split("\n")[:-1] if line.startswith(("added ", "known "))}


def test_a_killed_run_loses_nothing_and_its_rerun_ends_the_same(tmp_path: Path) -> None:
    undisturbed, killed = tmp_path / "undisturbed", tmp_path / "killed"
    made(undisturbed)
    out, problems = started(undisturbed).communicate()
    wanted = held(undisturbed)
    assert said(out) == set(wanted["reports"]), problems

    moments, interrupted = random.Random(20), 0
    for number in range(KILLS):
        if number % 10 == 0:  # again from nothing, so that kills come in every phase
            killed = tmp_path / f"killed-{number}"
            made(killed)
        run = started(killed)
        try:
            out, _ = run.communicate(timeout=moments.uniform(0, LONGEST))
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            out, _ = run.communicate()
            interrupted += 1
        assert said(out) <= set(held(killed)["reports"])
    assert interrupted

    run = started(killed)
    run.communicate()
    assert run.returncode == 0
    assert held(killed) == wanted
