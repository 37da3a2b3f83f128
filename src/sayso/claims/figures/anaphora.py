"""A number with no words of its own goes on from one told before: "three were women", "of them", "the mayor says 17"."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from sayso.claims.figures.field import GO_ON_PART, NEAR_FIGURES, Accepted, Choice, Field, Item
from sayso.claims.figures.measure import head_in_tree
from sayso.claims.figures.parts import of_whom
from sayso.claims.figures.whom import own_whom, whom_of
from sayso.claims.figures.words import Noun
from sayso.model.figure import Measure, Whom

# What going on from another figure costs: less than a far cue, more than one at hand.
_GO_ON_BARE, _GO_ON_NOUN, _GO_ON_NEXT_SENTENCE = 2.8, 5.5, 4.0
_FARTHEST = 50  # a number so much greater isn't of the same kind
_VERBS = frozenset(["was", "were", "are", "have", "had", "has", "who", "remain", "remained", "did", "could", "will"])
_RECENT = 8  # figures back to the one of whom some are counted again
_MANY_MORE = 10  # so many times as many are no longer of the same kind
_HELD = ("detained", "missing", "evacuated")  # what befalls some of those counted before
_TOLD_WITHIN = 4  # tokens from "told" to the number told: "told our paper fifteen"
_OLDEST = 110
_TOLLS = frozenset(["dead", "toll", "number", "figure", "it", "total", "count"])
_ONE = frozenset(["he", "she", "who", "i", "youngest", "oldest", "eldest"])
_QUOTES = frozenset("\"“”'‘’«»")
_TO_THE_HOUR = ("five", "ten", "quarter", "twenty", "minutes")
_OPENS_CLAUSE = frozenset(["", ".", "?", "!", ":", '"', "“", "‘", "that", "and", "but", "while", "•"])
_PLURAL_VERBS = frozenset(["were", "are", "have", "had"])
_ASKED_WITHIN = 120  # tokens from "how many" to the numbers given
_LEAST_REPEATED = 6  # a smaller bare number is too common to be taken for an earlier figure again


@dataclass(slots=True)
class Memory:
    """What earlier sentences counted: the last one's figures, and every value with what it was."""

    last: Sequence[Accepted] = ()
    counted_things: bool = False
    values: dict[float, Accepted] = field(default_factory=dict)
    recent: deque[Accepted] = field(default_factory=lambda: deque(maxlen=_RECENT))

    def keep(self, accepted: Sequence[Accepted], *, things: bool) -> None:
        """Keep the figures of a sentence; `things`: whether it counted things too, of which a bare number may then speak."""
        if accepted:
            self.last = accepted
        if accepted or things:
            self.counted_things = things
        for entry in accepted:
            self.values.setdefault(entry.item.quantity.value, entry)
        self.recent.extend(accepted)

    def holding(self, part: Item, measure: Measure) -> Accepted | None:
        """The last figure that can hold a part, of those whom the same befell if there are; "more than 500" are part of none."""
        if part.quantity.high is None:
            return None
        fit = [entry for entry in reversed(self.recent) if entry.item.quantity.value >= part.quantity.value]
        return next((entry for entry in fit if entry.measure == measure), fit[0] if fit else None)


def going_on(place: Field, item: Item, best: Choice, before: Accepted | None, is_part: bool) -> Choice:
    """The best cue, or the figure gone on from, whichever is cheaper."""
    if before is None or item.quantity.value > _FARTHEST * max(before.item.quantity.value, 1):
        return best
    named = item.counted.counts == "people" and not item.counted.follow_up and not item.counted.of_group
    if (
        named
        and not is_part
        and place.syntax
        and (noun := head_in_tree(place.syntax, item)) is not None
        and place.syntax.has_own_verb(noun)
    ):
        return best
    cost = GO_ON_PART if is_part else _GO_ON_NOUN if named else _GO_ON_BARE
    return Choice(before.measure, cost, None, "sentence") if cost < best.cost else best


def main_figure(accepted: Sequence[Accepted]) -> Accepted | None:
    """The last figure that isn't a part of another: a further one goes on from that."""
    return next((entry for entry in reversed(accepted[-NEAR_FIGURES:]) if entry.parent is None or entry.parent >= len(accepted)), None)


