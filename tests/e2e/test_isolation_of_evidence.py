"""Timestamps, anchors, packages and encryption need no network either, and their libraries leave nothing behind."""

import sys
from pathlib import Path

import pytest

from sayso.intake.timestamps import request
from tests.e2e.test_isolation import COUNTERS, FOLDERS, environment, run_isolated
from tests.unit.intake.timestamps.authority import DIGEST, Authority

CALLS = """
from pathlib import Path
import pyrage
from sayso.intake.timestamps import Token, anchor, request, verify
from sayso.publish.bag import age, open_bag, pack, write_bag

request(bytes(32))
print(verify(Token(Path("reply.tsr").read_bytes()), bytes.fromhex({digest!r}), [Path("root.pem").read_bytes()]))
print(*anchor.read(anchor.make(bytes(32))))
write_bag(Path("package"), [("a.txt", b"82")], [])
pack(Path("package"), Path("package.zip"))
key = pyrage.x25519.Identity.generate()
age.encrypt(Path("package.zip"), Path("package.zip.age"), [str(key.to_public())])
age.decrypt(Path("package.zip.age"), Path("back.zip"), str(key).encode())
print(open_bag(Path("back.zip")).read("data/a.txt"))
"""


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    folder = tmp_path / "evidence"
    folder.mkdir()
    return Authority.made(folder)


def test_evidence_is_checked_offline_and_leaves_nothing(authority: Authority, tmp_path: Path) -> None:
    authority.reply(request(DIGEST))
    output, sent = run_isolated([sys.executable, "-c", CALLS.format(digest=DIGEST.hex())], environment(tmp_path), authority.folder)
    assert output.startswith("proved by CN=signer")
    assert output.endswith("b'82'\n")
    assert sent == dict.fromkeys(COUNTERS, 0)
    assert [path for folder in FOLDERS.values() for path in (tmp_path / folder).rglob("*")] == []
