"""The `sayso` command. Each command's module is imported only when it runs, so that the rest starts at once."""

import os
import sys
from importlib import import_module

import click

from sayso import __version__
from sayso.errors import SaysoError

FAILED, USAGE = 1, 2

# Command name → the module of this package that holds it under the same name.
_COMMANDS = {"read": "sayso.cli.read"}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        home = _COMMANDS.get(cmd_name)
        command: click.Command | None = getattr(import_module(home), cmd_name) if home else None
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sayso")
def program() -> None:
    """Read conflicting reports and show who claims what, on whose word."""


def main() -> None:
    """The program's entry: runs a command and turns every error into a message and an exit status."""
    try:
        program.main(prog_name="sayso", standalone_mode=False)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("sayso: stopped", err=True)
        sys.exit(130)
    except SaysoError as error:
        click.echo(f"sayso: {error}", err=True)
        sys.exit(FAILED)
    except BrokenPipeError:
        # Whoever read our output has had enough (`sayso read … | head`); nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
