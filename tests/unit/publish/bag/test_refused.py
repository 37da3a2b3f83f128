"""Packages that try to lead elsewhere, hide something or leave something open, and what can't be written."""

import hashlib
import io
import os
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.errors import PackageError
from sayso.publish.bag import open_bag, pack, problems, write_bag

UNSAFE = ["../out", "a/../../out", "/etc/passwd", "C:/out", "a\\..\\out", "a//b", "./a", "a/.", ""]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    write_bag(tmp_path / "package", [("a.txt", b"1"), ("b/c.txt", b"2")], ())
    return tmp_path / "package"


def wrong(path: Path) -> str:
    with pytest.raises(PackageError) as caught:
        open_bag(path)
    assert [str(found) for found in problems(path)]
    return str(caught.value)


def listed(package: Path, line: str) -> None:
    """Add a line to the manifest, and set the tag manifest right."""
    manifest, tags = package / "manifest-sha256.txt", package / "tagmanifest-sha256.txt"
    before = hashlib.sha256(manifest.read_bytes()).hexdigest()
    with manifest.open("a", encoding="utf-8") as file:
        file.write(line)
    tags.write_text(tags.read_text().replace(before, hashlib.sha256(manifest.read_bytes()).hexdigest()))


@pytest.mark.parametrize("path", UNSAFE)
def test_unsafe_paths_are_not_written(tmp_path: Path, path: str) -> None:
    with pytest.raises(PackageError):
        write_bag(tmp_path / "made", [(path, b"")], ())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", [one for one in UNSAFE if one])
@pytest.mark.parametrize("below", ["data/", ""])
def test_unsafe_paths_in_a_manifest_are_refused(package: Path, path: str, below: str) -> None:
    listed(package, f"{hashlib.sha256().hexdigest()}  {below}{path}\n")
    assert "the path" in wrong(package)


@pytest.mark.parametrize(
    "line",
    ["nonsense\n", "ab  data/x\n", f"{'z' * 64}  data/x\n", f"{'a' * 64} \n", f"{'a' * 64}  elsewhere/x\n", f"{'a' * 64}  data/a.txt\n"],
)
def test_lines_that_are_none_are_refused(package: Path, line: str) -> None:
    listed(package, line)
    assert "line 3" in wrong(package)


def zipped(target: Path, *entries: tuple[str, bytes, int]) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for name, content, mode in entries:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            archive.writestr(entry, content)
    return target


@pytest.mark.parametrize("path", UNSAFE)
def test_unsafe_paths_in_an_archive_are_refused(tmp_path: Path, path: str) -> None:
    entry = ("p/bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", stat.S_IFREG)
    assert wrong(zipped(tmp_path / "bad.zip", entry, (f"p/data/{path}", b"", stat.S_IFREG)))
    assert wrong(zipped(tmp_path / "beside.zip", entry, (path or "q/r", b"", stat.S_IFREG)))
    with tarfile.open(tmp_path / "bad.tar", "w") as archive:
        archive.addfile(tarfile.TarInfo("p/bagit.txt"), io.BytesIO())
        archive.addfile(tarfile.TarInfo(f"p/data/{path}"), io.BytesIO())
    assert wrong(tmp_path / "bad.tar")
    assert {found.name for found in tmp_path.iterdir()} == {"bad.zip", "beside.zip", "bad.tar"}


def test_links_in_a_folder_are_refused(tmp_path: Path, package: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    for target in (outside, package / "data/a.txt", tmp_path / "nowhere"):
        link = package / "data/link"
        link.symlink_to(target)
        assert "a link" in wrong(package)
        link.unlink()
    os.mkfifo(package / "data/pipe")
    assert "special file" in wrong(package)


def test_a_link_that_takes_a_files_place_is_not_followed(tmp_path: Path, package: Path) -> None:
    tmp_path.joinpath("outside").write_bytes(b"1")
    with open_bag(package) as bag:
        package.joinpath("data/a.txt").unlink()
        package.joinpath("data/a.txt").symlink_to(tmp_path / "outside")
        with pytest.raises(PackageError, match="can't be read"):
            bag.read("data/a.txt")


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_in_an_archive_are_refused(tmp_path: Path, kind: bytes) -> None:
    with tarfile.open(tmp_path / "bad.tar", "w") as archive:
        entry = tarfile.TarInfo("p/data/x")
        entry.type, entry.linkname = kind, "../../outside"
        archive.addfile(entry)
    assert "special file" in wrong(tmp_path / "bad.tar")
    assert "special file" in wrong(zipped(tmp_path / "bad.zip", ("p/data/x", b"/etc/passwd", stat.S_IFLNK)))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("paths", "problem"),
    [
        (["a.txt", "a.txt"], "stands twice"),
        (["a.txt", "A.TXT"], "the same file as a.txt"),
        (["straße", "STRASSE"], "the same file"),
        (["caf\u00e9", "cafe\u0301"], "the same file"),
        (["a", "a/b"], "lies below a"),
        (["a/b", "A"], "a folder in a/b"),
    ],
)
def test_paths_that_would_be_one_file_are_refused(tmp_path: Path, paths: list[str], problem: str) -> None:
    with pytest.raises(PackageError, match=problem):
        write_bag(tmp_path / "made", [(one, b"") for one in paths], ())
    archive = zipped(tmp_path / "bad.zip", *((f"p/data/{one}", b"", stat.S_IFREG) for one in paths))
    assert problem in wrong(archive).replace(" data/", " ")


