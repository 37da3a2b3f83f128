"""The words and rules that events are found by, from data/events.toml, checked when they are loaded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.claims.lexicon import lexicon as load
from sayso.errors import InputError

_PLACE = "sayso/claims/data/events.toml"
_TAGS = {"to": frozenset({"VERB", "AUX"}), "a": frozenset({"NOUN"})}
_CONDITIONS = ("doer", "undergoer", "near", "not_doer", "not_undergoer", "not_near")
_ACLED = frozenset({"Battles", "Protests", "Riots", "Explosions/Remote violence", "Violence against civilians", "Strategic developments"})
_PLOVER = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a word says. It fires where all conditions hold: each names classes of words, one of which must be there, or none."""

    name: str
    sign: str
    doer: frozenset[str]
    undergoer: frozenset[str]
    near: frozenset[str]
    not_doer: frozenset[str]
    not_undergoer: frozenset[str]
    not_near: frozenset[str]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event, with its codes (None: the scheme has none). It needs one sign of each group in `needs`, and none of `without`.

    `rank` is its place in the order of precedence, 0 the first. Nobody is hurt by a `harmless` one.
    """

    rank: int
    name: str
    acled: str | None
    plover: str | None
    harmless: bool
    needs: tuple[frozenset[str], ...]
    without: frozenset[str]

    def fits(self, signs: Iterable[str]) -> bool:
        present = frozenset(signs)
        return all(group & present for group in self.needs) and not self.without & present

    def shows(self, sign: str) -> bool:
        return any(sign in group for group in self.needs)


@dataclass(slots=True)
class Node:
    """Words that go on from here, and what the words up to here mean: classes, and rules as indices, each with the tags it asks for."""

    then: dict[str, "Node"]
    classes: list[tuple[frozenset[str] | None, str]]
    rules: list[tuple[frozenset[str] | None, int]]


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """`root` leads to all words; `weak` says what a class is where nothing better is known; `kinds` stand in order of precedence."""

    root: Node
    weak: Mapping[str, str]
    rules: tuple[Rule, ...]
    kinds: tuple[Kind, ...]


@cache
def event_lexicon() -> EventLexicon:
    """The shipped lexicon, read once."""
    return read_lexicon(load("events"))


def read_lexicon(data: Mapping[str, Any]) -> EventLexicon:
    """A lexicon from its tables. Raises InputError where an entry names what isn't there or is no code of its scheme."""
    root = _node()
    for name, words in data["classes"].items():
        for tags, node in _nodes(root, words, f"classes.{name}"):
            node.classes.append((tags, name))
    rules = []
    for number, table in enumerate(data["rules"]):
        rules.append(_rule(table, data["classes"]))
        for tags, node in _nodes(root, table["words"], f"rules.{table['name']}"):
            node.rules.append((tags, number))
    signs = {rule.sign for rule in rules}
    kinds = tuple(_kind(rank, table, signs) for rank, table in enumerate(data["kinds"]))
    return EventLexicon(root, data["weak"], tuple(rules), kinds)


def _node() -> Node:
    return Node({}, [], [])


def _nodes(root: Node, words: Sequence[str], place: str) -> Iterator[tuple[frozenset[str] | None, Node]]:
    """The node of each phrase; "to shell" asks for a verb and "a shell" for a noun."""
    for phrase in words:
        first, _, rest = phrase.partition(" ")
        tags = _TAGS.get(first)
        node = root
        for word in (rest if tags else phrase).replace("-", " ").split():
            node = node.then.setdefault(word, _node())
        if node is root:
            raise _wrong(place, f"{phrase!r} holds no word", "Take the entry out or complete it.")
        yield tags, node


def _rule(table: Mapping[str, Any], classes: Iterable[str]) -> Rule:
    place = f"rules.{table.get('name', '?')}"
    if unknown := set(table) - {"name", "sign", "words", *_CONDITIONS}:
        raise _wrong(place, f"no such setting: {', '.join(sorted(unknown))}", f"A rule has name, sign, words, {', '.join(_CONDITIONS)}.")
    for missing in {"name", "sign", "words"} - set(table):
        raise _wrong(place, f"{missing} is missing", "Add it.")
    conditions = {name: frozenset(table.get(name, ())) for name in _CONDITIONS}
    if unknown := set().union(*conditions.values()) - set(classes):
        raise _wrong(place, f"no such class: {', '.join(sorted(unknown))}", "Add it under [classes], or correct the name.")
    return Rule(table["name"], table["sign"], **conditions)


def _kind(rank: int, table: Mapping[str, Any], signs: set[str]) -> Kind:
    place = f"kinds.{table.get('name', '?')}"
    needs, without = tuple(map(frozenset, table["needs"])), frozenset(table.get("without", ()))
    acled, plover = table.get("acled"), table.get("plover")
    if unknown := without.union(*needs) - signs:
        raise _wrong(place, f"no rule gives the sign {', '.join(sorted(unknown))}", "Add a rule that gives it, or correct the name.")
    if acled is not None and acled.partition(": ")[0] not in _ACLED:
        raise _wrong(
            place, f"{acled!r} is no code of ACLED's", f"Write one of {', '.join(sorted(_ACLED))}, a colon and the sub-event type."
        )
    if plover is not None and plover not in _PLOVER:
        raise _wrong(place, f"{plover!r} is no class of PLOVER's", f"Write one of {', '.join(sorted(_PLOVER))}.")
    return Kind(rank, table["name"], acled, plover, table.get("harmless", False), needs, without)


def _wrong(place: str, problem: str, remedy: str) -> InputError:
    return InputError(f"{_PLACE}, {place}", problem, remedy)
