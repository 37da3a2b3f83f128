"""Who is blamed by a word of blame, of guilt, of responsibility claimed or denied."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from sayso.claims.blame.deeds import LEADING, PRONOUNS, Deed, agents, is_deed, is_of_deed, is_passive, is_spoken, subject_of
from sayso.claims.blame.idioms import ONLY, accused_of, is_where
from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon
from sayso.claims.parties.actors import Actors
from sayso.claims.unreal import PLANS, TOLD, Standing, negated, standing

_WORDS = {name: frozenset(words) for name, words in lexicon("blame")["blame"].items()}
_DENIED = Standing(negated=True)
_US = ("us", "we")
_BESIDE = 10  # words after the accused in which the deed is looked for
_TO_HOLD = 3  # steps up from "responsible" to "hold"
_DEEPEST = 4  # steps down from "accused of" to the deed


def find_accusations(grammar: Grammar, actors: Actors) -> Iterator[Deed]:
    """Everything said to be someone's doing by a word of blame, in text order; `accuser` is the head of who says so, where that is told."""
    for at, token in enumerate(grammar.tokens):
        for rule in _RULES.get(grammar.lemma(at), ()):
            yield from rule(grammar, actors, at)
        if token.tag in ("PRON", "NOUN", "PROPN") and (grammar.dependents(at, "cop") or grammar.word(at).lower() in _US):
            yield from _it_was(grammar, actors, at)


def _real(grammar: Grammar, actors: Actors, at: int) -> Standing | None:
    found = standing(grammar, actors, at)
    return None if found.unreal else found


def _subject(grammar: Grammar, actors: Actors, at: int) -> int | None:
    """Who blames: the subject of the active verb, the agent of the passive one."""
    if is_passive(grammar, at):
        found = agents(grammar, actors, at)
        return found[0] if found else None
    return subject_of(grammar, actors, at)


def _object(grammar: Grammar, at: int) -> int | None:
    """What a verb is done to: its object, the subject of its passive, the noun that its clause describes."""
    own = next(iter(grammar.dependents(at, "obj")), None)
    if own is None:
        own = next((one for one in grammar.dependents(at, "nsubj") if grammar.tokens[one].relation == "nsubj:pass"), None)
    if own is None and grammar.relation(at) == "acl":
        return grammar.tokens[at].head
    if own is None:  # parsers also take a bare object for a time or place
        own = next(
            (one for one in grammar.dependents(at, "obl") if one > at and grammar.tokens[one].relation == "obl" and not grammar.case(one)),
            None,
        )
    return own


def _by_case(grammar: Grammar, at: int, *cases: str) -> list[int]:
    """What stands with one of these prepositions beside a verb or behind its object."""
    near = grammar.dependents(at, "obl", "nmod", "advcl")
    behind = [one for inner in grammar.dependents(at, "obj", "nsubj") for one in grammar.dependents(inner, "nmod")]
    return [one for one in (*near, *behind) if grammar.case(one) in cases]


