"""Only the command line talks to the terminal: it alone prints, and reads or writes standard streams."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "sayso"
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] != "cli")
STREAMS = {"stdin", "stdout", "stderr"}


def talks(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"print", "input"}:
            yield f"line {node.lineno}: {node.func.id}()"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "sys" and node.attr in STREAMS:
            yield f"line {node.lineno}: sys.{node.attr}"
        if isinstance(node, ast.Import | ast.ImportFrom) and any(alias.name == "click" for alias in node.names):
            yield f"line {node.lineno}: import click"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_nothing_below_the_command_line_talks(path: Path) -> None:
    assert list(talks(ast.parse(path.read_text(encoding="utf-8")))) == []
