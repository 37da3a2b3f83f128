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
from sayso.cli.options import as_columns, as_date, as_name
from sayso.cli.progress import Progress
from sayso.cli.table import table, visible
from sayso.errors import ReportError
from sayso.intake import Columns, read_source
from sayso.model.claim import ReadReport
from sayso.model.evidence import Report
from sayso.publish.contract import to_contract


@dataclass(frozen=True, slots=True)
class _Options:
    """What was asked for, beside the paths."""

    outlet: str | None
    published: date | None
    columns: Columns | None
    as_json: bool
    quotes: bool
    workers: int
    bundle: Path | None


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--outlet", metavar="NAME", callback=as_name, help="Who published the reports, where they don't say so themselves.")
@click.option("--published", metavar="DATE", callback=as_date, help="When they were published (2016-12-14), where they don't say so.")
@click.option(
    "--columns",
    metavar="MAPPING",
    callback=as_columns,
    help='Which columns of a table hold what: "text=Body,published=Date", or a .toml file with that.',
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a report and line: the read contract.")
@click.option("--quotes", is_flag=True, help="Show under each row the words that it rests on.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="How many processes read.")
@click.option("--reader", "bundle", type=click.Path(path_type=Path), metavar="FOLDER", help="A model bundle other than the shipped one.")
def read(paths: tuple[str, ...], **options: Any) -> None:
    """Read reports and show who claims what.

    PATH is a plain text file, a saved web page (.html, .mhtml), a document (.pdf, .docx, .odt), a mail (.eml), a feed (RSS, Atom), a
    table (.csv), JSON Lines with at least "text", a web archive (.warc, .wacz), or an export of X, Telegram or Bluesky; "-"
    is standard input. Any of them may be compressed (.gz). Exit status: 0 all reports were read, 1 some could not be, 2 wrong usage.
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
                if result.report.provenance is not None and not result.report.provenance.reliable:
                    progress.say(f"sayso: {visible(_unreliable(result.report))}")
    sys.stdout.flush()
    if failed:
        click.echo(f"sayso: {failed} of {progress.done} reports could not be read", err=True)
        raise click.exceptions.Exit(FAILED)


def _unreliable(report: Report) -> str:
    """What a user has to know before quoting from a text that may not be what the original shows."""
    named = report.title or report.id
    return f"the characters of {named!r} may stand in another order or be others than its original shows; look there before you quote it"


def _show(result: ReadReport, asked: _Options) -> None:
    if asked.as_json:
        # In UTF-8 whatever the terminal's encoding is.
        sys.stdout.buffer.write(json.dumps(to_contract(result), ensure_ascii=False).encode("utf-8") + b"\n")
    else:
        click.echo(table(result, quotes=asked.quotes))


def _intake(paths: tuple[str, ...], asked: _Options) -> Iterator[Report | ReportError]:
    stdin = sys.stdin.buffer if sys.stdin else None  # there may be none at all: `<&-`
    for path in paths:
        yield from read_source(path, outlet=asked.outlet, published=asked.published, stdin=stdin, columns=asked.columns)
