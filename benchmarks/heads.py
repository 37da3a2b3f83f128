"""What the heads cost beside the encoder: their layers in the network, and the decoding of what these give."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Any

import onnxruntime as ort

from benchmarks.figures import Figure
from benchmarks.reading import windows
from benchmarks.reports import reports
from sayso.model.reading import Reading
from sayso.reader import look
from sayso.reader.bundle import NETWORK, open_bundle, shipped_bundle
from sayso.reader.heads import HEADS, OUTPUTS

REPORTS = 60
ROUNDS = 5
LIMIT = 0.35


def heads(folder: Path) -> Iterator[Figure]:
    """Each head's decoding and all layers of the heads, as shares of the encoder's time, on the same reports in one thread."""
    bundle = open_bundle()
    texts = [report.text for report in islice(reports(REPORTS), REPORTS)]
    layers = _layers(folder, texts)  # as a share of the encoder's time
    seconds = dict.fromkeys(("look", *(head.NAME for head in HEADS)), 0.0)
    for text in texts:
        spent, seen = _least(lambda: look(text, bundle))  # noqa: B023 - called at once
        seconds["look"] += spent
        reading = Reading()
        for head in HEADS:
            spent, found = _least(lambda: head.decode(seen, reading))  # noqa: B023
            reading = replace(reading, **{head.FIELD: found})
            seconds[head.NAME] += spent
    encoder = seconds.pop("look") / (1 + layers)
    yield Figure("the heads' layers ÷ the encoder", layers, "times", None)
    for name, spent in seconds.items():
        yield Figure(f"decoding {name} ÷ the encoder", spent / encoder, "times", None)
    yield Figure("all heads ÷ the encoder", layers + sum(seconds.values()) / encoder, "times", LIMIT)


def _least(work: Callable[[], Any]) -> tuple[float, Any]:
    """The least processor time of several rounds, and what the work gives: other work on the machine only adds."""
    times = []
    for _ in range(ROUNDS):
        begun = process_time()
        found = work()
        times.append(process_time() - begun)
    return min(times), found


def _layers(folder: Path, texts: list[str]) -> float:
    """The time in the heads' layers over that in the encoder, as onnxruntime measures each node of the network."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_profiling = True
    options.profile_file_prefix = str(folder / "profile")
    session = ort.InferenceSession(str(shipped_bundle() / NETWORK), options, providers=["CPUExecutionProvider"])
    splitter = open_bundle().splitter
    for text in texts:
        for window in windows(splitter.encode(text), splitter):
            session.run(list(OUTPUTS), window)
    events = json.loads(Path(session.end_profiling()).read_text(encoding="utf-8"))
    nodes = [event for event in events if event.get("cat") == "Node" and event["name"].endswith("kernel_time")]
    # A head's layer is called after its output: /network/tags/MatMul, or /network/attribution/tags/MatMul.
    in_heads = sum(event["dur"] for event in nodes if not OUTPUTS.keys().isdisjoint(event["name"].split("/")))
    return float(in_heads / (sum(event["dur"] for event in nodes) - in_heads))
