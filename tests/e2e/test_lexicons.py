"""A user's own words, laid over the shipped lists."""

import json
import os
import subprocess
import sys
from pathlib import Path

SAYSO = Path(sys.executable).with_name("sayso")
TEXT = "The Vellik said that six people were killed in Senn.\n"


def run(folder: Path, *command: str, lexicons: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = os.environ | ({"SAYSO_LEXICONS": lexicons} if lexicons is not None else {})
    return subprocess.run([SAYSO, *command], cwd=folder, capture_output=True, text=True, check=False, env=environment)


def kind(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    (party,) = json.loads(done.stdout)["parties"]
    return str(party["kind"])


def test_a_word_of_the_users_own_counts(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "parties.toml").write_text('[force]\nwords = ["vellik"]\n', encoding="utf-8")
    assert kind(run(tmp_path, "read", "--json", "report.txt")) != "force"
    assert kind(run(tmp_path, "read", "--json", "report.txt", lexicons="mine")) == "force"
    listed = run(tmp_path, "lexicons", lexicons="mine")
    assert listed.returncode == 0
    assert "parties.toml" in listed.stdout
    assert f"with {Path('mine') / 'parties.toml'}" in listed.stdout


def test_a_list_that_does_not_fit_stops_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    for name, content, problem in (
        ("parties.toml", "[force\n", "it is not TOML"),
        ("parties.toml", "[forces]\nwords = []\n", "parties.toml: forces: there is no such entry"),
        ("partys.toml", "", "partys.toml: there is no list of this name"),
    ):
        folder = tmp_path / f"bad {len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        (folder / name).write_text(content, encoding="utf-8")
        for command in (("read", "report.txt"), ("lexicons",)):
            done = run(tmp_path, *command, lexicons=folder.name)
            assert (done.returncode, problem in done.stderr, "Traceback" in done.stderr) == (1, True, False), done.stderr
    assert run(tmp_path, "lexicons", lexicons="nowhere").stderr.startswith("sayso: nowhere: SAYSO_LEXICONS names it")
