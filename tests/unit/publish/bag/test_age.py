from pathlib import Path

import pyrage
import pytest

from sayso.errors import PackageError
from sayso.publish.bag import age, open_bag, pack, write_bag

IDENTITY = pyrage.x25519.Identity.generate()
KEY_FILE = f"# created: 2026-11-27\n# public key: {IDENTITY.to_public()}\n{IDENTITY}\n".encode()
WORDS = "orvest-harbour-lantern-seven"


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    write_bag(tmp_path / "package", [("names.txt", b"82 names\n" * 20_000)], ())
    pack(tmp_path / "package", tmp_path / "package.tar")
    return tmp_path / "package.tar"


def left(folder: Path) -> set[str]:
    return {found.name for found in folder.iterdir()}


def test_a_package_encrypted_to_keys_comes_back(tmp_path: Path, packed: Path) -> None:
    other = pyrage.x25519.Identity.generate()
    age.encrypt(packed, tmp_path / "package.tar.age", [str(IDENTITY.to_public()), f" {other.to_public()}\n"])
    raw = tmp_path.joinpath("package.tar.age").read_bytes()
    assert raw.startswith(b"age-encryption.org/v1\n")
    assert b"82 names" not in raw
    for number, key in enumerate((KEY_FILE, str(other).encode())):
        age.decrypt(tmp_path / "package.tar.age", tmp_path / f"{number}.tar", key)
        with open_bag(tmp_path / f"{number}.tar") as bag:
            assert bag.read("data/names.txt") == b"82 names\n" * 20_000


def test_a_package_encrypted_with_a_passphrase_comes_back(tmp_path: Path, packed: Path) -> None:
    age.encrypt_with_passphrase(packed, tmp_path / "p.age", WORDS)
    with pytest.raises(PackageError, match="can't be decrypted"):
        age.decrypt_with_passphrase(tmp_path / "p.age", tmp_path / "back.tar", WORDS + "!")
    age.decrypt_with_passphrase(tmp_path / "p.age", tmp_path / "back.tar", WORDS)
    assert tmp_path.joinpath("back.tar").read_bytes() == packed.read_bytes()


def test_another_key_opens_nothing(tmp_path: Path, packed: Path) -> None:
    age.encrypt(packed, tmp_path / "p.age", [str(IDENTITY.to_public())])
    before = left(tmp_path)
    with pytest.raises(PackageError, match="No matching keys"):
        age.decrypt(tmp_path / "p.age", tmp_path / "back.tar", str(pyrage.x25519.Identity.generate()).encode())
    assert left(tmp_path) == before


def test_an_altered_or_cut_file_leaves_nothing_decrypted(tmp_path: Path, packed: Path) -> None:
    age.encrypt(packed, tmp_path / "p.age", [str(IDENTITY.to_public())])
    raw = tmp_path.joinpath("p.age").read_bytes()
    for broken in (
        b"",
        raw[:30],
        raw[:-1],
        raw[:-20_000],
        raw + b"x",
        *(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :] for at in range(0, len(raw), 4001)),
    ):
        tmp_path.joinpath("broken.age").write_bytes(broken)
        before = left(tmp_path)
        with pytest.raises(PackageError, match="can't be decrypted") as caught:
            age.decrypt(tmp_path / "broken.age", tmp_path / "back.tar", KEY_FILE)
        assert "\n" not in str(caught.value)
        assert left(tmp_path) == before


@pytest.mark.parametrize("recipient", ["", "age1nonsense", "ssh-ed25519 nonsense", "AGE-SECRET-KEY-1X"])
def test_what_is_no_key_to_encrypt_to_is_told(tmp_path: Path, packed: Path, recipient: str) -> None:
    with pytest.raises(PackageError, match="no key to encrypt to"):
        age.encrypt(packed, tmp_path / "p.age", [recipient])


@pytest.mark.parametrize(
    "identity", [b"", b"# only this\n", b"nonsense", b"\xff", b"-----BEGIN OPENSSH PRIVATE KEY-----\n", str(IDENTITY.to_public()).encode()]
)
def test_what_is_no_key_to_decrypt_with_is_told(tmp_path: Path, packed: Path, identity: bytes) -> None:
    with pytest.raises(PackageError, match="no key"):
        age.decrypt(packed, tmp_path / "back.tar", identity)


def test_what_cannot_be_done_is_told(tmp_path: Path, packed: Path) -> None:
    with pytest.raises(PackageError, match="nobody"):
        age.encrypt(packed, tmp_path / "p.age", [])
    with pytest.raises(PackageError, match="passphrase is empty"):
        age.encrypt_with_passphrase(packed, tmp_path / "p.age", "")
    with pytest.raises(PackageError, match="can't be read"):
        age.encrypt(tmp_path / "nothing", tmp_path / "p.age", [str(IDENTITY.to_public())])
    with pytest.raises(PackageError, match="already"):
        age.encrypt(packed, packed, [str(IDENTITY.to_public())])
    with tmp_path.joinpath("large").open("wb") as large:
        large.truncate(age.PASSPHRASE_MOST + 1)
    with pytest.raises(PackageError, match="more than 512 MB"):
        age.encrypt_with_passphrase(tmp_path / "large", tmp_path / "p.age", WORDS)


def test_a_secret_key_given_by_mistake_is_not_repeated(tmp_path: Path, packed: Path) -> None:
    with pytest.raises(PackageError) as caught:
        age.encrypt(packed, tmp_path / "p.age", [str(IDENTITY)])
    assert str(IDENTITY) not in str(caught.value)
