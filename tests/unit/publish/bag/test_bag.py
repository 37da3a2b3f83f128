"""A package comes back as it was written, standard tools agree with it, and whatever is altered is found."""

import hashlib
import io
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sayso.errors import PackageError
from sayso.publish.bag import Content, open_bag, pack, problems, write_bag
from sayso.publish.bag.paths import Taken, problem_of

FILES = {
    "originals/ab/one.html": b"<p>At least 82</p>\n",
    "originals/cd/two.txt": b"",
    "claims.jsonl": b'{"id": "a"}\n',
    "تقرير حلب.txt": b"82\n",
}
INFO = (("Source-Organization", "Orvest Monitor"), ("Bagging-Date", "2026-11-27"), ("External-Description", "Claims on Orvest: 3 reports"))
TAGS = {"how-to-verify.txt": b"sha256sum -c manifest-sha256.txt\n", "timestamps/1.tsr": b"\x30\x03"}

part = st.text(st.characters(codec="utf-8", exclude_characters="/\\\0"), min_size=1, max_size=12).filter(
    lambda text: text not in {".", ".."} and len(text.encode()) < 200
)
path = st.lists(part, min_size=1, max_size=3).map("/".join).filter(lambda text: problem_of(text) is None)


@st.composite
def file_sets(draw: st.DrawFn) -> dict[str, bytes]:
    taken = Taken()
    drawn = draw(st.dictionaries(path, st.binary(max_size=40), max_size=6))
    return {name: content for name, content in drawn.items() if taken.problem_of(name) is None}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "package"
    write_bag(folder, FILES.items(), INFO, TAGS.items())
    return folder


def bagit_says(folder: Path) -> str:
    done = subprocess.run([sys.executable, "-m", "bagit", "--validate", folder], capture_output=True, text=True, check=False)
    return "valid" if done.returncode == 0 else done.stderr


def sums_say(folder: Path, manifest: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", manifest], cwd=folder, capture_output=True, text=True, check=False
    )


def files_of(folder: Path) -> dict[str, bytes]:
    return {found.relative_to(folder).as_posix(): found.read_bytes() for found in folder.rglob("*") if found.is_file()}


def wrong(path: Path) -> str:
    with pytest.raises(PackageError) as caught:
        open_bag(path)
    assert caught.value.remedy
    return str(caught.value)


def test_a_package_comes_back_as_it_was_written(package: Path) -> None:
    with open_bag(package) as bag:
        assert {name: bag.read(f"data/{name}") for name in FILES} == FILES
        assert {name: bag.read(name) for name in TAGS} == TAGS
        assert bag.info == (*INFO, ("Payload-Oxum", f"{sum(map(len, FILES.values()))}.4"))
        assert bag.files["data/claims.jsonl"].size == 12
        assert bag.digest == hashlib.sha256(package.joinpath("tagmanifest-sha256.txt").read_bytes()).hexdigest()


def test_its_text_files_are_these(package: Path) -> None:
    assert package.joinpath("bagit.txt").read_text() == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    manifest = package.joinpath("manifest-sha256.txt").read_text(encoding="utf-8").splitlines()
    assert [line[66:] for line in manifest] == [f"data/{name}" for name in sorted(FILES)]
    assert manifest[0] == f"{hashlib.sha256(FILES['claims.jsonl']).hexdigest()}  data/claims.jsonl"


def test_standard_tools_agree(package: Path) -> None:
    assert bagit_says(package) == "valid"
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        done = sums_say(package, manifest)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@given(file_sets())
@example({"last": b"PK\x05\x06"})  # what a .zip is known by, within a .tar
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_files_of_any_name_come_back(tmp_path: Path, files: dict[str, bytes]) -> None:
    shutil.rmtree(tmp_path / "any", ignore_errors=True)
    write_bag(tmp_path / "any", files.items(), INFO)
    for ending in (".zip", ".tar"):
        tmp_path.joinpath(f"any{ending}").unlink(missing_ok=True)
        pack(tmp_path / "any", tmp_path / f"any{ending}")
    for name in ("any", "any.zip", "any.tar"):
        with open_bag(tmp_path / name) as bag:
            assert {found[5:]: bag.read(found) for found in bag.files if found.startswith("data/")} == files


@given(file_sets())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_standard_tools_agree_on_any_names_that_they_can_read(tmp_path: Path, files: dict[str, bytes]) -> None:
    # sha256sum knows nothing of the codes for "%" and line breaks; bagit.py doesn't write "%" as one, and strips its lines of space.
    plain = {name: content for name, content in files.items() if "%" not in name and name.isprintable() and name == name.strip()}
    shutil.rmtree(tmp_path / "any", ignore_errors=True)
    write_bag(tmp_path / "any", plain.items(), INFO)
    assert not plain or sums_say(tmp_path / "any", "manifest-sha256.txt").returncode == 0
    assert bagit_says(tmp_path / "any") == "valid"


def test_signs_that_end_lines_or_begin_codes_are_written_as_codes(tmp_path: Path) -> None:
    write_bag(tmp_path / "odd", [("100%.txt", b"1"), ("a\nb", b"2"), ("a\rb", b"3"), ("%0A", b"4")], ())
    text = tmp_path.joinpath("odd/manifest-sha256.txt").read_text(encoding="utf-8")
    assert [line[66:] for line in text.splitlines()] == ["data/%250A", "data/100%25.txt", "data/a%0Ab", "data/a%0Db"]
    with open_bag(tmp_path / "odd") as bag:
        assert bag.read("data/a\nb") == b"2"
        assert bag.read("data/%0A") == b"4"


