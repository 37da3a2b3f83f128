"""Options that several commands take."""

from datetime import date

import click

from sayso.errors import DateError, InputError
from sayso.intake import Columns, columns_of, parse_date


def as_date(_: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    """A date, or the error that click shows beside the option."""
    try:
        return parse_date(value, "--published") if value is not None else None
    except DateError as error:
        raise click.BadParameter(f"{error.problem}. {error.remedy}", param=parameter) from error


def as_name(_: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A name that can be written as UTF-8."""
    try:
        return value if value is None else value.encode("utf-8").decode("utf-8")
    except UnicodeEncodeError as error:  # bytes that the terminal's encoding doesn't have
        raise click.BadParameter("it is not in the terminal's encoding. Use a UTF-8 terminal", param=parameter) from error


ledger_option = click.option(
    "--ledger", metavar="PATH|URL", help="The ledger's folder or postgresql:// address; else SAYSO_LEDGER, else sayso-ledger here."
)


def as_columns(_: click.Context, parameter: click.Parameter, value: str | None) -> Columns | None:
    """A mapping of columns, written out or in a file."""
    try:
        return columns_of(value) if value is not None else None
    except InputError as error:
        raise click.BadParameter(f"{error.problem}. {error.remedy}", param=parameter) from error
