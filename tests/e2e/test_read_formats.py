"""`sayso read` on files in other formats than text, as a user runs it."""

import json
import subprocess
import sys
from pathlib import Path

FILES = Path(__file__).parents[1] / "files"
SAYSO = Path(sys.executable).with_name("sayso")


def _run(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run([SAYSO, "read", *arguments], input=stdin, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


def test_a_document_mail_and_crawl_are_read_and_what_cannot_be_is_named() -> None:
    names = ["chromium.pdf", "writer.docx", "writer.odt", "python.eml", "warcio.warc.gz", "scan.pdf"]
    done = _run("--json", *(FILES / name for name in names))
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == 3 + 3 + 3
    assert sum(31 in [claim["figure"]["low"] for claim in line["claims"] if "figure" in claim] for line in lines) >= 5
    assert done.returncode == 1
    assert b"scan.pdf: none of its 1 pages holds text" in done.stderr
    assert b"1 of 10 reports could not be read" in done.stderr


def test_standard_input_may_be_any_of_them() -> None:
    done = _run("--json", "-", stdin=(FILES / "writer.odt").read_bytes())
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["report"]["title"] == "Market strike kills at least 31 in Orvel"


def test_a_text_that_may_not_be_what_is_seen_is_said_to_be(tmp_path: Path) -> None:
    done = _run(FILES / "arabic.pdf")
    assert done.returncode == 0
    assert b"look there before you quote it" in done.stderr


def test_columns_are_named_and_a_wrong_mapping_is_wrong_usage(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Body,Paper\nAt least 12 people were killed in Orvel.,Marlow Post\n")
    done = _run("--json", path, "--columns", "text=Body,outlet=Paper")
    assert json.loads(done.stdout)["report"]["outlet"] == "Marlow Post"
    done = _run(path, "--columns", "Body")
    assert done.returncode == 2
    assert b"is no mapping" in done.stderr
