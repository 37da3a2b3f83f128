"""Who does what to whom around a word: of verbs by subject and object, of nouns by what they stand with."""

from collections.abc import Iterator

from sayso.claims.grammar import Grammar

_ONTO = frozenset({"on", "upon", "against", "at", "into", "of", "over"})  # "opened fire on", "control of", "attack against"
_DOES = frozenset({"by", "between", "from"})
_SHARES_SUBJECT = frozenset({"conj", "xcomp", "advcl", "parataxis"})
_STANDS_FOR = frozenset({"who", "which", "that", "whom"})
_DESCRIBES = frozenset({"compound", "amod", "nmod", "flat", "appos", "conj", "acl"})
_HIGHEST = 4  # verbs up which a subject is looked for
_PARTS = 12  # dependents of one token that are looked at


class Roles:
    """The doers and undergoers of the words of one report, as indices of tokens."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar

    def doers(self, at: int) -> list[int]:
        """Who does it."""
        return self._doers_of_verb(at) if self._is_verb(at) else self._doers_of_noun(at)

    def undergoers(self, at: int) -> list[int]:
        """Whom or what it is done to."""
        return self._undergoers_of_verb(at) if self._is_verb(at) else self._undergoers_of_noun(at)

    def around(self, at: int) -> Iterator[int]:
        """A noun's parts, from nearest: what describes it, and what describes that."""
        for part in self._parts(at):
            if self._grammar.relation(part) in _DESCRIBES:
                yield part
                yield from (own for own in self._parts(part) if self._grammar.relation(own) in _DESCRIBES)

    def _is_verb(self, at: int) -> bool:
        return self._grammar.tokens[at].tag in ("VERB", "AUX")

    def _parts(self, at: int) -> list[int]:
        return list(self._grammar.dependents(at)[:_PARTS])

    def _doers_of_verb(self, at: int) -> list[int]:
        grammar, verb = self._grammar, at
        for _ in range(_HIGHEST):
            own = [part for part in self._parts(verb) if grammar.tokens[part].relation == "nsubj"]
            agents = [part for part in self._parts(verb) if grammar.relation(part) == "obl" and grammar.case(part) == "by"]
            if own or agents:
                return [self._meant(part, verb) for part in (*own, *agents)]
            head, relation = grammar.tokens[verb].head, grammar.relation(verb)
            if head is None or self._passive(verb):
                return []
            if relation == "acl":
                return [head] if grammar.word(verb).lower().endswith("ing") else []
            if relation not in _SHARES_SUBJECT or not self._is_verb(head):
                return []
            verb = head
        return []

    def _undergoers_of_verb(self, at: int) -> list[int]:
        grammar = self._grammar
        found = [
            self._meant(part, at)
            for part in self._parts(at)
            if grammar.tokens[part].relation in ("obj", "nsubj:pass") or (grammar.relation(part) == "obl" and grammar.case(part) in _ONTO)
        ]
        head = grammar.tokens[at].head
        if head is not None and grammar.relation(at) in ("acl", "amod") and not grammar.word(at).lower().endswith("ing"):
            found.append(head)
        if head is not None and grammar.relation(at) == "conj" and self._is_verb(head):
            shared = [part for part in self._parts(head) if grammar.tokens[part].relation == "nsubj:pass"]
            found += [self._meant(part, head) for part in shared]
        return found

    def _doers_of_noun(self, at: int) -> list[int]:
        grammar = self._grammar
        found = [
            part
            for part in self._parts(at)
            if (grammar.relation(part) == "nmod" and grammar.case(part) in _DOES)
            or (part < at and grammar.relation(part) in ("nmod", "compound", "amod") and not grammar.case(part))
        ]
        head = grammar.tokens[at].head
        if head is not None and self._is_verb(head) and grammar.relation(at) in ("obj", "obl"):
            found += self._doers_of_verb(head)
        return found

    def _undergoers_of_noun(self, at: int) -> list[int]:
        grammar = self._grammar
        found = [part for part in self._parts(at) if grammar.relation(part) == "nmod" and grammar.case(part) in _ONTO]
        for part in self._parts(at):
            if grammar.relation(part) == "acl":
                found += [own for own in self._parts(part) if grammar.tokens[own].relation == "obj"]
        head = grammar.tokens[at].head
        if head is not None and self._is_verb(head):
            found += [
                part
                for part in self._parts(head)
                if part != at
                and ((grammar.relation(part) == "obl" and grammar.case(part) in _ONTO) or grammar.tokens[part].relation == "obj")
            ]
        return found

    def _meant(self, part: int, verb: int) -> int:
        """What a relative pronoun stands for, or the part itself."""
        head = self._grammar.tokens[verb].head
        is_pronoun = self._grammar.lemma(part) in _STANDS_FOR and self._grammar.relation(verb) == "acl"
        return head if is_pronoun and head is not None else part

    def _passive(self, verb: int) -> bool:
        return any(self._grammar.tokens[part].relation in ("nsubj:pass", "aux:pass") for part in self._parts(verb))
