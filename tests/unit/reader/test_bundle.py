"""A bundle that is altered, incomplete or another version's is refused, with the file's name and what to do."""

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sayso.errors import BundleError
from sayso.reader.bundle import MANIFEST, NETWORK, NUMBERS, VOCABULARY, Bundle, check_bundle, open_bundle, shipped_bundle
from sayso.reader.encoder import Encoder
from sayso.reader.heads import HEADS, OUTPUTS, attribution
from sayso.reader.links import FEATURES
from tests.unit.reader.made import passing_on

INSTALL, ANOTHER = "Install sayso again.", "Use a bundle made for this version."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped bundle that a test may spoil."""
    return Path(shutil.copytree(shipped_bundle(), tmp_path / "bundle"))


def rewrite(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    change(manifest)
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


def put(folder: Path, name: str, data: bytes) -> None:
    """Write a file of the bundle, with its hash in the manifest."""
    (folder / name).write_bytes(data)
    rewrite(folder, lambda manifest: manifest["sha256"].update({name: sha256(data).hexdigest()}))


def refused(folder: Path) -> str:
    with pytest.raises(BundleError) as caught:
        open_bundle(folder)
    return str(caught.value)


def test_the_shipped_bundle_opens(bundle: Bundle) -> None:
    assert bundle.name
    assert len(bundle.splitter.ids) == 30522
    assert bundle.numbers["attribution.readiness"].shape == (3,)
    assert bundle.numbers["attribution.cue_bias"].shape == bundle.numbers["attribution.source_bias"].shape == (FEATURES,)
    assert {name.split(".")[0] for name in [*bundle.numbers, *bundle.labels]} == {head.NAME.split("@")[0] for head in HEADS}


def test_a_copy_opens_from_anywhere(folder: Path) -> None:
    assert open_bundle(folder).name == check_bundle(folder)["name"]


def test_a_folder_that_is_none_names_what_a_bundle_holds(tmp_path: Path) -> None:
    message = refused(tmp_path / "none")
    assert message.startswith(f"{tmp_path / 'none' / MANIFEST}: no such file.")
    assert all(name in message for name in (MANIFEST, NETWORK, NUMBERS, VOCABULARY))


@pytest.mark.parametrize("name", [NETWORK, VOCABULARY, NUMBERS])
def test_a_missing_file_is_named(name: str, folder: Path) -> None:
    (folder / name).unlink()
    assert refused(folder) == f"{folder / name}: can't be read (No such file or directory). {INSTALL}"


@pytest.mark.parametrize("name", [NETWORK, VOCABULARY, NUMBERS])
@pytest.mark.parametrize("spoil", [lambda data: data[:-1], lambda data: data + b"\n", lambda data: b""], ids=["cut", "longer", "empty"])
def test_an_altered_file_is_named(spoil: Callable[[bytes], bytes], name: str, folder: Path) -> None:
    (folder / name).write_bytes(spoil((folder / name).read_bytes()))
    message = refused(folder)
    assert message.startswith(f"{folder / name}: its SHA-256 isn't the manifest's")
    assert message.endswith(INSTALL)


def test_an_altered_file_is_noticed_without_loading_it(folder: Path) -> None:
    (folder / NETWORK).write_bytes(b"")
    with pytest.raises(BundleError, match=NETWORK):
        check_bundle(folder)


@pytest.mark.parametrize("written", ["", "{", "\udcff"])
def test_a_manifest_that_is_no_json_is_named(written: str, folder: Path) -> None:
    (folder / MANIFEST).write_text(written, encoding="utf-8", errors="surrogateescape")
    message = refused(folder)
    assert message.startswith(f"{folder / MANIFEST}: can't be read (")
    assert message.endswith(INSTALL)


@pytest.mark.parametrize(
    ("written", "said"), [('{"format": 1}', "format 1 where 2 is needed"), ("{}", "format None"), ("[]", "format None")]
)
def test_another_format_is_refused(written: str, said: str, folder: Path) -> None:
    (folder / MANIFEST).write_text(written, encoding="utf-8")
    message = refused(folder)
    assert message.startswith(f"{folder / MANIFEST}: ")
    assert said in message
    assert message.endswith(ANOTHER)


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "no hashes": lambda manifest: manifest.pop("sha256"),
    "no name": lambda manifest: manifest.pop("name"),
    "no labels": lambda manifest: manifest.pop("labels"),
    "labels that are a list": lambda manifest: manifest.update(labels=["noun"]),
    "a label that is a number": lambda manifest: manifest["labels"].update({"syntax.tags": 5}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_manifest_that_lacks_something_is_refused(change: Callable[[dict[str, Any]], object], folder: Path) -> None:
    rewrite(folder, change)
    message = refused(folder)
    assert message.startswith(str(folder))
    assert message.endswith((ANOTHER, INSTALL))


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04"])
def test_numbers_that_are_none_are_refused(data: bytes, folder: Path) -> None:
    put(folder, NUMBERS, data)
    message = refused(folder)
    assert NUMBERS in message
    assert message.endswith(ANOTHER)


def test_pickled_numbers_are_refused(folder: Path) -> None:
    with BytesIO() as made:
        np.savez(made, bad=np.array([{"a": 1}], dtype=object), allow_pickle=True)
        put(folder, NUMBERS, made.getvalue())
    assert refused(folder).endswith(ANOTHER)


def without(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda numbers: numbers.pop(name)


SPOILT: dict[str, Callable[[dict[str, Any]], object]] = {
    "no readiness": without("attribution.readiness"),
    "readiness of two roles": lambda numbers: numbers.update({"attribution.readiness": np.zeros(2)}),
    "readiness in words": lambda numbers: numbers.update({"attribution.readiness": np.array(["high"] * 3)}),
    "no bias of cues": without("attribution.cue_bias"),
    "no bias of sources": without("attribution.source_bias"),
    "too short a bias": lambda numbers: numbers.update({"attribution.cue_bias": np.zeros(FEATURES - 1)}),
    "a bias with two rows": lambda numbers: numbers.update({"attribution.cue_bias": np.zeros((2, FEATURES))}),
    "no calibration": without("attribution.calibration"),
    "no least score": without("attribution.least"),
}


@pytest.mark.parametrize("change", SPOILT.values(), ids=SPOILT.keys())
def test_numbers_that_a_head_can_not_work_with_are_refused(change: Callable[[dict[str, Any]], object], folder: Path) -> None:
    with np.load(folder / NUMBERS) as stored:
        numbers = dict(stored)
    change(numbers)
    with BytesIO() as made:
        np.savez(made, **numbers)
        put(folder, NUMBERS, made.getvalue())
    message = refused(folder)
    assert message.startswith(str(folder))
    assert NUMBERS in message
    assert message.endswith(ANOTHER)


def test_a_head_without_its_labels_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attribution, "LABELS", ("attribution.roles",))
    assert refused(folder) == f"{folder / MANIFEST}: no labels attribution.roles. {ANOTHER}"


def test_a_vocabulary_without_the_marks_is_refused(folder: Path) -> None:
    put(folder, VOCABULARY, b"the\nmayor\n")
    assert refused(folder).endswith(ANOTHER)


def test_a_network_that_is_none_is_refused(folder: Path) -> None:
    put(folder, NETWORK, b"not a network")
    message = refused(folder)
    assert message.startswith(f"{folder / NETWORK}: onnxruntime can't load the network")
    assert message.endswith(INSTALL)


def test_a_network_with_other_outputs_is_refused(folder: Path) -> None:
    put(folder, NETWORK, passing_on("ids", "tags"))
    assert refused(folder) == f"{folder / NETWORK}: the network lacks the outputs {sorted(set(OUTPUTS) - {'tags'})}. {ANOTHER}"
    assert Encoder(folder / NETWORK, ("tags",))
