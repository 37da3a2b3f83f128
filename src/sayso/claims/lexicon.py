"""Word lists kept as data: how the topics of this package load them, with what a user adds.

The shipped lists are `data/NAME.toml`. Where the environment variable SAYSO_LEXICONS names a folder, its files of the same names are laid
over them: a list is added to, and loses the words that are written with a ! before; a single value takes the place of the shipped one.
"""

import os
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from sayso.errors import LexiconError

FOLDER = "SAYSO_LEXICONS"
_OUT = "!"


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The tables of a list by its name. Raises LexiconError where the user's file doesn't fit the shipped one."""
    shipped = tomllib.loads((files("sayso.claims.data") / f"{name}.toml").read_text(encoding="utf-8"))
    added = _added().get(name)
    return overlaid(shipped, _read(added), str(added)) if added else shipped


@dataclass(frozen=True, slots=True)
class WordList:
    """A shipped list: where it lies, what its first line says of it, and the user's file that is laid over it."""

    path: Path
    about: str
    added: Path | None


def word_lists() -> Iterator[WordList]:
    """All lists by name. Raises LexiconError at the first that the user's file doesn't fit."""
    for name in _names():
        path = Path(str(files("sayso.claims.data") / f"{name}.toml"))
        lexicon(name)
        yield WordList(path, path.read_text(encoding="utf-8").partition("\n")[0].lstrip("# "), _added().get(name))


def _names() -> list[str]:
    return sorted(file.name.removesuffix(".toml") for file in files("sayso.claims.data").iterdir() if file.name.endswith(".toml"))


@cache
def _added() -> dict[str, Path]:
    """The user's files by the name of the list that they add to."""
    folder = os.environ.get(FOLDER)
    if not folder:
        return {}
    if not Path(folder).is_dir():
        raise LexiconError(folder, f"{FOLDER} names it, and there is no such folder", f"Make it, or unset {FOLDER}")
    found = {file.stem: file for file in sorted(Path(folder).glob("*.toml"))}
    if unknown := found.keys() - set(_names()):
        name = min(unknown)
        raise LexiconError(str(found[name]), "there is no list of this name", f"Name it as one of: {', '.join(_names())}")
    return found


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LexiconError(str(path), f"it can't be read: {error.strerror}", "Check its permissions") from error
    except UnicodeDecodeError as error:
        raise LexiconError(str(path), f"it is not UTF-8 at byte {error.start}", "Save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(str(path), f"it is not TOML: {error}", "Mend that line") from error


def overlaid(shipped: dict[str, Any], added: dict[str, Any], place: str) -> dict[str, Any]:
    """The shipped tables with the added ones laid over them. Raises LexiconError, which names `place` and the entry that doesn't fit."""
    merged = dict(shipped)
    for key, value in added.items():
        entry = f"{place}: {key}"
        model = shipped.get(key, _like(shipped))
        if model is None:
            raise LexiconError(entry, "there is no such entry in the shipped list", f"Use one of: {', '.join(map(str, shipped))}")
        if type(value) is not type(model):
            raise LexiconError(entry, f"it is {_kind(value)} where the shipped list has {_kind(model)}", f"Write {_kind(model)}")
        if isinstance(value, dict):
            merged[key] = overlaid(model, value, entry)
        elif isinstance(value, list):
            merged[key] = _changed(shipped.get(key, []), value, entry)
        else:
            merged[key] = value
    return merged


def _like(table: dict[str, Any]) -> str | None:
    """What a new entry of a table has to look like: of a table of pairs another pair; None where none may be new."""
    return next(iter(table.values())) if {type(value) for value in table.values()} == {str} else None


def _changed(words: list[Any], added: list[Any], entry: str) -> list[Any]:
    kinds = {type(word) for word in words}
    for word in added:
        if kinds and type(word) not in kinds:
            raise LexiconError(entry, f"{word!r} is {_kind(word)} where the shipped list has {_kind(words[0])}", f"Write {_kind(words[0])}")
    gone = {word[1:] for word in added if isinstance(word, str) and word.startswith(_OUT)}
    if unknown := gone - {word for word in words if isinstance(word, str)}:
        raise LexiconError(entry, f"{_OUT}{min(unknown)} takes out a word that the shipped list hasn't", "Write the word as shipped")
    kept = [word for word in words if not isinstance(word, str) or word not in gone]
    return kept + [word for word in added if not (isinstance(word, str) and word.startswith(_OUT)) and word not in kept]


def _kind(value: Any) -> str:
    return {dict: "a table", list: "a list", str: "a word in quotes", bool: "true or false", int: "a number", float: "a number"}.get(
        type(value), "a date"
    )


def phrases(entries: Iterable[str]) -> re.Pattern[str]:
    """One pattern for whole words or phrases, case aside; a trailing * in a word takes any ending."""
    spelt = (re.escape(entry).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for entry in sorted(entries, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelt)})(?!\w)", re.IGNORECASE)


def inflected(verb: str) -> tuple[str, ...]:
    """The regular forms of an English verb: "loots", "looted", "looting"."""
    stem = verb.removesuffix("e")
    doubled = verb + verb[-1] if re.search(r"[^aeiou][aeiou][bdgmnprt]$", verb) else stem
    third = re.sub(r"(?<![aeiou])y$", "ie", verb) + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    past = re.sub(r"(?<![aeiou])y$", "i", stem) + "ed"
    return third, past, f"{stem}ing", f"{doubled}ed", f"{doubled}ing"
