"""The network at run time: the only importer of onnxruntime."""

import os
from pathlib import Path

# Some releases of onnxruntime write to the home folder and look up a host as soon as a session opens; this forbids it,
# and has to stand before the import.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime as ort

from sayso.errors import BundleError
from sayso.reader.arrays import FloatArray, IntArray


class Encoder:
    """An ONNX network that takes `ids` and `shapes` (1 × pieces) and gives at least the named `outputs` (1 × pieces × width).

    It runs one window at a time: int8 activations are scaled over a whole batch, so that a window's result would depend on
    its neighbours in the batch. Alone, the same window always reads the same.
    """

    def __init__(self, path: Path, outputs: tuple[str, ...], threads: int = 1) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Processors without VNNI add pairs of 8-bit products in 16 bits, which saturates; unsigned weights don't (measured
        # in docs/decisions/0012-cost.md). So every processor reads alike.
        options.add_session_config_entry("session.x64quantprecision", "1")
        try:
            self._session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises a dozen types of its own, none exported
            raise BundleError(f"{path}: onnxruntime can't load the network ({error}). Install sayso again.") from error
        self._outputs = [output.name for output in self._session.get_outputs()]
        missing = set(outputs) - set(self._outputs)
        if missing:
            raise BundleError(f"{path}: the network lacks the outputs {sorted(missing)}. Use a bundle made for this version.")

    def run(self, ids: IntArray, shapes: IntArray) -> dict[str, FloatArray]:
        """Every output for one window, by name, each pieces × width."""
        found = self._session.run(self._outputs, {"ids": ids[None], "shapes": shapes[None]})
        return {name: values[0] for name, values in zip(self._outputs, found, strict=True)}
