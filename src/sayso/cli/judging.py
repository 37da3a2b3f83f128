"""`sayso judge` and `sayso history`: people's decisions, and all that happened to one thing."""

import click

from sayso.bootstrap import history_of, judge_in, ledger_at, opened_ledger
from sayso.cli.options import as_name, ledger_option
from sayso.cli.table import visible


@click.command()
@click.argument("id")
@click.argument("verdict", type=click.Choice(["confirm", "correct", "reject", "note", "grade"]))
@ledger_option
@click.option(
    "--field", default="claim", show_default=True, metavar="NAME", help="What of it: claim, figure, said_by, where, when, published …"
)
@click.option("--value", metavar="VALUE", callback=as_name, help="The right value, for correct and grade.")
@click.option("--reason", required=True, metavar="WORDS", callback=as_name, help="Why.")
@click.option("--author", metavar="NAME", callback=as_name, help="Who decides; else whoever is logged in.")
@click.option("--over", metavar="JUDGEMENT", help="The decision that this one takes the place of: sayso history shows it.")
def judge(id: str, verdict: str, ledger: str | None, **told: str | None) -> None:  # noqa: A002
    """Append a decision on a claim or report. Nothing is overwritten: a second decision on the same field names the first with --over."""
    with opened_ledger(ledger_at(ledger)) as opened:
        made = judge_in(opened, id, verdict, told)
    click.echo(made.id)


@click.command()
@click.argument("id")
@ledger_option
def history(id: str, ledger: str | None) -> None:  # noqa: A002
    """Tell all that happened to a claim or report: where it came from, who read it, what was decided on it."""
    with opened_ledger(ledger_at(ledger)) as opened:
        for at, told in history_of(opened, id):
            click.echo(f"{at}  {visible(told)}")
