"""`python -m tools.cli_reference [--check]`: write docs/reference/cli.md from the program, or say whether it is stale."""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from sayso.cli import program

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "cli.md"
HEAD = "# Command line\n\nWritten by `make docs` from the program itself. `sayso COMMAND --help` says the same in a terminal.\n"

Described = tuple[str, click.Command]


def commands(command: click.Command = program, name: str = "sayso") -> Iterator[Described]:
    """The program and every command in it, depth first, each with its full name."""
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=name)
        for part in command.list_commands(context):
            inner = command.get_command(context, part)
            if inner is not None:
                yield from commands(inner, f"{name} {part}")


def options(command: click.Command) -> list[click.Option]:
    return [param for param in command.params if isinstance(param, click.Option) and not param.hidden]


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(section(name, command) for name, command in commands())])


def section(name: str, command: click.Command) -> str:
    """One command: its usage, its help and its options."""
    context = click.Context(command, info_name=name)
    usage = " ".join([name, *command.collect_usage_pieces(context)])
    lines = [f"## {name}", "", "```", usage, "```", "", prose(command.help or ""), ""]
    listed = options(command)
    if listed:
        lines += ["| option | what it does |", "|---|---|", *(row(option, context) for option in listed), ""]
    return "\n".join(lines)


def prose(text: str) -> str:
    """Help text as Markdown: click's marks for "keep these lines as they are" become code blocks."""
    blocks = inspect.cleandoc(text).split("\n\n")
    return "\n\n".join("```\n" + block[2:].strip("\n") + "\n```" if block.startswith("\b\n") else block for block in blocks)


def row(option: click.Option, context: click.Context) -> str:
    names, text = option.get_help_record(context) or ("", "")
    return f"| `{cell(names)}` | {cell(text)} |"


def cell(text: str) -> str:
    """Text on one line, its bars kept from ending a table's cell."""
    return " ".join(text.split()).replace("|", "\\|")


def main() -> int:
    if "--check" not in sys.argv[1:]:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page():
        return 0
    print(f"{PAGE.name} isn't what the program says. Write it anew with: make docs", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
