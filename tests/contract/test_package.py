"""A whole ledger as a package, and back into a ledger of any kind."""

import shutil
import subprocess
from pathlib import Path

import pytest

from sayso.errors import LedgerError, PackageError
from sayso.ledger import looking, writing
from sayso.ledger.checking import find_faults
from sayso.ledger.opening import Ledger, create_ledger
from sayso.model.archive import ClaimFilter
from sayso.service.judge import history, judge
from sayso.service.package import export, import_package
from tests.contract.made import ACT, AT, contract, put

DAY = "2026-01-02"
TOLD = {"field": "claim", "value": None, "reason": "seen on video", "author": "Ana", "over": None}


def filled(ledger: Ledger) -> tuple[str, str]:
    """A ledger with something of everything; gives a claim that was judged and an original that was destroyed."""
    original, report = put(ledger, "Six died in Qamishli. Nine died \ud800 there")
    writing.add_report(
        ledger,
        original,
        {"member": "1"},
        contract("Six died in Qamishli. Nine died \ud800 there", place="Hasakah"),
        produced_by="reader-9",
        act=ACT,
    )
    put(ledger, "Ten died", place="b.txt")
    gone, _ = put(ledger, "Twelve died", place="c.txt")
    claim = looking.contract_of(ledger, report)["claims"][0]["id"]
    judge(ledger, claim, "confirm", TOLD, ACT)
    writing.destroy(ledger, gone, reason="danger", act=ACT)
    return claim, gone


def held(ledger: Ledger) -> tuple[object, ...]:
    return (
        list(looking.list_reports(ledger)),
        list(looking.list_claims(ledger, ClaimFilter())),
        sorted((line["original"], line["produced_by"], str(line["contract"])) for line in looking.all_readings(ledger)),
        [one for one, _ in looking.all_judgements(ledger)],
    )


@pytest.mark.parametrize("name", ["package", "package.zip", "package.tar"])
def test_a_package_makes_the_same_ledger(ledger: Ledger, tmp_path: Path, name: str) -> None:
    claim, gone = filled(ledger)
    export(ledger, tmp_path / name, on=DAY)
    other = create_ledger("memory:", AT)
    assert import_package(other, tmp_path / name, ACT) == {"originals": 2, "readings": 3, "judgements": 1}
    assert held(other) == held(ledger)
    assert list(find_faults(other)) == []
    assert gone not in [sha256 for sha256, _ in looking.all_originals(other)]
    assert [one.verdict for one in looking.judgements_on(other, claim)] == ["confirm"]
    assert import_package(other, tmp_path / name, ACT) == {"originals": 0, "readings": 0, "judgements": 0}
    other.close()


def test_the_same_ledger_gives_the_same_package(ledger: Ledger, tmp_path: Path) -> None:
    filled(ledger)
    assert export(ledger, tmp_path / "one", on=DAY) == export(ledger, tmp_path / "two.zip", on=DAY)


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum isn't installed")
def test_standard_tools_check_a_package(ledger: Ledger, tmp_path: Path) -> None:
    filled(ledger)
    export(ledger, tmp_path / "package", on=DAY)
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        done = subprocess.run(["sha256sum", "--check", "--strict", manifest], cwd=tmp_path / "package", capture_output=True, check=False)
        assert done.returncode == 0, done.stdout


def test_a_damaged_package_adds_nothing(ledger: Ledger, tmp_path: Path) -> None:
    filled(ledger)
    export(ledger, tmp_path / "package", on=DAY)
    readings = tmp_path / "package" / "data" / "readings.jsonl"
    readings.write_bytes(readings.read_bytes().replace(b"Hasakah", b"Hasakeh"))
    other = create_ledger("memory:", AT)
    with pytest.raises(PackageError):
        import_package(other, tmp_path / "package", ACT)
    assert looking.all_originals(other) == []
    other.close()


# --- decisions, as people meet them ----------------------------------------------------------------------------------------------


def test_the_later_decision_sees_the_earlier(ledger: Ledger) -> None:
    _, report = put(ledger, "Six died")
    claim = looking.contract_of(ledger, report)["claims"][0]["id"]
    first = judge(ledger, claim[:14], "confirm", TOLD, ACT)
    with pytest.raises(LedgerError, match="Ana decided on its claim already: confirm, because seen on video"):
        judge(ledger, claim, "reject", TOLD | {"author": "Bo"}, ACT)
    judge(ledger, claim, "reject", TOLD | {"author": "Bo", "reason": "an old video", "over": first.id}, ACT)
    judge(ledger, claim, "correct", TOLD | {"field": "figure", "value": "7"}, ACT)
    told = "\n".join(line for _, line in history(ledger, claim))
    assert "received from a.txt" in told
    assert "claim: confirm, by Ana, because seen on video" in told
    assert "claim: reject, by Bo, because an old video" in told
    assert "figure: correct 7, by Ana" in told


def test_a_decision_outlives_another_reader(ledger: Ledger) -> None:
    original, report = put(ledger, "Six died")
    claim = looking.contract_of(ledger, report)["claims"][0]["id"]
    judge(ledger, claim, "confirm", TOLD, ACT)
    writing.add_report(ledger, original, {"member": "1"}, contract("Six died", place="Hasakah"), produced_by="reader-9", act=ACT)
    assert [one.verdict for one in looking.judgements_on(ledger, claim)] == ["confirm"]


@pytest.mark.parametrize("name", ["claim-0000", "report-0000"])
def test_there_is_nothing_to_judge_where_nothing_has_that_id(ledger: Ledger, name: str) -> None:
    with pytest.raises(LedgerError, match=r"no claim begins|there is no report"):
        judge(ledger, name, "confirm", TOLD, ACT)
