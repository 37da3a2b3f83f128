"""The `sayso` command. Each command's module is imported only when it runs, so that the rest starts at once."""

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from keyword import iskeyword

import click

from sayso import __version__
from sayso.errors import SaysoError

FAILED, USAGE = 1, 2

# Command name → the module of this package that holds it under the same name.
_COMMANDS = {
    "add": "sayso.cli.keeping",
    "claims": "sayso.cli.looking",
    "explain": "sayso.cli.explain",
    "export": "sayso.cli.sharing",
    "gazetteer": "sayso.cli.gazetteer",
    "history": "sayso.cli.judging",
    "import": "sayso.cli.sharing",
    "init": "sayso.cli.keeping",
    "judge": "sayso.cli.judging",
    "lexicons": "sayso.cli.lexicons",
    "read": "sayso.cli.read",
    "reports": "sayso.cli.looking",
    "show": "sayso.cli.looking",
    "verify": "sayso.cli.keeping",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        home = _COMMANDS.get(cmd_name)
        command: click.Command | None = getattr(import_module(home), f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name) if home else None
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sayso")
def program() -> None:
    """Read conflicting reports and show who claims what, on whose word."""


def main() -> None:
    """The program's entry: runs a command and turns every error into a message and an exit status."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's other threads wait busily, and take a core that they don't need
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a table on a terminal that lacks a character shows "?" there
    try:
        sys.exit(program.main(prog_name="sayso", standalone_mode=False))  # the status of click's Exit, else None
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("sayso: stopped", err=True)
        sys.exit(130)
    except SaysoError as error:
        click.echo(f"sayso: {error}", err=True)
        sys.exit(FAILED)
    except OSError as error:  # the output can't be written; click ends in silence by itself where its reader has gone (`| head`)
        click.echo(f"sayso: the output can't be written: {error.strerror or error}. Check the disk", err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still held back is not tried again
        sys.exit(FAILED)
