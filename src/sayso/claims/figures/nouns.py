"""What a number counts: the noun phrase behind it."""

from dataclasses import dataclass, replace
from typing import Literal

from sayso.claims.figures.numbers import Quantity
from sayso.claims.figures.tokens import Tokens
from sayso.claims.figures.words import Lexicon, Noun, pluralise
from sayso.model.figure import Whom

Counts = Literal["people", "harm", "thing", "unknown", "bare"]
_QUOTES = frozenset("\"“”'‘’«»„")
_DETERMINERS = frozenset(["the", "these", "those", "his", "her", "their", "its", "our", "your", "my", "all"])
_MOSTLY = ("mostly", "mainly", "largely")
_PEOPLES = ("s", "ese", "ish")  # endings of peoples, which stand in the singular as adjectives: "four Lebanese"
_MOST_WORDS = 7  # the head noun stands no further from its number
_PLURALS_WITHOUT_S = frozenset(["feet", "percent", "aircraft", "sheep", "cattle", "dead", "o'clock", "loss", "bodies"])


@dataclass(frozen=True, slots=True)
class Counted:
    """`last` is the token where number and noun end; `head` the noun's token, None for a bare number.

    `of_group`: "three of the dead", "two of them". `follow_up`: "six others", "dozens more". `whoms` are those of the
    noun and of nouns joined to it ("insurgents and their families"); `modifier` that of an adjective ("civilian deaths").
    """

    counts: Counts
    last: int
    head: int | None = None
    whoms: tuple[Whom, ...] = ()
    modifier: Whom | None = None
    of_group: bool = False
    follow_up: bool = False
    noun: Noun | None = None
    listed: bool = True


def counted(tokens: Tokens, quantity: Quantity, lex: Lexicon, end: int) -> Counted:
    """Read the noun phrase after `quantity`, up to token `end` (exclusive) at most."""
    start = quantity.last + 1
    if quantity.form == "article" and tokens.at(start + 1) == "-" and tokens.at(start + 2).endswith("-old"):
        start += 3  # "a 19-year-old student"
    position, follow_up = _skip_follow_up(tokens, start, lex, end)
    follow_up = follow_up or tokens.at(quantity.core_first - 1) in ("another", "further", "additional", "remaining", "other")
    bare = Counted("bare", position - 1 if position > quantity.last + 1 else quantity.last, follow_up=follow_up)
    of_group = False
    if tokens.at(position) == "of" and position < end:
        if tokens.at(position + 1) in lex.grammar["pronouns"] and not _determines(tokens, lex, position + 1):
            return Counted("bare", position + 1, of_group=True, follow_up=follow_up)
        if (
            tokens.at(position + 1) in _DETERMINERS
            and tokens.at(position + 2) == "own"
            and not _noun_follows(tokens, lex, position + 3, end)
        ):
            return Counted("bare", position + 2, of_group=True, follow_up=follow_up)  # "six of our own"
        inner = position + 1
        while inner < end and tokens.at(inner) in _DETERMINERS:
            inner += 1
            of_group = True
        if quantity.form not in ("vague", "words") and not of_group and not follow_up:
            return bare
        position = inner
    return _phrase(tokens, quantity, lex, (position, end), Counted("bare", bare.last, of_group=of_group, follow_up=follow_up))


def _determines(tokens: Tokens, lex: Lexicon, index: int) -> bool:
    """ "four of those states": with a noun behind it the word stands for no one."""
    after = tokens.at(index + 1)
    return tokens.at(index) in _DETERMINERS and after in lex.things | lex.people.keys() and _looks_plural(after)


def _skip_follow_up(tokens: Tokens, position: int, lex: Lexicon, end: int) -> tuple[int, bool]:
    seen = False
    while position < end and (tokens.at(position) in _QUOTES or tokens.at(position) in lex.grammar["followups"]):
        seen = seen or tokens.at(position) not in _QUOTES
        position += 1
    if position < end and tokens.at(position) == "-" and tokens.at(position + 1) == "strong":
        position += 2
    if (
        tokens.at(position) in _MOSTLY
        and _noun_follows(tokens, lex, position + 1, position + 2)
        and tokens.at(position + 2) not in ("and", "or")
    ):
        position += 1  # "some 160 mostly gunmen"
    return position, seen


