"""Write src/sayso/claims/data/countries.toml anew from the package countryinfo: `pip install countryinfo`, `python -m tools.countries`."""

import json
from collections import defaultdict
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "src/sayso/claims/data/countries.toml"
GONE = frozenset(("AN", "CS"))  # states that are no more
LEFT = frozenset(("jerusalem", "island", "mann", "viti", "lao", "holland"))  # a disputed capital; words that mostly mean something else
LARGER = 20  # times as many people: then a word that two countries share is the larger one's

HEADER = """\
# Which country a name, an adjective or a capital belongs to, as ISO 3166-1 alpha-2 codes. Made by tools/countries.py from the Python
# package countryinfo {version} (MIT licence); don't edit: what it lacks stands in parties.toml under [countries]. A word that fits two
# countries of like size is left out.
"""


def main() -> None:
    rows = [row for row in countries() if row["ISO"]["alpha2"] not in GONE]
    parts = {
        "names": table((name, row) for row in rows for name in names_of(row)),
        "peoples": table((people, row) for row in rows for people in (row.get("demonym") or "").split(",") if people),
        "capitals": table((row["capital"].removesuffix(" D.C."), row) for row in rows if isinstance(row.get("capital"), str)),
    }
    text = HEADER.format(version=version("countryinfo"))
    for part, found in parts.items():
        text += f"\n[{part}]\n" + "".join(
            f"{json.dumps(word, ensure_ascii=False)} = {json.dumps(code)}\n" for word, code in sorted(found.items())
        )
    TARGET.write_text(text, encoding="utf-8")


def countries() -> list[dict[str, Any]]:
    """All countries of the package, in the order of its files."""
    found = sorted((files("countryinfo") / "data").iterdir(), key=lambda file: file.name)
    return [json.loads(file.read_text(encoding="utf-8")) for file in found if file.name.endswith(".json")]


def names_of(row: dict[str, Any]) -> list[str]:
    """Its names in Latin letters, without the three-letter code and those with an inverted order."""
    codes = set(row["ISO"].values())
    every = [row["name"].removeprefix("The "), *row.get("altSpellings", ())]
    return [
        name
        for name in every
        if name.isascii() and name.strip() == name and name and name not in codes and "," not in name and "(" not in name
    ]


def table(pairs: Any) -> dict[str, str]:
    """Each word with the code of its country, small letters; words of several are the one's that is by far the largest, or nobody's."""
    claims: dict[str, dict[str, int]] = defaultdict(dict)
    for word, row in pairs:
        if word and word.lower() not in LEFT:
            claims[word.lower()][row["ISO"]["alpha2"]] = int(row.get("population") or 0)
    found = {}
    for word, sizes in claims.items():
        first, *rest = sorted(sizes.items(), key=lambda item: -item[1])
        if not rest or first[1] >= LARGER * rest[0][1]:
            found[word] = first[0]
    return found


if __name__ == "__main__":
    main()
