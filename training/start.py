"""A bundle → weights to train on from, so that a new reader needn't learn again what the last one knew."""

import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from sayso.reader.bundle import NETWORK, NUMBERS
from training.network import Network

PRODUCT = re.compile(r"/network/(?P<place>.+)/MatMul(_quant)?")  # the name of a node that multiplies by a layer's weight


def start_from(network: Network, bundle: Path, share: float = 1.0) -> list[str]:
    """Copy what the bundle has in the same place and shape: encoder, head layers, numbers. Gives the names of the copied.

    With a `share` below one, so much of the bundle is mixed into what the network has: training on many tasks from a
    bundle that knew one of them well loses some of that, and the mean of both networks has nearly the best of each.
    """
    graph = onnx.load(bundle / NETWORK).graph
    held = {weight.name: numpy_helper.to_array(weight) for weight in graph.initializer}
    found: dict[str, np.ndarray] = {}
    for name in held:
        plain = name.removesuffix("_quantized")
        if name.startswith("network."):
            found[plain.removeprefix("network.")] = _exact(held, plain)
    for node in graph.node:
        match = PRODUCT.fullmatch(node.name)
        names = [name.removesuffix("_quantized") for name in node.input if name in held]
        if match and node.op_type in ("MatMul", "MatMulInteger") and names:
            found[match["place"].replace("/", ".") + ".weight"] = _exact(held, names[0]).T
    with np.load(bundle / NUMBERS, allow_pickle=False) as numbers:
        found |= {f"heads.{name}": numbers[name] for name in numbers.files}
    state = network.state_dict()
    kept = {name: values for name, values in found.items() if name in state and state[name].shape == values.shape}
    copied = {name: torch.from_numpy(np.array(values, dtype=np.float32)) for name, values in kept.items()}
    network.load_state_dict(state | {name: share * values + (1 - share) * state[name] for name, values in copied.items()})
    return sorted(kept)


def _exact(held: dict[str, np.ndarray], name: str) -> np.ndarray:
    """A weight, or what a quantised one stands for (its scales are one a column, or one in all)."""
    if name in held:
        return held[name]
    whole = held[f"{name}_quantized"].astype(np.float32) - held[f"{name}_zero_point"].astype(np.float32)
    exact: np.ndarray = whole * held[f"{name}_scale"]
    return exact
