"""Word lists kept as data: how the topics of this package load them."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The tables of `data/NAME.toml`."""
    return tomllib.loads((files("sayso.claims.data") / f"{name}.toml").read_text(encoding="utf-8"))


def phrases(entries: Iterable[str]) -> re.Pattern[str]:
    """One pattern for whole words or phrases, case aside; a trailing * in a word takes any ending."""
    spelt = (re.escape(entry).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for entry in sorted(entries, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelt)})(?!\w)", re.IGNORECASE)
