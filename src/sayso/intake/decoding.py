"""Bytes to text.

The rule, in this order:

1. A byte-order mark decides (UTF-8, UTF-16, UTF-32). It is taken off; nothing else is.
2. A file with a zero byte, or that begins like a known binary format, is no text.
3. What is well-formed UTF-8 is UTF-8. Text of another encoding is next to never well-formed UTF-8 by accident, whereas
   a declared charset is often left over from before a browser or an archive rewrote the page.
4. A charset that an HTML page declares is taken where all bytes fit it.
5. Otherwise it is broken UTF-8 or a legacy encoding. Among the bytes above 127, take the share that make up well-formed
   UTF-8 characters. A file in UTF-8 with some damage has nearly all of them; text in a legacy encoding some by accident:
   up to 4 in 100 measured for one-byte encodings, up to 43 in 100 for the East Asian ones. So from one third on
   (East Asian: two thirds) it is called broken, and the first bad byte is named. A mixture of both is so called, too, rather
   than read with garbled letters. Below, the encoding is recognised by the letters it gives (legacy.py).
"""

import codecs
from dataclasses import dataclass

from sayso.errors import ReportError
from sayso.intake.binary import refuse_binary
from sayso.intake.legacy import EAST_ASIAN, recognise, trusted_codec

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ASCII = bytes(range(128))


def marked(data: bytes) -> tuple[bytes, str | None]:
    """The byte-order mark that `data` begins with, and its encoding; b"" and None where it has none."""
    return next(((mark, encoding) for mark, encoding in _MARKS if data.startswith(mark)), (b"", None))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's characters, the encoding that they were in, and how many bytes stand before them (a byte-order mark)."""

    text: str
    encoding: str
    skipped: int = 0


def decode(data: bytes, place: str, declared: str | None = None) -> str:
    """The text of `data`, character for character, by the rule above. `declared` is the charset that an HTML page names.

    Raises ReportError where it is binary, broken UTF-8 or in no encoding that could be recognised.
    """
    return decoded(data, place, declared).text


def decoded(data: bytes, place: str, declared: str | None = None) -> Decoded:
    """As `decode`, with the encoding."""
    mark, encoding = marked(data)
    if encoding is not None:
        try:
            return Decoded(data[len(mark) :].decode(encoding), encoding, len(mark))
        except UnicodeDecodeError as error:
            raise _broken(data, len(mark) + error.start, encoding, place) from error
    refuse_binary(data, place)
    codec = trusted_codec(declared) if declared else None
    # ISO-2022 writes Japanese and Korean with ASCII bytes alone, so that it is well-formed UTF-8 as well.
    attempts = [codec, "utf-8"] if codec and codec.startswith("iso2022") else ["utf-8", codec]
    for attempt in filter(None, attempts):
        try:
            return Decoded(data.decode(attempt), attempt)
        except UnicodeDecodeError:
            continue
    return _decode_legacy(data, place)


def _decode_legacy(data: bytes, place: str) -> Decoded:
    encoding = recognise(data)
    if _well_formed_share(data) >= (2 / 3 if encoding in EAST_ASIAN else 1 / 3):
        raise _broken_utf8(data, place)
    if encoding is None:
        problem = "it is not UTF-8, and its encoding could not be recognised"
        raise ReportError(place, problem, "Convert it: iconv -f ENCODING -t utf-8 FILE > NEW, with ENCODING such as windows-1251")
    return Decoded(data.decode(encoding), encoding)


def _well_formed_share(data: bytes) -> float:
    """Which share of the bytes above 127 belongs to well-formed UTF-8 characters; `data` has at least one such byte."""
    high = len(data.translate(None, _ASCII))
    kept = data.decode("utf-8", "ignore").encode("utf-8").translate(None, _ASCII)
    return len(kept) / high


def _broken_utf8(data: bytes, place: str) -> ReportError:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _broken(data, error.start, "utf-8", place)
    raise AssertionError("only called for bytes that are not UTF-8")


def _broken(data: bytes, at: int, encoding: str, place: str) -> ReportError:
    line = data[:at].decode(encoding, "replace").count("\n") + 1
    problem = f"it is broken {encoding.upper()}: byte 0x{data[at]:02X} at offset {at} (line {line}) belongs to no character"
    remedy = f"Save the file again; to leave out what is broken: iconv -c -f {encoding} -t utf-8 FILE > NEW"
    return ReportError(f"{place}:{line}", problem, remedy)
