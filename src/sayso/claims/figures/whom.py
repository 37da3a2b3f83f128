"""Whom a figure counts: from its noun, from words that explain it, or from the figure it goes on from."""

from collections.abc import Iterable

from sayso.claims.figures.field import Field, Item
from sayso.claims.figures.words import Noun
from sayso.model.figure import Measure, Whom

_BE = ("was", "were", "are", "is")
_BETWEEN = ("dead", "killed", "wounded", "injured", "victims", "of", "the", "them", "in", "all")
_EXPLAIN_AHEAD = 14  # tokens after the noun in which "including …" may still belong to it
_MINOR_AGES = frozenset([*map(str, range(3, 19)), "five", "ten", "twelve", "fifteen", "sixteen", "eighteen"])
_MARKS = frozenset([",", '"', "“", "”", "'", "‘", "’", "(", "–", "—", "-"])
_DEFINITE = frozenset(["the", "these", "those", "his", "her", "their", "its", "our", "your", "my"])
_STOPS = frozenset([".", ";", "!", "?", ":"])
_COMPANION_WITHIN = 14  # tokens from colleagues back to whose they are
_TOLL_WITHIN = 7  # tokens from a toll's "militia deaths" to its number
_THEM_WITHIN = 25  # tokens from "of them" back to its noun
_STAFF = ("staff", "worker", "employee", "personnel", "staffer", "staff member")
_MOSTLY = ("mostly", "mainly", "largely", "primarily", "most", "majority")


def own_whom(field: Field, item: Item, window_end: int, measure: Measure) -> Whom | None:
    """What the words at the figure itself say, None where they say nothing."""
    counted = item.counted
    if counted.counts == "harm" and (among := _among(field, item)):
        return among
    if counted.counts in ("harm", "bare") or (counted.of_group and counted.counts != "people"):
        strength: Whom | None = "fighters" if measure == "fighters" else None
        return (
            _predicate(field, item, window_end)
            or counted.modifier
            or _explained(field, item, window_end, bare=True)
            or _toll_of(field, item)
            or _apposed(field, item, window_end)
            or _them(field, item)
            or strength
        )
    first = (whom_of(field, counted.noun),) if counted.noun else ()
    whom = joined_whom((*first, *counted.whoms[len(first) :]))
    if whom == "fighters" and any(field.tokens.at(index) in _MOSTLY for index in range(item.quantity.last + 1, item.last)):
        return "mixed"  # "some 160 mostly gunmen"
    if whom == "people" and (told := _predicate(field, item, window_end) or _explained(field, item, window_end, bare=False)):
        return told
    if whom in ("people", "civilians") and _mixes_fighters(field, item, window_end):
        return "mixed"
    if whom == "civilians" and counted.modifier in ("women", "children"):
        return counted.modifier  # "four female miners"
    if whom != "people":
        return _of_group(field, item) or whom
    return (
        _of_group(field, item)
        or _trade(field, item)
        or _captured(field, item)
        or _armed(field, item, measure)
        or _from_adjective(item)
        or _apposed(field, item, window_end)
        or whom
    )


def in_setting(field: Field, noun: Noun | None) -> bool:
    """Whether a noun says something of its own where the text plays: the students of a school, the guards of a prison."""
    return noun is not None and noun.singular in field.lex.in_setting.get(field.setting, {})


def whom_of(field: Field, noun: Noun) -> Whom:
    """Whom a noun counts where the text plays."""
    return field.lex.in_setting[field.setting][noun.singular] if in_setting(field, noun) else noun.whom


def _among(field: Field, item: Item) -> Whom | None:
    """ "no losses among our personnel", "12 deaths among civilians"."""
    tokens, lex = field.tokens, field.lex
    if tokens.at(item.last + 1) not in ("among", "amongst", "in", "of"):
        return None
    for index in range(item.last + 2, item.last + 5):
        noun = lex.people.get(tokens.at(index))
        if noun is not None and noun.plural:
            ours = tokens.at(index - 1) in ("our", "its") and noun.whom == "people"
            return "fighters" if ours else noun.whom
    return None


