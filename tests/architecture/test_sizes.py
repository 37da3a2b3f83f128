"""Files, classes, functions and parameter lists stay small. An exception has its reason beside it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted(path for folder in ("src/sayso", "training", "tools", "benchmarks") for path in (ROOT / folder).rglob("*.py"))

FILE_LINES, CLASS_LINES, FUNCTION_LINES, FUNCTION_LINES_P90, PARAMETERS = 400, 250, 60, 30, 6

# A file, or a file and what is in it, with the reason why it can't be smaller.
EXCEPTIONS: dict[str, str] = {
    "src/sayso/cli/read.py::read": "click hands over each option as a parameter of its own",
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def functions(path: Path) -> Iterator[Function]:
    return (node for node in nodes(path) if isinstance(node, Function))


def length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def bare_length(function: Function) -> int:
    """Lines of a function, its decorators and docstring left out."""
    return length(function) - (length(function.body[0]) if ast.get_docstring(function, clean=False) is not None else 0)


def parameters(function: Function) -> int:
    listed = function.args
    names = [argument.arg for argument in (*listed.posonlyargs, *listed.args, *listed.kwonlyargs)]
    return len([name for name in names if name not in {"self", "cls"}])


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def without_exceptions(found: dict[str, int]) -> dict[str, int]:
    return {place: size for place, size in found.items() if place not in EXCEPTIONS}


def test_there_is_something_to_measure() -> None:
    assert len(FILES) > 20


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_a_file_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LINES or relative(path) in EXCEPTIONS


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_what_a_file_defines_is_small(path: Path) -> None:
    name = relative(path)
    classes = {f"{name}::{node.name}": length(node) for node in nodes(path) if isinstance(node, ast.ClassDef)}
    bodies = {f"{name}::{function.name}": bare_length(function) for function in functions(path)}
    trains = {f"{name}::{function.name}": parameters(function) for function in functions(path)}
    assert {place: lines for place, lines in without_exceptions(classes).items() if lines > CLASS_LINES} == {}
    assert {place: lines for place, lines in without_exceptions(bodies).items() if lines > FUNCTION_LINES} == {}
    assert {place: count for place, count in without_exceptions(trains).items() if count > PARAMETERS} == {}


def test_nine_functions_in_ten_are_short() -> None:
    lengths = sorted(bare_length(function) for path in FILES for function in functions(path))
    assert lengths[-(-9 * len(lengths) // 10) - 1] <= FUNCTION_LINES_P90


def test_an_exception_is_still_needed_and_says_why() -> None:
    for place, reason in EXCEPTIONS.items():
        assert (ROOT / place.partition("::")[0]).is_file()
        assert len(reason.split()) > 3
