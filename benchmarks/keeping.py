"""What keeping costs: adding against reading, a full ledger against an empty one, verifying against hashing."""

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from benchmarks.figures import Figure
from benchmarks.reports import reports
from sayso import read_many, to_contract
from sayso.ledger.checking import find_faults
from sayso.ledger.looking import find_text, list_claims
from sayso.ledger.opening import Ledger, create_ledger
from sayso.ledger.writing import add_report, store_original
from sayso.model.archive import Act, ClaimFilter
from sayso.model.claim import ReadReport
from sayso.model.ids import content_id, text_hash

ACT = Act("2026-01-02T03:04:05.000Z", "bench")
MIB = 1024 * 1024
_PROBES = 30  # reports added at each size


def keeping(folder: Path, *, size: int, megabytes: int) -> Iterator[Figure]:
    """`size` reports in the full ledger, `megabytes` of originals to verify."""
    yield from _adding(folder / "adding")
    yield from _full(folder / "full", size)
    yield from _verifying(folder / "verifying", megabytes)


def _adding(folder: Path) -> Iterator[Figure]:
    given = list(reports(120))
    list(read_many(given[:5]))
    started = time.process_time()
    read = list(read_many(given))
    reading = time.process_time() - started
    ledger = create_ledger(str(folder), ACT.at)
    started = time.process_time()
    for one in read:
        _put(ledger, one)
    writing = time.process_time() - started
    ledger.close()
    yield Figure("adding to a ledger ÷ reading, same reports", (reading + writing) / reading, "times", 1.25)


def _full(folder: Path, size: int) -> Iterator[Figure]:
    pattern = [to_contract(one) for one in read_many(reports(20))]
    ledger = create_ledger(str(folder), ACT.at)
    empty = _median(ledger, pattern, range(_PROBES))
    for number in range(_PROBES, size):
        _put_varied(ledger, pattern, number)
    full = _median(ledger, pattern, range(size, size + _PROBES))
    yield Figure(f"adding one report, ledger of {size:,} ÷ empty", full / empty, "times", 3.0)
    claims = sum(len(one["claims"]) for one in pattern) * size // len(pattern)
    yield Figure(
        f"claims by place, 50 of {claims:,}", _timed(lambda: list(list_claims(ledger, ClaimFilter(place="Orvest"), limit=50))), "s", 0.5
    )
    yield Figure(
        f"reports by two words, of {size:,}", _timed(lambda: next(find_text(ledger, f"dossier{size // 2} orvest"), None)), "s", 0.5
    )
    ledger.close()


def _verifying(folder: Path, megabytes: int) -> Iterator[Figure]:
    ledger = create_ledger(str(folder), ACT.at)
    block = os.urandom(8 * MIB)
    files = max(1, megabytes // 8)
    for number in range(files):
        data = number.to_bytes(4, "big") + block
        store_original(ledger, _opening(data), place=f"{number}.bin", act=ACT)
    verifying = _timed(lambda: list(find_faults(ledger)))
    plain = folder / "plain"
    plain.write_bytes(b"".join(number.to_bytes(4, "big") + block for number in range(files)))
    hashing = _timed(lambda: _hash(plain))
    ledger.close()
    yield Figure("verifying ÷ hashing the same bytes, speed", hashing / verifying, "times", 0.6, "at least")


def _put(ledger: Ledger, read: ReadReport) -> None:
    raw = read.report.text.encode()
    original = store_original(ledger, _opening(raw), place=read.report.id, act=ACT).sha256
    add_report(ledger, original, {"member": ""}, to_contract(read), produced_by="bench", act=ACT)


def _put_varied(ledger: Ledger, pattern: list[dict[str, object]], number: int) -> None:
    """One of the contracts with a word of its own, so that its text, report and claims are new."""
    made: dict[str, object] = dict(pattern[number % len(pattern)])
    report: dict[str, object] = dict(made["report"])  # type: ignore[call-overload]
    text = f"{report['text']} dossier{number}"
    report |= {"text": text, "text_sha256": text_hash(text)}
    claims = [claim | {"id": content_id("claim", str(claim["id"]), str(number))} for claim in made["claims"]]  # type: ignore[attr-defined]
    original = store_original(ledger, _opening(text.encode()), place=f"{number}.txt", act=ACT).sha256
    add_report(ledger, original, {"member": ""}, made | {"report": report, "claims": claims}, produced_by="bench", act=ACT)


def _median(ledger: Ledger, pattern: list[dict[str, object]], numbers: range) -> float:
    took = sorted(_timed(lambda number=number: _put_varied(ledger, pattern, number)) for number in numbers)  # type: ignore[misc]
    return took[len(took) // 2]


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _opening(data: bytes) -> Callable[[], BinaryIO]:
    return lambda: BytesIO(data)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