def test_parts_to_be_fetched_are_refused(package: Path) -> None:
    package.joinpath("fetch.txt").write_text("https://example.org/x - data/x\n")
    assert "fetched from elsewhere" in wrong(package)


@pytest.mark.parametrize(
    "text", ["", "BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-16\n"]
)
def test_other_declarations_are_refused(package: Path, text: str) -> None:
    package.joinpath("bagit.txt").write_text(text)
    assert "bagit.txt: " in wrong(package)


def test_a_tag_manifest_is_needed(package: Path) -> None:
    package.joinpath("tagmanifest-sha256.txt").unlink()
    assert "tagmanifest-sha256.txt: it is missing" in wrong(package)


def test_weak_checksums_alone_are_not_enough(package: Path) -> None:
    lines = [
        f"{hashlib.md5(found.read_bytes()).hexdigest()}  data/{found.relative_to(package / 'data')}\n"
        for found in package.rglob("*.txt")
        if "data" in found.parts
    ]
    package.joinpath("manifest-md5.txt").write_text("".join(lines))
    package.joinpath("manifest-sha256.txt").unlink()
    assert any("no other by SHA-384 or SHA-512" in found.problem for found in problems(package))


def test_what_is_no_package_is_told(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "no package" in wrong(empty)
    assert wrong(tmp_path / "nothing")
    tmp_path.joinpath("text.zip").write_text("text")
    assert "no folder, .zip or .tar" in wrong(tmp_path / "text.zip")


@pytest.mark.parametrize("ending", [".zip", ".tar"])
def test_an_archive_that_is_cut_is_told(tmp_path: Path, package: Path, ending: str) -> None:
    whole = tmp_path / f"whole{ending}"
    pack(package, whole)
    raw = whole.read_bytes()
    for end in range(0, len(raw) - 10_240 if ending == ".tar" else len(raw), 97):
        cut = tmp_path / f"cut{ending}"
        cut.write_bytes(raw[:end])
        assert wrong(cut)


def test_an_altered_archive_is_told_or_the_same(tmp_path: Path, package: Path) -> None:
    for ending in (".zip", ".tar"):
        whole = tmp_path / f"whole{ending}"
        pack(package, whole)
        raw = whole.read_bytes()
        with open_bag(whole) as bag:
            expected = bag.files
        for at in range(0, len(raw), 13):
            altered = tmp_path / f"altered{ending}"
            altered.write_bytes(raw[:at] + bytes([raw[at] ^ 0x41]) + raw[at + 1 :])
            if not problems(altered):
                with open_bag(altered) as bag:
                    assert bag.files == expected


def test_nothing_is_left_of_a_package_whose_making_failed(tmp_path: Path) -> None:
    def failing() -> Iterator[bytes]:
        yield b"1"
        raise RuntimeError("the source broke off")

    with pytest.raises(RuntimeError, match="broke off"):
        write_bag(tmp_path / "made", [("a", failing())], ())
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path: Path, package: Path) -> None:
    before = {found: found.read_bytes() for found in package.rglob("*") if found.is_file()}
    with pytest.raises(PackageError, match="something is there already"):
        write_bag(package, [], ())
    pack(package, tmp_path / "p.zip")
    with pytest.raises(PackageError, match="something is there already"):
        pack(package, tmp_path / "p.zip")
    with pytest.raises(PackageError, match=r"\.zip or \.tar"):
        pack(package, tmp_path / "p.rar")
    assert {found: found.read_bytes() for found in package.rglob("*") if found.is_file()} == before


@pytest.mark.parametrize(
    "info",
    [("", "x"), ("a:b", "x"), ("a", ""), ("a", "x\ny"), ("a", " x"), ("payload-oxum", "1.1"), ("Payload-Oxum", "1.1"), ("a\nb", "x")],
)
def test_info_that_would_be_read_otherwise_is_refused(tmp_path: Path, info: tuple[str, str]) -> None:
    with pytest.raises(PackageError, match=r"bag-info\.txt"):
        write_bag(tmp_path / "made", [], [info])


@pytest.mark.parametrize(
    "path", ["fetch.txt", "manifest-md5.txt", "tagmanifest-sha512.txt", "data/x", "data", "bagit.txt", "BagIt.txt", " x", "*x"]
)
def test_names_that_bagit_keeps_are_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(PackageError):
        write_bag(tmp_path / "made", [], (), [(path, b"")])


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="can't be written"):
        write_bag(tmp_path / "made", [("x" * 300, b"")], ())


def test_messages_show_names_on_one_line(package: Path) -> None:
    package.joinpath("data/a\n\x1b[31mb").write_bytes(b"")
    assert r"data/a\n\x1b[31mb: " in wrong(package)
    package.joinpath(os.fsdecode(b"data/\xff")).write_bytes(b"")
    assert "isn't Unicode" in wrong(package)