def _apposed(field: Field, item: Item, window_end: int) -> Whom | None:
    """The noun that a number explains or that explains it: "the mutineers, 30 men", "two of the missing, a dentist and a surgeon"."""
    tokens, lex = field.tokens, field.lex
    noun = item.counted.noun
    if noun is not None and noun.singular not in lex.context["anybody"]:
        return None
    before = item.first - 1
    while tokens.at(before) in _MARKS or tokens.at(before) in lex.context["numbering"]:
        before -= 1
    named = lex.people.get(tokens.at(before)) if before < item.first - 1 else None
    if named is not None and named.plural and named.whom != "people" and _DEFINITE & {tokens.at(before - 1), tokens.at(before - 2)}:
        return named.whom
    whoms: list[Whom] = []
    index = item.last + 1
    while (
        tokens.at(index) in ((",", "and") if whoms else (",", "("))
        and tokens.at(index + 1) in ("a", "an")
        and len(whoms) < item.quantity.value
    ):
        found = next(
            (
                at
                for at in range(index + 2, min(index + 5, window_end))
                if tokens.at(at) in lex.people and tokens.at(at + 1) not in lex.people
            ),
            None,
        )
        if found is None:
            break
        pair = lex.people.get(" ".join(tokens.low[found - 1 : found + 1]))
        whoms.append((pair or lex.people[tokens.at(found)]).whom)
        index = found + 1
    return joined_whom(whoms) if len(whoms) == item.quantity.value else None


def _toll_of(field: Field, item: Item) -> Whom | None:
    """ "put militia deaths at 30", "the number of nurses killed rose to 16"."""
    tokens, lex = field.tokens, field.lex
    for index in range(item.first - 1, max(item.first - 1 - _TOLL_WITHIN, -1), -1):
        noun = lex.people.get(tokens.at(index))
        if tokens.at(index) in _STOPS or tokens.at(index).isdecimal():
            return None
        if noun is not None and noun.whom != "people":
            adjective = tokens.at(index + 1) in lex.context["tolls"]
            told = noun.plural and tokens.at(index - 1) in ("of", "among") and tokens.at(index - 2) in ("number", *lex.context["tolls"])
            return noun.whom if adjective or told else None
    return None


def _them(field: Field, item: Item) -> Whom | None:
    """ "met the pirates and captured six of them": the plural that stands nearest before in the sentence."""
    tokens, lex = field.tokens, field.lex
    if not item.counted.of_group or tokens.at(item.last) not in ("them", "whom", "these", "those"):
        return None
    start = item.first - 1 - 2 * (tokens.at(item.first - 1) == "of")  # not "the widows of two of them"
    for index in range(start, max(start - _THEM_WITHIN, -1), -1):
        word = tokens.at(index)
        noun = lex.people.get(word)
        if (word in _STOPS and word != ":") or word.isdecimal():
            return None
        if noun is not None and noun.plural:
            return noun.whom if noun.whom != "people" else None
    return None


def joined_whom(whoms: Iterable[Whom]) -> Whom:
    """One word for several: women with children are civilians, fighters with others are mixed."""
    kinds = set(whoms)
    if len(kinds) == 1:
        return kinds.pop()
    if not kinds:
        return "people"
    if "fighters" in kinds:
        return "mixed"
    if kinds <= {"civilians", "children", "women"}:
        return "civilians"
    return "people" if kinds <= {"people", "women", "children"} else "mixed"


def _captured(field: Field, item: Item) -> Whom | None:
    """ "took twenty prisoners": they had been fighting."""
    noun = item.counted.noun
    taken = noun is not None and noun.singular in ("prisoner", "captive") and field.tokens.at(item.first - 1) in ("taking", "took", "taken")
    return "fighters" if taken else None


