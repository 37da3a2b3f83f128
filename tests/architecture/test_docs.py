"""The pages say what is so: links lead somewhere, commands exist, and what is marked to be run gives what stands there.

A fenced block `console run` is run line by line from a folder like a fresh clone's root, and `…` in its output stands for
anything. A block `python run` is run as a program. In plain `console` blocks, commands, options and targets must exist.
"""

import ast
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools import cli_reference

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```(?P<kind>[^\n`]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
TARGET = re.compile(r"^(?P<name>[a-z]+):.*## ", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    page: str
    line: int
    kind: str
    body: str

    def commands(self) -> Iterator[tuple[str, list[str]]]:
        """Each `$ command` with the lines of output that stand below it."""
        for part in re.split(r"^\$ ", self.body, flags=re.MULTILINE)[1:]:
            command, *output = part.rstrip("\n").split("\n")
            while command.endswith("\\"):
                command = command[:-1] + output.pop(0)
            yield command, output


def blocks() -> list[Block]:
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        name = page.relative_to(ROOT).as_posix()
        found += [
            Block(name, text.count("\n", 0, match.start()) + 1, match["kind"].strip(), match["body"]) for match in BLOCK.finditer(text)
        ]
    return found


def of_kind(*kinds: str) -> list[Block]:
    return [block for block in blocks() if block.kind in kinds]


def label(block: Block) -> str:
    return f"{block.page}:{block.line}"


def calls(block: Block, program: str) -> Iterator[list[str]]:
    """The words after `program` in each command that starts with it, behind pipes too."""
    for command, _ in block.commands():
        words = list(shlex.shlex(command, posix=True, punctuation_chars="|&;<>"))
        part: list[str] = []
        for word in [*words, "|"]:
            if set(word) <= set("|&;<>"):
                if part[:1] == [program]:
                    yield part[1:]
                part = []
            else:
                part.append(word)


def unknown_words(words: list[str]) -> list[str]:
    """Commands and options of a `sayso` call that the program doesn't have."""
    known = dict(cli_reference.commands())
    name = "sayso"
    while words and f"{name} {words[0]}" in known:
        name += f" {words.pop(0)}"
    command = known[name]
    if name == "sayso" and words and not words[0].startswith("-"):
        return words[:1]
    listed = {flag for option in cli_reference.options(command) for flag in (*option.opts, *option.secondary_opts)} | {"-h", "--help"}
    return [word for word in words if word.startswith("-") and word != "-" and word.partition("=")[0] not in listed]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder that looks like a clone's root to whoever only reads."""
    for name in ("src", "docs", "README.md", "pyproject.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def run(command: list[str], folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path, "COLUMNS": "120"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def pattern(lines: list[str]) -> str:
    expected = "\n".join(line.rstrip() for line in lines).strip()
    return re.escape(expected).replace("…", ".*")


def test_the_reference_is_what_the_program_says() -> None:
    assert cli_reference.PAGE.read_text(encoding="utf-8") == cli_reference.page(), "write it anew with: make docs"


def test_every_command_and_option_is_in_the_reference_and_explained() -> None:
    text = cli_reference.PAGE.read_text(encoding="utf-8")
    for name, command in cli_reference.commands():
        assert f"## {name}\n" in text
        assert command.help, name
        for option in cli_reference.options(command):
            assert option.help, f"{name}: {option.opts[0]}"
            assert option.opts[0] in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    targets = [match["target"].partition("#")[0] for match in LINK.finditer(BLOCK.sub("", page.read_text(encoding="utf-8")))]
    assert [target for target in targets if target and ":" not in target and not (page.parent / target).exists()] == []


@pytest.mark.parametrize("block", of_kind("console", "console run"), ids=label)
def test_the_commands_of_a_page_exist(block: Block) -> None:
    assert [unknown for words in calls(block, "sayso") for unknown in unknown_words(words)] == []
    targets = {match["name"] for match in TARGET.finditer((ROOT / "Makefile").read_text(encoding="utf-8"))}
    asked = [word for words in calls(block, "make") for word in words if "=" not in word and not word.startswith("-")]
    assert [target for target in asked if target not in targets] == []


def test_the_first_page_shows_real_output() -> None:
    assert any(output for block in of_kind("console run") if block.page == "README.md" for _, output in block.commands())


@pytest.mark.parametrize("block", of_kind("console run"), ids=label)
def test_a_command_gives_the_output_beside_it(block: Block, clone: Path) -> None:
    for command, output in block.commands():
        seen = "\n".join(line.rstrip() for line in run(["bash", "-c", command], clone).split("\n")).strip()
        assert re.fullmatch(pattern(output), seen, re.DOTALL), f"$ {command}\n{seen}"


@pytest.mark.parametrize("block", of_kind("python", "python run"), ids=label)
def test_the_python_of_a_page_is_python(block: Block) -> None:
    ast.parse(block.body)


@pytest.mark.parametrize("block", of_kind("python run"), ids=label)
def test_the_python_of_a_page_runs(block: Block, clone: Path) -> None:
    program = clone / "page.py"
    program.write_text(block.body + "\nprint('ran to its end')\n", encoding="utf-8")
    assert run([sys.executable, program.name], clone).rstrip().endswith("ran to its end")
