"""The use case behind `sayso add`: archive, read, write; what is there already changes nothing."""

import io
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import BinaryIO, cast

from sayso.errors import InputError, LedgerError, ReportError
from sayso.intake import Capture, Columns, Policy, fetch, place_of, read_stream
from sayso.ledger.looking import open_original
from sayso.ledger.opening import Ledger
from sayso.ledger.writing import add_report, has_reading, report_key, store_original
from sayso.model.archive import Act, Outcome, Stored
from sayso.model.claim import ReadReport
from sayso.model.evidence import Report
from sayso.publish.contract import to_contract


@dataclass(frozen=True, slots=True)
class Known:
    """A report that is in the ledger as this reader reads it."""


Item = Report | ReportError | Known
Reader = Callable[[Iterable[Item]], Iterator[ReadReport | ReportError | Known]]


@dataclass(frozen=True, slots=True)
class Adding:
    """How reports are added: by which reader, as whose act, and what is known of all of them. `now` gives UTC in ISO 8601."""

    read: Reader
    produced_by: str
    actor: str
    now: Callable[[], str]
    outlet: str | None = None
    published: date | None = None
    columns: Columns | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one report. `report` is its id in the ledger; `claims` how many it makes; `problem` why it failed."""

    place: str
    outcome: Outcome
    report: str | None = None
    claims: int = 0
    problem: str | None = None


class _Kept(io.RawIOBase):
    """A file that stays open when this is closed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        return self._file.read(-1 if size is None else size)


@dataclass(slots=True)
class Source:
    """One file to add: `reopen` gives its bytes from the first on, each time it is called. `close` lets go of what it holds.

    `beside` are files kept with it as originals of their own, known once it has been opened: the web archive of how a page came.
    """

    path: str
    reopen: Callable[[], BinaryIO]
    place: str = field(init=False)
    close: Callable[[], None] = lambda: None
    beside: list["Source"] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.place = place_of(self.path)


def from_web(url: str, allow_hosts: Collection[str]) -> Source:
    """What a URL leads to, fetched when it is first opened; `allow_hosts` needn't be public."""
    held: list[Capture] = []

    def reopened(name: str) -> BinaryIO:
        if not held:
            held.append(fetch(url, policy=Policy(allow_hosts=allow_hosts)))
            source.place = held[0].requested
            source.beside = [Source(f"{held[0].requested} (web archive)", lambda: reopened("warc"))]
        file: BinaryIO = getattr(held[0], name)
        file.seek(0)
        return cast(BinaryIO, _Kept(file))

    def close() -> None:
        for capture in held:
            capture.close()

    source = Source(url, lambda: reopened("body"), close=close)
    return source


def add(ledger: Ledger, sources: Iterable[Source], how: Adding) -> Iterator[Added]:
    """Add files, one after the other, and say of each of their reports what became of it. A file that can't be read stops no other."""
    pending: deque[tuple[str, str, str, str]] = deque()
    for result in how.read(_items(ledger, sources, how, pending)):
        place, original, member, report_id = pending.popleft()
        if isinstance(result, Known):
            yield Added(place, "known", report_id)
        elif isinstance(result, ReportError):
            yield Added(place, "failed", problem=str(result))
        else:
            yield _written(ledger, result, (place, original, member, report_id), how)


def _written(ledger: Ledger, read: ReadReport, where: tuple[str, str, str, str], how: Adding) -> Added:
    place, original, member, report_id = where
    contract = to_contract(read)
    told = read.report.provenance
    provenance = (asdict(told) if told else {}) | {"member": member}
    new = add_report(ledger, original, provenance, contract, produced_by=how.produced_by, act=Act(how.now(), how.actor))
    return Added(place, "added" if new else "known", report_id, len(read.claims))


def _items(ledger: Ledger, sources: Iterable[Source], how: Adding, pending: deque[tuple[str, str, str, str]]) -> Iterator[Item]:
    """The reports of all sources, each noted in `pending` as it is given: its place, original, member and id."""
    for source in sources:
        try:
            stored = store_original(ledger, source.reopen, place=source.place, act=Act(how.now(), how.actor))
            for other in source.beside:
                store_original(ledger, other.reopen, place=other.place, act=Act(how.now(), how.actor))
        except InputError as error:
            pending.append((source.place, "", "", ""))
            yield ReportError(error.place, error.problem, error.remedy)
            continue
        except OSError as error:
            pending.append((source.place, "", "", ""))
            yield ReportError(source.place, f"it can't be read: {error.strerror or error}", "Check the path and the disk")
            continue
        finally:
            source.close()
        yield from _reports(ledger, source, stored, how, pending)


def _reports(ledger: Ledger, source: Source, stored: Stored, how: Adding, pending: deque[tuple[str, str, str, str]]) -> Iterator[Item]:
    stream = open_original(ledger, stored.sha256)
    items = read_stream(source.place, stream, outlet=how.outlet, published=how.published, columns=how.columns)
    try:
        for number, item in enumerate(items, 1):
            member = _member(item, number)
            report_id = report_key(stored.sha256, member, item.text_sha256) if isinstance(item, Report) else ""
            place = item.place if isinstance(item, ReportError) else source.place
            known = isinstance(item, Report) and has_reading(ledger, report_id, how.produced_by)
            pending.append((place, stored.sha256, member, report_id))
            yield Known() if known else item
    except LedgerError as error:  # the original was destroyed, or altered on the disk
        pending.append((source.place, stored.sha256, "", ""))
        yield ReportError(source.place, error.problem, error.remedy)


def _member(item: Report | ReportError, number: int) -> str:
    """Which part of its original an item is: as intake tells it, else its number if it isn't the first."""
    told = item.provenance.member if isinstance(item, Report) and item.provenance else None
    return told or ("" if number == 1 else str(number))
