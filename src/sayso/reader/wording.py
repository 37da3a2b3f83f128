"""What the words of a mention say, and how those of two mentions compare."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product

import numpy as np

from sayso.reader.arrays import BoolArray, IntArray
from sayso.reader.mentions import Frame
from sayso.reader.wordpiece import Pieces

# Kinds of mentions. The first seven are personal pronouns, by their words.
PRONOUNS = (
    "i me my mine myself",
    "we us our ours ourselves",
    "you your yours yourself yourselves",
    "he him his himself",
    "she her hers herself",
    "it its itself",
    "they them their theirs themselves",
    "this that these those here there then",
    "who whom whose which what one everyone someone anyone each both all some many others other",
)
THESE, DEFINITE, INDEFINITE, OWNED, NAME, NUMBER, BARE = range(len(PRONOUNS), len(PRONOUNS) + 7)
KINDS = len(PRONOUNS) + 7
PRONOUN = {word: kind for kind, words in enumerate(PRONOUNS) for word in words.split()}
FIRST_WORD = {
    **dict.fromkeys("this that these those such".split(), THESE),
    **dict.fromkeys(["the"], DEFINITE),
    **dict.fromkeys("a an some any no every each another many several few most all both one".split(), INDEFINITE),
    **dict.fromkeys("my our your his her its their whose".split(), OWNED),
}

# Sorts: what the words say of gender and number.
UNSORTED, MALE, FEMALE, MANY, PERSON, THING = range(6)
SORTS = 6
SORT = {
    **dict.fromkeys("mr mister sir man boy father dad son brother husband king prince uncle grandfather gentleman guy lord".split(), MALE),
    **dict.fromkeys("mrs ms miss madam woman girl mother mom mum daughter sister wife queen princess aunt lady actress".split(), FEMALE),
    **dict.fromkeys("people men women children police officials activists rebels forces troops parents members others".split(), MANY),
    **dict.fromkeys(
        "president senator minister spokesman spokeswoman spokesperson chairman director professor doctor dr judge officer author leader "
        "candidate governor secretary ambassador envoy mayor chief general nominee person reporter teacher student patient child".split(),
        PERSON,
    ),
    **dict.fromkeys(
        "party government city country state company group campaign war book report law plan bill election year day week month time world "
        "organisation organization agency ministry university school house church court team town place area way thing".split(),
        THING,
    ),
}
# Titles as they are shortened before a name, so that "the senator" has a word in common with "Sen. Orvel".
SHORTENED = {
    short: title
    for short, _, title in (
        pair.partition(":")
        for pair in "sen:senator sens:senators rep:representative reps:representatives gov:governor gen:general dr:doctor prof:professor "
        "pres:president lt:lieutenant col:colonel capt:captain sgt:sergeant".split()
    )
}
# Capitalised words before a surname that aren't forenames.
TITLES = frozenset(SHORTENED.values()) | frozenset(
    "mr mrs ms miss sir lady lord madam mister vice prime minister secretary chief justice judge chairman chairwoman speaker leader "
    "candidate nominee democrat republican democratic attorney king queen prince princess pope saint st father sister brother uncle "
    "aunt former ex deputy mayor ambassador envoy director officer detective spokesman spokeswoman press state house white".split()
)
OF_PRONOUN = (PERSON, MANY, UNSORTED, MALE, FEMALE, THING, MANY, UNSORTED, UNSORTED)

# Words that end the part of a mention that has its head, where they aren't its first.
AFTER_HEAD = frozenset(
    "of in on at for from with by to who whom which that whose about as into over after before under between against during since , ( : ; "
    "– — where when".split()
)
EMPTY_WORDS = frozenset(FIRST_WORD) | frozenset(PRONOUN) | frozenset("and or of in on at for from with by to as not".split())
TOKEN = re.compile(r"[^\W_]+(?:[-&.'’][^\W_]+)*|[^\w\s]")
OWNER = re.compile(r"['’]s?$")
SLOTS = 4  # words compared of each mention: its head and those before it

# How the words of two mentions compare.
NOTHING, SHARED, SHARED_NAME, HEAD_INSIDE, INITIALS, SAME_HEAD, RIVALS, WIDER, NARROWER, SAME = range(10)
MATCHES = 10

QUOTES = re.compile(r'["“”„«»\n]')


@dataclass(frozen=True)
class Mentions:
    """What the words of n mentions say. Words are numbered as they come; two are the same where their numbers are."""

    kind: IntArray
    sort: IntArray
    whole: IntArray  # all words, without article and possessive ending
    head: IntArray
    words: IntArray  # n × SLOTS: content words up to the head; negative, and never equal to another, where there are fewer
    named: BoolArray  # n × SLOTS: whether the word is capitalised
    initials: IntArray
    forename: IntArray  # of a name of several words, the one before the last, unless it is a title; −1 for none
    sentence: IntArray
    quote: IntArray  # number of the quotation that it stands in, 0 outside


class Numbers(dict[str, int]):
    """Numbers for strings, in the order in which they are first asked for."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def described(text: str, pieces: Pieces, spans: IntArray, where: Frame) -> Mentions:
    numbers = Numbers()
    seen: dict[tuple[str, bool], tuple[int, ...]] = {}
    rows = []
    starts, ends = pieces.starts[spans[:, 0]], pieces.ends[spans[:, 1] - 1]
    opens = np.append(True, where.sentence[1:] != where.sentence[:-1])[spans[:, 0]]
    for start, end, first in zip(starts.tolist(), ends.tolist(), opens.tolist(), strict=True):
        key = text[start:end], first
        row = seen.get(key)
        if row is None:
            row = seen[key] = _described(*key, numbers)
        rows.append(row)
    table = np.array(rows, dtype=np.int64).reshape(-1, 6 + 2 * SLOTS)
    kind, sort, whole, head, initials, forename = table[:, :6].T
    words, named = table[:, 6 : 6 + SLOTS], table[:, 6 + SLOTS :] > 0
    return Mentions(kind, sort, whole, head, words, named, initials, forename, where.sentence[spans[:, 0]], quotations(text, starts))


