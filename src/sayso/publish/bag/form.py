"""The text files of a package, as bytes and back: declaration, manifests, bag-info (RFC 8493, 2.1 and 2.2)."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sayso.publish.bag.paths import decode, encode, problem_of, shown

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
BAGIT, INFO, FETCH, PAYLOAD = "bagit.txt", "bag-info.txt", "fetch.txt", "data/"
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
OXUM = "Payload-Oxum"
CHUNK = 1 << 20
STRONG = ("sha256", "sha384", "sha512")
_WEAK = ("md5", "sha1")  # read, and checked, but never enough
_MANIFEST_NAME = re.compile(r"(?P<tags>tag)?manifest-(?P<algorithm>[a-z0-9]+)\.txt")
_VERSIONS = {"1.0", "0.97"}
_LINE = re.compile(r"(?P<sum>[0-9A-Fa-f]+)[ \t]+\*?(?P<path>.+)", re.DOTALL)
_LABEL = re.compile(r"[^\s:](?:[^:\r\n]*[^\s:])?")


class FormError(ValueError):
    """A text file of a package isn't what it must be. Never leaves this folder."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which file it is, whether it lists tag files or payload, by which algorithm, and the sums by path."""

    name: str
    tags: bool
    algorithm: str
    sums: Mapping[str, str]


def manifest_name(name: str) -> tuple[bool, str] | None:
    """Whether a file is a manifest: of tag files or not, and of which algorithm."""
    match = _MANIFEST_NAME.fullmatch(name)
    return (match["tags"] is not None, match["algorithm"]) if match else None


def write_manifest(sums: Mapping[str, str]) -> bytes:
    """A manifest in the order of its paths. Two spaces, so that `sha256sum -c` reads it too."""
    return "".join(f"{sums[path]}  {encode(path)}\n" for path in sorted(sums)).encode("utf-8")


def read_manifest(name: str, version: str, raw: bytes) -> Manifest:
    """A manifest by its name, the version of BagIt, and its bytes."""
    kind = manifest_name(name)
    if kind is None or kind[1] not in (*STRONG, *_WEAK):
        raise FormError("its checksums are of a kind that isn't known")
    tags, algorithm = kind
    length = 2 * hashlib.new(algorithm, usedforsecurity=False).digest_size
    sums: dict[str, str] = {}
    for number, line in _lines(raw):
        match = _LINE.fullmatch(line)
        if match is None or len(match["sum"]) != length:
            raise FormError(f"line {number} is no checksum and path")
        path = decode(match["path"]) if version == "1.0" else re.sub("%0[AaDd]", lambda one: decode(one[0]), match["path"])
        problem = problem_of(path) or _misplaced(path, tags)
        if problem or path in sums:
            raise FormError(f"line {number}, {shown(path)}: {problem or 'the path stands twice'}")
        sums[path] = match["sum"].lower()
    return Manifest(name, tags, algorithm, sums)


def _misplaced(path: str, tags: bool) -> str | None:
    if path.startswith(PAYLOAD) is tags:
        return "it belongs in the manifest of the payload" if tags else "it doesn't lie in data/"
    return None


def read_declaration(raw: bytes) -> str:
    """The version that bagit.txt gives."""
    lines = [line for _, line in _lines(raw)]
    given = dict(line.split(": ", 1) for line in lines if ": " in line)
    version = given.get("BagIt-Version", "").strip()
    if len(lines) != 2 or version not in _VERSIONS:
        raise FormError("it declares no version of BagIt that is read here (1.0, 0.97)")
    if given.get("Tag-File-Character-Encoding", "").strip().upper() != "UTF-8":
        raise FormError("its text files aren't UTF-8")
    return version


def write_info(info: Iterable[tuple[str, str]], size: int, count: int) -> bytes:
    """bag-info.txt: what is given, in its order, and the payload's size."""
    lines = []
    for label, value in info:
        if not _LABEL.fullmatch(label) or label.lower() == OXUM.lower():
            raise FormError(f"{label!r} can't be a label")
        if "\n" in value or "\r" in value or value != value.strip() or not value:
            raise FormError(f"the value of {label} is empty, has a line break, or space around it")
        lines.append(f"{label}: {value}\n")
    lines.append(f"{OXUM}: {size}.{count}\n")
    return "".join(lines).encode("utf-8")


def read_info(raw: bytes) -> tuple[tuple[str, str], ...]:
    """Labels and values in their order. A line that begins with space goes on from the one before."""
    found: list[tuple[str, str]] = []
    for number, line in _lines(raw):
        if line[0] in " \t" and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
            continue
        label, colon, value = line.partition(":")
        if not colon or not label.strip():
            raise FormError(f"line {number} is no label and value")
        found.append((label.strip(), value.strip()))
    return tuple(found)


def _lines(raw: bytes) -> Iterator[tuple[int, str]]:
    """Lines that hold something, each with its number. Only CR and LF end a line; other breaks may stand in names."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FormError("it isn't UTF-8") from error
    return ((number, line) for number, line in enumerate(re.split("\r\n|\r|\n", text), 1) if line)
