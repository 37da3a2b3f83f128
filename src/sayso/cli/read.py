"""`sayso read`."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from sayso.bootstrap import read_stream
from sayso.cli import FAILED
from sayso.cli.options import as_date, as_name
from sayso.cli.progress import Progress
from sayso.cli.table import table, visible
from sayso.errors import ReportError
from sayso.intake import read_source
from sayso.model.claim import ReadReport
from sayso.model.evidence import Report
from sayso.publish.contract import to_contract


@dataclass(frozen=True, slots=True)
class _Options:
    """What was asked for, beside the paths."""

    outlet: str | None
    published: date | None
    as_json: bool
    quotes: bool
    workers: int
    bundle: Path | None


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--outlet", metavar="NAME", callback=as_name, help="Who published the reports, where they don't say so themselves.")
@click.option("--published", metavar="DATE", callback=as_date, help="When they were published (2016-12-14), where they don't say so.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a report and line: the read contract.")
@click.option("--quotes", is_flag=True, help="Show under each row the words that it rests on.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="How many processes read.")
@click.option("--reader", "bundle", type=click.Path(path_type=Path), metavar="FOLDER", help="A model bundle other than the shipped one.")
def read(paths: tuple[str, ...], **options: Any) -> None:
    """Read reports and show who claims what.

    PATH is a plain text file, a web page saved from a browser, or JSON Lines of reports with at least "text"; "-" is
    standard input. Exit status: 0 all reports were read, 1 some could not be, 2 wrong usage.
    """
    asked = _Options(**options)
    failed = 0
    with Progress(paths) as progress:
        for result in read_stream(_intake(paths, asked), workers=asked.workers, bundle=asked.bundle):
            progress.step()
            if isinstance(result, ReportError):
                failed += 1
                progress.say(f"sayso: {visible(str(result))}")
            else:
                _show(result, asked)
    sys.stdout.flush()
    if failed:
        click.echo(f"sayso: {failed} of {progress.done} reports could not be read", err=True)
        raise click.exceptions.Exit(FAILED)


def _show(result: ReadReport, asked: _Options) -> None:
    if asked.as_json:
        # In UTF-8 whatever the terminal's encoding is.
        sys.stdout.buffer.write(json.dumps(to_contract(result), ensure_ascii=False).encode("utf-8") + b"\n")
    else:
        click.echo(table(result, quotes=asked.quotes))


def _intake(paths: tuple[str, ...], asked: _Options) -> Iterator[Report | ReportError]:
    stdin = sys.stdin.buffer if sys.stdin else None  # there may be none at all: `<&-`
    for path in paths:
        yield from read_source(path, outlet=asked.outlet, published=asked.published, stdin=stdin)
