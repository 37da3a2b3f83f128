"""Settings → objects: the only place that puts the parts together, and the Python API."""

import getpass
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from sayso.errors import ExtraError
from sayso.gazetteer import open_gazetteer
from sayso.intake import parse_date
from sayso.model.archive import Act, ClaimFilter, Fault, Judgement
from sayso.model.claim import ReadReport
from sayso.model.evidence import Report, report_id
from sayso.reader.bundle import open_bundle
from sayso.scale.pool import in_order
from sayso.service.read import Passed, read_or_pass, read_report

if TYPE_CHECKING:
    from sayso.ledger.opening import Ledger
    from sayso.service.add import Added, Source

# Each process opens a bundle and the gazetteers once, at its first report.
_opened = cache(open_bundle)
_gazetteer = cache(open_gazetteer)


def read(
    text: str, *, outlet: str | None = None, published: date | str | None = None, title: str | None = None, bundle: Path | None = None
) -> ReadReport:
    """Read one text.

    `text` is plain text, kept as it is: every span of the result counts its Unicode characters. `published` is a date or
    an ISO 8601 date or timestamp ("2016-12-14"); without it, words such as "on Saturday" stay without a date. `bundle` is
    the folder of another reader than the shipped one.

    Raises DateError where `published` is no date, BundleError where the reader's files are missing or altered,
    GazetteerError where a gazetteer can't be read.
    """
    day = _day(published)
    report = Report(report_id(text, outlet, day), text, outlet=outlet, published=day, title=title)
    return read_report(report, _opened(bundle), _gazetteer())


def read_many(reports: Iterable[Report], *, workers: int = 1, bundle: Path | None = None) -> Iterator[ReadReport]:
    """Read reports lazily, in their order, in memory for a few of them at a time.

    `workers` is the number of processes (1: this one). With more, call it under `if __name__ == "__main__":`, since each
    process imports the calling module. Raises BundleError as `read` does.
    """
    yield from in_order(partial(_read, bundle=bundle), reports, workers)


def read_stream(items: Iterable[Report | Passed], *, workers: int, bundle: Path | None) -> Iterator[ReadReport | Passed]:
    """`read_many` for what intake gives: what is no report stays in its place, an error for one."""
    yield from in_order(partial(_read_or_pass, bundle=bundle), items, workers)


def _read(report: Report, bundle: Path | None) -> ReadReport:
    return read_report(report, _opened(bundle), _gazetteer())


def _read_or_pass(item: Report | Passed, bundle: Path | None) -> ReadReport | Passed:
    return read_or_pass(item, _opened(bundle), _gazetteer())


def _day(published: date | str | None) -> date | None:
    if isinstance(published, str):
        return parse_date(published, "published")
    return published.date() if isinstance(published, datetime) else published


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def ledger_at(name: str | None) -> str:
    """Where the ledger is: as named, else as SAYSO_LEDGER says, else the folder sayso-ledger."""
    return name or os.environ.get("SAYSO_LEDGER") or "sayso-ledger"


def make_ledger(name: str) -> None:
    """Raises LedgerError where there is one, or it can't be made."""
    opening = _ledger_part("opening")
    opening.create_ledger(name, _now()).close()


@contextmanager
def opened_ledger(name: str) -> "Iterator[Ledger]":
    """A ledger for as long as the block runs. Raises LedgerError where there is none."""
    with _ledger_part("opening").opened(name, _now()) as ledger:
        yield ledger


def add_to_ledger(ledger: "Ledger", sources: "Iterable[Source]", *, workers: int, bundle: Path | None, **known: Any) -> "Iterator[Added]":
    """Add files to a ledger, as whoever is logged in; `known` is what is known of them all, as `Adding` takes it."""
    from sayso import __version__  # noqa: PLC0415
    from sayso.service.add import Adding, add  # noqa: PLC0415

    reader = partial(read_stream, workers=workers, bundle=bundle)
    by = f"sayso {__version__} {_opened(bundle).name}"
    yield from add(ledger, sources, Adding(reader, by, getpass.getuser(), _now, **known))


def _ledger_part(name: str) -> Any:
    """A module of the ledger; the base install lacks what it needs."""
    try:
        return import_module(f"sayso.ledger.{name}")
    except ModuleNotFoundError as error:
        if error.name and error.name.partition(".")[0] == "sayso":
            raise
        raise ExtraError("a ledger", "ledger") from error


def source_of(path: str, reopen: "Callable[[], BinaryIO]", allow_hosts: Collection[str] = ()) -> "Source":
    """A file to add, or what is at a URL; `allow_hosts` needn't be public."""
    from sayso.service.add import Source, from_web  # noqa: PLC0415

    return from_web(path, allow_hosts) if is_url(path) else Source(path, reopen)


def is_url(path: str) -> bool:
    """Whether it names something on the web."""
    return path.lower().startswith(("http://", "https://"))


def find_faults(ledger: "Ledger", head: str | None = None) -> "Iterator[Fault]":
    """All that is broken in a ledger, the act of the hash `head` missing from it included."""
    yield from _ledger_part("checking").find_faults(ledger, head)


def head_of(ledger: "Ledger") -> tuple[int, str]:
    """Number and hash of a ledger's last act."""
    found: tuple[int, str] = _ledger_part("looking").head_of(ledger)
    return found


def reports_of(ledger: "Ledger", *, text: str | None = None, outlet: str | None = None) -> Iterator[dict[str, Any]]:
    """The reports of a ledger that meet the conditions."""
    looking = _ledger_part("looking")
    yield from looking.find_text(ledger, text) if text else looking.list_reports(ledger, outlet=outlet)


def claims_of(ledger: "Ledger", wanted: ClaimFilter, *, limit: int | None = None) -> Iterator[dict[str, Any]]:
    """The claims of a ledger that meet the conditions."""
    yield from _ledger_part("looking").list_claims(ledger, wanted, limit=limit)


def shown(ledger: "Ledger", name: str) -> dict[str, Any]:
    """A claim with its report, or a report with its claims, by id. Raises LedgerError where there is none."""
    looking = _ledger_part("looking")
    if name.startswith("report-"):
        contract: dict[str, Any] = looking.contract_of(ledger, name)
        return {"provenance": looking.provenance_of(ledger, name), **contract}
    claim, contract = looking.claim_in_report(ledger, name)
    return {"claim": claim, "report": contract["report"]}


def judge_in(ledger: "Ledger", name: str, verdict: str, told: Mapping[str, str | None]) -> Judgement:
    """Append a decision, as whoever is logged in unless it names its author."""
    from sayso.service.judge import judge  # noqa: PLC0415

    return judge(ledger, name, verdict, told, Act(_now(), getpass.getuser()))


def history_of(ledger: "Ledger", name: str) -> Iterator[tuple[str, str]]:
    """Time and sentence of all that happened to a claim or report."""
    from sayso.service.judge import history  # noqa: PLC0415

    yield from history(ledger, name)


def export_ledger(ledger: "Ledger", target: Path) -> str:
    """Write a ledger as a package; gives its digest."""
    from sayso.service.package import export  # noqa: PLC0415

    return export(ledger, target, on=_now()[:10])


def import_into(ledger: "Ledger", source: Path) -> dict[str, int]:
    """Add what a package holds to a ledger, as whoever is logged in."""
    from sayso.service.package import import_package  # noqa: PLC0415

    return import_package(ledger, source, Act(_now(), getpass.getuser()))
