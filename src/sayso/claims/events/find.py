"""What happened: the events that a text speaks of, each of a kind of the conflict event schemes.

Words give signs, by rules over who does what to whom; the signs of a sentence or passage make a kind, by a table in order of precedence.
Both are data: data/events.toml.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.claims.events.reality import is_background, is_real
from sayso.claims.events.roles import Roles
from sayso.claims.events.words import EventLexicon, Kind, Node, Pattern, Rule, event_lexicon
from sayso.claims.grammar import Grammar
from sayso.model.event import Event
from sayso.model.evidence import Span
from sayso.model.reading import Reading

_WIDEST = 60  # tokens to either side in which the words of one sentence are near
_OF_NAMES = {"place": "place", "facility": "place", "group": "armed_group"}  # classes by the kind of a name
_NOTHING: frozenset[str] = frozenset()
_ENDINGS = (("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ies", "y"), ("es", ""), ("s", ""))


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An event that a text speaks of. `span` is the word or phrase that says it, `sign` what that gives, by the rule `rule`.

    `pattern` is what the sign has a part in, among those of its sentence; None for what makes no kind by itself ("were wounded").
    `real` is False where the text denies it, or only wants, fears, plans or prevents it; `background` is True where it is only told of
    something else. `token` and `sentence` are indices of the reading's.
    """

    span: Span
    token: int
    sentence: int
    sign: str
    pattern: Pattern | None
    rule: str
    real: bool
    background: bool


@dataclass(frozen=True, slots=True)
class _Hit:
    """Words of the lexicon: tokens `first` to `last`, the one that the others hang on, the classes and rules of the words."""

    first: int
    last: int
    head: int
    classes: frozenset[str]
    rules: tuple[int, ...]


def find_events(grammar: Grammar, reading: Reading) -> tuple[FoundEvent, ...]:
    """All events of a reading, in text order."""
    return _Finder(grammar, reading, event_lexicon()).found()


def main_event(events: Sequence[FoundEvent]) -> Event | None:
    """The event of the kind that the events of one passage make together, by the table's order.

    What lies behind counts only where the rest makes no kind of ACLED's, and what is unreal only where nothing else makes a kind.
    """
    real = [one for one in events if one.real]
    told = [one for one in real if not one.background]
    made = _made(told)
    if made is not None and made.kind.acled is not None:
        return _first(made, told)
    for some in (real, events):
        made = _made(some)
        if made is not None:
            return _first(made, some)
    return None


def _first(pattern: Pattern, events: Sequence[FoundEvent]) -> Event:
    return as_event(pattern.kind, next(one for one in events if pattern.shows(one.sign)))


def as_event(kind: Kind, found: FoundEvent) -> Event:
    """What was found, as an event of a kind."""
    return Event(kind.name, kind.acled, kind.plover, found.span, found.rule)


def _made(events: Iterable[FoundEvent]) -> Pattern | None:
    """The first pattern that the signs of events fit."""
    signs = frozenset(one.sign for one in events)
    return next((pattern for pattern in event_lexicon().patterns if pattern.fits(signs)), None)


