"""Whether a number counts people harmed, moved, held, trapped or taking part."""

from itertools import pairwise

from sayso.claims.figures.field import Choice, Field, Hit, Item
from sayso.claims.figures.measure import head_in_tree
from sayso.claims.figures.parts import is_negated

_HARM = ("killed", "injured", "casualties")
_NOT_OF_NOBODY = ("other", "affected", "fighters", "besieged")
# The most that a cue may cost, by how surely the number counts people at all.
_NEAR, _BARE, _UNKNOWN, _UNLISTED = 1.3, 4.6, 1.0, 5.0
_PLAIN_PERSONS = frozenset(
    [
        "man",
        "person",
        "resident",
        "worker",
        "migrant",
        "protester",
        "passenger",
        "youth",
        "villager",
        "staff member",
        "aid worker",
        "driver",
        "employee",
        "customs officer",
        "passer-by",
    ]
)
_WOULD_WITHIN = 5  # tokens from "would have" to its cue
_FROM_NOW = ("earlier", "before", "ago", "later", "previously")
_MODALS = ("should", "must", "can", "could", "would", "will", "may", "might", "shall")
_PASSIVE = ("was", "lightly", "slightly", "seriously", "badly", "severely", "fatally", "critically", "also", "reportedly")
_NO_COUNT = ("the", "only", "every", "each", "any")
_ROOM_WITHIN = 5  # tokens from "designed" or "capacity" to its number
_ASKED_WITHIN = 16  # tokens from those asked to the last that they include
_ASKED_OF = ("according", "spoke", "talked", "speaking", "speak", "spoken")


def counts_people(field: Field, item: Item, choice: Choice, *, is_part: bool) -> bool:
    """Whether `item`, with the measure chosen for it, is a figure. `is_part`: a total before counts it in."""
    quantity, counts = item.quantity, item.counted.counts
    near = choice.cost <= _NEAR and choice.measure != "other"
    if quantity.form == "zero":
        if field.tokens.at(item.last + 1) in _MODALS:
            return False  # "no miner should die so"
        return (
            choice.cost <= _NEAR + 0.5 and choice.measure not in _NOT_OF_NOBODY and not (counts == "harm" and choice.measure == "evacuated")
        )
    if counts == "unknown":
        return choice.cost <= _UNKNOWN and _befalls_people_only(choice)
    if choice.hit is not None and _is_thought(field, item, choice.hit):
        return False
    if counts == "bare" and _is_year_alone(field, item, choice):
        return False
    if quantity.value == 1 and counts == "bare" and field.tokens.at(quantity.core_first - 1) in _NO_COUNT:
        return False  # "the only one", "every one of them"
    if quantity.value == 1 and quantity.form in ("words", "digits"):
        return near or (_is_inside(item, choice) and choice.measure in _HARM) or (is_part and not _tells(field, item))
    if counts == "harm":
        return not _is_rate(field, item)
    if counts == "people":
        return near or _people_stand_well(field, item, choice)
    return choice.cost <= _BARE and _bare_stands_well(field, item, choice)


def article_counts(field: Field, item: Item, choice: Choice, *, joined: bool) -> bool:
    """Whether "a child" is one more killed or hurt: joined to another figure, or itself the one whom harm befell."""
    if joined:
        return choice.measure != "fighters" and (choice.measure != "other" or item.counted.whoms[0] != "people")
    if choice.measure not in _HARM:
        return False
    noun, hit = item.counted.noun, choice.hit
    if noun is None or hit is None or hit.cue.kind == "toll" or _tells(field, item) or (choice.cost > 0.6 and not _is_inside(item, choice)):
        return False
    if item.counted.whoms[0] == "fighters" and not _befell(field, item, hit):
        return False
    tokens, first = field.tokens, item.first
    leading = {tokens.at(index) for index in range(max(first - 6, 0), first)}
    in_passing = (
        leading & field.lex.grammar["clause"]
        or leading & {"which", "who", "that"}
        or tokens.at(item.last + 1) in ("who", "they", "he", "it")
    )
    counts = item.counted.whoms[0] != "people" or noun.singular in _PLAIN_PERSONS or _is_inside(item, choice)
    return not in_passing and counts


def _is_thought(field: Field, item: Item, hit: Hit) -> bool:
    """ "the toll would have been 300": what would have been was not."""
    low, first = field.tokens.low, max(hit.first - _WOULD_WITHIN, 0)
    near = low[first : min(max(hit.first, item.first), hit.first + _WOULD_WITHIN)]
    return any(pair == ("would", "have") for pair in pairwise(near))


def _is_inside(item: Item, choice: Choice) -> bool:
    """ "one dead soldier": the cue stands in the noun phrase itself."""
    return choice.hit is not None and item.first <= choice.hit.first <= item.last


def _is_year_alone(field: Field, item: Item, choice: Choice) -> bool:
    """ "in fiscal 2016", "the 2012 attack": a bare number that reads as a year, unless a cue stands right beside it."""
    tokens, last = field.tokens, item.quantity.last
    word = tokens.at(last)
    if item.quantity.form != "digits" or item.first != last or len(word) != 4 or not word.isdecimal() or not "1900" <= word < "2100":
        return False
    beside = (item.first - 1, last + 1, last + 2)
    return choice.hit is None or choice.measure == "other" or (choice.hit.last not in beside and choice.hit.first not in beside)