def across_sentences(place: Field, item: Item, choice: Choice, memory: Memory) -> Choice:
    """A number with no cue of its own may go on from the sentence before, or say an earlier figure again."""
    if choice.cost <= _GO_ON_NEXT_SENTENCE:
        return choice
    counted, tokens = item.counted, place.tokens
    given = counted.counts == "bare" and (_is_list(place, item) or (_stands_alone(place, item) and _is_given(place, item)))
    if given and (asked := _asked(place, item, memory)):
        return asked
    if given and tokens.at(item.first - 1).startswith("number") and (whom := own_whom(place, item, item.last + 1, "other")):
        return Choice("other", _GO_ON_NEXT_SENTENCE, None, "before", whom)  # "the pirates, numbering 40"
    if not memory.last:
        return Choice(place.theme, _GO_ON_NEXT_SENTENCE, None, "before") if _is_list(place, item) else choice
    if counted.of_group or counted.follow_up or of_whom(place, item):
        return _from(item, memory.last[-1], "before")
    if counted.counts != "bare" or item.quantity.form in ("zero", "vague"):
        return choice
    again = memory.values.get(item.quantity.value)
    if again is not None and item.quantity.value >= _LEAST_REPEATED and not _is_hour_or_age(place, item):
        return _from(item, again, "again")
    after = tokens.at(item.last + 1)
    predicate = after in ("were", "was", "are") and own_whom(place, item, item.last + 6, "other") is not None
    if given or predicate or after in ("remain", "remained", "remains", "did"):
        return _from(item, memory.last[0], "before")
    opens = tokens.at(item.first - 1) in _OPENS_CLAUSE and item.quantity.value > 1
    if opens and after in _PLURAL_VERBS and not memory.counted_things:
        return replace(_from(item, memory.last[0], "before"), measure="other")
    return choice


def _from(item: Item, entry: Accepted, source: Literal["before", "again"]) -> Choice:
    return Choice(entry.measure, _GO_ON_NEXT_SENTENCE, None, source, _same(entry, item))


def _asked(place: Field, item: Item, memory: Memory) -> Choice | None:
    """What a number is given for where that was named and no figure told since: "How many were killed? The mayor says 17"."""
    tokens, since = place.tokens, memory.last[-1].item.last if memory.last else -1
    for index in range(item.first - 1, max(item.first - _ASKED_WITHIN, since), -1):
        if (tokens.at(index - 1), tokens.at(index)) not in (("how", "many"), ("number", "of")):
            continue
        nouns = [place.lex.people.get(tokens.at(spot)) for spot in range(index + 1, index + 4)]
        noun = next((noun for noun in nouns if noun is not None and noun.plural), None)
        hit = next((hit for hit in place.near(index + 1, index + 9) if hit.cue.kind not in ("before", "weak")), None)
        if noun is None and hit is None and tokens.at(index + 1) not in place.lex.grammar["function"]:
            return None  # "how many tents"
        noun = noun or _last_befallen(place, index)
        return Choice(hit.cue.measure if hit else "other", _GO_ON_NEXT_SENTENCE, None, "before", whom_of(place, noun) if noun else None)
    return None


def _last_befallen(place: Field, index: int) -> Noun | None:
    """Those named last who are no fighters: of them "how many were taken?" asks."""
    for spot in range(index, max(index - _ASKED_WITHIN, -1), -1):
        noun = place.lex.people.get(place.tokens.at(spot))
        if noun is not None and noun.plural and noun.whom != "fighters":
            return noun
    return None


def _is_list(place: Field, item: Item) -> bool:
    """ "published a roll of 250 names", "The plaque bears 70 names" where people were counted before or a list is spoken of."""
    noun = item.counted.noun
    return noun is not None and noun.singular == "name" and item.quantity.value >= _LEAST_REPEATED


def _stands_alone(place: Field, item: Item) -> bool:
    """Whether no noun can follow."""
    after = place.tokens.at(item.last + 1)
    return not after or not after[0].isalnum() or after in place.lex.grammar["function"]


