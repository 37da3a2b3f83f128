"""`sayso init`, `sayso add` and `sayso verify`: making a ledger, adding to it, and asking whether it is whole."""

import io
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import click

from sayso.bootstrap import add_to_ledger, find_faults, head_of, is_url, ledger_at, make_ledger, opened_ledger, source_of
from sayso.cli import FAILED
from sayso.cli.options import as_columns, as_date, as_name, ledger_option
from sayso.cli.progress import Progress
from sayso.cli.table import visible
from sayso.errors import ReportError
from sayso.intake import is_report, read_source


@click.command()
@ledger_option
def init(ledger: str | None) -> None:
    """Make a ledger: a folder with everything in it, or a PostgreSQL database (postgresql://…) for a team."""
    place = ledger_at(ledger)
    make_ledger(place)
    click.echo(f"Made the ledger {visible(place)}. Add reports to it: sayso add FILE…")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@ledger_option
@click.option("--outlet", metavar="NAME", callback=as_name, help="Who published the reports, where they don't say so themselves.")
@click.option("--published", metavar="DATE", callback=as_date, help="When they were published (2016-12-14), where they don't say so.")
@click.option(
    "--columns",
    metavar="MAPPING",
    callback=as_columns,
    help='Which columns of a table hold what: "text=Body,published=Date", or a .toml file with that.',
)
@click.option("--allow-host", "allow_hosts", multiple=True, metavar="HOST", help="A host that needn't be public; may be given again.")
@click.option("--dry-run", is_flag=True, help="Say what the files hold, and write nothing.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="How many processes read.")
@click.option("--reader", "bundle", type=click.Path(path_type=Path), metavar="FOLDER", help="A model bundle other than the shipped one.")
def add(paths: tuple[str, ...], ledger: str | None, dry_run: bool, allow_hosts: tuple[str, ...], **options: Any) -> None:
    """Archive reports, read them, and write what they claim into the ledger.

    PATH is what `sayso read` takes, a folder of such files, or a URL (http, https), which is fetched and kept with a web archive of how
    it came. What is in the ledger already changes nothing, so after any interruption the same command goes on where it stopped. Exit
    status: 0 all reports are in the ledger, 1 some could not be read, 2 wrong usage.
    """
    files = [file for path in paths for file in _files(path)]
    if dry_run:
        _tell(files, outlet=options["outlet"], published=options["published"], columns=options["columns"])
        return
    outcomes: Counter[str] = Counter()
    claims = 0
    with opened_ledger(ledger_at(ledger)) as opened, Progress(tuple(files)) as progress:
        sources = (source_of(path, _reopening(path), allow_hosts) for path in files)
        for one in add_to_ledger(opened, sources, **options):
            progress.step()
            outcomes[one.outcome] += 1
            claims += one.claims
            if one.problem:
                progress.say(f"sayso: {visible(one.problem)}")
            else:  # on disk by now: what is said here is never lost
                click.echo(f"{one.outcome}  {one.report}  {visible(one.place)}")
                sys.stdout.flush()
    click.echo(f"{outcomes['added']} added ({claims} claims), {outcomes['known']} known already, {outcomes['failed']} failed")
    if outcomes["failed"]:
        raise click.exceptions.Exit(FAILED)


@click.command()
@ledger_option
@click.option("--head", metavar="HASH", help="An act's hash that was written down elsewhere: nothing up to it may be missing.")
def verify(ledger: str | None, head: str | None) -> None:
    """Check everything in the ledger: every hash, every quote against its text, every link of the audit chain.

    What is broken is told with the place and the last moment at which all was well. Write down the hash that is printed: given as
    --head another time, it shows that no act up to it was cut off. Exit status: 0 all is well, 1 something is broken.
    """
    faults = 0
    place = ledger_at(ledger)
    with opened_ledger(place) as opened:
        for fault in find_faults(opened, head):
            faults += 1
            since = f" (all was well at {fault.since})" if fault.since else ""
            click.echo(f"{visible(fault.where)}: {visible(fault.problem)}{since}")
        number, last = head_of(opened)
    if faults:
        click.echo(f"sayso: {faults} faults in {visible(place)}", err=True)
        raise click.exceptions.Exit(FAILED)
    click.echo(f"{visible(place)} is whole. Its last act is number {number}: {last}")


def _files(path: str) -> Iterator[str]:
    """The files of a folder whose names end as reports' do, in order, hidden ones left out; the path itself where it is none."""
    folder = Path(path)
    if path == "-" or is_url(path) or not folder.is_dir():
        yield path
        return
    for file in sorted(folder.rglob("*")):
        if file.is_file() and is_report(file.name) and not any(part.startswith(".") for part in file.relative_to(folder).parts):
            yield str(file)


def _reopening(path: str) -> Callable[[], BinaryIO]:
    if path != "-":
        return lambda: _opened(path)
    whole = sys.stdin.buffer.read() if sys.stdin else b""
    return lambda: io.BytesIO(whole)


def _opened(path: str) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except FileNotFoundError as error:
        raise ReportError(path, "there is no such file", "Check the path") from error
    except PermissionError as error:
        raise ReportError(path, "it may not be read", f"Ask its owner, or allow it: chmod u+r {path}") from error


def _tell(files: list[str], **known: Any) -> None:
    good = bad = 0
    stdin = sys.stdin.buffer if sys.stdin else None
    for file in files:
        if is_url(file):
            click.echo(f"{visible(file)}: not fetched in a dry run")
            continue
        for item in read_source(file, stdin=stdin, **known):
            if isinstance(item, ReportError):
                bad += 1
                click.echo(f"sayso: {visible(str(item))}", err=True)
                continue
            good += 1
            told = f"{item.outlet or 'outlet unknown'} · {item.published or 'undated'} · {item.title or 'no title'}"
            click.echo(f"{visible(file)}: {visible(told)}")
    click.echo(f"{good} reports would be added, {bad} could not be read; nothing was written")
    with suppress(BrokenPipeError):
        sys.stdout.flush()
    if bad:
        raise click.exceptions.Exit(FAILED)
