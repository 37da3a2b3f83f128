"""A timestamp authority of one's own, made by openssl: a root, something between, and signers good and bad.

`openssl ts -verify` is also the reference: what we say is proved, it must accept.
"""

import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from sayso.intake.timestamps import der, reply

DATA = b"At least 82 civilians were killed in Orvest, the ministry said.\n"
DIGEST = hashlib.sha256(DATA).digest()

_EXTENSIONS = """
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[good]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[no_usage]
keyUsage = critical,digitalSignature
[not_critical]
extendedKeyUsage = timeStamping
[two_usages]
extendedKeyUsage = critical,timeStamping,emailProtection
[other_usage]
extendedKeyUsage = critical,emailProtection
[encipherment]
keyUsage = critical,digitalSignature,keyEncipherment
extendedKeyUsage = critical,timeStamping
[no_authority]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature,keyCertSign
[may_not_certify]
basicConstraints = critical,CA:TRUE
keyUsage = critical,digitalSignature
[mail_authority]
basicConstraints = critical,CA:TRUE
extendedKeyUsage = emailProtection
[shallow]
basicConstraints = critical,CA:TRUE,pathlen:0
"""
_SERVICE = """
[tsa]
default_tsa = service
[service]
serial = serial
signer_digest = {signer_digest}
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1, millisecs:500
tsa_name = yes
ess_cert_id_alg = {ess}
ess_cert_id_chain = {chain}
"""


def openssl(folder: Path, *words: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(["openssl", *words], cwd=folder, capture_output=True, text=True, errors="replace", check=False)
    assert not check or done.returncode == 0, done.stderr
    return done


def require_openssl() -> None:
    if shutil.which("openssl") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("needs the openssl program")
        pytest.skip("needs the openssl program")


@dataclass(frozen=True)
class Authority:
    """Keys and certificates in a folder, each by its name: NAME.pem and NAME.key."""

    folder: Path

    @classmethod
    def made(cls, folder: Path) -> "Authority":
        require_openssl()
        folder.joinpath("extensions.cnf").write_text(_EXTENSIONS, encoding="utf-8")
        folder.joinpath("serial").write_text("01\n", encoding="utf-8")
        made = cls(folder)
        made.root("root", "Root of Orvest")
        made.certificate("signer", "good")
        return made

    def root(self, name: str, title: str) -> None:
        subject = ["-subj", f"/O=Orvest/CN={title}"]
        extensions = ["-addext", "keyUsage=critical,keyCertSign,cRLSign"]
        openssl(self.folder, "req", "-x509", *_key(name, "EC"), "-out", f"{name}.pem", "-days", "3650", *subject, *extensions)

    def certificate(self, name: str, kind: str, issuer: str = "root", key: str = "EC", days: int = 365, digest: str = "sha256") -> None:
        self.folder.joinpath("extensions.cnf").write_text(_EXTENSIONS, encoding="utf-8")
        openssl(self.folder, "req", *_key(name, key), "-out", f"{name}.csr", "-subj", f"/O=Orvest/CN={name}")
        issued = ["-CA", f"{issuer}.pem", "-CAkey", f"{issuer}.key", "-CAcreateserial", "-days", str(days), f"-{digest}"]
        extensions = ["-extfile", "extensions.cnf", "-extensions", kind]
        openssl(self.folder, "x509", "-req", "-in", f"{name}.csr", *issued, *extensions, "-out", f"{name}.pem")

    def pem(self, name: str) -> bytes:
        return self.folder.joinpath(f"{name}.pem").read_bytes()

    def reply(self, request: bytes, signer: str = "signer", with_chain: str = "", **settings: str) -> bytes:
        """A reply by `openssl ts -reply`, with the certificates of `with_chain` beside the signer's if the request asks for any."""
        words = {"signer_digest": "sha256", "ess": "sha256", "chain": "no"} | settings
        self.folder.joinpath("service.cnf").write_text(_SERVICE.format(**words), encoding="utf-8")
        self.folder.joinpath("request.tsq").write_bytes(request)
        chain = ["-chain", f"{with_chain}.pem"] if with_chain else []
        call = ["-queryfile", "request.tsq", "-signer", f"{signer}.pem", "-inkey", f"{signer}.key", *chain, "-out", "reply.tsr"]
        openssl(self.folder, "ts", "-reply", "-config", "service.cnf", *call)
        return self.folder.joinpath("reply.tsr").read_bytes()

    def signed_by(self, signer: str, content: bytes, *options: str) -> bytes:
        """A reply with this TSTInfo, signed by a certificate that `openssl ts -reply` wouldn't take."""
        self.folder.joinpath("content").write_bytes(content)
        kind = ["-econtent_type", reply.TST_INFO, "-binary", "-nodetach", "-nosmimecap", "-md", "sha256"]
        call = ["-signer", f"{signer}.pem", "-inkey", f"{signer}.key", "-outform", "DER", "-out", "token.der", *options]
        openssl(self.folder, "cms", "-sign", "-in", "content", *kind, *call)
        return granted(self.folder.joinpath("token.der").read_bytes())

    def accepts(self, token: bytes, request: bytes, root: str = "root", others: str = "") -> bool:
        """What `openssl ts -verify` says."""
        self.folder.joinpath("asked.tsr").write_bytes(token)
        self.folder.joinpath("asked.tsq").write_bytes(request)
        untrusted = ["-untrusted", f"{others}.pem"] if others else []
        call = ["-in", "asked.tsr", "-queryfile", "asked.tsq", "-CAfile", f"{root}.pem", *untrusted]
        return openssl(self.folder, "ts", "-verify", *call, check=False).returncode == 0


def granted(token: bytes) -> bytes:
    """A reply that grants this token."""
    return der.write(der.SEQUENCE, der.write(der.SEQUENCE, der.write_integer(0)), token)


def _key(name: str, kind: str) -> list[str]:
    size = {
        "EC": ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
        "RSA": ["-newkey", "rsa:2048"],
        "short": ["-newkey", "rsa:1024"],
    }[kind]
    return [*size, "-nodes", "-keyout", f"{name}.key"]
