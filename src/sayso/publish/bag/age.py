"""Encryption of a packed package with age: to people's keys, or with a passphrase. The `age` program opens it, wherever sayso isn't.

To keys, files of any size stream through. With a passphrase the library takes only what fits in memory, so that is limited.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

from sayso.errors import ExtraError, PackageError
from sayso.publish.bag.pack import unfinished

PASSPHRASE_MOST = 512 << 20  # bytes
_KEYS = "Give keys as age writes them: age1… or ssh-ed25519 … to encrypt, a file with AGE-SECRET-KEY-1… or an SSH key to decrypt"


def encrypt(source: Path, target: Path, recipients: Sequence[str]) -> None:
    """Encrypt a file so that each of these recipients (age1…, ssh-ed25519 …, ssh-rsa …) can decrypt it."""
    age = _library()
    if not recipients:
        raise PackageError(str(target), "there is nobody to encrypt it to", _KEYS)
    keys = [_recipient(age, number, one.strip()) for number, one in enumerate(recipients, 1)]
    with _opened(source) as file, unfinished(target) as written:
        try:
            age.encrypt_io(file, written, keys)
        except age.EncryptError as error:
            raise PackageError(str(target), f"it can't be written ({error})", "Look for space and rights there") from error


def decrypt(source: Path, target: Path, identity: bytes) -> None:
    """Decrypt a file with an identity: the content of age's key file, or of an SSH private key.

    `target` appears only if all of it was authentic.
    """
    age = _library()
    identities = _identities(age, identity)
    with _opened(source) as file, unfinished(target) as written, _authentic(age, source):
        age.decrypt_io(file, written, identities)


def encrypt_with_passphrase(source: Path, target: Path, passphrase: str) -> None:
    """Encrypt a file of at most `PASSPHRASE_MOST` bytes with a passphrase."""
    age = _library()
    if not passphrase:
        raise PackageError(str(target), "the passphrase is empty", "Use several words chosen by chance")
    with _opened(source) as file, unfinished(target) as written:
        written.write(age.passphrase.encrypt(_limited(source, file), passphrase))


def decrypt_with_passphrase(source: Path, target: Path, passphrase: str) -> None:
    """Decrypt a file that was encrypted with a passphrase."""
    age = _library()
    with _opened(source) as file, unfinished(target) as written, _authentic(age, source):
        written.write(age.passphrase.decrypt(_limited(source, file), passphrase))


@contextmanager
def _authentic(age: ModuleType, source: Path) -> Iterator[None]:
    try:
        yield
    except (age.DecryptError, ValueError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:  # the disk's; the library's own have no number
            raise
        why = str(error).partition("\n")[0]
        raise PackageError(
            str(source), f"it can't be decrypted ({why})", "Look whether the key or passphrase is its, and the file whole"
        ) from error


def _recipient(age: ModuleType, number: int, written: str) -> Any:
    kind = age.ssh if written.startswith("ssh-") else age.x25519
    try:
        return kind.Recipient.from_str(written)
    except (age.RecipientError, ValueError) as error:
        raise PackageError(f"recipient {number}", f"it is no key to encrypt to ({error})", _KEYS) from error  # it may be a secret one


def _identities(age: ModuleType, raw: bytes) -> list[Any]:
    try:
        if raw.lstrip().startswith(b"-----BEGIN"):
            return [age.ssh.Identity.from_buffer(raw)]
        lines = [line.strip() for line in raw.decode("ascii").splitlines()]
        found = [age.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (age.IdentityError, ValueError) as error:
        raise PackageError("the identity", f"it is no key to decrypt with ({error})", _KEYS) from error
    if not found:
        raise PackageError("the identity", "no key is in it", _KEYS)
    return found


def _limited(source: Path, file: BinaryIO) -> bytes:
    if os.fstat(file.fileno()).st_size > PASSPHRASE_MOST:
        problem = f"it has more than {PASSPHRASE_MOST >> 20} MB, the most that a passphrase is used for"
        raise PackageError(str(source), problem, "Encrypt it to keys, for which there is no limit")
    return file.read()


def _opened(source: Path) -> BinaryIO:
    try:
        return source.open("rb")
    except OSError as error:
        raise PackageError(str(source), f"it can't be read ({error.strerror})", "Look whether the file is there") from error


def _library() -> ModuleType:
    try:
        return import_module("pyrage")
    except ModuleNotFoundError as error:
        raise ExtraError("encryption", "encrypt") from error
