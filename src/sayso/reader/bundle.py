"""The model bundle: one folder with the network, its vocabulary, its heads' numbers, a manifest and a model card.

`manifest.json` names the bundle, gives the SHA-256 of each file, and what the columns of the network's outputs stand for.
A user's own bundle has the same files; `training/` makes one.
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from sayso.errors import BundleError
from sayso.reader.arrays import FloatArray
from sayso.reader.encoder import Encoder
from sayso.reader.heads import HEADS, OUTPUTS
from sayso.reader.heads.seen import ANY
from sayso.reader.wordpiece import WordPiece

FORMAT = 2
NETWORK, VOCABULARY, NUMBERS, MANIFEST = "network.onnx", "vocab.txt", "heads.npz", "manifest.json"


@dataclass(frozen=True)
class Bundle:
    """An opened bundle.

    `numbers` are arrays of 32-bit floats that heads need beside the network, and `labels` the names of what their outputs stand
    for, both by "head.what": "syntax.relations".
    """

    name: str
    splitter: WordPiece
    encoder: Encoder
    numbers: dict[str, FloatArray]
    labels: dict[str, tuple[str, ...]]


def shipped_bundle() -> Path:
    """The folder of the bundle that comes with the package."""
    return Path(str(files("sayso.reader") / "model"))


def open_bundle(folder: Path | None = None, threads: int = 1) -> Bundle:
    """Open a bundle, the shipped one by default.

    Raises BundleError where a file is missing, its hash differs from the manifest's, or the format is another version's.
    """
    folder = folder or shipped_bundle()
    manifest = check_bundle(folder)
    vocabulary = (folder / VOCABULARY).read_text(encoding="utf-8").splitlines()
    try:
        name = manifest["name"]
        labels = {key: tuple(map(str, names)) for key, names in manifest["labels"].items()}
        splitter = WordPiece(vocabulary)
        with (folder / NUMBERS).open("rb") as file, np.load(file, allow_pickle=False) as stored:
            numbers: dict[str, FloatArray] = {key: stored[key].astype(np.float32) for key in stored.files}
    except (KeyError, TypeError, AttributeError, ValueError, BadZipFile, EOFError, OSError) as error:
        raise BundleError(f"{folder}: {MANIFEST}, {NUMBERS} or {VOCABULARY} lacks {error}. Use a bundle made for this version.") from error
    _check_heads(folder, numbers, labels)
    return Bundle(name, splitter, Encoder(folder / NETWORK, tuple(OUTPUTS), threads), numbers, labels)


def _check_heads(folder: Path, numbers: dict[str, FloatArray], labels: dict[str, tuple[str, ...]]) -> None:
    """BundleError where a head would lack something, or find it in another shape."""
    for head in HEADS:
        for name, shape in head.NUMBERS.items():
            found = numbers[name].shape if name in numbers else None
            if found is None or len(found) != len(shape) or any(size not in (ANY, there) for size, there in zip(shape, found, strict=True)):
                raise BundleError(f"{folder / NUMBERS}: {name} is {found} where {shape} is needed. Use a bundle made for this version.")
        for name in head.LABELS:
            if not labels.get(name):
                raise BundleError(f"{folder / MANIFEST}: no labels {name}. Use a bundle made for this version.")


def check_bundle(folder: Path) -> dict[str, Any]:
    """The manifest of a bundle whose files are there and unaltered; BundleError as in `open_bundle`."""
    manifest = _manifest(folder)
    for name in (NETWORK, VOCABULARY, NUMBERS):
        _check(folder / name, manifest.get("sha256", {}).get(name))
    return manifest


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BundleError(f"{path}: no such file. A bundle is a folder with {MANIFEST}, {NETWORK}, {NUMBERS} and {VOCABULARY}.") from error
    except (ValueError, OSError) as error:
        raise BundleError(f"{path}: can't be read ({error}). Install sayso again.") from error
    found = manifest.get("format") if isinstance(manifest, dict) else None
    if found != FORMAT:
        raise BundleError(f"{path}: format {found} where {FORMAT} is needed. Use a bundle made for this version.")
    return manifest


def _check(path: Path, expected: str | None) -> None:
    try:
        with path.open("rb") as file:
            digest = sha256()
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError as error:
        raise BundleError(f"{path}: can't be read ({error.strerror}). Install sayso again.") from error
    if digest.hexdigest() != expected:
        raise BundleError(f"{path}: its SHA-256 isn't the manifest's; the file was altered or cut. Install sayso again.")
