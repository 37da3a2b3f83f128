"""What befell the people of a figure: cues near it, weighed by how and how far they stand."""

from collections.abc import Sequence

from sayso.claims.figures.field import FAR, Choice, Field, Hit, Item
from sayso.claims.figures.number_core import starts_number
from sayso.claims.figures.syntax import Syntax, is_fleeting
from sayso.claims.figures.tokens import Tokens

_LOOK_BACK, _LOOK_AHEAD = 40, 25
_OTHER_FIGURE = 2.5
# A cue, however far, that the counted noun hangs on in the tree: as its subject, in another way, or in a list with one that does.
_SUBJECT, _LINKED, _LISTED = 0.15, 0.45, 1.2
_NEAR, _OTHER_VERB = 0.6, 8.0  # a cue further off than near says little of those who do something else
_FLEETING = 1.3  # "three children fleeing the town" among the dead are dead
_BYSTANDING = 1.6  # what tells where people are or what they lack says nothing against what befell them
_LONGEST_LIST, _IN_LIST = 8, 0.15  # figures of one list; what each adds to the way to a cue behind the list
_LONGEST_BRACKET = 30  # tokens
_LOSSES = ("lost", "losing", "lose", "loses")
_EVACUATING = 0.05  # in a text on an evacuation, leaving means being evacuated rather than displaced
_OBJECT_STARTS = frozenset(["the", "a", "an", "his", "her", "their", "its", "him", "them", "himself", "themselves"])
_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])


def best_measure(field: Field, items: Sequence[Item], at: int, window: tuple[int, int]) -> Choice:
    """The measure of `items[at]` by the cheapest cue within `window` (tokens of its sentence)."""
    item = items[at]
    best = Choice("other", FAR, None)
    own, joined = _nouns(field, item)
    acts = field.syntax is not None and item.counted.counts == "people" and any(field.syntax.has_own_verb(noun) for noun in own)
    for hit in field.near(max(window[0], item.first - _LOOK_BACK), min(window[1], item.last + _LOOK_AHEAD)):
        cost = _cost(field, items, at, hit)
        if field.syntax and cost > _SUBJECT and not _closes_later(items, at, hit):
            linked = _linked(field.syntax, own, joined, hit)
            away = acts and cost > _NEAR and _is_away(items, at, hit)
            cost = FAR if linked is None else min(cost + (_OTHER_VERB if away else 0.0), linked)
        if hit.cue.evacuating:
            cost -= _EVACUATING
        if cost < best.cost:
            best = Choice(hit.cue.measure, cost, hit)
    return best


def _is_away(items: Sequence[Item], at: int, hit: Hit) -> bool:
    """Whether a cue stands before a noun that has a verb of its own, or behind another figure."""
    if hit.last < items[at].first:
        return hit.cue.kind != "toll"
    return any(items[at].last < other.first < hit.first for other in items[at + 1 : at + 1 + _LONGEST_LIST])


def _nouns(field: Field, item: Item) -> tuple[list[int], list[int]]:
    """The counted noun in its tree, and those that it is listed with."""
    if field.syntax is None or opens_parts(field, item):
        return [], []
    noun = head_in_tree(field.syntax, item)
    named = item.counted.follow_up or (item.counted.counts == "people" and item.quantity.form != "article")
    return [] if noun is None else [noun], field.syntax.joined(noun) if named else []


def head_in_tree(syntax: Syntax, item: Item) -> int | None:
    """The tree's token for the counted noun, or for a number that stands alone."""
    return syntax.noun(item.core_word, item.core_word if item.counted.head is None else item.counted.head)


def _linked(syntax: Syntax, own: Sequence[int], joined: Sequence[int], hit: Hit) -> float | None:
    """What the tree makes the cue cost; None where it says that the counted noun did this to others."""
    words = (hit.first, hit.last)
    if hit.cue.kind in ("act", "past") and any(syntax.does(noun, words) for noun in own):
        return None
    if link := syntax.links(own, words, hit.cue):
        return _SUBJECT if link == "subject" and hit.cue.kind != "weak" else _LINKED
    return _LISTED if syntax.links(joined, words, hit.cue) else FAR


def _cost(field: Field, items: Sequence[Item], at: int, hit: Hit) -> float:
    item = items[at]
    if item.first <= hit.first <= item.last:
        return _inside(field, item, hit)
    if hit.last < item.first:
        start = _list_start(field, items, at)
        crossed = sum(1 for other in items[max(start - 6, 0) : start] if other.first > hit.last)
        cost = _looking_right(field, items, at, hit)
        if hit.cue.kind == "toll":
            return _toll(field, item, hit, crossed)
        return cost + field.between(hit.last, item.first) * (0.5 if hit.cue.kind == "before" else 1.0) + _OTHER_FIGURE * crossed
    if hit.first > item.last:
        end = at if opens_parts(field, item) else _list_end(field, items, at)
        last = _closed(field.tokens, item.last, hit.first)
        crossed = sum(1 for other in items[end + 1 : end + 7] if last < other.last < hit.first and not _is_included(field, item, other))
        if crossed and (opens_parts(field, item) or _belongs_to(items, at, hit)):
            return FAR if opens_parts(field, item) else 9.0
        scale = 0.6 if hit.cue.kind == "past" and _is_passive(field, hit) else 1.0
        way = field.between(last, hit.first)
        if items[end].counted.counts == "people":  # "35 guerrillas and 5 soldiers dead", but not "11 children and dozens more wounded"
            way = min(way, field.between(items[end].last, hit.first) + _IN_LIST * (end - at))
        return _looking_left(field, items, at, hit) + scale * way + _OTHER_FIGURE * crossed
    return FAR