def _blame(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    stands = _real(grammar, actors, at)
    if grammar.tokens[at].tag != "VERB" or stands is None:
        return
    accused = next((found for one in _by_case(grammar, at, "on") if (found := actors.doers(one))), ())
    about, headline = _object(grammar, at), _in_headline(grammar, at)
    if about is None and headline is not None:
        if _tells_deed(grammar, at, headline) is not None:
            yield Deed(at, actors.doers(headline), f"blamed:{grammar.lemma(at)}", stands)
        return
    subject = next((one for one in grammar.dependents(at, "nsubj") if grammar.tokens[one].relation == "nsubj"), None)
    if about is None and subject is not None and any(grammar.word(one).lower() == "to" for one in grammar.dependents(at, "mark")):
        yield Deed(at, actors.doers(subject), "blamed:to blame", stands)
    elif about is not None and grammar.lemma(about) in ("other", "each"):
        yield from _mutual(grammar, actors, Deed(at, (), "blamed:each other", stands))
    elif (accused or about is not None) and not (_by_case(grammar, at, "for") and _tells_deed(grammar, at, about or at) is None):
        accused = accused or (accused_of(grammar, actors, _meant(grammar, at, about)) if about is not None else ())
        yield Deed(at, accused, f"blamed:{grammar.lemma(at)}", stands, _subject(grammar, actors, at))


def _in_headline(grammar: Grammar, at: int) -> int | None:
    """Who is accused in a headline, whose participle parsers take for a verb in the past: "Navy accused of firing on ferry"."""
    bare = grammar.word(at).lower().endswith("ed") and not grammar.dependents(at, "aux", "obj")
    told = any(grammar.case(one) in ("of", "for") or grammar.relation(one) == "advcl" for one in grammar.dependents(at, "obl", "advcl"))
    return next(iter(grammar.dependents(at, "nsubj")), None) if bare and told else None


def _meant(grammar: Grammar, verb: int, at: int) -> int:
    """Whom a phrase names: the militia in "what it calls the militia"."""
    calls = [*grammar.dependents(at, "ccomp", "acl"), *grammar.dependents(verb, "ccomp")] if grammar.word(at).lower() == "what" else []
    return next((called for one in calls for called in grammar.dependents(one, "obj", "xcomp") if called > one), at)


def _accuse(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    stands, accused = _real(grammar, actors, at), _object(grammar, at) or _in_headline(grammar, at)
    if grammar.tokens[at].tag != "VERB" or accused is None or stands is None:
        return
    deed, doers = _tells_deed(grammar, at, accused), accused_of(grammar, actors, _meant(grammar, at, accused))
    bare = (
        deed is None and grammar.lemma(at) in ("accuse", "suspect") and not is_passive(grammar, at) and not _told_of(grammar, at, accused)
    )
    if (deed is None and not bare) or (deed is not None and is_spoken(grammar, actors, deed, doers)):
        return
    accuser = _subject(grammar, actors, at) if grammar.relation(accused) != "nsubj" or is_passive(grammar, at) else None
    rule = f"{ONLY if bare else 'accused'}:{grammar.lemma(at)}"
    if grammar.lemma(accused) in ("other", "each"):
        yield from _mutual(grammar, actors, Deed(at, (), rule, stands))
        return
    yield Deed(at, doers, rule, stands, accuser)


def _mutual(grammar: Grammar, actors: Actors, deed: Deed) -> Iterator[Deed]:
    """ "The army and the rebels accuse each other": each the other."""
    accuser = _subject(grammar, actors, deed.at)
    both = actors.doers(accuser) if accuser is not None else ()
    for one in both:
        yield replace(deed, doers=tuple(other for other in both if other != one), accuser=one)


def _told_of(grammar: Grammar, at: int, accused: int) -> bool:
    """Whether a clause says what someone is accused of; "accuses the militia" alone is of what was told before."""
    return any(
        grammar.case(one) in ("of", "for") or grammar.relation(one) in ("advcl", "acl", "xcomp", "ccomp")
        for one in grammar.dependents(at, "obl", "nmod", "advcl", "xcomp", "ccomp") + grammar.dependents(accused, "nmod", "acl", "advcl")
        if grammar.tokens[one].relation != "acl:relcl"
    )


def _tells_deed(grammar: Grammar, at: int, accused: int) -> int | None:
    """The deed that someone is accused of; none where it was only planned."""
    level = [one for one in grammar.dependents(at, "obl", "nmod", "advcl", "xcomp", "ccomp") if one != accused]
    level += grammar.dependents(accused, "nmod", "acl", "advcl")
    # Parsers hang "of …" on an earlier noun too: "condemned the killing of the mayor and accused the rebels of the crime".
    after = range(accused + 1, min(accused + _BESIDE, len(grammar.tokens)))
    level += [one for one in after if accused > at and grammar.case(one) in ("of", "for") and (grammar.tokens[one].head or 0) < at]
    for _ in range(_DEEPEST):
        found = next((one for one in level if is_deed(grammar, one)), None)
        if found is not None:
            return found
        head = grammar.tokens[at].head
        if any(grammar.word(one).lower() == "which" for one in level) and head is not None and is_deed(grammar, head):
            return head  # "the massacre, for which a court convicted 11 soldiers"
        level = [inner for one in level if grammar.lemma(one) not in PLANS for inner in grammar.dependents(one, *LEADING)]
    return None


def _responsible(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "X is responsible for it", "they hold X responsible"."""
    stands = _real(grammar, actors, at)
    if stands is None or not is_of_deed(grammar, at):
        return
    holds = next((one for one in islice(grammar.upwards(at), _TO_HOLD) if grammar.lemma(one) == "hold"), None)
    accused = _object(grammar, holds) if holds is not None else None
    if holds is not None and accused is not None and not grammar.dependents(at, "cop"):
        yield Deed(at, actors.doers(accused), "accused:hold responsible", stands, _subject(grammar, actors, holds))
    elif grammar.dependents(at, "cop") and (subject := subject_of(grammar, actors, at)) is not None:
        yield Deed(at, actors.doers(subject), f"blamed:{grammar.lemma(at)}", stands)


def _involved(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "X was not involved", "X was involved in the attack"."""
    stands, subject = _real(grammar, actors, at), subject_of(grammar, actors, at)
    if subject is None:
        subject = _object(grammar, at)
    if stands and subject is not None and _shared(grammar, at, at, stands):
        yield Deed(at, actors.doers(subject), "blamed:involved", stands)


def _responsibility(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "claimed responsibility", "claim of responsibility by X", "responsibility lies with X", "denied any role"."""
    verb = grammar.tokens[at].head
    if verb is None:
        return
    lemma, word = grammar.lemma(verb), grammar.lemma(at)
    if grammar.relation(at) == "nsubj" and lemma in ("lie", "rest", "fall") and word in _WORDS["responsibility"]:
        stands = _real(grammar, actors, verb)
        accused = next((found for one in _by_case(grammar, verb, "with", "on", "upon") if (found := actors.doers(one))), ())
        if stands and is_of_deed(grammar, at):
            yield Deed(verb, accused, f"blamed:{word}", stands)
    elif grammar.relation(at) == "obj" and lemma in _WORDS["claims"] | {"play"}:
        yield from _claimed(grammar, actors, verb, at)


def _claimed(grammar: Grammar, actors: Actors, verb: int, at: int) -> Iterator[Deed]:
    """Responsibility as the object of a verb: who claims it, denies it, or had none of it."""
    stands, subject = _real(grammar, actors, verb), subject_of(grammar, actors, verb)
    if stands is None or subject is None:
        return
    lemma, word = grammar.lemma(verb), grammar.lemma(at)
    doers = actors.doers(subject)
    if lemma == "have" and word in _WORDS["involvement"] and negated(grammar, verb) and is_of_deed(grammar, verb, at):
        yield Deed(verb, doers, f"denied:{word}", _DENIED)
    elif (word in _WORDS["shares"] and lemma in ("have", "take", "play") and _shared(grammar, verb, at, stands)) or (
        lemma in _WORDS["bears"] and word in _WORDS["responsibility"]
    ):
        yield Deed(verb, doers, f"blamed:{word}", stands)
    elif lemma in _WORDS["claims"] and lemma != "have" and word in _WORDS["responsibility"] and not negated(grammar, verb):
        yield Deed(verb, doers, f"claimed:{word}", stands, subject)


def _shared(grammar: Grammar, verb: int, at: int, stands: Standing) -> bool:
    return is_of_deed(grammar, verb, at) if stands.negated else _tells_deed(grammar, verb, at) is not None


def _nothing(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "had nothing to do with the killings"."""
    verb = grammar.tokens[at].head
    if verb is None or grammar.lemma(verb) != "have" or _real(grammar, actors, verb) is None:
        return
    if not any(grammar.lemma(one) == "do" for over in (at, verb) for one in grammar.dependents(over, "acl", "xcomp", "advcl")):
        return
    stands = _DENIED if grammar.lemma(at) == "nothing" else standing(grammar, actors, verb)
    subject = subject_of(grammar, actors, stands.denier if stands.denier is not None and not grammar.dependents(verb, "nsubj") else verb)
    if subject is not None and is_of_deed(grammar, verb, at) and (stands.negated or stands.denied):
        yield Deed(verb, actors.doers(subject), "denied:nothing", stands)


def _claim(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "claimed the attack", "the attack was claimed by X"."""
    about, stands = _object(grammar, at), _real(grammar, actors, at)
    if (
        grammar.tokens[at].tag == "VERB"
        and about is not None
        and stands
        and not stands.negated
        and is_deed(grammar, about)
        and not _goes_on(grammar, at)
    ):
        subject = _subject(grammar, actors, at)
        if subject is not None and grammar.tokens[about].tag != "VERB":
            yield Deed(at, actors.doers(subject), f"claimed:{grammar.lemma(at)}", stands, subject)


def _goes_on(grammar: Grammar, at: int) -> bool:
    """Whether a verb has a clause of its own as its content: "the attack which it claimed hit a base"."""
    described = grammar.relation(at) == "acl" and not (
        is_passive(grammar, at) and any(grammar.case(one) == "by" for one in grammar.dependents(at, "obl"))
    )
    return bool(grammar.dependents(at, "ccomp", "xcomp")) or described


def _attributed(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "13 breaches, eight attributed to X"."""
    about, stands = _object(grammar, at), _real(grammar, actors, at)
    if grammar.tokens[at].tag == "VERB" and about is not None and stands:
        for one in _by_case(grammar, at, "to"):
            if is_deed(grammar, about) or grammar.tokens[about].tag == "NUM" or grammar.word(about).lower() in PRONOUNS:
                yield Deed(at, actors.doers(one), f"blamed:{grammar.lemma(at)}", stands, _subject(grammar, actors, at))


def _work(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "This was the work of X"."""
    stands, subject = _real(grammar, actors, at), next(iter(grammar.dependents(at, "nsubj")), None)
    told = subject is not None and (grammar.word(subject).lower() in PRONOUNS or is_deed(grammar, subject))
    if stands and told and grammar.dependents(at, "cop"):
        found = [actors.doers(one) for one in grammar.dependents(at, "nmod") if one < at or grammar.case(one) in ("of", "from")]
        yield Deed(at, next((doers for doers in found if doers), ()), f"blamed:{grammar.lemma(at)}", stands)


def _named_as(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "named X as the killers", "described the attackers as men of X"."""
    head, stands = grammar.tokens[at].head, _real(grammar, actors, at)
    if stands is None or head is None or grammar.lemma(head) not in _WORDS["names"]:
        return
    rule, accuser = f"accused:{grammar.lemma(head)}", _subject(grammar, actors, head)
    if grammar.relation(at) in ("obl", "xcomp", "obj", "nmod"):
        accused = next((one for one in grammar.dependents(head, "obj") if one != at), None)
        if accused is not None:
            yield Deed(at, actors.doers(accused), rule, stands, accuser)
    if grammar.relation(at) == "obj":
        for one in grammar.dependents(head, "obl", "xcomp"):
            if any(grammar.word(mark).lower() == "as" for mark in grammar.dependents(one, "case", "mark")):
                yield Deed(at, _who(grammar, actors, one), rule, stands, accuser)


def _culprit(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "The killers were men of X", "the assailants are suspected X men", "the guilty one is X", "X is the culprit"."""
    head, stands = grammar.tokens[at].head, _real(grammar, actors, at)
    if stands is None or head is None or grammar.lemma(head) in _WORDS["names"]:
        return
    rule, relation = f"blamed:{grammar.lemma(at)}", grammar.relation(at)
    if relation == "nsubj" and grammar.dependents(head, "cop") and grammar.tokens[head].tag in ("NOUN", "PROPN"):
        yield Deed(head, _who(grammar, actors, head), rule, stands)
    elif relation == "nsubj" and is_passive(grammar, head) and grammar.lemma(head) in _WORDS["taken_for"]:
        for one in grammar.dependents(head, "xcomp", "obj", "obl"):
            yield Deed(head, _who(grammar, actors, one), rule, stands)
    elif relation == "amod" and grammar.relation(head) == "nsubj":
        told = grammar.tokens[head].head
        if told is not None and grammar.dependents(told, "cop"):
            by = next((one for one in grammar.dependents(told, "obl") if one < at and grammar.case(one) == "for"), None)
            yield Deed(told, actors.doers(told), rule, stands, by)  # "for the rebels the guilty one is …"
    elif grammar.dependents(at, "cop") and (subject := subject_of(grammar, actors, at)) is not None:
        yield Deed(at, actors.doers(subject), rule, stands)


def _who(grammar: Grammar, actors: Actors, at: int) -> tuple[int, ...]:
    """Those whom a predicate names, by a name of their own or that of their group; not "armed men"."""
    doers = actors.doers(at)
    words = (one for doer in doers for one in (doer, *grammar.dependents(doer, "compound", "amod")))
    named = any(actors.kind(one) in ("force", "group", "organisation") or grammar.tokens[one].tag == "PROPN" for one in words)
    return doers if named else ()


def _behind(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "X was behind the attack", "X was not behind it"."""
    deed = grammar.tokens[at].head
    if deed is None or grammar.relation(at) != "case" or not (is_deed(grammar, deed) or grammar.word(deed).lower() in ("it", "this")):
        return
    stands = _real(grammar, actors, deed)
    subject = next((found for one in (deed, at) if (found := subject_of(grammar, actors, one)) is not None), None)  # parsers use either
    head = grammar.tokens[deed].head
    if subject is None and head is not None and grammar.lemma(head) in ("be", "stand"):
        subject = subject_of(grammar, actors, head)
    if stands and subject is not None:
        yield Deed(deed, actors.doers(subject), "blamed:behind", stands)


def _deny(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "denied the attack"."""
    if grammar.tokens[at].tag != "VERB" or negated(grammar, at) or grammar.dependents(at, "iobj") or _real(grammar, actors, at) is None:
        return  # "would deny him a quick death"
    about, subject = _object(grammar, at), _subject(grammar, actors, at)
    if about is None or subject is None:
        return
    if is_deed(grammar, about) and grammar.tokens[about].tag == "NOUN" and not actors.authors(about):
        yield Deed(at, actors.doers(subject), f"denied:{grammar.lemma(about)}", _DENIED, subject)


def _it_was(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "Not us", "it was not we", "it was the army"; the last only tells who did what the text has asked or told just before."""
    denied = any(grammar.word(one).lower() in ("not", "n't", "n’t") for one in grammar.dependents(at, "advmod"))
    copula = any(grammar.lemma(one) == "be" for one in grammar.dependents(at, "cop"))
    it = any(grammar.word(one).lower() == "it" for one in grammar.dependents(at, "nsubj"))
    bare = not grammar.dependents(at, "acl", "advcl", "csubj", "case")
    if grammar.word(at).lower() in _US and denied and (copula or (bare and not grammar.dependents(at, "nsubj"))):
        yield Deed(at, (at,), "denied:it was not us" if copula else "denied:not us", _DENIED)
    elif copula and it and bare and actors.can_act(at) and not is_where(grammar, actors, at):
        yield Deed(at, actors.doers(at), "cleft:it was", _DENIED if denied else TOLD)


_Rule = Callable[[Grammar, Actors, int], Iterator[Deed]]


def _rules() -> dict[str, tuple[_Rule, ...]]:
    rules: dict[str, tuple[_Rule, ...]] = {}
    for rule, words in (
        (_blame, _WORDS["blames"]),
        (_accuse, _WORDS["accuses"]),
        (_responsible, frozenset(["responsible"])),
        (_involved, frozenset(["involved", "involve", "participate", "implicate"])),
        (_responsibility, _WORDS["responsibility"] | _WORDS["involvement"]),
        (_nothing, _WORDS["nothing"]),
        (_claim, _WORDS["owns_up"]),
        (_attributed, _WORDS["attributes"]),
        (_work, _WORDS["works"]),
        (_named_as, _WORDS["culprits"] - {"responsible"}),
        (_culprit, _WORDS["culprits"] - {"responsible"}),
        (_behind, frozenset(["behind"])),
        (_deny, frozenset(["deny", "disclaim", "disavow"])),
    ):
        for word in words:
            rules[word] = (*rules.get(word, ()), rule)
    return rules


_RULES = _rules()
