"""How a text tells what a word says: as having happened or not, for its own sake or as what lies behind."""

from collections.abc import Collection
from itertools import islice

from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon

_WORDS: dict[str, frozenset[str]] = {name: frozenset(words) for name, words in lexicon("events")["told"].items()}
# How an event hangs on what governs it.
_TAKES = frozenset({"obj", "nsubj:pass", "xcomp", "ccomp", "obl", "nmod", "compound", "conj"})
_MARKS = frozenset({"advmod", "det", "aux", "mark", "case", "amod"})
_BESIDE = frozenset({"obl", "nmod"})  # "not killed in the raid": there was a raid
_BEHIND = frozenset({"obl", "nmod", "advcl"})
_HIGHEST, _HIGHEST_CLAUSE = 4, 12  # heads up which is looked for a word that governs an event, and for its clause
_PARTS = 12  # dependents of one token that are looked at


def is_real(grammar: Grammar, at: int, words: Collection[int] = ()) -> bool:
    """False where the text denies the event at token `at`, or only wants, fears, plans, asks for or prevents it.

    `words` are the tokens of the event's own phrase, which don't count: "without resistance".
    """
    if _is_marked(grammar, at, words):
        return False
    below = at
    for head in islice(grammar.upwards(at), _HIGHEST):
        relation = grammar.relation(below)
        if not _is_taken(grammar, below):
            return True
        if relation != "conj" and grammar.lemma(head) in _WORDS["governors"]:
            return False
        if relation not in _BESIDE and _is_marked(grammar, head, words):
            return False
        below = head
    return True


def is_background(grammar: Grammar, at: int) -> bool:
    """Whether an event is only told of something else: in a relative clause, or as what it came before or in spite of."""
    for one in (at, *islice(grammar.upwards(at), _HIGHEST_CLAUSE)):
        if grammar.tokens[one].relation == "acl:relcl":
            return True
        if grammar.relation(one) in _BEHIND and _case_or_mark(grammar, one) & _WORDS["behind"]:
            return True
    return False


def _is_taken(grammar: Grammar, at: int) -> bool:
    """Whether a token's own reality is that of its head: a complement, or "to …" after a noun ("a plan to attack")."""
    relation = grammar.tokens[at].relation
    return relation in _TAKES or grammar.relation(at) in _TAKES or (relation == "acl" and "to" in _case_or_mark(grammar, at))


def _is_marked(grammar: Grammar, at: int, words: Collection[int]) -> bool:
    """Whether a word that denies or weakens hangs on a token: "no", "not", "might", "if"."""
    return any(
        grammar.lemma(part) in _WORDS["markers"] and grammar.relation(part) in _MARKS and part not in words
        for part in grammar.dependents(at)[:_PARTS]
    )


def _case_or_mark(grammar: Grammar, at: int) -> frozenset[str]:
    parts = grammar.dependents(at)[:_PARTS]
    return frozenset(grammar.lemma(part) for part in parts if part < at and grammar.relation(part) in ("case", "mark"))