def _closed(tokens: Tokens, last: int, before: int) -> int:
    """Where a bracket ends that opens right behind token `last`, or `last`: what it holds parts no noun from its verb."""
    if tokens.at(last + 1) != "(":
        return last
    within = tokens.low[last + 2 : min(before, last + _LONGEST_BRACKET)]
    return last + 2 + within.index(")") if ")" in within else last


def _toll(field: Field, item: Item, hit: Hit, crossed: int) -> float:
    """A toll's number may stand far from it, above all after "reached", "at" or "to"."""
    tokens = field.tokens
    linked = item.first < item.core_word or any(
        tokens.at(index) in field.lex.grammar["toll_links"] for index in range(item.first - 2, item.first)
    )
    named = item.counted.counts == "people"
    if not linked and not named:
        return 0.8 + 0.6 * (item.first - hit.last - 1) + crossed
    return (0.2 if linked else 2.5) + 0.08 * (item.first - hit.last) + 0.4 * crossed


def _is_included(field: Field, item: Item, other: Item) -> bool:
    """ "39 people, including 11 women, were hurt": the women don't part the people from their verb."""
    between = field.tokens.low[item.last + 1 : min(other.first, item.last + 3)]
    return other.quantity.value <= item.quantity.value and any(word in field.lex.grammar["include"] for word in between)


def _list_start(field: Field, items: Sequence[Item], at: int) -> int:
    """The first figure of the list that `items[at]` is in: "killed 90 villagers, 35 rebels and 12 soldiers"."""
    start = at
    while start > 0 and at - start < _LONGEST_LIST and _side_by_side(field, items[start - 1], items[start]):
        start -= 1
    return start


def _list_end(field: Field, items: Sequence[Item], at: int) -> int:
    end = at
    while end + 1 < len(items) and end - at < _LONGEST_LIST and _side_by_side(field, items[end], items[end + 1]):
        end += 1
    return end


def _side_by_side(field: Field, left: Item, right: Item) -> bool:
    if right.first - left.last > 3 or "people" not in (left.counted.counts, right.counted.counts):
        return False
    return all(field.tokens.at(index) in (",", "and", "or", "&", "a") for index in range(left.last + 1, right.first))


def _inside(field: Field, item: Item, hit: Hit) -> float:
    """A cue in the noun phrase itself: "12 deaths" settles it, "64 wounded people" and "98 evacuees" are weaker."""
    if hit.last > item.last:
        return 0.0 if hit.cue.kind == "before" and item.counted.counts == "harm" else FAR  # "60 bodies of"
    if hit.cue.kind == "noun":
        return 0.0 if item.counted.counts != "people" else 2.0 if hit.cue.measure == "killed" else 5.0
    if hit.cue.kind == "weak":
        return _LINKED  # "40 measles cases"
    if hit.cue.kind in ("state", "past"):
        return 1.6 if item.counted.counts == "people" and not item.counted.of_group else 1.0
    return FAR


def _is_passive(field: Field, hit: Hit) -> bool:
    """Whether a past form has a passive's auxiliary before it, adverbs aside."""
    tokens, lex = field.tokens, field.lex
    for index in range(hit.first - 1, max(hit.first - 5, -1), -1):
        word = tokens.at(index)
        if word in lex.grammar["passive_marks"]:
            return True
        if word not in lex.grammar["auxiliary"] and not word.endswith("ly"):
            return False
    return False


def _looking_right(field: Field, items: Sequence[Item], at: int, hit: Hit) -> float:
    kind = hit.cue.kind
    if kind in ("past", "state") and hit.last == items[at].first - 2 and _is_heading(field, hit):
        return 0.0
    if kind == "act":
        return 0.3
    if kind == "before" and hit.cue.words[0] in _LOSSES and items[at].counted.counts == "bare":
        return 5.0  # "losing the next four"
    if kind == "before":
        return 0.2 if len(hit.cue.words) > 1 else 0.5
    if kind == "past":
        if _closes_figure(field, items, at, hit) or _is_passive(field, hit):
            return 5.0
        return 0.4
    return {"noun": 6.0, "state": 3.0, "intransitive": 5.0}.get(kind, FAR)