def _from_adjective(item: Item) -> Whom | None:
    """ "12 civilian casualties", "30 militant suspects": the adjective tells more than the noun."""
    return item.counted.modifier if item.counted.modifier != "people" else None


def _of_group(field: Field, item: Item) -> Whom | None:
    """ "two members of the security forces", "six of its fighters"."""
    noun = item.counted.noun
    return _members_of(field, item.last) if noun is not None and noun.singular in ("member", "man", "person", "element") else None


def _members_of(field: Field, last: int) -> Whom | None:
    """Whether "of the security forces" stands behind a noun."""
    tokens = field.tokens
    if tokens.at(last + 1) not in ("of", "from"):
        return None
    for index in range(last + 2, last + 8):
        word = tokens.at(index)
        if word in field.lex.context["members_of"]:
            return "fighters"
        if not word or not word[0].isalnum() or word in ("was", "were", "have", "had", "and"):
            return None
    return None


def _trade(field: Field, item: Item) -> Whom | None:
    """ "the head of the clinic and several colleagues", "four staff of the hospital"."""
    singular = item.counted.noun.singular if item.counted.noun else ""
    if singular in field.lex.context["companions"]:
        return _companions_of(field, item)
    if singular not in _STAFF or field.tokens.at(item.last + 1) not in ("of", "at", "from"):
        return None
    around = range(item.last + 2, item.last + 6)
    words = {field.tokens.at(index) for index in around}
    if words & {"medical", "hospital", "clinic", "doctor", "surgeon", "nurse", "health"}:
        return "medical"
    return "journalists" if words & {"journalist", "reporter", "newspaper", "cameraman", "channel", "editor", "radio"} else None


def _companions_of(field: Field, item: Item) -> Whom | None:
    """ "a sergeant and two of his comrades": whom the noun next before counts, that of a trade or a force."""
    tokens = field.tokens
    for index in range(item.first - 1, max(item.first - 1 - _COMPANION_WITHIN, -1), -1):
        noun = field.lex.people.get(tokens.at(index))
        if tokens.at(index) in ("medical", "hospital", "clinic"):
            return "medical"
        if tokens.at(index) in ("newspaper", "channel", "radio"):
            return "journalists"
        if noun is not None and noun.whom in ("fighters", "medical", "journalists"):
            return noun.whom
    return None


def _armed_body(field: Field, item: Item) -> bool:
    """Whether an army or the like stands just before: its men are fighters."""
    return any(field.tokens.at(index) in field.lex.context["members_of"] for index in range(max(item.first - 7, 0), item.first))


def _armed(field: Field, item: Item, measure: Measure) -> Whom | None:
    """ "armed men", "our men", "800 men" of an army on the move."""
    noun = item.counted.noun
    if noun is None or noun.singular not in ("man", "personnel", "member", "person", "element", "group", "crew", "captive"):
        return None
    before = field.lex.people.get(field.tokens.at(item.first - 2)) if field.tokens.at(item.first - 1) == "and" else None
    if noun.singular == "man" and before is not None and before.whom == "fighters":
        return "fighters"  # "two officers and 11 men"
    before_all = item.first - 1 - (field.tokens.at(item.first - 1) in ("only", "just"))
    if noun.singular == "man" and field.tokens.at(before_all) in ("lost", "losing", "lose", "loses"):
        return "fighters"  # "the navy lost just eight men"
    moved = noun.singular == "man" and measure in ("fighters", "other", "evacuated", "missing")
    if moved and (field.tokens.at(item.first - 1) in ("has", "had", "have") or _armed_body(field, item)):
        return "fighters"
    head = item.counted.head or item.last
    around = [*range(item.quantity.last + 1, head), item.first - 1]
    if any(field.tokens.at(index) in field.lex.context["armed_before"] for index in around):
        return "fighters"
    owned = noun.singular != "member" or _armed_body(field, item)
    if owned and any(field.tokens.at(index) in ("our", "its") for index in around):
        return "fighters"
    return "fighters" if measure == "fighters" else None


