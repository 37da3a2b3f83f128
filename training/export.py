"""Trained weights → a bundle: int8 ONNX, vocabulary, the heads' numbers, manifest."""

import json
import shutil
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor, nn

from sayso.reader.bundle import FORMAT, MANIFEST, NETWORK, NUMBERS, VOCABULARY
from training.network import Network


class OneWindow(nn.Module):
    """The network for one window without padding."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, shapes: Tensor) -> tuple[Tensor, ...]:
        found = self.network(ids, shapes, torch.zeros(1, 1, 1, 1))
        return tuple(found[name] for name in output_names(self.network))


def output_names(network: Network) -> list[str]:
    """All outputs of all heads; a reader that has fewer heads asks for theirs only."""
    return [name for head in network.heads.values() for name in head.layers]


def export(network: Network, vocabulary: Path, bundle: Path, name: str, *, int8: bool = True) -> None:
    """Write a bundle folder. `int8=False` keeps 32-bit weights, to measure what quantising costs."""
    bundle.mkdir(parents=True, exist_ok=True)
    path, exact = bundle / NETWORK, bundle / "exact.onnx"
    sample = (torch.randint(1000, 2000, (1, 32)), torch.zeros(1, 32, dtype=torch.long))
    axes = {part: {1: "pieces"} for part in ("ids", "shapes", *output_names(network))}
    torch.onnx.export(
        OneWindow(network.eval()), sample, str(exact), input_names=["ids", "shapes"], output_names=output_names(network),
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False  # it knows segment ids only, not shapes
    heads, width = network.encoder.layers[0].heads, network.encoder.width
    optimize_model(str(exact), "bert", heads, width, options, opt_level=0).save_model_to_file(str(path))
    exact.unlink()
    if int8:
        # The heads stay exact: they are a hundredth of the work and decide every tag.
        exact_nodes = [node.name for node in onnx.load(path).graph.node if node.op_type == "MatMul" and "/encoder/" not in node.name]
        quantize_dynamic(
            path, path, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gather"],
            nodes_to_exclude=exact_nodes, extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )  # fmt: skip
    shutil.copyfile(vocabulary, bundle / VOCABULARY)
    manifest = {"format": FORMAT, "name": name, "labels": {}}
    (bundle / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    np.savez(bundle / NUMBERS)
    numbers = {name: values for head in network.heads.values() for name, values in head.numbers().items()}
    amend(bundle, numbers, {name: names for head in network.heads.values() for name, names in head.label_names().items()})


def tuned_as(bundle: Path, other: Path) -> None:
    """Give another bundle of the same network the numbers and labels of the first."""
    with np.load(bundle / NUMBERS, allow_pickle=False) as numbers:
        amend(other, dict(numbers), json.loads((bundle / MANIFEST).read_text(encoding="utf-8"))["labels"])


def amend(
    bundle: Path, numbers: Mapping[str, np.ndarray] = MappingProxyType({}), labels: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> None:
    """Add numbers and labels to a bundle, or put them in the place of those with their names; the hashes follow."""
    with np.load(bundle / NUMBERS, allow_pickle=False) as stored:
        whole = dict(stored) | {name: np.asarray(values, dtype=np.float32) for name, values in numbers.items()}
    np.savez(bundle / NUMBERS, **whole)  # type: ignore[arg-type]
    manifest = json.loads((bundle / MANIFEST).read_text(encoding="utf-8"))
    manifest["labels"] |= {name: list(names) for name, names in labels.items()}
    manifest["sha256"] = {file: sha256((bundle / file).read_bytes()).hexdigest() for file in (NETWORK, VOCABULARY, NUMBERS)}
    (bundle / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
