"""Paths within a package: which ones are safe on any machine, and how a manifest writes them (RFC 8493, 2.1.3)."""

import re
import unicodedata
from collections.abc import Iterable

from sayso.errors import PackageError

_ENCODED = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_DECODED = re.compile("%(25|0D|0A)", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:")
_SAFE = "Make the package anew; its makers must name files with plain relative paths"


def encode(path: str) -> str:
    """A path as a manifest writes it."""
    return re.sub(r"[%\r\n]", lambda match: _ENCODED[match[0]], path)


def decode(written: str) -> str:
    """The path that a manifest means. A `%` that stands for nothing stays, since older tools don't write it as `%25`."""
    return _DECODED.sub(lambda match: chr(int(match[1], 16)), written)


def problem_of(path: str) -> str | None:
    """Why a path isn't safe: it could lead out of the package, or means different things on different systems. None if it is."""
    if not path:
        return "the path is empty"
    if "\0" in path or "\\" in path:
        return "the path has a backslash or a null character"
    parts = path.split("/")
    if not parts[0] or any(_DRIVE.match(part) for part in parts):
        return "the path is absolute, or names a drive"
    if any(part in {"", ".", ".."} for part in parts):
        return "the path has an empty part, “.” or “..”"
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return "the path isn't Unicode"
    return None


def shown(path: str) -> str:
    """A path as messages show it: on one line, with nothing that a terminal would act on."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape", "surrogatepass").decode("ascii") for one in path)


def sole(path: str) -> str:
    """What two paths share that are one file on systems that don't tell case or forms of Unicode apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


class Taken:
    """Paths that are taken, so that a second one that would be the same file, or lies below a file, is found."""

    def __init__(self) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def problem_of(self, path: str) -> str | None:
        """Why this path can't stand beside those before it; it is taken from now on."""
        key = sole(path)
        if key in self._files:
            other = self._files[key]
            return "the path stands twice" if other == path else f"on some systems this is the same file as {shown(other)}"
        if key in self._folders:
            return f"it is a file, and a folder in {shown(self._folders[key])}"
        above = [key[:at] for at, one in enumerate(key) if one == "/"]
        blocked = next((self._files[folder] for folder in above if folder in self._files), None)
        if blocked is not None:
            return f"it lies below {shown(blocked)}, which is a file"
        self._files[key] = path
        self._folders.update((folder, path) for folder in above)
        return None


def refuse_unsafe(paths: Iterable[str]) -> None:
    """`PackageError` for the first path that can't be in a package."""
    taken = Taken()
    for path in paths:
        problem = problem_of(path) or taken.problem_of(path)
        if problem:
            raise PackageError(shown(path), problem, _SAFE)