def _described(surface: str, opens: bool, numbers: Numbers) -> tuple[int, ...]:
    """Kind, sort, whole, head, initials, forename, then SLOTS words and whether each is capitalised."""
    tokens = TOKEN.findall(surface) or [surface]
    lowered = [OWNER.sub("", token) or token for token in map(str.lower, tokens)]
    lowered = [SHORTENED.get(token, token) for token in lowered]
    if len(tokens) == 1 and lowered[0] in PRONOUN:
        kind = PRONOUN[lowered[0]]
        return kind, OF_PRONOUN[kind], numbers[lowered[0]], numbers[f"pronoun {kind}"], -1, -1, *(-1,) * SLOTS, *(0,) * SLOTS
    cut = next((at for at, token in enumerate(lowered) if at and token in AFTER_HEAD), len(tokens))
    inner = [at for at in range(cut) if lowered[at][0].isalnum()] or [0]
    head = inner[-1]
    content = [at for at in inner if at == head or lowered[at] not in EMPTY_WORDS][-SLOTS:]
    lacking = SLOTS - len(content)
    named = [int(tokens[at][0].isupper()) for at in content]
    bare = lowered[1:] if lowered[0] in ("the", "a", "an") and len(lowered) > 1 else lowered
    kind = _kind(lowered, tokens, (head, opens))
    return (
        kind,
        _sort(lowered, inner, kind),
        numbers[" ".join(bare)],
        numbers[lowered[head]],
        _initials(tokens, head, numbers),
        _forename(lowered, tokens, head, numbers) if kind == NAME else -1,
        *(numbers[lowered[at]] for at in content),
        *(-1,) * lacking,
        *named,
        *(0,) * lacking,
    )


def _initials(tokens: list[str], head: int, numbers: Numbers) -> int:
    """A number for the letters that stand for a name: those of "SRF", or the first ones of "Sana Relief Front"; −1 for none."""
    if len(tokens) <= 2 and tokens[head].isupper():
        short = tokens[head].lower().replace(".", "")
    else:
        short = "".join(token[0] for token in tokens if token[0].isupper()).lower()
    return numbers["initials " + short] if len(short) > 1 else -1


