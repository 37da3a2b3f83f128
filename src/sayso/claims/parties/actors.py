"""Who can do an attack: parties, their machines and their men; and to whom a machine, a weapon or a man belongs."""

from collections.abc import Iterator, Sequence
from itertools import islice

from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon
from sayso.claims.places.find import in_dateline
from sayso.model.reading import Entity

_LEXICON = lexicon("blame")
_ACTORS = {name: frozenset(words) for name, words in _LEXICON["actors"].items()}
_DEEDS = frozenset(_LEXICON["nouns"]["deeds"])
_OF_VICTIMS = frozenset(_LEXICON["nouns"]["of_victims"])
_PLACES = frozenset(lexicon("status")["control"]["places"])
_CALENDAR = frozenset(lexicon("parties")["names"]["calendar"])
_KNOWN = frozenset().union(*_ACTORS.values()) | _CALENDAR
_PERSONAL = frozenset("i we us they them it he she him her its their his our my theirs ours these those".split())
_RELATIVE = frozenset(["who", "which", "that", "whom", "whose"])
ALLIES = _ACTORS["allies"]
_TAKEN_FOR = frozenset(_LEXICON["blame"]["taken_for"])
CRAFT = _ACTORS["craft"]
NOBODIES, VAGUE, GENERIC = _ACTORS["nobodies"], _ACTORS["vague"], _ACTORS["generic"]
_PARTIES = ("organisation", "force", "group", "person")
_BETWEEN = frozenset(_LEXICON["nouns"]["between"])
_OF_STATES = ("missile", "rocket", "artillery", "howitzer", "mortar", "shell")  # whose they are may be told by a state's name
_BY = 9  # words after a deed's noun in which "by" tells who did it
_NEAR = 5  # words that may describe a deed between who did it and its noun
_IN_DATELINE = "dateline"  # places there do nothing
_DEEPEST = 5  # "one of the men of the brigade of …"
_HIGHEST = 12  # steps up the tree


