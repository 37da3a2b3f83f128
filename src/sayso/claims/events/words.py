"""The words and rules that events are found by, from data/events.toml, checked when they are loaded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.claims.lexicon import lexicon as load
from sayso.errors import LexiconError

_PLACE = "events.toml"
_TAGS = {"to": frozenset({"VERB", "AUX"}), "a": frozenset({"NOUN"})}
_CONDITIONS = ("doer", "undergoer", "near", "not_doer", "not_undergoer", "not_near")
_ACLED = frozenset({"Battles", "Protests", "Riots", "Explosions/Remote violence", "Violence against civilians", "Strategic developments"})
_PLOVER = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a word says. It fires where all conditions hold: each names classes of words, of which one must be there, or none."""

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
    """A kind of event with its codes; None where a scheme has none. Nobody is hurt by a harmless one."""

    name: str
    acled: str | None
    plover: str | None
    harmless: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """Signs that make a kind: one of each group in `needs`, and none of `without`. `rank` is its place in the order, 0 the first."""

    rank: int
    kind: Kind
    needs: tuple[frozenset[str], ...]
    without: frozenset[str]

    def fits(self, signs: Set[str]) -> bool:
        return not any(group.isdisjoint(signs) for group in self.needs) and self.without.isdisjoint(signs)

    def shows(self, sign: str) -> bool:
        """Whether a sign has a part in it."""
        return any(sign in group for group in self.needs)


@dataclass(slots=True)
class Node:
    """Words that go on from here, and what the words up to here mean: classes, and rules as indices, each with the tags it asks for."""

    then: dict[str, "Node"]
    classes: list[tuple[frozenset[str] | None, str]]
    rules: list[tuple[frozenset[str] | None, int]]


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """`root` leads to all words; `weak` says what a class is where nothing better is known; `patterns` stand in order of precedence.

    `showing` are the patterns that a sign has a part in.
    """

    root: Node
    weak: Mapping[str, str]
    rules: tuple[Rule, ...]
    patterns: tuple[Pattern, ...]
    showing: Mapping[str, tuple[Pattern, ...]]


@cache
def event_lexicon() -> EventLexicon:
    """The lexicon, read once. Raises LexiconError where an entry names what isn't there or is no code of its scheme."""
    return read_lexicon(load("events"))


def read_lexicon(data: Mapping[str, Any]) -> EventLexicon:
    """A lexicon from its tables. Raises LexiconError as `event_lexicon` does."""
    root = _node()
    for name, words in data["classes"].items():
        for tags, node in _nodes(root, words, f"classes.{name}"):
            node.classes.append((tags, name))
    rules = tuple(_rule(name, table, data["classes"]) for name, table in data["rules"].items())
    for number, rule in enumerate(rules):
        for tags, node in _nodes(root, data["rules"][rule.name]["words"], f"rules.{rule.name}"):
            node.rules.append((tags, number))
    kinds = {name: _kind(name, table) for name, table in data["kinds"].items()}
    signs = {rule.sign for rule in rules}
    patterns = tuple(_pattern(rank, one, kinds, signs) for rank, one in enumerate(data["precedence"]))
    showing = {sign: tuple(one for one in patterns if one.shows(sign)) for sign in signs}
    return EventLexicon(root, data["weak"], rules, patterns, showing)


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
            raise _wrong(place, f"{phrase!r} holds no word", "Take the entry out or complete it")
        yield tags, node


def _rule(name: str, table: Mapping[str, Any], classes: Iterable[str]) -> Rule:
    place = f"rules.{name}"
    if unknown := set(table) - {"sign", "words", *_CONDITIONS}:
        raise _wrong(place, f"no such setting: {', '.join(sorted(unknown))}", f"A rule has sign, words, {', '.join(_CONDITIONS)}")
    for missing in sorted({"sign", "words"} - set(table)):
        raise _wrong(place, f"{missing} is missing", "Add it")
    conditions = {condition: frozenset(table.get(condition, ())) for condition in _CONDITIONS}
    if unknown := set().union(*conditions.values()) - set(classes):
        raise _wrong(place, f"no such class: {', '.join(sorted(unknown))}", "Add it under [classes], or correct the name")
    return Rule(name, table["sign"], **conditions)


def _kind(name: str, table: Mapping[str, Any]) -> Kind:
    acled, plover = table.get("acled"), table.get("plover")
    if acled is not None and acled.partition(": ")[0] not in _ACLED:
        remedy = f"Write one of {', '.join(sorted(_ACLED))}, a colon and the sub-event type"
        raise _wrong(f"kinds.{name}", f"{acled!r} is no code of ACLED's", remedy)
    if plover is not None and plover not in _PLOVER:
        raise _wrong(f"kinds.{name}", f"{plover!r} is no class of PLOVER's", f"Write one of {', '.join(sorted(_PLOVER))}")
    return Kind(name, acled, plover, table.get("harmless", False))


def _pattern(rank: int, table: Mapping[str, Any], kinds: Mapping[str, Kind], signs: set[str]) -> Pattern:
    place = f"precedence {rank + 1}"
    if table.get("kind") not in kinds:
        raise _wrong(place, f"no such kind: {table.get('kind')}", "Add it under [kinds], or correct the name")
    needs, without = tuple(map(frozenset, table.get("needs", ()))), frozenset(table.get("without", ()))
    if not needs:
        raise _wrong(place, "needs is missing", "Add at least one group of signs")
    if unknown := without.union(*needs) - signs:
        raise _wrong(place, f"no rule gives the sign {', '.join(sorted(unknown))}", "Add a rule that gives it, or correct the name")
    return Pattern(rank, kinds[table["kind"]], needs, without)


def _wrong(place: str, problem: str, remedy: str) -> LexiconError:
    return LexiconError(f"{_PLACE}: {place}", problem, remedy)
