"""What every ledger does, whatever keeps it."""

import io
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from sayso.errors import LedgerError
from sayso.ledger import looking, writing
from sayso.ledger.chain import turn
from sayso.ledger.checking import find_faults
from sayso.ledger.opening import Ledger, create_ledger, open_ledger, opened
from sayso.ledger.schema import EVIDENCE, audit
from sayso.model.archive import Act, ClaimFilter, Judgement
from sayso.model.ids import content_id
from tests.contract.conftest import database
from tests.contract.made import ACT, AT, BY, contract, opening, put

TEXT = "Six died in Qamishli. Nine died there"


def quotes(ledger: Ledger, **wanted: str) -> list[str]:
    return sorted(row["quote"] for row in looking.list_claims(ledger, ClaimFilter(**wanted)))


def numbers(ledger: Ledger) -> dict[str, int]:
    """How many rows each table of evidence has."""
    with ledger.engine.connect() as connection:
        return {table.name: connection.execute(text(f"SELECT count(*) FROM {table.name}")).scalar() or 0 for table in (audit, *EVIDENCE)}


# --- adding --------------------------------------------------------------------------------------------------------------------


def test_what_was_added_can_be_found_and_is_whole(ledger: Ledger) -> None:
    original, report = put(ledger, TEXT)
    assert b"".join(looking.read_original(ledger, original)) == TEXT.encode()
    assert looking.contract_of(ledger, report) == contract(TEXT)
    assert quotes(ledger) == ["Nine died there", "Six died in Qamishli"]
    assert [row["id"] for row in looking.list_reports(ledger)] == [report]
    assert looking.places_of(ledger, original) == [("a.txt", AT)]
    assert list(find_faults(ledger)) == []


def test_the_same_bytes_again_change_nothing(ledger: Ledger) -> None:
    put(ledger, TEXT)
    before = numbers(ledger)
    again = writing.store_original(ledger, opening(TEXT.encode()), place="a.txt", act=Act("2026-02-02T00:00:00.000Z", "other"))
    assert not again.new
    assert not writing.add_report(ledger, again.sha256, {"member": "1"}, contract(TEXT), produced_by=BY, act=ACT)
    assert numbers(ledger) == before


def test_the_same_bytes_from_another_place_are_seen_there_too(ledger: Ledger) -> None:
    original, _ = put(ledger, TEXT)
    writing.store_original(ledger, opening(TEXT.encode()), place="b.txt", act=ACT)
    assert [place for place, _ in looking.places_of(ledger, original)] == ["a.txt", "b.txt"]
    assert list(find_faults(ledger)) == []


def test_another_reader_adds_a_reading_and_keeps_the_first(ledger: Ledger) -> None:
    original, report = put(ledger, TEXT)
    better = contract(TEXT, place="Hasakah")
    assert writing.add_report(ledger, original, {"member": "1"}, better, produced_by="reader-9", act=ACT)
    assert looking.contract_of(ledger, report) == better
    assert {row["place"] for row in looking.list_claims(ledger, ClaimFilter())} == {"Hasakah"}
    assert numbers(ledger)["readings"] == 2
    assert list(find_faults(ledger)) == []


def test_an_original_that_changes_while_it_is_read_is_not_kept(ledger: Ledger) -> None:
    given = iter([b"first", b"second"])
    with pytest.raises(LedgerError, match="changed while it was read"):
        writing.store_original(ledger, lambda: io.BytesIO(next(given)), place="a.txt", act=ACT)
    assert numbers(ledger)["originals"] == 0
    assert list(find_faults(ledger)) == []


def test_originals_of_many_chunks_come_back_as_they_were(ledger: Ledger) -> None:
    data = bytes(range(256)) * 16_384 + b"end"
    original = writing.store_original(ledger, opening(data), place="big.bin", act=ACT).sha256
    assert looking.open_original(ledger, original).read() == data
    assert list(find_faults(ledger)) == []


@pytest.mark.parametrize("hostile", ["zero \0 byte", "half a character \ud800 here", "\u202e turned", "x" * 100_000])
def test_hostile_text_is_kept_as_it_is(ledger: Ledger, hostile: str) -> None:
    _, report = put(ledger, hostile, outlet="Out\0let")
    assert looking.contract_of(ledger, report)["report"]["text"] == hostile
    assert list(find_faults(ledger)) == []


# --- finding -------------------------------------------------------------------------------------------------------------------


def test_claims_are_found_by_names_in_any_spelling(ledger: Ledger) -> None:
    put(ledger, "Six died", place="a")
    for place in ("Kamishly", "al-Qamishlo", "QAMISHLI"):
        assert quotes(ledger, place=place) == ["Six died"], place
    assert quotes(ledger, place="Aleppo") == []