def test_a_package_that_bagit_made_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    for name in ("one.txt", "100%25.txt"):
        folder.joinpath(name).write_text(name, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "bagit", "--quiet", "--sha256", "--sha512", "--md5", folder], check=True, capture_output=True)
    with open_bag(folder) as bag:
        assert bag.read("data/100%25.txt") == b"100%25.txt"
    folder.joinpath("data/one.txt").write_text("two.txt", encoding="utf-8")
    assert {found.problem.split()[4] for found in problems(folder)} == {"md5", "sha256", "sha512"}


def test_the_same_files_give_the_same_bytes(tmp_path: Path, package: Path) -> None:
    again = tmp_path / "elsewhere" / "package"
    again.parent.mkdir()
    digest = write_bag(again, reversed(FILES.items()), INFO, reversed(TAGS.items()))
    assert files_of(again) == files_of(package)
    for ending in (".zip", ".tar"):
        one, other = tmp_path / f"package{ending}", again.with_suffix(ending)
        pack(package, one)
        pack(again, other)
        assert one.read_bytes() == other.read_bytes()
        with open_bag(one) as bag:
            assert bag.digest == digest


@pytest.mark.parametrize(("ending", "command"), [(".zip", [sys.executable, "-m", "zipfile", "-e"]), (".tar", ["tar", "-xf"])])
def test_a_packed_package_opens_with_standard_tools(tmp_path: Path, package: Path, ending: str, command: list[str]) -> None:
    pack(package, tmp_path / f"sent{ending}")
    out = tmp_path / "out"
    out.mkdir()
    subprocess.run([*command, tmp_path / f"sent{ending}", *([out] if ending == ".zip" else ["-C", out])], check=True)
    assert files_of(out / "sent") == files_of(package)
    assert bagit_says(out / "sent") == "valid"


@pytest.mark.parametrize("content", [b"abc", io.BytesIO(b"abc"), [b"a", b"", b"bc"]])
def test_a_content_may_be_bytes_a_stream_or_parts(tmp_path: Path, content: Content) -> None:
    write_bag(tmp_path / "made", [("a", content)], ())
    with open_bag(tmp_path / "made") as bag:
        assert bag.read("data/a") == b"abc"


def test_large_files_stream_through(tmp_path: Path) -> None:
    def large() -> Iterator[bytes]:
        for _ in range(64):
            yield bytes(1 << 20)

    tracemalloc.start()
    write_bag(tmp_path / "large", [("zeros", large())], ())
    for ending in (".zip", ".tar"):
        pack(tmp_path / "large", tmp_path / f"large{ending}")
        open_bag(tmp_path / f"large{ending}").close()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12 << 20


def every_file() -> list[str]:
    return ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", *TAGS, *(f"data/{name}" for name in FILES)]


@pytest.mark.parametrize("name", every_file())
@pytest.mark.parametrize("form", ["folder", ".zip", ".tar"])
def test_an_altered_file_is_found(tmp_path: Path, package: Path, name: str, form: str) -> None:
    altered = package / name
    raw = altered.read_bytes()
    altered.write_bytes(raw[:-1] + bytes([(raw[-1:] or b"\0")[0] ^ 1]))
    packed = package
    if form != "folder":
        packed = tmp_path / f"altered{form}"
        pack(package, packed)
    text = wrong(packed)
    assert name == "tagmanifest-sha256.txt" or name in text or name == "manifest-sha256.txt"


@pytest.mark.parametrize("name", every_file())
def test_a_missing_file_is_found(package: Path, name: str) -> None:
    package.joinpath(name).unlink()
    assert name in wrong(package)
    assert any("missing" in found.problem for found in problems(package))


@pytest.mark.parametrize("name", ["data/more.txt", "data/originals/ab/more", "more.txt", "manifest-md5.txt", "timestamps/2.tsr"])
def test_a_file_too_many_is_found(package: Path, name: str) -> None:
    package.joinpath(name).write_bytes(b"")
    assert name in wrong(package)


def test_every_byte_altered_is_found(package: Path) -> None:
    for name in every_file():
        raw = package.joinpath(name).read_bytes()
        for at in range(0, len(raw), 1 + len(raw) // 25):
            package.joinpath(name).write_bytes(raw[:at] + bytes([raw[at] ^ 0x10]) + raw[at + 1 :])
            # Nothing covers the tag manifest but its digest, and how its checksums are spelt says nothing.
            assert problems(package) or name == "tagmanifest-sha256.txt", (name, at)
        package.joinpath(name).write_bytes(raw)
    assert problems(package) == ()


def test_two_files_that_changed_places_are_found(package: Path) -> None:
    one, other = package / "data/claims.jsonl", package / "data/originals/ab/one.html"
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    assert len(problems(package)) == 2


def test_what_is_altered_after_opening_is_found(package: Path) -> None:
    with open_bag(package) as bag:
        package.joinpath("data/claims.jsonl").write_bytes(b'{"id": "b"}\n')
        with pytest.raises(PackageError, match="altered after the package was opened"):
            bag.read("data/claims.jsonl")


def test_all_problems_are_told_at_once(package: Path) -> None:
    package.joinpath("data/claims.jsonl").unlink()
    package.joinpath("data/more").write_bytes(b"")
    assert [found.problem for found in problems(package)] == [
        "it is missing, though manifest-sha256.txt lists it",
        "manifest-sha256.txt doesn't list it",
        f"it says that the payload has {sum(map(len, FILES.values()))}.4 (bytes.files), and it has {sum(map(len, FILES.values())) - 12}.4",
    ]
    assert "(and 2 more problems)" in wrong(package)
