"""Settings → objects: the only place that puts the parts together, and the Python API."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path

from sayso.errors import ReportError
from sayso.gazetteer import open_gazetteer
from sayso.intake import parse_date
from sayso.model.claim import ReadReport
from sayso.model.evidence import Report, report_id
from sayso.reader.bundle import open_bundle
from sayso.scale.pool import in_order
from sayso.service.read import read_or_pass, read_report

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


def read_stream(items: Iterable[Report | ReportError], *, workers: int, bundle: Path | None) -> Iterator[ReadReport | ReportError]:
    """`read_many` for what intake gives: an error stays in its place."""
    yield from in_order(partial(_read_or_pass, bundle=bundle), items, workers)


def _read(report: Report, bundle: Path | None) -> ReadReport:
    return read_report(report, _opened(bundle), _gazetteer())


def _read_or_pass(item: Report | ReportError, bundle: Path | None) -> ReadReport | ReportError:
    return read_or_pass(item, _opened(bundle), _gazetteer())


def _day(published: date | str | None) -> date | None:
    if isinstance(published, str):
        return parse_date(published, "published")
    return published.date() if isinstance(published, datetime) else published
