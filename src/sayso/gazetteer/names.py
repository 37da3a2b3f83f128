"""Names of places made comparable: one key for "Al-Qāmishlī" and "Qamishli", one sound for "Kamishly" and "Qamishli"."""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ə": "a", "ħ": "h"})
_SILENT = re.compile(r"[’'‘`ʿʾʻʼ′´.]")
_SIGNS = re.compile(r"[\W_]+")
_ARTICLES = frozenset("al el ad ar as ash at az an ed es ud ul the".split())
_SHORT_FORMS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
# What Arabic, Persian, Cyrillic and Hebrew names are spelt with in several ways. Vowels differ most, so they don't count.
_SOUNDS = {
    "tch": "s",
    "sch": "s",
    "ch": "s",
    "sh": "s",
    "zh": "z",
    "kh": "h",
    "gh": "g",
    "dj": "j",
    "dh": "d",
    "th": "t",
    "ph": "f",
    "ck": "k",
}
_LETTER_GROUPS = re.compile("|".join(_SOUNDS))
_LIKE = str.maketrans({"q": "k", "c": "k", "v": "w", "g": "j", "y": None, "x": "h"} | dict.fromkeys("aeiou"))
_DOUBLE = re.compile(r"(.)\1+")
_LEAST_SOUND = 4  # letters; fewer would fit too many names


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """The letters of a name without accents, case, signs, article or spaces; empty for one that isn't in Latin letters."""
    plain = _SILENT.sub("", name.lower())
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    words = _SIGNS.sub(" ", plain).split()
    kept = [_SHORT_FORMS.get(word, word) for word in words if word not in _ARTICLES]
    key = "".join(kept or words)
    return key if key.isascii() else ""


@lru_cache(maxsize=4096)
def sound_of(name: str) -> str:
    """What the spellings of one name share, after a sign that no key has; empty where that is too little to know a name by."""
    key = key_of(name)
    plain = _LETTER_GROUPS.sub(lambda found: _SOUNDS[found[0]], key).translate(_LIKE)
    sound = _DOUBLE.sub(r"\1", plain.removesuffix("h"))  # Hama, Hamah
    return "~" + sound if len(sound) >= _LEAST_SOUND else ""


_GIVEN = re.compile(r"(?:(?:al|el|ad|ar|as|ash|at|az|an)[- ])?\w")
_LONGEST = 40


def is_spelling(name: str) -> bool:
    """Whether one of GeoNames' other names is one that texts use: no code, and no letter-by-letter transcript, which has no capitals."""
    first = _GIVEN.match(name)
    return len(name) <= _LONGEST and len(name) > 3 and bool(first and first[0][-1].isupper())
