"""`sayso reports`, `sayso claims` and `sayso show`: finding in a ledger."""

import json
from typing import Any

import click

from sayso.bootstrap import claims_of, ledger_at, opened_ledger, reports_of, shown
from sayso.cli.options import as_date, as_name, ledger_option
from sayso.cli.table import visible
from sayso.model.archive import ClaimFilter


@click.command()
@ledger_option
@click.option("--text", metavar="WORDS", callback=as_name, help="Only reports that hold all these words, in any spelling.")
@click.option("--outlet", metavar="NAME", callback=as_name, help="Only reports of this outlet.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def reports(ledger: str | None, text: str | None, outlet: str | None, as_json: bool) -> None:
    """List the reports of a ledger: day, outlet, title, number of claims, id."""
    with opened_ledger(ledger_at(ledger)) as opened:
        for row in reports_of(opened, text=text, outlet=outlet):
            if as_json:
                click.echo(json.dumps(row, ensure_ascii=False))
                continue
            known = f"{row['published'] or 'undated   '}  {row['outlet'] or 'outlet unknown'}  {row['title'] or ''}"
            click.echo(f"{visible(known)}  {row['claims']} claims  {row['id']}")


@click.command()
@ledger_option
@click.option("--party", metavar="NAME", callback=as_name, help="On whose word, in any spelling of the name.")
@click.option("--outlet", metavar="NAME", callback=as_name, help="In reports of this outlet.")
@click.option("--place", metavar="NAME", callback=as_name, help="About this place.")
@click.option("--from", "since", metavar="DATE", callback=as_date, help="About this day or later.")
@click.option("--to", "until", metavar="DATE", callback=as_date, help="About this day or earlier.")
@click.option("--measure", metavar="NAME", help="Figures of this measure: killed, injured, displaced …")
@click.option(
    "--stance", type=click.Choice(["asserts", "denies", "doubts", "cannot_confirm", "asks", "promises"]), help="How the party stands to it."
)
@click.option("--kind", type=click.Choice(["count", "blame", "status", "statement"]), help="Claims of this kind.")
@click.option("--text", metavar="WORDS", callback=as_name, help="In reports that hold all these words.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def claims(ledger: str | None, limit: int | None, as_json: bool, **conditions: Any) -> None:
    """List claims that meet all conditions: who, stance, what, where, when, id."""
    days = {name: conditions[name].isoformat() if conditions[name] else None for name in ("since", "until")}
    with opened_ledger(ledger_at(ledger)) as opened:
        for row in claims_of(opened, ClaimFilter(**{**conditions, **days}), limit=limit):
            if as_json:
                click.echo(json.dumps(row, ensure_ascii=False))
                continue
            when = row["earliest"] or "" if row["earliest"] == row["latest"] else f"{row['earliest'] or '…'}–{row['latest'] or '…'}"
            parts = (row["party"] or "outlet unknown", row["stance"], row["quote"], row["place"] or "", when)
            click.echo(f"{'  '.join(visible(part) for part in parts if part)}  {row['id']}")


@click.command()
@click.argument("id")
@ledger_option
def show(id: str, ledger: str | None) -> None:  # noqa: A002
    """Show all that the ledger holds of one claim or report, as JSON. ID is its id or, of a claim, how that begins."""
    with opened_ledger(ledger_at(ledger)) as opened:
        click.echo(json.dumps(shown(opened, id), ensure_ascii=False, indent=2))
