"""Writing a package: payload as it streams by, then what is told of it, and only whole packages appear under their name."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sayso.errors import PackageError
from sayso.publish.bag.form import (
    BAGIT,
    CHUNK,
    DECLARATION,
    FETCH,
    INFO,
    MANIFEST,
    PAYLOAD,
    TAG_MANIFEST,
    FormError,
    manifest_name,
    write_info,
    write_manifest,
)
from sayso.publish.bag.paths import Taken, problem_of, shown

Content = bytes | BinaryIO | Iterable[bytes]
_NAME = "Choose another name for it"


def write_bag(
    folder: Path, files: Iterable[tuple[str, Content]], info: Iterable[tuple[str, str]], tags: Iterable[tuple[str, Content]] = ()
) -> str:
    """A BagIt 1.0 package of these files, which may be streams of any size; the same files and info give the same bytes.

    Paths of `files` are those below data/; `tags` are files beside it (how to read the package, timestamps of it). Gives the SHA-256 of
    tagmanifest-sha256.txt, which stands for the whole: it covers the manifest, which covers every file.
    """
    with _made(folder) as made:
        payload = _Sums(made, PAYLOAD)
        for path, content in files:
            payload.add(path, content)
        beside = _Sums(made, "")
        beside.add(MANIFEST, write_manifest(payload.sums))
        try:
            beside.add(INFO, write_info(info, payload.size, len(payload.sums)))
        except FormError as error:
            raise PackageError(INFO, str(error), "Give labels and values of one line each") from error
        beside.add(BAGIT, DECLARATION)
        for path, content in tags:
            _check_tag(path)
            beside.add(path, content)
        whole = write_manifest(beside.sums)
        made.joinpath(TAG_MANIFEST).write_bytes(whole)
    return hashlib.sha256(whole).hexdigest()


class _Sums:
    """Files written below one place, with their sums."""

    def __init__(self, folder: Path, below: str) -> None:
        self._folder, self._below, self._taken = folder, below, Taken()
        self.sums: dict[str, str] = {}
        self.size = 0

    def add(self, path: str, content: Content) -> None:
        problem = problem_of(path) or self._taken.problem_of(path)
        if problem:
            raise PackageError(shown(path), problem, _NAME)
        target = self._folder / f"{self._below}{path}"
        digest = hashlib.sha256()
        with _translated(path):
            target.parent.mkdir(parents=True, exist_ok=True)
            file = target.open("xb")
        with file:
            for chunk in chunks(content):
                digest.update(chunk)
                with _translated(path):
                    self.size += file.write(chunk)
        self.sums[f"{self._below}{path}"] = digest.hexdigest()


def chunks(content: Content) -> Iterator[bytes]:
    """The bytes of a content, some at a time."""
    if isinstance(content, bytes):
        yield content
    elif hasattr(content, "read"):
        while chunk := content.read(CHUNK):
            yield chunk
    else:
        yield from content


def _check_tag(path: str) -> None:
    """A file beside data/ can't be taken for one that BagIt knows, and its line in the manifest has to be clear."""
    if path == FETCH or manifest_name(path) or path.startswith(PAYLOAD) or path == PAYLOAD.rstrip("/"):
        raise PackageError(shown(path), "BagIt keeps this name for itself", _NAME)
    if path[:1].isspace() or path.startswith("*"):
        raise PackageError(shown(path), "a name beside data/ can't begin with space or “*”", _NAME)


@contextmanager
def _made(folder: Path) -> Iterator[Path]:
    """A folder that gets its name when all is in it. If something goes wrong, nothing is left of it."""
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise PackageError(str(folder), "something is there already", "Name a folder that doesn't exist, or is empty")
    unfinished = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    try:
        with _translated(str(folder)):
            unfinished.joinpath(PAYLOAD).mkdir(parents=True)
        yield unfinished
        with _translated(str(folder)):
            unfinished.replace(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


@contextmanager
def _translated(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        problem = f"it can't be written ({os.strerror(error.errno) if error.errno else error})"
        raise PackageError(shown(path), problem, "Look for space, rights and the length of names there") from error