def _is_heading(field: Field, hit: Hit) -> bool:
    """ "Killed: 8": the number stands behind; but not in "64 killed: 8 women"."""
    tokens = field.tokens
    heads = tokens.at(hit.last + 1) == ":" and tokens.at(hit.last + 2)[:1].isdecimal()
    return heads and not starts_number(tokens.at(hit.first - 1))


def _closes_figure(field: Field, items: Sequence[Item], at: int, hit: Hit) -> bool:
    """Whether the cue stands right after another figure and belongs to that ("15 killed 20 injured").

    Not where that has its verb already ("killed 15 injured 20").
    """
    before = next((other for other in reversed(items[max(at - 6, 0) : at]) if other.last < hit.first), None)
    return before is not None and hit.first - before.last <= 1 and not _has_active_before(field, before)


def _looking_left(field: Field, items: Sequence[Item], at: int, hit: Hit) -> float:
    kind = hit.cue.kind
    if _is_heading(field, hit):
        return FAR
    opens = any(0 < other.first - hit.last <= 1 for other in items[at + 1 : at + 1 + _LONGEST_LIST])
    adjacent = hit.first - items[at].last <= 1
    if kind == "state" and adjacent and opens and _has_active_before(field, items[at]):
        return 3.0
    if is_fleeting(hit.cue):
        return _FLEETING
    if kind in ("intransitive", "state"):
        return 8.0 if opens and not adjacent and kind == "state" and not _is_passive(field, hit) else 0.2
    if kind == "weak":
        return _BYSTANDING
    if kind == "act":
        return 0.4 if _is_owned(field, items[at].last, hit.first) else FAR
    if kind == "after":
        return 0.1 if len(hit.cue.words) > 1 else 0.3
    if kind == "past":
        if _is_passive(field, hit):
            return 0.2
        if _has_object(field, hit, adjacent=adjacent):
            return 12.0
        if adjacent:
            return 0.2 if not opens or not _has_active_before(field, items[at]) else 3.0
        return 8.0 if opens else 1.5
    return 7.0 if kind == "noun" else FAR


def _is_owned(field: Field, last: int, first: int) -> bool:
    """ "the six nurses' murder"; without a possessive, who stands before an act does it."""
    tokens = field.tokens
    return (tokens.is_possessive(last) and first == last + 1) or (tokens.at(last + 1) in ("'", "’") and first == last + 2)


def included(field: Field, item: Item, window: tuple[int, int]) -> Choice | None:
    """ "the dead included four guards", "he died along with four guards": what befell those before befell these too."""
    tokens, first = field.tokens, item.first
    beside = tokens.at(first - 1) == "with" and tokens.at(first - 2) in ("along", "together")
    if not beside and not any(tokens.at(index) in ("included", "include", "includes", "including") for index in range(first - 2, first)):
        return None
    for hit in reversed(field.near(max(window[0], first - 18), first)):
        if hit.cue.kind in ("state", "past", "toll", "intransitive") and hit.cue.measure != "other":
            return Choice(hit.cue.measure, 1.5, hit, "sentence")
    return None


def opens_parts(field: Field, item: Item) -> bool:
    """ "Of the 71 people on board, eight …": what is said of the eight is not said of the 71."""
    tokens, first = field.tokens, item.first
    start = first - 1 if tokens.at(first - 1) == "of" else first - 2 if tokens.has(first - 2, ("of", "the")) else None
    if start is None:
        return False
    before = tokens.at(start - 2 if tokens.at(start - 1) == "out" else start - 1)
    return not before or not before[0].isalnum() or before in field.lex.grammar["function"]


def _belongs_to(items: Sequence[Item], at: int, hit: Hit) -> bool:
    """Whether a state or participle stands right behind a later figure: "8 martyrs and dozens of wounded"."""
    if hit.cue.kind != "state":
        return False
    return any(0 <= hit.first - other.last <= 2 for other in items[at + 1 : at + 7] if other.counted.counts == "bare")


def _closes_later(items: Sequence[Item], at: int, hit: Hit) -> bool:
    """ "6 killed, 14 hurt": the cue stands right behind a later number, and is that one's."""
    later = items[at + 1 : at + 1 + _LONGEST_LIST]
    return any(hit.first - other.last == 1 and other.counted.counts == "bare" for other in later)


def _has_object(field: Field, hit: Hit, *, adjacent: bool) -> bool:
    """Whether a past form is active, with an object behind it: "four gunmen murdered the mayor"."""
    following = field.tokens.raw(hit.last + 1)
    if following.lower() in _OBJECT_STARTS:
        return True
    return not adjacent and following[:1].isupper() and following.lower() not in _DAYS


def _has_active_before(field: Field, item: Item) -> bool:
    """Whether a verb has this figure as its object already: "killed 15 injured 20"."""
    for hit in field.near(item.first - 2, item.first):
        if hit.last == item.first - 1 and (hit.cue.kind == "act" or (hit.cue.kind == "past" and not _is_passive(field, hit))):
            return True
    return False
