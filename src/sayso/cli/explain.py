"""`sayso explain`."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from sayso.bootstrap import read_stream
from sayso.cli import FAILED
from sayso.cli.options import as_columns, as_date, as_name
from sayso.cli.table import columns_of, visible
from sayso.errors import ReportError
from sayso.intake import Columns, read_source
from sayso.model.claim import Claim, ReadReport
from sayso.publish import explanation
from sayso.publish.explanation import Part

_MARGIN = 13  # columns of a part's title


@click.command()
@click.argument("path", metavar="REPORT")
@click.argument("claim", required=False, metavar="[CLAIM]")
@click.option("--outlet", metavar="NAME", callback=as_name, help="Who published it, as for `sayso read`: a claim's id hangs on it.")
@click.option("--published", metavar="DATE", callback=as_date, help="When it was published (2016-12-14), as for `sayso read`.")
@click.option("--columns", metavar="MAPPING", callback=as_columns, help="Which columns of a table hold what, as for `sayso read`.")
@click.option("--reader", "bundle", type=click.Path(path_type=Path), metavar="FOLDER", help="A model bundle other than the shipped one.")
def explain(path: str, claim: str | None, outlet: str | None, published: date | None, columns: Columns | None, bundle: Path | None) -> None:
    """Show how a claim came about: the characters it rests on, the rules that fired, the scores.

    REPORT is what `sayso read` takes. CLAIM is a claim's number, which is its row in the table of `sayso read`, or its id or how that
    begins; without it, all claims are listed with both.
    """
    stdin = sys.stdin.buffer if sys.stdin else None
    found = failed = 0
    reports = read_source(path, outlet=outlet, published=published, stdin=stdin, columns=columns)
    for result in read_stream(reports, workers=1, bundle=bundle):
        if isinstance(result, ReportError):
            failed += 1
            click.echo(f"sayso: {visible(str(result))}", err=True)
            continue
        for number, one in _asked(result, claim):
            found += 1
            click.echo(_listed(number, one) if claim is None else _explained(result, number, one))
    if not found and not failed:
        known = "no claims in it" if claim is None else f"no claim {visible(claim)!r} in it; `sayso explain {visible(path)}` lists them"
        click.echo(f"sayso: {visible(path)}: {known}", err=True)
    if failed or not found:
        raise click.exceptions.Exit(FAILED)


def _asked(result: ReadReport, asked: str | None) -> Iterator[tuple[int, Claim]]:
    """The claims that were asked for, with their numbers."""
    for number, claim in enumerate(result.claims, 1):
        bare = claim.id.removeprefix("claim-")
        if asked is None or asked == str(number) or (len(asked) > 3 and (claim.id.startswith(asked) or bare.startswith(asked))):
            yield number, claim


def _listed(number: int, claim: Claim) -> str:
    who = claim.said_by.name or "the outlet"
    return f"{number:>4}  {claim.id}  {visible(who)}: {visible(claim.figure.verbatim if claim.figure else claim.quote[:60])}"


def _explained(result: ReadReport, number: int, claim: Claim) -> str:
    report = result.report
    known = f"{report.outlet or 'outlet unknown'} · {report.published or 'undated'}"
    heading = f"{visible(known)} · claim {number} of {len(result.claims)}"
    return "\n".join([click.style(heading, bold=True), *(_lines(part) for part in explanation.explain(result, claim)), ""])


def _lines(part: Part) -> str:
    title = part.title + " " * (_MARGIN - columns_of(part.title))
    first = f"{click.style(title, dim=True)}{click.style(visible(part.value), bold=part.title != 'passage')}"
    return "\n".join([first, *(f"{'':{_MARGIN}}{visible(line)}" for line in part.grounds)])