def _is_given(place: Field, item: Item) -> bool:
    """ "the mayor says 17", "told us thirty", "Palma (4,100)"; not an hour or an age."""
    tokens, before = place.tokens, place.tokens.at(item.first - 1)
    if before == "(":
        return tokens.at(item.last + 1) == ")" and (100 <= item.quantity.value < 1000 or item.quantity.value > 2100)  # no age, no year
    grammar = place.lex.grammar
    if before in ("of", "has", "have", "had"):
        return tokens.at(item.first - 2) in grammar["lists"]
    told = before.isalpha() and any(word in ("told", "tells") for word in tokens.low[max(item.first - _TOLD_WITHIN, 0) : item.first])
    many = before in grammar["counting_many"] and item.quantity.value >= _LEAST_REPEATED
    return told or many or (before in grammar["counting"] and not _is_hour_or_age(place, item))


def _is_hour_or_age(place: Field, item: Item) -> bool:
    """ "we went in at five", "he is twenty", "their niece is 8", "a widow of nearly 80"."""
    tokens, people = place.tokens, place.lex.people
    before, subject = tokens.at(item.first - 1), tokens.at(item.first - 2)
    if before == "at":
        return (item.quantity.value <= 12 or tokens.at(item.last + 1) in ("to", "past")) and subject not in _TOLLS
    if item.quantity.value >= _OLDEST:
        return False
    if before == "to" and subject in _TO_THE_HOUR:
        return True
    name = item.first - (3 if subject == "," else 2)
    return before in ("is", "was") and (subject in _ONE or tokens.at(name) in people or not tokens.raw(name).islower())


def inherited_whom(place: Field, item: Item, choice: Choice, total: Accepted | None, accepted: Sequence[Accepted], memory: Memory) -> Whom:
    """Whom a bare number counts: those of the figure it goes on from."""
    counted = item.counted
    again = next(
        (entry for entry in accepted[-NEAR_FIGURES:] if entry.item.quantity.value == item.quantity.value),
        memory.values.get(item.quantity.value),
    )
    definite = place.tokens.at(item.first - 1) in ("the", "all") and total is None and not accepted
    repeated = choice.measure in ("other", *_HELD) and counted.counts == "bare" and item.quantity.value >= _LEAST_REPEATED
    if again is not None and (definite or repeated):
        return again.whom  # "killing the three on the spot", "31 nuns were taken, all 31 are free"
    before = total or main_figure(accepted)
    if before is not None:
        tolls = choice.hit is not None and choice.hit.cue.kind == "toll" and choice.measure == before.measure
        tolls = tolls and item.quantity.value <= before.item.quantity.value
        goes_on = choice.source == "sentence" or counted.follow_up or counted.of_group or total is not None or tolls
        return _same(before, item) if goes_on or before.whom == "fighters" else "people"
    if choice.whom is not None:
        return choice.whom
    if counted.follow_up and memory.last:
        return memory.last[-1 if counted.of_group else 0].whom
    if (
        counted.of_group
        or (choice.measure != "killed" and _is_subject(place, item))
        or (counted.counts == "bare" and choice.measure in _HELD)
    ):
        holder = memory.holding(item, choice.measure)
        return holder.whom if holder is not None else "people"
    return "people"


def _same(entry: Accepted, item: Item) -> Whom:
    """Those of a figure, if a number isn't so much greater that it counts others too."""
    return entry.whom if item.quantity.value <= _MANY_MORE * entry.item.quantity.value else "people"


def joins_on(place: Field, item: Item, accepted: Sequence[Accepted]) -> bool:
    """ "12 miners and one nurse": a person named right behind a figure and joined to it."""
    if not accepted:
        return False
    tokens, after = place.tokens, place.tokens.at(item.last + 1)
    if item.counted.counts == "bare" and item.quantity.value == 1 and after in ("was", "is"):
        return own_whom(place, item, item.last + 6, "other") is not None  # "five were monks and one was a nurse"
    between = [word for word in tokens.low[accepted[-1].item.last + 1 : item.first] if word not in _QUOTES]
    return item.counted.counts == "people" and between in (["and"], [","], [",", "and"], ["with"], ["and", "with"], ["plus"], ["&"])


def _is_subject(place: Field, item: Item) -> bool:
    """ "Eleven surrendered", "nine have been let go", "20 were led off": some of those told before."""
    if item.counted.counts != "bare" or item.quantity.form in ("zero", "vague") or item.quantity.value == 1 or item.quantity.approximate:
        return False
    after = item.last + 1
    if place.tokens.at(after) in _VERBS:
        return True
    return any(hit.cue.kind == "intransitive" for hit in place.near(after, after + 1))