def _phrase(tokens: Tokens, quantity: Quantity, lex: Lexicon, window: tuple[int, int], bare: Counted) -> Counted:
    """Walk over adjectives to the last noun of the phrase."""
    start, end = window
    position = start
    one = _is_one(quantity)
    found: Counted | None = None
    modifier: Whom | None = None
    while position < min(end, start + _MOST_WORDS):
        word = tokens.at(position)
        noun, length = _noun_at(tokens, lex, position, end)
        if noun is not None and _fits(noun, quantity, bare.of_group) and not tokens.is_possessive(position + length - 1):
            found = Counted("people", position + length - 1, position, (noun.whom,), modifier, bare.of_group, bare.follow_up, noun)
        elif noun is not None:
            modifier = noun.whom
        elif (stands_for := _stands_for_people(tokens, lex, position, position == start)) is not None:
            counts: Counts = "bare" if stands_for.singular == "name" else "people"
            whoms: tuple[Whom, ...] = () if counts == "bare" else ("people",)
            return replace(bare, counts=counts, last=position, head=position, whoms=whoms, noun=stands_for)
        elif (one or _looks_plural(word)) and _is_thing(tokens, lex, position, end, one=one):
            return Counted("thing", position, position)
        elif (one or _looks_plural(word)) and _is_harm_noun(lex, word):
            modifier = found.whoms[0] if found else modifier
            return Counted("harm", position, position, modifier=modifier, of_group=bare.of_group, follow_up=bare.follow_up)
        elif word == "wounds" and position > start:
            return Counted("thing", position, position)  # "three bullet wounds"
        elif word == "(" and found is None and tokens.at(position + 2) == ")":
            start, position = start + 3, position + 2  # "31 Islamic State (IS) militants"
        elif word not in _QUOTES and _ends_phrase(tokens, lex, position, window, found is not None, one):
            break
        position += max(length, 1)
    if found is not None:
        return _joined(tokens, lex, found, end)
    if bare.of_group and position < end and _is_cue_word(lex, tokens.at(position)):
        bare = replace(bare, last=position)  # "two of the wounded"
    return _unknown(tokens, quantity, lex, (start, position), bare)


def _stands_for_people(tokens: Tokens, lex: Lexicon, position: int, first: bool) -> Noun | None:
    """Cases of an illness, and names right behind their number, those of a list."""
    word = tokens.at(position)
    if word in ("case", "cases") and _names_illness(tokens, lex, position):
        return Noun("people", word == "cases", "case")
    return Noun("people", True, "name") if word == "names" and first else None


def _names_illness(tokens: Tokens, lex: Lexicon, position: int) -> bool:
    """ "212 cases of acute diarrhoea", "40 measles cases"."""
    if tokens.at(position - 1) in lex.illness:
        return True
    return tokens.at(position + 1) == "of" and any(tokens.at(index) in lex.illness for index in range(position + 2, position + 6))


def _ends_phrase(tokens: Tokens, lex: Lexicon, position: int, window: tuple[int, int], found: bool, one: bool) -> bool:
    """Whether the word is no adjective on the way to a noun; after a plural for people, only things go on with the phrase."""
    word, (start, end) = tokens.at(position), window
    if word in ("and", "or") and start < position and not found:
        return not _noun_follows(tokens, lex, position + 1, min(end, position + 3))  # "regime and rebel fighters"
    if word in lex.grammar["function"] or not word[0].isalpha() or _is_after_phrase(tokens, lex, position):
        return True
    if found:
        return not _is_thing(tokens, lex, position, end)
    return _is_cue_word(lex, word) and not _noun_follows(tokens, lex, position + 1, end, things=True, one=one)


def _noun_at(tokens: Tokens, lex: Lexicon, position: int, end: int) -> tuple[Noun | None, int]:
    """The longest noun for people at `position`, with its number of tokens."""
    word = tokens.at(position)
    for length in (3, 2) if word in lex.compounds else ():
        if position + length <= end and (noun := lex.people.get(" ".join(tokens.low[position : position + length]))):
            return noun, length
    noun = lex.people.get(word) or lex.people.get(word.rpartition("-")[2] if word.count("-") == 1 and "held" not in word else word)
    return noun, 1