def test_claims_are_found_by_days_measure_stance_and_party(ledger: Ledger) -> None:
    put(ledger, "Six died")
    assert quotes(ledger, since="2024-05-03", until="2024-05-03", measure="killed", stance="asserts", party="Army") == ["Six died"]
    for wanted in ({"since": "2024-05-04"}, {"until": "2024-05-02"}, {"measure": "injured"}, {"stance": "denies"}, {"party": "navy"}):
        assert quotes(ledger, **wanted) == [], wanted


@pytest.mark.parametrize(
    ("told", "sought"),
    [
        ("Île-de-Senn fell", "ile senn"),
        ("قُتِلَ ستة", "قتل"),
        ("İdlib fell", "idlib"),
        ("Łódź fell", "lodz"),
        ("О Харькове", "харькове"),
        ("it's 5% (sic)", "5%"),
    ],
)
def test_words_are_found_whatever_their_signs(ledger: Ledger, told: str, sought: str) -> None:
    _, report = put(ledger, told)
    put(ledger, "another text", place="b.txt")
    assert [row["id"] for row in looking.find_text(ledger, sought)] == [report]


def test_names_are_found_by_other_transliterations(ledger: Ledger) -> None:
    _, report = put(ledger, "Six died")
    assert [row["id"] for row in looking.find_text(ledger, "siryan qamishlo")] == [report]


def test_views_made_anew_are_the_same(ledger: Ledger) -> None:
    put(ledger, TEXT)
    put(ledger, "Ten died", place="b.txt")
    before = [dict(row) for row in looking.list_claims(ledger, ClaimFilter())], list(looking.list_reports(ledger))
    assert writing.rebuild_views(ledger, lambda connection: looking.newest_readings(ledger, connection)) == 2
    assert ([dict(row) for row in looking.list_claims(ledger, ClaimFilter())], list(looking.list_reports(ledger))) == before


# --- evidence only grows -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", [audit.name, *(table.name for table in EVIDENCE)])
@pytest.mark.parametrize("act", ["UPDATE {table} SET link = link", "DELETE FROM {table}"])
def test_the_database_refuses_to_change_evidence(ledger: Ledger, table: str, act: str) -> None:
    put(ledger, TEXT)
    original, _ = put(ledger, "Ten died", place="b.txt")
    writing.judge(ledger, decision("claim-1"))
    writing.destroy(ledger, original, reason="danger", act=ACT)
    statement = act.format(table=table).replace("link = link", "number = number" if table == "audit" else "link = link")
    with pytest.raises(DBAPIError, match="only ever added"), ledger.engine.begin() as connection:
        connection.execute(text(statement))


def test_replacing_a_row_is_refused_too(ledger: Ledger) -> None:
    original, _ = put(ledger, TEXT)
    if ledger.dialect != "sqlite":
        with pytest.raises(DBAPIError, match="only ever added"), ledger.engine.begin() as connection:
            connection.execute(text("TRUNCATE originals CASCADE"))
        return
    statement = text("INSERT OR REPLACE INTO originals SELECT sha256, size + 1, name, link FROM originals WHERE sha256 = :one")
    with pytest.raises(DBAPIError, match="only ever added"), ledger.engine.begin() as connection:
        connection.execute(statement, {"one": original})


# --- decisions -----------------------------------------------------------------------------------------------------------------


def decision(subject: str, verdict: str = "confirm", supersedes: str | None = None) -> Judgement:
    made = content_id("judgement", subject, verdict, supersedes or "")
    return Judgement(made, subject, "claim", verdict, "7", "seen on video", "reviewer", AT, supersedes)


def test_a_decision_is_kept_and_superseded(ledger: Ledger) -> None:
    first, second = decision("claim-1"), decision("claim-1", "reject", decision("claim-1").id)
    writing.judge(ledger, first)
    writing.judge(ledger, second)
    assert looking.judgements_on(ledger, "claim-1") == [first, second]
    assert list(find_faults(ledger)) == []


def test_no_decision_is_made_over_one_that_was_not_seen(ledger: Ledger) -> None:
    writing.judge(ledger, decision("claim-1"))
    with pytest.raises(LedgerError, match="newer decision"):
        writing.judge(ledger, decision("claim-1", "reject"))
    writing.judge(ledger, decision("claim-1", "reject", decision("claim-1").id))
    with pytest.raises(LedgerError, match="newer decision"):
        writing.judge(ledger, decision("claim-1", "correct", decision("claim-1").id))