class Actors:
    """Answers who stands behind the words of one report. Tokens are named by their index."""

    def __init__(self, text: str, grammar: Grammar, entities: Sequence[Entity]) -> None:
        self._text, self._grammar = text, grammar
        self._kinds: dict[int, str] = {}
        for entity in entities:
            kind = _IN_DATELINE if entity.kind == "place" and in_dateline(text, entity.span) else entity.kind
            number = grammar.at(entity.span)
            while number is not None and number < len(grammar.tokens) and grammar.tokens[number].span.start < entity.span.end:
                self._kinds[number] = kind
                number += 1

    def kind(self, at: int) -> str | None:
        """The kind of name that a token is part of."""
        return self._kinds.get(at)

    def doers(self, at: int, depth: int = 0) -> tuple[int, ...]:
        """The heads of those who did what the phrase around `at` did, each joined by "and" for itself; empty where it can't act."""
        joined = [other for other in self._grammar.dependents(at, "conj") if self._is_own(other)] if depth < _DEEPEST else []
        found = [self._one(at, depth), *(self._one(other, depth) for other in joined)]
        return tuple(dict.fromkeys(doer for doers in found for doer in doers))

    def _is_own(self, at: int) -> bool:
        """Whether a joined phrase is one more who did it: not "and their allies", nor "or the rebels"."""
        owned = self._grammar.dependents(at, "nmod")
        joint = self._grammar.lemma(at) in ALLIES or any(self._grammar.word(one).lower() == "their" for one in owned)
        return not joint and not any(self._grammar.word(one).lower() == "or" for one in self._grammar.dependents(at, "cc"))

    def _one(self, at: int, depth: int) -> tuple[int, ...]:
        grammar = self._grammar
        lemma, tag = self.noun(at), grammar.tokens[at].tag
        if depth > _DEEPEST:
            return ()
        if grammar.word(at).lower() in _RELATIVE:
            before = self.antecedent(at)
            return self.doers(before, depth + 1) if before is not None else ()
        if grammar.word(at).lower() in _PERSONAL and tag in ("PRON", "DET"):
            return (at,)
        if member := self._believed(at, depth):
            return member
        if lemma in ("none", "neither", "some", "several") and (
            of := [one for one in grammar.dependents(at, "nmod") if grammar.case(one) == "of"]
        ):
            return self.doers(of[0], depth + 1)
        if lemma in ("one", "same") and grammar.dependents(at, "cop") and (told := grammar.dependents(at, "nsubj")):
            return self.doers(told[0], depth + 1)  # "They are the ones who …"
        if lemma in _DEEDS | _OF_VICTIMS:
            return self.authors(at, depth + 1)
        named = self._kinds.get(at)
        if named in (None, "person") and (
            lemma in _ACTORS["weapons"] or lemma in _ACTORS["craft"] or lemma in _ACTORS["parts"] or tag == "NUM"
        ):
            owners = self._owners(at, depth + 1, described=lemma not in _ACTORS["parts"])
            if lemma in _ACTORS["craft"] and any(self._kinds.get(owner) == "nationality" for owner in owners):
                return (at,)  # "Russian warplanes" say more than "Russian"
            return owners or ((at,) if lemma in _ACTORS["craft"] or (lemma in _ACTORS["nouns"] and tag != "NUM") else ())
        return (at,) if self.can_act(at) else ()

    def _believed(self, at: int, depth: int) -> tuple[int, ...]:
        """Who "gunmen believed to be members of X" are."""
        grammar = self._grammar
        verbs = [one for one in grammar.dependents(at, "acl") if grammar.lemma(one) in _TAKEN_FOR]
        found = [doer for verb in verbs for one in grammar.dependents(verb, "xcomp", "obl") for doer in self.doers(one, depth + 1)]
        return tuple(found) if any(self._kinds.get(one) in _PARTIES for one in found) else ()

    def can_act(self, at: int) -> bool:
        """Whether a noun is a party's: a name, or a word of the lexicon."""
        tag, kind = self._grammar.tokens[at].tag, self._kinds.get(at)
        if kind is not None and self.noun(at) not in _CALENDAR:
            return kind not in (_IN_DATELINE, "facility") and tag in ("PROPN", "NOUN", "ADJ", "X")
        if self.noun(at) in _CALENDAR:
            return False
        named = tag in ("NOUN", "ADJ") and self._grammar.word(at)[:1].isupper() and at > 0 and self._grammar.word(at - 1) in ("the", "The")
        return (
            (tag == "PROPN" and not self._is_first_word(at))
            or named
            or (tag in ("NOUN", "PROPN", "ADJ", "PRON") and self.noun(at) in _ACTORS["nouns"])
        )

    def _is_first_word(self, at: int) -> bool:
        """Whether a capital may only be that of a sentence's first word: "Stampede kills four"."""
        word, tokens = self._grammar.word(at), self._grammar.tokens
        if not (word.isalpha() and word[1:].islower()) or self._grammar.dependents(at, "compound", "flat", "amod", "appos"):
            return False
        return at == 0 or self._grammar.word(at - 1) in ".!?:" or "\n" in self._text[tokens[at - 1].span.end : tokens[at].span.start]

    def is_nobody(self, at: int) -> bool:
        """Whether a noun only says that someone did it, and not who: "a bomber", "a man"."""
        described = self._grammar.dependents(at, "amod", "nmod", "compound")
        vague = self.noun(at) in _ACTORS["vague"] and not described
        return (vague or self.noun(at) in NOBODIES) and self._kinds.get(at) is None

    def is_place(self, at: int) -> bool:
        """Whether a noun names a place, or is one for a place ("town")."""
        return self._kinds.get(at) in ("place", "facility", _IN_DATELINE) or self._grammar.lemma(at) in _PLACES

    def is_armed(self, at: int) -> bool:
        """Whether a party has men under arms: a force, a group, or such a noun, which may describe another: "militant group"."""
        described = self.noun(at) in GENERIC and any(
            self.noun(one) in _ACTORS["armed"] for one in self._grammar.dependents(at, "compound", "amod")
        )
        return self._kinds.get(at) in ("force", "group") or self.noun(at) in _ACTORS["armed"] or described

    def is_part(self, at: int) -> bool:
        """Whether a noun is for a part of a party: "members", "boys"."""
        return self.noun(at) in _ACTORS["parts"]

    def is_force(self, at: int) -> bool:
        """Whether a name is that of a force which is no police."""
        return self._kinds.get(at) == "force" and self.noun(at) != "police"

    def can_strike(self, at: int) -> bool:
        """Whether "hit", said of it, means an attack: not of a storm, a firm or a club, which are names too."""
        named = self._kinds.get(at) in ("force", "group", "nationality", "place")
        return named or self.noun(at) in _ACTORS["nouns"] | _ACTORS["craft"] or self._grammar.tokens[at].tag == "PRON"

    def noun(self, at: int) -> str:
        """A noun's lemma; in the singular too where a capital has kept it as it is written ("Soldiers")."""
        lemma = self._grammar.lemma(at)
        bare = f"{lemma[:-3]}man" if lemma.endswith("men") else lemma.removesuffix("s")
        return bare if lemma not in _KNOWN and bare in _KNOWN else lemma

    def antecedent(self, at: int) -> int | None:
        """What "who", "which" or "whose" stands for: the noun that its clause describes."""
        for one in islice((at, *self._grammar.upwards(at)), _HIGHEST):
            if self._grammar.relation(one) == "acl":
                return self._grammar.tokens[one].head
            if self._grammar.relation(one) not in ("nsubj", "nmod", "obl", "obj", "conj", "ccomp", "xcomp", "iobj"):
                break
        cleft = at > 0 and self._grammar.tokens[at - 1].tag in ("NOUN", "PROPN") and self._grammar.dependents(at - 1, "cop")
        return at - 1 if cleft else None  # "it was the Guard that shot them"

    def _owners(self, at: int, depth: int, *, described: bool) -> tuple[int, ...]:
        """Whose machine or man it is: "of the brigade", "the army's", with `described` also "army mortars"."""
        for one in self._grammar.dependents(at, "nmod"):
            from_named = self._grammar.case(one) == "from" and self._kinds.get(one) in _PARTIES  # not "from a cell in the north"
            if one > at and (self._grammar.case(one) == "of" or from_named) and self._kinds.get(one) != "place":
                return self.doers(one, depth)
        for one in self._grammar.dependents(at, "acl"):
            if self._grammar.lemma(one) in ("belong", "work", "fight"):  # "a boat belonging to the navy", "men working for the cartel"
                return tuple(doer for owner in self._grammar.dependents(one, "obl") for doer in self.doers(owner, depth))
        if described and self.noun(at) not in CRAFT and (makers := self._named_before(at)):
            return makers
        return self._before(at, depth) if described else self._owned(at, depth)

    def _named_before(self, at: int) -> tuple[int, ...]:
        """Whose a machine or weapon is by the name before it, of a body ("a Dawn Front rocket") or, if it is of war, a state."""
        kinds = (*_PARTIES, "place") if self.noun(at) in _OF_STATES else _PARTIES
        before = [one for one in self._grammar.dependents(at, "compound", "amod") if one < at]
        return tuple(one for one in before if self._kinds.get(one) in kinds and self._grammar.tokens[one].tag == "PROPN")[-1:]

    def _owned(self, at: int, depth: int) -> tuple[int, ...]:
        owners = [one for one in self._grammar.dependents(at, "nmod") if self._grammar.tokens[one].relation == "nmod:poss"]
        return tuple(doer for one in owners for doer in self.doers(one, depth))

    def _before(self, at: int, depth: int) -> tuple[int, ...]:
        """Owner or describing noun of a deed or a machine: "its", "the regime's", "coalition", "Russian", "US-led"."""
        owned = self._owned(at, depth)
        if owned:
            return owned
        beside = at - 1  # by its place, since parsers fail at "killed in US-led coalition airstrikes"
        while beside > 0 and at - beside < _NEAR and self._grammar.lemma(beside) in _BETWEEN:
            beside -= 1
        near = [one for one in self._grammar.dependents(at, "compound", "amod") if one < at]
        for one in (*([beside] if beside >= 0 else []), *reversed(near)):
            if (found := self._describing(one)) is not None:
                return (found,)
        return ()

    def _describing(self, at: int) -> int | None:
        grammar = self._grammar
        lemma = grammar.lemma(at)
        if lemma in ("led", "lead") and at > 1 and grammar.word(at - 1) in "-–":
            return at
        if grammar.tokens[at].tag not in ("NOUN", "PROPN", "ADJ") or self.noun(at) in _CALENDAR:
            return None
        if (
            self._kinds.get(at) in ("nationality", "force", "group")
            or self._is_people(at)  # a body or person is whom it was done to: "the Relief Fund attack"
            or lemma in _ACTORS["describing"]
            or grammar.word(at).lower() in _ACTORS["states"]
        ):
            return at
        inner = [one for one in grammar.dependents(at, "compound", "amod", "conj") if self._kinds.get(one) == "nationality"]
        return inner[0] if inner and lemma not in _ACTORS["nouns"] else None

    def _is_people(self, at: int) -> bool:
        """Whether an adjective with a capital may be a people's that the reader doesn't know: "Velmoran"."""
        return self._grammar.tokens[at].tag == "ADJ" and self._grammar.word(at)[:1].isupper() and not self._is_first_word(at)

    def authors(self, at: int, depth: int = 0) -> tuple[int, ...]:
        """Who did the deed that a noun names: "raids by X", "shelling from X's posts", "X's siege", "X raids"."""
        if depth > _DEEPEST:
            return ()
        agent = self._by(at)
        if agent is not None and (found := self.doers(agent, depth + 1)):
            return found
        if self._grammar.lemma(at) in _OF_VICTIMS:
            # "The army's killing of nine monks": with a victim after "of", the owner did it.
            of = any(one > at and self._grammar.case(one) == "of" for one in self._grammar.dependents(at, "nmod"))
            return self._owned(at, depth + 1) if of else ()
        return self._before(at, depth + 1) or self._from(at, depth + 1)

    def _by(self, at: int) -> int | None:
        """The noun of the "by" that follows a deed's noun, wherever the tree has it, if no verb stands between."""
        grammar = self._grammar
        for one in range(at + 1, min(at + _BY, len(grammar.tokens))):
            head = grammar.tokens[one].head
            if grammar.word(one).lower() == "by" and grammar.relation(one) == "case" and head is not None and head > one:
                return head
            if grammar.tokens[one].tag in ("VERB", "AUX", "SCONJ") or grammar.word(one) in ".;":
                return None
        return None

    def _from(self, at: int, depth: int) -> tuple[int, ...]:
        """ "shelling from army posts"."""
        for one in self._grammar.dependents(at, "nmod"):
            if 0 < one - at < _BY and self._grammar.case(one) == "from" and self._kinds.get(one) != "place":
                return self.doers(one, depth)
        return ()

    def upwards(self, at: int) -> Iterator[int]:
        """The heads above a token, no further than any sentence of people's goes."""
        return islice(self._grammar.upwards(at), _HIGHEST)
