"""Reading a package: complete, every checksum right, nothing in it that isn't accounted for, no path that leads elsewhere."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, TypeVar

from sayso.errors import PackageError
from sayso.publish.bag.form import (
    BAGIT,
    CHUNK,
    FETCH,
    INFO,
    MANIFEST,
    OXUM,
    PAYLOAD,
    STRONG,
    TAG_MANIFEST,
    FormError,
    Manifest,
    manifest_name,
    read_declaration,
    read_info,
    read_manifest,
)
from sayso.publish.bag.paths import Taken, problem_of, shown
from sayso.publish.bag.sources import BROKEN, Source, open_source

Formed = TypeVar("Formed")
_AGAIN = "Get the package again, and don't use this one"
_SMALL = 256 << 20  # bytes of a text file of a package that is read as a whole


@dataclass(frozen=True, slots=True)
class File:
    """A file of a package, as it was found when the package was opened."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Bag:
    """A package whose every file was checked. `files` are all of it, by path (payload below data/); close it when done.

    `digest` is the SHA-256 of its tag manifest, which stands for the whole (None if the package came without one by SHA-256).
    """

    info: tuple[tuple[str, str], ...]
    files: Mapping[str, File]
    digest: str | None
    _source: Source = field(repr=False)

    def chunks(self, path: str) -> Iterator[bytes]:
        """A file's bytes, some at a time; a `PackageError` at its end if they aren't any more what was checked."""
        digest = hashlib.sha256()
        with _reading(self._source, path) as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
                yield chunk
        if digest.hexdigest() != self.files[path].sha256:
            raise PackageError(_place(self._source, path), "it was altered after the package was opened", _AGAIN)

    def read(self, path: str) -> bytes:
        """All of a file's bytes."""
        return b"".join(self.chunks(path))

    def close(self) -> None:
        """Let go of an archive's file."""
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def open_bag(path: Path) -> Bag:
    """The package at a path: a folder, a .zip or a .tar. Every file is read and checked first; `PackageError` says what is wrong where."""
    source = open_source(path)
    try:
        checked = _check(source)
        if checked.problems:
            first, more = checked.problems[0], len(checked.problems) - 1
            raise PackageError(first.place, first.problem + (f" (and {more} more problems)" if more else ""), first.remedy)
    except BaseException:
        source.close()
        raise
    whole = checked.files.get(TAG_MANIFEST)
    return Bag(checked.info, checked.files, whole.sha256 if whole else None, source)


def problems(path: Path) -> tuple[PackageError, ...]:
    """All that is wrong with the package at a path; nothing if it is whole."""
    try:
        source = open_source(path)
    except PackageError as error:
        return (error,)
    try:
        return tuple(_check(source).problems)
    finally:
        source.close()


@dataclass
class _Checked:
    source: Source
    problems: list[PackageError] = field(default_factory=list)
    info: tuple[tuple[str, str], ...] = ()
    files: dict[str, File] = field(default_factory=dict)

    def wrong(self, path: str, problem: str) -> None:
        self.problems.append(PackageError(_place(self.source, path), problem, _AGAIN))


def _check(source: Source) -> _Checked:
    """What is unsafe or can't be read at all ends it at once; what is missing, altered or too much is gathered."""
    checked = _Checked(source)
    _check_names(checked)
    if checked.problems:
        return checked
    try:
        manifests = _manifests(source)
        if INFO in source.names:
            checked.info = _formed(source, INFO, read_info)
    except PackageError as error:
        checked.problems.append(error)
        return checked
    for tags in (False, True):
        _check_complete(checked, [one for one in manifests if one.tags is tags], tags)
    for name in source.names:
        _check_sums(checked, name, [one for one in manifests if name in one.sums])
    _check_oxum(checked)
    return checked


def _check_names(checked: _Checked) -> None:
    taken = Taken()
    for name in checked.source.names:
        problem = problem_of(name) or taken.problem_of(name)
        if problem:
            checked.wrong(name, problem)


def _manifests(source: Source) -> list[Manifest]:
    if BAGIT not in source.names:
        raise PackageError(_place(source, BAGIT), "it is missing, so this is no package, or not a whole one", _AGAIN)
    if FETCH in source.names:
        raise PackageError(_place(source, FETCH), "parts of the package are to be fetched from elsewhere", "Get it with all that is in it")
    version = _formed(source, BAGIT, read_declaration)
    return [_formed(source, name, partial(read_manifest, name, version)) for name in source.names if manifest_name(name)]


def _formed(source: Source, name: str, parse: Callable[[bytes], Formed]) -> Formed:
    raw = bytearray()
    with _reading(source, name) as file:
        while chunk := file.read(CHUNK):
            raw += chunk
            if len(raw) > _SMALL:
                raise PackageError(_place(source, name), f"it is longer than {_SMALL >> 20} MB", _AGAIN)
    try:
        return parse(bytes(raw))
    except FormError as error:
        raise PackageError(_place(source, name), str(error), _AGAIN) from error


def _check_complete(checked: _Checked, manifests: list[Manifest], tags: bool) -> None:
    """Every manifest lists every file that it could, and nothing else; one of them by a hash that is worth something."""
    if not any(one.algorithm in STRONG for one in manifests):
        checked.wrong(TAG_MANIFEST if tags else MANIFEST, "it is missing, and no other by SHA-384 or SHA-512 is there")
    expected = {name for name in checked.source.names if _is_tag(name) is tags and not _is_tag_manifest(name)}
    for manifest in manifests:
        for name in sorted(manifest.sums.keys() - expected):
            checked.wrong(name, f"it is missing, though {manifest.name} lists it")
        for name in sorted(expected - manifest.sums.keys()):
            checked.wrong(name, f"{manifest.name} doesn't list it")


def _is_tag(name: str) -> bool:
    return not name.startswith(PAYLOAD)


def _is_tag_manifest(name: str) -> bool:
    kind = manifest_name(name)
    return kind is not None and kind[0]


def _check_sums(checked: _Checked, name: str, manifests: list[Manifest]) -> None:
    digests = {one.algorithm: hashlib.new(one.algorithm, usedforsecurity=False) for one in manifests} | {"sha256": hashlib.sha256()}
    size = 0
    try:
        with _reading(checked.source, name) as file:
            while chunk := file.read(CHUNK):
                size += len(chunk)
                for digest in digests.values():
                    digest.update(chunk)
    except PackageError as error:
        checked.problems.append(error)
        return
    checked.files[name] = File(size, digests["sha256"].hexdigest())
    for manifest in manifests:
        found = digests[manifest.algorithm].hexdigest()
        if found != manifest.sums[name]:
            checked.wrong(name, f"it was altered: its {manifest.algorithm} is {found}, and {manifest.name} has {manifest.sums[name]}")


def _check_oxum(checked: _Checked) -> None:
    payload = [file for name, file in checked.files.items() if not _is_tag(name)]
    found = f"{sum(file.size for file in payload)}.{len(payload)}"
    for label, value in checked.info:
        if label.lower() == OXUM.lower() and value != found:
            checked.wrong(INFO, f"it says that the payload has {value} (bytes.files), and it has {found}")


@contextmanager
def _reading(source: Source, name: str) -> Iterator[BinaryIO]:
    """A file, with what goes wrong as it is read told as a `PackageError`."""
    try:
        with source.open(name) as file:
            yield file
    except BROKEN as error:
        raise PackageError(_place(source, name), f"it can't be read ({error})", _AGAIN) from error


def _place(source: Source, name: str) -> str:
    return f"{source.place}/{shown(name)}"