class _Finder:
    """The events of one reading."""

    def __init__(self, grammar: Grammar, reading: Reading, lexicon: EventLexicon) -> None:
        self._grammar, self._lexicon = grammar, lexicon
        self._roles = Roles(grammar)
        self._starts = [sentence.start for sentence in reading.sentences]
        self._hits = list(_hits(grammar, lexicon.root))
        self._firsts = [hit.first for hit in self._hits]
        named = {entity.span.start: _OF_NAMES[entity.kind] for entity in reading.entities if entity.kind in _OF_NAMES}
        self._classes = {at: frozenset({named[token.span.start]}) for at, token in enumerate(grammar.tokens) if token.span.start in named}
        self._classes |= {at: hit.classes for hit in self._hits for at in range(hit.first, hit.last + 1) if hit.classes}

    def found(self) -> tuple[FoundEvent, ...]:
        fired = [(hit, rule) for hit in self._hits if (rule := self._rule(hit)) is not None]
        signs: dict[int, set[str]] = defaultdict(set)
        for hit, rule in fired:
            signs[self._sentence(hit)].add(rule.sign)
        return tuple(self._event(hit, rule, signs[self._sentence(hit)]) for hit, rule in fired)

    def _event(self, hit: _Hit, rule: Rule, signs: set[str]) -> FoundEvent:
        tokens = self._grammar.tokens
        span = Span(tokens[hit.first].span.start, tokens[hit.last].span.end)
        shown = self._lexicon.showing[rule.sign]
        made = next((one for some in (signs, {rule.sign}) for one in shown if one.fits(some)), None)
        real = is_real(self._grammar, hit.head, range(hit.first, hit.last + 1))
        return FoundEvent(span, hit.head, self._sentence(hit), rule.sign, made, rule.name, real, is_background(self._grammar, hit.head))

    def _sentence(self, hit: _Hit) -> int:
        return max(0, bisect_right(self._starts, self._grammar.tokens[hit.first].span.start) - 1)

    def _rule(self, hit: _Hit) -> Rule | None:
        """The first of the words' rules whose conditions hold."""
        return next((self._lexicon.rules[number] for number in hit.rules if self._holds(self._lexicon.rules[number], hit)), None)

    def _holds(self, rule: Rule, hit: _Hit) -> bool:
        if rule.doer or rule.not_doer:
            doers = self._of_role(self._roles.doers(hit.head))
            if (rule.doer and not rule.doer & doers) or rule.not_doer & doers:
                return False
        if rule.undergoer or rule.not_undergoer:
            undergoers = self._of_role(one for at in range(hit.first, hit.last + 1) for one in self._roles.undergoers(at))
            if (rule.undergoer and not rule.undergoer & undergoers) or rule.not_undergoer & undergoers:
                return False
        if rule.near or rule.not_near:
            near = self._near(hit)
            return (not rule.near or bool(rule.near & near)) and not rule.not_near & near
        return True

    def _of_role(self, members: Iterable[int]) -> frozenset[str]:
        """The classes of nouns; of one that has none, those of what describes it ("members of the militia")."""
        found: set[str] = set()
        for at in members:
            own = self._classes.get(at, _NOTHING)
            if not own or own & self._lexicon.weak.keys():
                described = frozenset().union(*(self._classes.get(part, _NOTHING) for part in self._roles.around(at)))
                own = described or frozenset(self._lexicon.weak[name] for name in own)
            found |= own
        return frozenset(found)

    def _near(self, hit: _Hit) -> frozenset[str]:
        """The classes of the other words of the sentence."""
        sentence = self._sentence(hit)
        first, last = bisect_left(self._firsts, hit.first - _WIDEST), bisect_right(self._firsts, hit.last + _WIDEST)
        near = (other for other in self._hits[first:last] if other is not hit and self._sentence(other) == sentence)
        return frozenset().union(*(other.classes for other in near))


def _hits(grammar: Grammar, root: Node) -> Iterator[_Hit]:
    """The lexicon's words in the text, from left to right, the longest first, none within another. Hyphens are passed over."""
    words = [at for at, token in enumerate(grammar.tokens) if grammar.word(at) not in ("-", "–")]
    start = 0
    while start < len(words):
        hit, length = _longest(grammar, root, words, start)
        if hit is not None:
            yield hit
        start += length


def _longest(grammar: Grammar, root: Node, words: Sequence[int], start: int) -> tuple[_Hit | None, int]:
    """The longest entry that begins at a word, and how many words it takes (1 where there is none)."""
    nodes, best, length = [root], None, 1
    for number in range(start, len(words)):
        at = words[number]
        keys = _forms(grammar.word(at).lower(), grammar.lemma(at))
        nodes = [node.then[key] for node in nodes for key in keys if key in node.then]
        if not nodes:
            break
        tag = grammar.tokens[words[start]].tag
        classes = frozenset(name for node in nodes for tags, name in node.classes if tags is None or tag in tags)
        rules = tuple(sorted({rule for node in nodes for tags, rule in node.rules if tags is None or tag in tags}))
        if classes or rules:
            best, length = _Hit(words[start], at, _top(grammar, words[start : number + 1]), classes, rules), number - start + 1
    return best, length


@lru_cache(maxsize=4096)
def _forms(word: str, lemma: str) -> tuple[str, ...]:
    """What a word may stand as in the lexicon: its lemma, itself, and its base by regular endings, where the lemma is wrong."""
    forms = [lemma, word]
    for ending, base in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            forms.append(stem + base)
            if stem[-1] == stem[-2]:
                forms.append(stem[:-1])
    return tuple(dict.fromkeys(forms))


def _top(grammar: Grammar, members: Sequence[int]) -> int:
    """The token of a phrase that hangs on none of the others."""
    return next((at for at in members if grammar.tokens[at].head not in members), members[0])
