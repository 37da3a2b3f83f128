"""The model bundle: one folder with the network, its vocabulary, a manifest and a model card.

`manifest.json` names the bundle, gives the SHA-256 of each file and the few numbers that the heads need beside the
network. A user's own bundle has the same files; `training/` makes one.
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from sayso.errors import BundleError
from sayso.reader.arrays import FloatArray
from sayso.reader.encoder import Encoder
from sayso.reader.links import FEATURES
from sayso.reader.wordpiece import WordPiece

FORMAT = 1
NETWORK, VOCABULARY, MANIFEST = "network.onnx", "vocab.txt", "manifest.json"
OUTPUTS = ("tags", "links", "sentences")


@dataclass(frozen=True)
class Bundle:
    """An opened bundle.

    `readiness` (one float for each of source, cue, content) is how much the score of "outside" is lowered, so that a tagger
    opens spans as often as people do. `cue_bias` and `source_bias` (FEATURES floats each) go with `reader.links`.
    """

    name: str
    splitter: WordPiece
    encoder: Encoder
    readiness: FloatArray
    cue_bias: FloatArray
    source_bias: FloatArray


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
        name, readiness, biases = manifest["name"], manifest["readiness"], manifest["link_bias"]
        numbers = [np.array([readiness[role] for role in ("source", "cue", "content")], dtype=np.float32)]
        numbers += [np.array(biases[role], dtype=np.float32) for role in ("cue", "source")]
        splitter = WordPiece(vocabulary)
    except (KeyError, TypeError, ValueError) as error:
        raise BundleError(f"{folder}: {MANIFEST} or {VOCABULARY} lacks {error}. Use a bundle made for this version.") from error
    if any(bias.shape != (FEATURES,) for bias in numbers[1:]):
        raise BundleError(f"{folder / MANIFEST}: link_bias must hold {FEATURES} numbers each. Use a bundle made for this version.")
    return Bundle(name, splitter, Encoder(folder / NETWORK, OUTPUTS, threads), *numbers)


def check_bundle(folder: Path) -> dict[str, Any]:
    """The manifest of a bundle whose files are there and unaltered; BundleError as in `open_bundle`."""
    manifest = _manifest(folder)
    for name in (NETWORK, VOCABULARY):
        _check(folder / name, manifest.get("sha256", {}).get(name))
    return manifest


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BundleError(f"{path}: no such file. A bundle is a folder with {MANIFEST}, {NETWORK} and {VOCABULARY}.") from error
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
