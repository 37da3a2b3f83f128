"""Words brought to one form, so that a search finds them however written: diacritics, Arabic vowel signs, case, transliteration."""

import re
import unicodedata
from collections.abc import Iterable

# What Arabic writes in several ways and readers take for one.
_ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": None, "ء": None, "ک": "ك", "ی": "ي"}
)
# Letters that no decomposition brings to their base.
_LATIN = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th", "ə": "a"})
_WORD = re.compile(r"[^\W_]+")
# How the same sound is spelt where Arabic, Kurdish, Persian, Russian or Ukrainian names are written in Latin letters; longer first.
_SOUNDS = (
    ("tch", "c"), ("tsch", "c"), ("sch", "s"), ("shch", "s"), ("ch", "c"), ("sh", "s"), ("zh", "j"), ("dj", "j"), ("dh", "d"), ("th", "t"),
    ("kh", "k"), ("gh", "g"), ("ph", "f"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ck", "k"), ("q", "k"), ("x", "k"), ("w", "v"),
    ("c", "s"),
)  # fmt: skip
_ARTICLES = frozenset(("al", "el", "ul", "as", "es", "ash", "esh", "ar", "er", "at", "et", "ad", "ed", "an", "en", "az", "ez", "the"))
_WITHIN = re.compile(r"(?<=\w)['’ʼ‘`´](?=\w)")
_MARK = "zzz"  # no word begins so
_VOWELS = re.compile(r"[aeiouy]+")


def fold(text: str) -> str:
    """The text's words in one form, parted by blanks: "Île-de-France" → "ile de france", "قُتِلَ" → "قتل"."""
    # Before the case, too: "𝓐" has none until it is "A".
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_ARABIC)
    bare = "".join(sign for sign in plain if unicodedata.category(sign) != "Mn").translate(_LATIN)
    return " ".join(_WORD.findall(bare))


def skeleton(name: str) -> str:
    """A key that spellings of one transliterated name share: "Qamishli", "Kamishly" and "al-Qamishlo" → "kmsl".

    Vowels but a first one, articles, doubled letters and a last h are left out. Different names may share it: it finds candidates.
    """
    words = fold(_WITHIN.sub("", name)).split()
    told = [word for word in words if word not in _ARTICLES] or words
    return " ".join(_word_skeleton(word) for word in told)


def name_marks(names: Iterable[str]) -> str:
    """Words under which names stand in an index beside the text's own, so that any spelling of them is found."""
    return " ".join(sorted({_MARK + word for name in names for word in skeleton(name).split()}))


def forms(words: str) -> list[tuple[str, ...]]:
    """What to look for in such an index: for each word of a search, its form and its mark as a name."""
    return [(word, *(_MARK + key for key in skeleton(word).split())) for word in fold(words).split()]


def _word_skeleton(word: str) -> str:
    for spelt, sound in _SOUNDS:
        word = word.replace(spelt, sound)
    first = "a" if word[:1] in "aeiouy" else ""
    bare = _VOWELS.sub("", word)
    bare = re.sub(r"(.)\1+", r"\1", bare)
    return first + (bare.removesuffix("h") or bare) or word
