"""The use cases behind `sayso export` and `sayso import`: a whole ledger as one package that standard tools verify."""

import io
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from sayso.errors import PackageError
from sayso.ledger import looking
from sayso.ledger.opening import Ledger
from sayso.ledger.streams import as_file
from sayso.ledger.writing import add_report, has_judgement, judge, store_original
from sayso.model.archive import Act, Judgement
from sayso.publish.bag import Bag, open_bag, pack, write_bag

_ABOUT = """This package holds a ledger of sayso, in plain files.

originals/NAME     the reports as they were received; the name is the SHA-256 of the file
captures.jsonl     where and when each was received
readings.jsonl     what was read in them: an original, which part of it, by which reader, and the read contract (report, parties, claims)
judgements.jsonl   people's decisions
destroyed.jsonl    originals whose keys were destroyed: hash, time, who, why
audit.jsonl        every act of the ledger, each with the hash of the one before

Check it with `sha256sum --check manifest-sha256.txt` and any BagIt tool; `sayso import` makes a ledger of it.
"""
Lines = Iterator[dict[str, Any]]


def export(ledger: Ledger, target: Path, *, on: str) -> str:
    """Write all that a ledger holds to a folder, a .zip or a .tar, on a day. Gives the package's digest, which stands for the whole."""
    info = [("Source-Organization", "sayso"), ("Bagging-Date", on), ("External-Description", "A ledger of who claims what, on whose word")]
    if target.suffix not in (".zip", ".tar"):
        return write_bag(target, _files(ledger), info)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".sayso-") as scratch:
        digest = write_bag(Path(scratch) / "bag", _files(ledger), info)
        pack(Path(scratch) / "bag", target)
    return digest


def import_package(ledger: Ledger, source: Path, act: Act) -> dict[str, int]:
    """Add all that a package holds to a ledger, after every checksum was right. What is there already changes nothing.

    Gives how many originals, readings and judgements were new. Raises PackageError where it is no package, damaged, or not one of a ledger.
    """
    with open_bag(source) as bag:
        known = {"data/captures.jsonl", "data/readings.jsonl", "data/judgements.jsonl", "data/audit.jsonl"}
        if missing := known - set(bag.files):
            raise PackageError(
                str(source), f"it is no ledger of sayso: {min(missing)} isn't in it", "Name a package that sayso export wrote"
            )
        new = {"originals": 0, "readings": 0, "judgements": 0}
        for line in _lines(bag, "data/captures.jsonl"):
            name = f"data/originals/{line['original']}"
            if name in bag.files:  # else its key was destroyed before the export
                stored = store_original(ledger, _opening(bag, name), place=line["place"], act=act)
                new["originals"] += stored.new
        for line in _lines(bag, "data/readings.jsonl"):
            told = {key: line[key] for key in ("original", "provenance", "contract", "produced_by")}
            new["readings"] += add_report(ledger, **told, act=act)
        for line in _lines(bag, "data/judgements.jsonl"):
            original = line.pop("original")
            if not has_judgement(ledger, line["id"]):
                judge(ledger, Judgement(**line), original=original)
                new["judgements"] += 1
    return new


def _files(ledger: Ledger) -> Iterator[tuple[str, bytes | Iterator[bytes]]]:
    """Path and content of every file below data/."""
    yield "README.txt", _ABOUT.encode()
    originals = looking.all_originals(ledger)
    for sha256, there in originals:
        if there:
            yield f"originals/{sha256}", looking.read_original(ledger, sha256)
    yield "captures.jsonl", _written(_captures(ledger, [sha256 for sha256, there in originals if there]))
    yield "readings.jsonl", _written(looking.all_readings(ledger))
    yield "judgements.jsonl", _written(asdict(one) | {"original": original} for one, original in looking.all_judgements(ledger))
    yield "destroyed.jsonl", _written(iter(looking.all_destructions(ledger)))
    yield "audit.jsonl", _written(asdict(link) for link in looking.links(ledger))


def _captures(ledger: Ledger, originals: list[str]) -> Lines:
    for sha256 in originals:
        for place, at in looking.places_of(ledger, sha256):
            yield {"original": sha256, "place": place, "at": at}


def _written(lines: Lines) -> Iterator[bytes]:
    for line in lines:
        yield json.dumps(line, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass") + b"\n"


def _lines(bag: Bag, name: str) -> Lines:
    text = io.TextIOWrapper(as_file(bag.chunks(name)), encoding="utf-8", errors="surrogatepass", newline="\n")
    for number, line in enumerate(text, 1):
        try:
            yield json.loads(line)
        except ValueError as error:
            raise PackageError(f"{name}:{number}", "it is no JSON", "Export the ledger again") from error


def _opening(bag: Bag, name: str) -> Callable[[], BinaryIO]:
    return lambda: as_file(bag.chunks(name))
