"""`sayso gazetteer` as a user runs it: places found, a dump of GeoNames taken in."""

import os
import subprocess
import sys
from pathlib import Path

SAYSO = Path(sys.executable).with_name("sayso")


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data")}
    done = subprocess.run([SAYSO, "gazetteer", *command], cwd=folder, capture_output=True, text=True, check=False, env=environment)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def test_spellings_of_a_place_are_found_and_its_source_is_named(tmp_path: Path) -> None:
    for name in ("Qamishli", "Al-Qamishli", "qāmishlī"):
        done = run(tmp_path, "find", name)
        assert done.returncode == 0, done.stderr
        assert "Al-Hasakah" in done.stdout
        assert "GeoNames (https://www.geonames.org), CC BY 4.0" in done.stdout


def test_a_place_that_is_not_there_is_said_to_be_none(tmp_path: Path) -> None:
    done = run(tmp_path, "find", "Ozzlewickham")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no place named 'Ozzlewickham'" in done.stderr


def test_a_dump_is_taken_in_and_one_that_is_none_is_named_with_its_line(tmp_path: Path) -> None:
    names = ["12990001", "Ozzlewickham", "Ozzlewickham", "Ozzlewick", "35.25", "37.5", "P", "PPL", "SY", "", "09"]
    row = [*names, "", "", "", "1200", "", "", "Asia/Damascus", "2024-01-01"]
    (tmp_path / "SY.txt").write_text("\t".join(row) + "\n", encoding="utf-8")
    added = run(tmp_path, "add", "SY.txt")
    assert added.returncode == 0, added.stderr
    found = run(tmp_path, "find", "Ozzlewick")
    assert found.returncode == 0, found.stderr
    assert "12990001" in found.stdout
    (tmp_path / "bad.txt").write_text("\t".join(row) + "\nnot a row\n", encoding="utf-8")
    refused = run(tmp_path, "add", "bad.txt")
    assert refused.returncode == 1
    assert "bad.txt" in refused.stderr
    assert "2" in refused.stderr
