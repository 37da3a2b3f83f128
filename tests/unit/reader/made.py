"""Networks and bundles made in the test, written as ONNX by hand: a few fields of protocol buffers need no library."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import numpy as np

from sayso.reader.arrays import FloatArray
from sayso.reader.bundle import FORMAT, MANIFEST, NETWORK, NUMBERS, VOCABULARY, shipped_bundle
from sayso.reader.heads import OUTPUTS

FLOAT, WHOLE = 1, 7  # ONNX's numbers for its element types


def field(number: int, *values: int | str | bytes) -> bytes:
    """One field of a protocol buffer message, once for each value."""
    made = b""
    for value in values:
        raw = value.encode() if isinstance(value, str) else value
        made += varint(number << 3) + varint(raw) if isinstance(raw, int) else varint(number << 3 | 2) + varint(len(raw)) + raw
    return made


def varint(value: int) -> bytes:
    made = b""
    while value > 127:
        made, value = made + bytes([value & 127 | 128]), value >> 7
    return made + bytes([value])


def tensor_type(kind: int, *dims: int | str) -> bytes:
    shape = b"".join(field(1, field(1, dim) if isinstance(dim, int) else field(2, dim)) for dim in dims)
    return field(2, field(1, field(1, kind) + field(2, shape)))


def network(nodes: bytes, outputs: dict[str, bytes]) -> bytes:
    """A network that takes `ids` and `shapes` (1 × pieces); `outputs` are the types of what it gives."""
    taken = {"ids": tensor_type(WHOLE, 1, "pieces"), "shapes": tensor_type(WHOLE, 1, "pieces")}
    inputs = b"".join(field(11, field(1, name) + kind) for name, kind in taken.items())
    given = b"".join(field(12, field(1, name) + kind) for name, kind in outputs.items())
    return field(1, 8) + field(7, nodes + field(2, "made") + inputs + given) + field(8, field(2, 17))


def passing_on(taken: str, given: str) -> bytes:
    """A network whose output `given` is its input `taken`."""
    node = field(1, field(1, taken) + field(2, given) + field(4, "Identity"))
    return network(node, {given: tensor_type(WHOLE, 1, "pieces")})


def looking_up(tables: dict[str, FloatArray]) -> bytes:
    """The smallest encoder: each output is the row of its table (vocabulary × width) for each piece."""
    parts = b""
    for name, table in tables.items():
        parts += field(1, field(1, f"{name}.table", "ids") + field(2, name) + field(4, "Gather"))
        weights = field(1, *table.shape) + field(2, FLOAT) + field(8, f"{name}.table") + field(9, table.astype("<f4").tobytes())
        parts += field(5, weights)
    return network(parts, {name: tensor_type(FLOAT, 1, "pieces", table.shape[1]) for name, table in tables.items()})


def make_bundle(folder: Path, vocabulary: list[str], tables: dict[str, FloatArray], name: str = "tiny") -> Path:
    """A bundle of another encoder with another vocabulary, and the shipped one's labels and numbers.

    What `tables` lack is zero: such an output says nothing.
    """
    folder.mkdir()
    whole = {output: tables.get(output, np.zeros((len(vocabulary), width), dtype=np.float32)) for output, width in OUTPUTS.items()}
    (folder / NETWORK).write_bytes(looking_up(whole))
    (folder / VOCABULARY).write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    shutil.copyfile(shipped_bundle() / NUMBERS, folder / NUMBERS)
    labels = json.loads((shipped_bundle() / MANIFEST).read_text(encoding="utf-8"))["labels"]
    hashes = {file: sha256((folder / file).read_bytes()).hexdigest() for file in (NETWORK, VOCABULARY, NUMBERS)}
    manifest = {"format": FORMAT, "name": name, "labels": labels, "sha256": hashes}
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    return folder
