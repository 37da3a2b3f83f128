"""Encodings from before UTF-8: which of them is it?

charset-normalizer weighs each candidate by how odd its letters stand together and how well their frequency fits a
language. That tells scripts apart, but not always the Latin encodings from one another (Spanish "niños" reads as
well as "nińos" to it), so among those the alphabets below decide.
"""

import codecs
import re
from collections import Counter

from charset_normalizer import from_bytes

# The order breaks ties: the more common first. A Windows encoding stands for the ISO one that it extends.
CANDIDATES = (
    "cp1252",
    "cp1251",
    "cp1256",
    "cp1250",
    "cp1254",
    "cp1253",
    "cp1255",
    "iso8859_2",
    "koi8_r",
    "koi8_u",
    "iso8859_5",
    "iso8859_6",
    "cp866",
    "gb18030",
    "cp932",
    "cp950",
    "euc_jp",
    "cp949",
    "cp874",
)
EAST_ASIAN = frozenset({"gb18030", "cp932", "cp950", "euc_jp", "cp949"})

# Letters beyond a to z that one language uses, and the marks that its typists use, by encoding.
_ALPHABETS: dict[str, tuple[str, ...]] = {
    "cp1252": (
        "àâæçéèêëîïôœùûüÿ",  # French
        "äöüß",  # German
        "áéíñóúü¿¡ªº",  # Spanish
        "àáâãçéêíóôõúü",  # Portuguese
        "àèéìíîòóù",  # Italian
        "àçèéíïòóúü·",  # Catalan
        "åæøäöéüá",  # Nordic
        "áðéíóúýþæö",  # Icelandic
        "áäèéêëíïóöúü",  # Dutch
        "éçñäöüïèáíóôê",  # English, with words of its neighbours
    ),
    "cp1254": ("çğıöşüâîû",),  # Turkish
    "cp1250": (
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýž",  # Czech
        "áäčďéíĺľňóôŕšťúýž",  # Slovak
        "áéíóöőúüű",  # Hungarian
        "ăâîşţ",  # Romanian
        "čćđšž",  # Croatian, Bosnian, Serbian, Slovene
    ),
}
_ANY_LANGUAGE = frozenset("–—‘’‚“”„«»…€§°\xa0\xad")
# Single jamo and halfwidth katakana: valid, but in a report a sign that Japanese was read as Korean or the reverse.
_STRAY = re.compile("[\u3131-\u318e\uff61-\uff9f]")
_ALPHABETS["iso8859_2"] = _ALPHABETS["cp1250"]

# What a page may declare: everything above, what browsers read as one of them, and a few that can't be recognised.
_BROWSERS_READ = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "big5": "cp950",
    "euc_kr": "cp949",
}
_ONLY_DECLARED = ("cp1257", "cp1258", "iso2022_jp", "iso2022_kr", "mac_cyrillic", "mac_roman", "big5hkscs", "utf-8")
_ISO_ONLY_DECLARED = tuple(f"iso8859_{part}" for part in (3, 4, 7, 8, 10, 13, 14, 15, 16))
_TRUSTED = {codecs.lookup(name).name for name in (*CANDIDATES, *_ONLY_DECLARED, *_ISO_ONLY_DECLARED)}


def trusted_codec(label: str) -> str | None:
    """Python's codec for a charset that a page declares; None for one that isn't known, or isn't for texts (such as "hex")."""
    known = label.strip().lower().removeprefix("x-")
    try:
        name = codecs.lookup("cp874" if known == "windows-874" else known).name
    except (LookupError, ValueError):
        return None
    name = _BROWSERS_READ.get(name, name)
    return name if codecs.lookup(name).name in _TRUSTED else None


def recognise(data: bytes) -> str | None:
    """The legacy encoding of `data`, which has bytes above 127; None where none gives sensible letters, or too few to tell."""
    # Words in ASCII read alike in every candidate and would only dilute the evidence (a page is mostly mark-up).
    words = b" ".join(word for word in data.split() if not word.isascii())
    matches = [match for match in from_bytes(words, cp_isolation=list(CANDIDATES)) if _decodes(data, match.encoding)]
    if not matches:
        return None
    best = matches[0]
    if best.encoding in _ALPHABETS:  # charset-normalizer finds Italian accents odder in a Latin encoding than in a Czech one
        return min((name for name in _ALPHABETS if _decodes(data, name)), key=lambda name: _misfit(words, name))
    if best.encoding in EAST_ASIAN:
        rivals = {match.encoding: match.chaos for match in matches if match.encoding in EAST_ASIAN}
        return min(rivals, key=lambda name: (rivals[name] + _misfit(words, name)[0], CANDIDATES.index(name)))
    near = [match for match in matches if match.chaos <= best.chaos + 0.02 and match.coherence >= best.coherence - 0.1]
    if len(near) > 1 and best.coherence == 0:
        return None
    return min((name for match in near for name in match.could_be_from_charset if name in CANDIDATES), key=CANDIDATES.index)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _misfit(words: bytes, encoding: str) -> tuple[float, int]:
    """Which share of the characters beyond ASCII no one language of this encoding would use, 0 to 1; then how rare the encoding is."""
    text = words.decode(encoding, "replace").lower()
    counts = Counter(char for char in text if not char.isascii() and char not in _ANY_LANGUAGE)
    total = counts.total() or 1
    if encoding in EAST_ASIAN:
        strays = sum(count for char, count in counts.items() if _STRAY.match(char))
    else:
        strays = min(total - sum(counts[char] for char in set(alphabet)) for alphabet in _ALPHABETS[encoding])
    return strays / total, CANDIDATES.index(encoding)