def _forename(lowered: list[str], tokens: list[str], head: int, numbers: Numbers) -> int:
    for at in range(head - 1, -1, -1):
        if len(tokens[at]) > 1 and tokens[at][0].isupper():  # an initial says too little
            return -1 if lowered[at] in TITLES else numbers[lowered[at]]
    return -1


def _kind(lowered: list[str], tokens: list[str], place: tuple[int, bool]) -> int:
    head, opens = place
    capital = tokens[head][0].isupper()
    if lowered[0] in FIRST_WORD and len(tokens) > 1:
        return NAME if capital and lowered[0] == "the" else FIRST_WORD[lowered[0]]
    if capital and not (opens and head == 0 and not tokens[0].isupper()):
        return NAME
    if any(token[0].isdigit() for token in tokens[: head + 1]):
        return NUMBER
    return OWNED if any(OWNER.search(token) for token in tokens[:head]) else BARE


def _sort(lowered: list[str], inner: list[int], kind: int) -> int:
    if "and" in lowered[: inner[-1]]:
        return MANY
    known = {SORT[lowered[at]] for at in inner if lowered[at] in SORT}
    for sort in (FEMALE, MALE, MANY, PERSON):
        if sort in known:
            return sort
    last = lowered[inner[-1]]
    if kind != NAME and len(last) > 3 and last.endswith("s") and not last.endswith(("ss", "us", "is")):
        return MANY
    return THING if THING in known else UNSORTED


def quotations(text: str, places: IntArray) -> IntArray:
    """For each character place the number of the quotation that it stands in, 0 for none. One never runs over a line break."""
    marks, states = [0], [0]
    opened = 0
    for match in QUOTES.finditer(text):
        sign = match.group()
        shut = sign == "\n" or (states[-1] and sign not in "“„")
        opened += not shut
        marks.append(match.end())
        states.append(0 if shut else opened)
    return np.array(states, dtype=np.int64)[np.searchsorted(np.array(marks), places, side="right") - 1]


def matches(given: Mentions, rows: IntArray, found: IntArray) -> IntArray:
    """How the words of mentions `rows` compare with those of mentions `found` (rows × n): NOTHING to SAME."""
    mine, theirs = given.words[rows].T[:, :, None], given.words.T[:, found]
    named = given.named[rows].T[:, :, None]
    head, other_head = given.head[rows][:, None], given.head[found]
    no = np.zeros(found.shape, dtype=bool)
    held, holding = [no] * SLOTS, [no] * SLOTS  # each of my words among theirs; each of theirs among mine
    for i, j in product(range(SLOTS), repeat=2):
        equal = (mine[i] == theirs[j]) & (mine[i] >= 0)
        held[i], holding[j] = held[i] | equal, holding[j] | equal
    slots = range(SLOTS)
    same_head = head == other_head
    kinds = np.full(found.shape, NOTHING)
    kinds[_any(held)] = SHARED
    kinds[_any([held[i] & named[i] for i in slots])] = SHARED_NAME
    kinds[_any([*(held[i] & (mine[i] == head) for i in slots), *(holding[j] & (theirs[j] == other_head) for j in slots)])] = HEAD_INSIDE
    initials = given.initials[rows][:, None]
    kinds[(initials >= 0) & (initials == given.initials[found]) & (given.kind[rows] == NAME)[:, None]] = INITIALS
    kinds[same_head] = SAME_HEAD
    forename, other_forename = given.forename[rows], given.forename[found]
    known = same_head & (forename >= 0)[:, None] & (other_forename >= 0)
    mine_there = _any([theirs[j] == forename[:, None] for j in slots])
    kinds[known & ~mine_there & ~_any([mine[i] == other_forename for i in slots])] = RIVALS
    kinds[same_head & ~_any([~holding[j] & (theirs[j] >= 0) for j in slots])] = WIDER
    kinds[same_head & ~_any([~held[i] & (mine[i] >= 0) for i in slots])] = NARROWER
    kinds[given.whole[rows][:, None] == given.whole[found]] = SAME
    return kinds


def _any(parts: Sequence[BoolArray]) -> BoolArray:
    return reduce(np.logical_or, parts)