def _named_behind(field: Field, item: Item, window_end: int) -> Whom | None:
    """ "two of them infants", "one of them a nurse"."""
    tokens, lex = field.tokens, field.lex
    if tokens.at(item.last) not in lex.grammar["pronouns"]:
        return None
    if _under_age(field, item.last + 1) or _under_age(field, item.last + 2):
        return "children"
    for index in range(item.last + 1, min(item.last + 4, window_end)):
        noun = lex.people.get(tokens.at(index))
        if noun is not None and (noun.plural or item.quantity.value == 1):
            return (_members_of(field, index) if noun.singular == "member" else None) or noun.whom
        if tokens.at(index) in lex.grammar["function"] and tokens.at(index) not in ("a", "an"):
            return None
    return None


def _predicate(field: Field, item: Item, window_end: int) -> Whom | None:
    """ "three of the dead were children", "four are policemen", "seven were children"."""
    tokens, lex = field.tokens, field.lex
    position = item.last + 1
    if item.counted.of_group and (whom := _named_behind(field, item, window_end)):
        return whom
    while position < min(window_end, item.last + 5) and (tokens.at(position) in _BETWEEN or tokens.raw(position)[:1].isupper()):
        position += 1
    if tokens.at(position) not in _BE:
        return None
    for index in range(position + 1, min(position + 5, window_end)):
        noun = lex.people.get(" ".join(tokens.low[index : index + 2])) or lex.people.get(tokens.at(index))
        if noun is not None and (noun.plural or item.quantity.value == 1):
            return (_members_of(field, index) if noun.singular == "member" else None) or noun.whom
        if _under_age(field, index):
            return "children"
        if tokens.at(index) in lex.grammar["function"] and tokens.at(index) not in ("all", "mostly", "the", "a", "an"):
            return None
    return None


def _under_age(field: Field, index: int) -> bool:
    """ "under 15", "below the age of ten", "aged under five"."""
    tokens = field.tokens
    if tokens.at(index) not in ("under", "below"):
        return False
    index += 1 + 3 * (tokens.has(index + 1, ("the", "age", "of")))
    return tokens.at(index) in _MINOR_AGES


def _explained(field: Field, item: Item, window_end: int, *, bare: bool) -> Whom | None:
    """ "all of them police and soldiers", "mostly women and children" behind a bare number."""
    tokens, lex = field.tokens, field.lex
    for index in range(item.last + 1, min(item.last + _EXPLAIN_AHEAD, window_end)):
        word = tokens.at(index)
        if word == "all" and tokens.at(index + 1) in ("in", "at", "on", "said", "but", ","):
            return None
        if word in ("all", "both") or (word in _MOSTLY and bare):
            whoms = [
                noun.whom
                for spot in range(index + 1, min(index + 7, window_end))
                if (noun := lex.people.get(tokens.at(spot))) and noun.plural
            ]
            if word in ("all", "both") or len(whoms) > 1:
                return joined_whom(whoms) if whoms else None
        if word in (";", "while", "but") or word[:1].isdecimal():
            return None
    return None


def _mixes_fighters(field: Field, item: Item, window_end: int) -> bool:
    """ "500 people, including opposition fighters", "160, mostly gunmen"."""
    tokens, lex = field.tokens, field.lex
    position = item.last + 1
    while tokens.at(position) in (",", "(", "-", "–"):
        position += 1
    if tokens.at(position) not in lex.grammar["include"] or tokens.at(position) in ("among", "amongst"):
        return False
    for index in range(position + 1, min(position + 10, window_end)):
        noun = lex.people.get(tokens.at(index))
        if noun is not None and noun.plural and noun.whom == "fighters":
            return True
        if tokens.at(index) in ("were", "was", "have", "had", "who", "whom", "in"):
            return False
    return False