def _befell(field: Field, item: Item, hit: Hit) -> bool:
    """ "a soldier was killed", "a policeman died"; "a bomber killed 22" does it, and "the funeral of a fighter" counts nobody."""
    if hit.last == item.first - 1:
        return hit.cue.kind in ("act", "past") or hit.cue.words[-1] == "dead"  # "smugglers shot dead a ranger"
    told = hit.cue.kind == "intransitive" or (hit.cue.kind == "past" and field.tokens.at(hit.first - 1) in (*_PASSIVE, "been"))
    return told and hit.first > item.last


def _befalls_people_only(choice: Choice) -> bool:
    """Whether the cue at hand tells people even where the noun is unknown: killed or kidnapped, but not seized."""
    if choice.hit is None or choice.hit.cue.kind not in ("act", "past", "state", "intransitive"):
        return False
    seized = choice.hit.cue.words[0].startswith(("seiz", "captur", "snatch", "surrender"))
    return choice.measure in _HARM or (choice.measure == "detained" and not seized)


def _people_stand_well(field: Field, item: Item, choice: Choice) -> bool:
    """A named people count without a cue at hand: not those who speak, not a rate, not those who were asked."""
    tokens, counted = field.tokens, item.counted
    if _is_rate(field, item) or _tells(field, item):
        return False
    if counted.noun is not None and counted.noun.singular in field.lex.context["tellers"]:
        return False
    if not counted.listed and choice.cost > _UNLISTED:
        return False
    if _is_room(field, item) or _is_asked(field, item):
        return False
    before = tokens.at(item.first - 1)
    if before == "by" and (choice.measure == "other" or _is_inside(item, choice)):
        return False
    return not (before in ("to", "with") and tokens.at(item.first - 2) in _ASKED_OF)


def _is_room(field: Field, item: Item) -> bool:
    """ "built for 900", "a capacity of 2,400", "beyond its capacity, which is 2,400"."""
    words = [field.tokens.at(index) for index in range(max(item.first - _ROOM_WITHIN, 0), item.first)]
    return words[-1:] in (["for"], ["of"], ["is"], ["hold"]) and any(word in field.lex.context["room"] for word in words)


def _is_asked(field: Field, item: Item) -> bool:
    """ "surveyed 310 people, including 44 refugees and nine nurses": no deed stands between them and the asking."""
    tokens, asking = field.tokens, field.lex.context["listened"]
    start = max(item.first - _ASKED_WITHIN, 0)
    asked = next((index for index in range(item.first - 1, start - 1, -1) if tokens.at(index) in asking), None)
    if asked is None:
        return False
    near = asked >= item.first - 2 and (asked == item.first - 1 or tokens.at(item.first - 1) == "of")
    listed = "including" in tokens.low[asked : item.first] and not any(
        hit.cue.kind in ("past", "act") for hit in field.near(asked, item.first)
    )
    return near or listed


def _tells(field: Field, item: Item) -> bool:
    """ "two medics said", "two people who saw it told": those who speak are not those who are counted."""
    tokens, tell, syntax = field.tokens, field.lex.grammar["tell"], field.syntax
    position = item.last + 1
    while tokens.at(position) in ("who", "have", "had", "also", ",", "later") and position < item.last + 3:
        position += 1
    if tokens.at(position) in tell:
        return True
    noun = head_in_tree(syntax, item) if syntax else None
    return syntax is not None and noun is not None and syntax.tells(noun, tell)


def _is_rate(field: Field, item: Item) -> bool:
    """ "9,000 passengers a day", "per week", "forty to a page"."""
    tokens = field.tokens
    if item.counted.counts == "bare" and tokens.at(item.last + 1) == "to" and tokens.at(item.last + 2) in ("a", "each"):
        return True
    if tokens.at(item.last + 1) not in ("a", "per", "each", "every") or tokens.at(item.last + 2) not in field.lex.grammar["rate"]:
        return False
    return tokens.at(item.last + 3) not in _FROM_NOW  # "100 a day earlier"


def _bare_stands_well(field: Field, item: Item, choice: Choice) -> bool:
    """A bare number far from its cue must at least stand where a count would."""
    tokens, after = field.tokens, field.tokens.at(item.last + 1)
    if _is_rate(field, item) or _is_room(field, item) or (choice.source == "sentence" and tokens.at(item.first - 1) == "for"):
        return False  # "forty to a page"
    if choice.measure == "other" and choice.hit is not None and choice.hit.first > item.last + 1 and not _goes_on(field, after):
        return False  # "six main voting blocs"
    if choice.cost <= _NEAR or (choice.hit is not None and choice.hit.cue.kind == "toll"):
        return True
    if tokens.at(item.core_word + 1) in ("-", "–") and item.quantity.last > item.core_word:
        return False  # scores, telephone numbers
    if (tokens.at(item.first - 1) == "not" and not is_negated(tokens, item) and tokens.at(item.first - 2) not in ("and", ",")) or tokens.at(
        item.core_word
    ) == "several":
        return False
    if after == "of" and not item.counted.of_group:
        return False  # "one of several", "3 of 5 clinics"
    return item.counted.of_group or item.counted.follow_up or not after or not after[0].isalnum() or _goes_on(field, after)


def _goes_on(field: Field, word: str) -> bool:
    grammar = field.lex.grammar
    return (
        word in grammar["function"]
        or word in grammar["counting"]
        or word in ("given", "announced", "last", "late", "early")
        or word.endswith("ly")
    )