def _fits(noun: Noun, quantity: Quantity, of_group: bool) -> bool:
    """A singular noun is the head only of one person; before a plural it is an adjective."""
    return noun.plural or (_is_one(quantity) and not of_group)


def _is_one(quantity: Quantity) -> bool:
    """Whether a singular noun goes with the number."""
    return quantity.low in (0, 1) and quantity.high in (0, 1, None) and quantity.form != "vague"


def _looks_plural(word: str) -> bool:
    """Whether a noun can follow a number above one: "20 km" and "10 feet" too, but not "six state TV"."""
    return word.endswith("s") or len(word) < 4 or word in _PLURALS_WITHOUT_S


def _is_thing(tokens: Tokens, lex: Lexicon, position: int, end: int, *, one: bool = False) -> bool:
    word = tokens.at(position)
    two = f"{word} {tokens.at(position + 1)}" if position + 1 < end else word
    if word in lex.things:
        # "state police", "market traders": a thing's singular may be an adjective of people.
        return not (pluralise(word) in lex.things and _noun_follows(tokens, lex, position + 1, end, one=one))
    return two in lex.things


def _noun_follows(tokens: Tokens, lex: Lexicon, position: int, end: int, *, things: bool = False, one: bool = False) -> bool:
    """Whether a plural for people (or things, or a singular of one) stands within two tokens, nothing but adjectives before it."""
    for index in range(position, min(end, position + 3)):
        noun, _ = _noun_at(tokens, lex, index, end)
        word = tokens.at(index)
        if (noun is not None and (noun.plural or one)) or (things and word in lex.things and _looks_plural(word)):
            return True
        if tokens.at(index) in lex.grammar["function"] or not tokens.at(index)[0].isalpha():
            return False
    return False


def _is_after_phrase(tokens: Tokens, lex: Lexicon, position: int) -> bool:
    """Whether a cue of several words begins here: "nine received wounds" is no count of wounds."""
    return any(
        cue.kind == "after" and len(cue.words) > 1 and tokens.has(position, cue.words) for cue in lex.cues.get(tokens.at(position), ())
    )


def _is_harm_noun(lex: Lexicon, word: str) -> bool:
    return any(cue.kind == "noun" and len(cue.words) == 1 for cue in lex.cues.get(word, ()))


def _is_cue_word(lex: Lexicon, word: str) -> bool:
    return any(cue.kind != "noun" and len(cue.words) == 1 for cue in lex.cues.get(word, ()))


def _unknown(tokens: Tokens, quantity: Quantity, lex: Lexicon, window: tuple[int, int], bare: Counted) -> Counted:
    """No listed noun: an ending or a capital may still tell people ("12 infiltrators", "40 Iraqis")."""
    start, end = window
    words = [index for index in range(start, end) if tokens.at(index)[0].isalpha() and not _is_cue_word(lex, tokens.at(index))]
    if not words:
        return bare
    head = words[-1]
    word = tokens.at(head)
    a_people = tokens.raw(head)[0].isupper() and tokens.raw(head)[1:2].islower() and word.endswith(_PEOPLES)
    if not _is_one(quantity) and not (a_people or word.endswith(("s", *lex.endings))):
        return bare
    if word.endswith(lex.endings) or a_people:
        noun = Noun("people", True, word)
        return Counted("people", head, head, ("people",), None, bare.of_group, bare.follow_up, noun, listed=False)
    return Counted("unknown", head, head, of_group=bare.of_group, follow_up=bare.follow_up)


def _joined(tokens: Tokens, lex: Lexicon, found: Counted, end: int) -> Counted:
    """Take in a second noun: "women and children", "insurgents and their families", "villagers or farmers"."""
    position = found.last + 1
    if tokens.at(position) not in ("and", "or", "&") or position + 1 >= end:
        return found
    position += 1
    if tokens.at(position) in _DETERMINERS:
        position += 1
    for index in range(position, min(end, position + 3)):
        noun, length = _noun_at(tokens, lex, index, end)
        if noun is not None and noun.plural and not _is_cue_word(lex, tokens.at(index)):
            whoms = (*found.whoms, noun.whom)
            return Counted("people", index + length - 1, found.head, whoms, found.modifier, found.of_group, found.follow_up, found.noun)
        if tokens.at(index) in lex.grammar["function"] or not tokens.at(index)[0].isalpha():
            break
    return found
