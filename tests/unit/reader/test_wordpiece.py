"""Word pieces: which, where in the text, and how cased."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reader.bundle import VOCABULARY, shipped_bundle
from sayso.reader.wordpiece import BREAK, CAPITAL, LONGEST_WORD, LOWER, SHAPES, UPPER, Pieces, WordPiece, shape_of

MADE = "[PAD] [UNK] [CLS] [SEP] kill ##ed ##s the mayor is ##tan ##bul i 1 2 12 ##0 , . ! “ £ cafe ᄒ ##ᅡ ##ᆫ 中 文 a ##a b ##b".split()

# text → (piece, its characters) …
MADE_CASES = [
    ("", []),
    (" \t\r\n\u00a0\u2028", []),
    ("the mayor", [("the", "the"), ("mayor", "mayor")]),
    ("The MAYOR", [("the", "The"), ("mayor", "MAYOR")]),
    ("killed", [("kill", "kill"), ("##ed", "ed")]),
    ("killedx", [("[UNK]", "killedx")]),
    ("xkilled the", [("[UNK]", "xkilled"), ("the", "the")]),
    ("12", [("12", "12")]),
    ("120", [("12", "12"), ("##0", "0")]),
    ("the, mayor.", [("the", "the"), (",", ","), ("mayor", "mayor"), (".", ".")]),
    ("the_mayor", [("the", "the"), ("[UNK]", "_"), ("mayor", "mayor")]),
    ("“kills!", [("“", "“"), ("kill", "kill"), ("##s", "s"), ("!", "!")]),
    # a symbol is a word of its own
    ("£12", [("£", "£"), ("12", "12")]),
    ("kill🔥ed", [("kill", "kill"), ("[UNK]", "🔥"), ("[UNK]", "ed")]),
    # marks fold away, composed or not, and belong to the letter before them
    ("Café", [("cafe", "Café")]),
    ("cafe\u0301 the", [("cafe", "cafe\u0301"), ("the", "the")]),
    ("kille\u0301d", [("kill", "kill"), ("##ed", "e\u0301d")]),
    ("kill\u0301ed", [("kill", "kill\u0301"), ("##ed", "ed")]),
    # lower-casing İ makes two characters of one
    ("İstanbul", [("is", "İs"), ("##tan", "tan"), ("##bul", "bul")]),
    ("İ İ", [("i", "İ"), ("i", "İ")]),
    # what is invisible stays in its word
    ("kil\u00adled", [("kill", "kil\u00adl"), ("##ed", "ed")]),
    ("kill\u00aded", [("kill", "kill\u00ad"), ("##ed", "ed")]),
    ("\u200fthe\u200f mayor\ufeff", [("the", "the\u200f"), ("mayor", "mayor\ufeff")]),
    ("\u00ad", []),
    # an ideograph is a word of its own, a syllable that the vocabulary lacks is unknown as a whole
    ("中文", [("中", "中"), ("文", "文")]),
    ("a中b", [("a", "a"), ("中", "中"), ("b", "b")]),
    ("한", [("[UNK]", "한")]),
    ("the\ud800mayor", [("the", "the"), ("[UNK]", "\ud800"), ("mayor", "mayor")]),
    ("the\x00mayor", [("the", "the"), ("[UNK]", "\x00"), ("mayor", "mayor")]),
    ("a" * LONGEST_WORD, [("a", "a"), *[("##a", "a")] * (LONGEST_WORD - 1)]),
    ("a" * (LONGEST_WORD + 1), [("[UNK]", "a" * (LONGEST_WORD + 1))]),
]

SHIPPED_CASES = [
    ("Aleppo’s dead", ["aleppo", "’", "s", "dead"]),
    ("at least 82 civilians", ["at", "least", "82", "civilians"]),
    ("1,300 people", ["1", ",", "300", "people"]),
    ("spokesperson Raqqa", ["spokesperson", "ra", "##q", "##qa"]),
    ("don't", ["don", "'", "t"]),
    ("U.N.", ["u", ".", "n", "."]),
    ("Zürich naïve", ["zurich", "naive"]),
    ("$5m €3bn", ["$", "5", "##m", "€", "3", "##bn"]),
    ("killed — “twelve”…", ["killed", "—", "“", "twelve", "”", "…"]),
    ("قالت الوزارة", ["ق", "##ا", "##ل", "##ت", "ا", "##ل", "##و", "##ز", "##ا", "##ر", "##ة"]),
    ("@mina_okoro #Orvest", ["@", "mina", "_", "ok", "##oro", "#", "or", "##ves", "##t"]),
    ("👨\u200d👩\u200d👧 ❤\ufe0f", ["[UNK]", "[UNK]", "[UNK]", "[UNK]", "[UNK]"]),
]

# Characters that are hard to split at, beside everything that hypothesis draws by itself.
HARD = "aZ1 .,“£é\u0301\u00ad\u200d\u200f\ufe0f\ufeff\u202e\r\n\t\x00İßǅ中한ो👩🏽🇺🇦ق\u064b_\ud800\u2028"
TEXTS = st.text(st.one_of(st.sampled_from(HARD), st.characters(codec=None)))


@pytest.fixture(scope="module")
def shipped() -> WordPiece:
    return WordPiece((shipped_bundle() / VOCABULARY).read_text(encoding="utf-8").splitlines())


def spelt(splitter: WordPiece, pieces: Pieces, text: str) -> list[tuple[str, str]]:
    names = {number: piece for piece, number in splitter.ids.items()}
    rows = zip(pieces.ids.tolist(), pieces.starts.tolist(), pieces.ends.tolist(), strict=True)
    return [(names[identifier], text[start:end]) for identifier, start, end in rows]


@pytest.mark.parametrize(("text", "pieces"), MADE_CASES, ids=[ascii(text[:12]) for text, _ in MADE_CASES])
def test_words_become_the_longest_pieces_of_the_vocabulary(text: str, pieces: list[tuple[str, str]]) -> None:
    splitter = WordPiece(MADE)
    assert spelt(splitter, splitter.encode(text), text) == pieces


@pytest.mark.parametrize(("text", "pieces"), SHIPPED_CASES, ids=[ascii(text[:12]) for text, _ in SHIPPED_CASES])
def test_the_shipped_vocabulary_splits_so(text: str, pieces: list[str], shipped: WordPiece) -> None:
    assert [piece for piece, _ in spelt(shipped, shipped.encode(text), text)] == pieces


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("mayor", LOWER),
        ("Mayor", CAPITAL),
        ("MAYOR", UPPER),
        ("McKay", CAPITAL),
        ("iPhone", LOWER),
        ("I", CAPITAL),
        ("12", LOWER),
        ("“", LOWER),
        ("COVID19", UPPER),
        ("Élan", CAPITAL),
        ("ÉLAN", UPPER),
        ("中", LOWER),
        ("ق", LOWER),
    ],
)
def test_a_shape_says_how_a_word_is_cased(word: str, shape: int) -> None:
    assert shape_of(word) == shape


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("the mayor", [True, False]),
        ("  the mayor", [True, False]),
        ("the\nmayor", [True, True]),
        ("the \r\n\r\n mayor is", [True, True, False]),
        ("killed\nkilled", [True, False, True, False]),  # only the first piece of a word
        ("the\u00ad\nmayor", [True, True]),
        ("“the", [True, False]),
    ],
)
def test_the_first_piece_after_a_line_break_is_marked(text: str, broken: list[bool]) -> None:
    assert [shape >= BREAK for shape in WordPiece(MADE).encode(text).shapes.tolist()] == broken


@settings(deadline=None)  # a busy processor is no failure
@given(TEXTS)
def test_pieces_of_any_text_are_in_order_and_cover_all_that_is_visible(text: str) -> None:
    splitter = WordPiece(MADE)
    pieces = splitter.encode(text)
    covered = set[int]()
    end_before = 0
    for start, end, shape in zip(pieces.starts.tolist(), pieces.ends.tolist(), pieces.shapes.tolist(), strict=True):
        assert end_before <= start < end <= len(text)
        assert 0 <= shape < SHAPES
        covered.update(range(start, end))
        end_before = end
    missed = {text[at] for at in range(len(text)) if at not in covered}
    assert all(sign.isspace() or unicodedata.category(sign) == "Cf" for sign in missed)
    assert set(pieces.ids.tolist()) <= set(range(len(MADE)))


@settings(deadline=None)
@given(text=TEXTS)
def test_the_shipped_vocabulary_keeps_offsets_in_order_too(text: str, shipped: WordPiece) -> None:
    pieces = shipped.encode(text)
    bounds = [0, *(at for pair in zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True) for at in pair), len(text)]
    assert bounds == sorted(bounds)
    assert (pieces.starts < pieces.ends).all()


@settings(deadline=None)
@given(text=st.text(st.characters(max_codepoint=127)))
def test_ascii_text_splits_the_same_in_the_company_of_other_scripts(text: str) -> None:
    alone, beside = WordPiece(MADE).encode(text), WordPiece(MADE).encode(f"{text} é")
    for name in ("ids", "starts", "ends", "shapes"):
        one, other = getattr(alone, name).tolist(), getattr(beside, name).tolist()
        assert one == other[: len(one)]


def test_a_word_reads_the_same_again() -> None:
    splitter = WordPiece(MADE)
    first, second = (spelt(splitter, splitter.encode("killed The"), "killed The") for _ in range(2))
    assert first == second


MILLION = 1_000_000


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a" * MILLION, 1),
        ("é" * MILLION, 1),
        ("中" * MILLION, 1),
        ("a\u0301" * (MILLION // 2), 1),
        ("\u00ad" * MILLION, 0),
        (" " * MILLION, 0),
        ("!" * MILLION, MILLION),
        ("👩\u200d" * (MILLION // 2), MILLION // 2),
        ("killed " * (MILLION // 7), 2 * (MILLION // 7)),
        ("a\n" * (MILLION // 2), MILLION // 2),
    ],
    ids=["one word", "one word with marks", "ideographs", "combining", "invisible", "blank", "symbols", "emoji", "words", "lines"],
)
def test_a_megabyte_gives_as_many_pieces_as_it_has_words(text: str, count: int) -> None:
    assert len(WordPiece(MADE).encode(text)) == count
