"""A bundle → weights to train on from, so that a new reader needn't learn again what the last one knew."""

import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from sayso.reader.bundle import NETWORK, NUMBERS
from training.network import Network

LAYER = re.compile(r"network\.(?:.+\.)?(?P<layer>\w+)\.(?P<kind>weight|bias)")  # of a head
PRODUCT = re.compile(r"/network/(?P<place>.+)/MatMul(_quant)?")  # the name of a node that multiplies by a layer's weight


def start_from(network: Network, bundle: Path) -> list[str]:
    """Copy what the bundle has in the same place and shape: encoder, head layers, numbers. Gives the names of the copied.

    A head's layer is known by its output, whatever the head was called or shaped like when the bundle was made.
    """
    graph = onnx.load(bundle / NETWORK).graph
    held = {weight.name: numpy_helper.to_array(weight) for weight in graph.initializer}
    found: dict[str, np.ndarray] = {}
    for name in held:
        plain = name.removesuffix("_quantized")
        if name.startswith("network."):
            found[plain] = _exact(held, plain)
    for node in graph.node:
        match = PRODUCT.fullmatch(node.name)
        names = [name.removesuffix("_quantized") for name in node.input if name in held]
        if match and node.op_type in ("MatMul", "MatMulInteger") and names:
            found["network." + match["place"].replace("/", ".") + ".weight"] = _exact(held, names[0]).T
    layers = {output: f"heads.{head.name}.layers.{output}" for head in network.heads.values() for output in head.layers}
    places = {name: name.removeprefix("network.") for name in found}
    for name in found:
        match = LAYER.fullmatch(name)
        if match and not name.startswith("network.encoder.") and match["layer"] in layers:
            places[name] = f"{layers[match['layer']]}.{match['kind']}"
    placed = {places[name]: values for name, values in found.items()}
    with np.load(bundle / NUMBERS, allow_pickle=False) as numbers:
        placed |= {f"heads.{name}": numbers[name] for name in numbers.files}
    state = network.state_dict()
    kept = {name: values for name, values in placed.items() if name in state and state[name].shape == values.shape}
    network.load_state_dict(state | {name: torch.from_numpy(np.array(values, dtype=np.float32)) for name, values in kept.items()})
    return sorted(kept)


def _exact(held: dict[str, np.ndarray], name: str) -> np.ndarray:
    """A weight, or what a quantised one stands for (its scales are one a column, or one in all)."""
    if name in held:
        return held[name]
    whole = held[f"{name}_quantized"].astype(np.float32) - held[f"{name}_zero_point"].astype(np.float32)
    exact: np.ndarray = whole * held[f"{name}_scale"]
    return exact
