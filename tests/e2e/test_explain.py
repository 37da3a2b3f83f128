"""`sayso explain` as a user runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from sayso.model.claim import SpeakerRule
from sayso.publish.explanation import SPEAKER_RULES

SAYSO = Path(sys.executable).with_name("sayso")
TEXT = "At least 82 civilians were killed in Orvest on Saturday, the mayor, Mina Okoro, said. Among them were six children, she added.\n"


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([SAYSO, *command], cwd=folder, capture_output=True, text=True, check=False, env=os.environ | {"COLUMNS": "110"})
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    lines = [{"id": "one", "outlet": "Sada", "published": "2016-12-14", "text": TEXT}, {"id": "two", "text": "Nothing here."}]
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return tmp_path


def test_a_claim_is_explained_by_number_and_by_id(folder: Path) -> None:
    claims = json.loads(run(folder, "read", "--json", "report.txt").stdout)["claims"]
    listed = run(folder, "explain", "report.txt").stdout
    assert [line.split()[1] for line in listed.splitlines()] == [claim["id"] for claim in claims]
    by_number = run(folder, "explain", "report.txt", "1")
    assert (by_number.returncode, by_number.stderr) == (0, "")
    for asked in (claims[0]["id"], claims[0]["id"].removeprefix("claim-")[:8]):
        assert run(folder, "explain", "report.txt", asked).stdout == by_number.stdout
    start, end = claims[0]["figure"]["span"]
    for told in (
        "Mina Okoro",
        f"{start}–{end} “At least 82 civilians”",
        "82 or more civilians, killed",
        claims[0]["produced_by"],
        "“said”",
    ):
        assert told in by_number.stdout


def test_the_reports_own_date_is_what_days_are_counted_from(folder: Path) -> None:
    told = run(folder, "explain", "reports.jsonl", "1").stdout
    assert "2016-12-10" in told
    assert "counted from the report's date 2016-12-14" in told
    assert "Sada · 2016-12-14 · claim 1 of" in told


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (("report.txt", "99"), "no claim '99' in it"),
        (("report.txt", "claim-00000000"), "no claim 'claim-00000000' in it"),
        (("nowhere.txt", "1"), "sayso: nowhere.txt: there is no such file. Check the path\n"),
    ],
)
def test_what_is_not_there_is_said(folder: Path, command: tuple[str, ...], message: str) -> None:
    done = run(folder, "explain", *command)
    assert (done.returncode, done.stdout) == (1, "")
    assert message in done.stderr


def test_every_rule_is_told_in_words() -> None:
    assert SPEAKER_RULES.keys() == set(get_args(SpeakerRule))
