"""Trained weights → a bundle: int8 ONNX, vocabulary, manifest."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor, nn

from sayso.reader.bundle import FORMAT, MANIFEST, NETWORK, OUTPUTS, VOCABULARY
from training.network import Network


class OneWindow(nn.Module):
    """The network for one window without padding."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, shapes: Tensor) -> tuple[Tensor, ...]:
        return self.network(ids, shapes, torch.zeros(1, 1, 1, 1))


def export(network: Network, vocabulary: Path, bundle: Path, name: str, *, int8: bool = True) -> None:
    """Write a bundle folder. `int8=False` keeps 32-bit weights, to measure what quantising costs."""
    bundle.mkdir(parents=True, exist_ok=True)
    path, exact = bundle / NETWORK, bundle / "exact.onnx"
    sample = (torch.randint(1000, 2000, (1, 32)), torch.zeros(1, 32, dtype=torch.long))
    axes = {part: {1: "pieces"} for part in ("ids", "shapes", *OUTPUTS)}
    torch.onnx.export(
        OneWindow(network.eval()), sample, str(exact), input_names=["ids", "shapes"], output_names=list(OUTPUTS),
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
    manifest = {
        "format": FORMAT,
        "name": name,
        "sha256": {file: sha256((bundle / file).read_bytes()).hexdigest() for file in (NETWORK, VOCABULARY)},
        "readiness": dict.fromkeys(("source", "cue", "content"), 0.0),  # `tune.py` finds better ones
        "link_bias": {
            "cue": [round(value, 5) for value in network.cue_bias.tolist()],
            "source": [round(value, 5) for value in network.source_bias.tolist()],
        },
    }
    (bundle / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
