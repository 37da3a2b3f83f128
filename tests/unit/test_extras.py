"""Without its extra, a part says which one it needs, and importing needs none. `all` has all of them."""

import pickle
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from sayso.errors import ExtraError

ROOT = Path(__file__).parents[2]
# For each extra: a package that it brings, what is imported, and a call that needs it.
CALLS = {
    "timestamps": ("cryptography", "from sayso.intake.timestamps import Token, verify", "verify(Token(b''), bytes(32), [])"),
    "anchor": ("opentimestamps", "from sayso.intake.timestamps import anchor", "anchor.make(bytes(32))"),
    "ledger": ("sqlalchemy", "from sayso.bootstrap import make_ledger", "make_ledger('somewhere')"),
    "postgres": ("psycopg", "from sayso.ledger.opening import open_ledger", "open_ledger('postgresql://host/name', '')"),
    "fetch": ("warcio", "from sayso.intake import fetch", "fetch('https://127.0.0.1/')"),
    "encrypt": ("pyrage", "from pathlib import Path; from sayso.publish.bag import age", "age.encrypt(Path('a'), Path('b'), ['age1'])"),
}


@pytest.mark.parametrize("extra", CALLS)
def test_a_missing_extra_is_named(extra: str) -> None:
    package, imports, call = CALLS[extra]
    program = f"import sys; sys.modules[{package!r}] = None; {imports}; print('imported', flush=True); {call}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout == "imported\n"
    assert "sayso.errors.ExtraError: " in done.stderr
    assert f"pip install 'sayso[{extra}]'" in done.stderr


def test_all_has_every_extra() -> None:
    extras = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    (everything,) = extras.pop("all")
    assert set(re.fullmatch(r"sayso\[(.*)\]", everything)[1].split(",")) == set(extras)  # type: ignore[index]


def test_the_error_survives_pickling() -> None:
    error = pickle.loads(pickle.dumps(ExtraError("timestamps", "timestamps")))
    assert (error.extra, str(error)) == ("timestamps", str(ExtraError("timestamps", "timestamps")))