def test_a_destroyed_original_leaves_its_hash_and_the_reason(ledger: Ledger) -> None:
    original, report = put(ledger, TEXT)
    kept, _ = put(ledger, "Ten died", place="b.txt")
    writing.destroy(ledger, original, reason="the witness is in danger", act=ACT)
    assert quotes(ledger) == ["Ten died"]
    assert [row["id"] for row in looking.find_text(ledger, "nine")] == []
    with pytest.raises(LedgerError, match="destroyed"):
        looking.contract_of(ledger, report)
    with pytest.raises(LedgerError, match="key is gone"):
        b"".join(looking.read_original(ledger, original))
    assert "the witness is in danger" in [link.body for link in looking.links(ledger, original)][-1]
    assert list(find_faults(ledger)) == []
    assert b"".join(looking.read_original(ledger, kept)) == b"Ten died"


# --- making and opening --------------------------------------------------------------------------------------------------------


def test_a_ledger_is_made_once_and_opens_again(address: str) -> None:
    create_ledger(address, AT).close()
    if address == "memory:":
        return
    with pytest.raises(LedgerError, match="there is a ledger"):
        create_ledger(address, AT)
    opened = open_ledger(address, AT)
    put(opened, TEXT)
    opened.close()
    again = open_ledger(address, AT)
    assert quotes(again) == ["Nine died there", "Six died in Qamishli"]
    again.close()


def test_writers_at_once_lose_nothing(address: str) -> None:
    if address == "memory:":
        pytest.skip("memory has one writer")
    create_ledger(address, AT).close()
    writers = 8 if address.startswith("postgresql") else 2
    failures: list[BaseException] = []

    def write(writer: int) -> None:
        try:
            own = open_ledger(address, AT)
            for number in range(6):
                put(own, f"Writer {writer} told of {number}", place=f"{writer}-{number}.txt")
                put(own, f"All told of {number}", place=f"{number}.txt")
            own.close()
        except BaseException as error:  # noqa: BLE001  # shown by the test's own thread
            failures.append(error)

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    ledger = open_ledger(address, AT)
    assert len(list(looking.list_reports(ledger))) == 6 * writers + 6
    assert list(find_faults(ledger)) == []
    ledger.close()


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        ({"place": "Qamishli"}, "view_names"),
        ({"party": "army", "place": "Qamishli"}, "view_names"),
        ({"measure": "killed"}, "ix_view_claims_measure"),
        ({"since": "2024-01-01", "until": "2024-02-01"}, "claims_by_day"),
    ],
)
def test_filters_use_an_index(ledger: Ledger, wanted: dict[str, str], index: str) -> None:
    if ledger.dialect != "sqlite":
        pytest.skip("PostgreSQL plans by statistics, which an empty table lacks")
    put(ledger, TEXT)
    query = looking.claims_query(ledger.dialect, ClaimFilter(**wanted)).compile(ledger.engine, compile_kwargs={"literal_binds": True})
    with ledger.engine.connect() as connection:
        plan = "\n".join(row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {query}")))
    assert f"USING INDEX {index}" in plan or f"SEARCH {index}" in plan, plan
    assert "SCAN view_claims\n" not in f"{plan}\n"


def test_a_lost_connection_loses_nothing(postgresql: Path) -> None:
    address = database(postgresql)
    create_ledger(address, AT).close()
    with pytest.raises(LedgerError, match="went away"):
        _cut_off(address)
    with opened(address, AT) as ledger:
        assert quotes(ledger) == ["Nine died there", "Six died in Qamishli"]
        assert len(list(looking.list_reports(ledger))) == 1
        assert list(find_faults(ledger)) == []


def _cut_off(address: str) -> None:
    """Write a report, and be thrown out by the server in the midst of another transaction."""
    with opened(address, AT) as ledger:
        put(ledger, TEXT)
        with turn(ledger.engine) as connection:
            connection.execute(text("INSERT INTO view_reports (id, original, claims) VALUES ('unfinished', '', 0)"))
            with connected(address) as other:
                other.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"))
            connection.execute(text("SELECT 1"))


@contextmanager
def connected(address: str) -> Iterator[Connection]:
    engine = create_engine("postgresql+psycopg://" + address.partition("://")[2])
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_a_ledger_that_may_not_be_written_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = create_ledger(str(tmp_path / "ledger"), AT)
    put(ledger, TEXT)
    ledger.close()
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # as on a CD; root may write anything else
    with opened(str(tmp_path / "ledger"), AT) as ledger:
        assert list(find_faults(ledger)) == []
        assert quotes(ledger) == ["Nine died there", "Six died in Qamishli"]
    with pytest.raises(LedgerError, match="may not be written"), opened(str(tmp_path / "ledger"), AT) as ledger:
        put(ledger, "Ten died", place="b.txt")
