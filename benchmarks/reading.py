"""Inside one process and one thread, in processor time: what reading costs beside the network alone, and as reports get many."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from os import devnull
from statistics import median
from time import process_time

import numpy as np
import onnxruntime as ort

import sayso
from benchmarks.figures import Figure
from benchmarks.reports import reports
from sayso.claims import read_claims
from sayso.gazetteer import open_gazetteer
from sayso.reader import read_text
from sayso.reader.bundle import NETWORK, open_bundle, shipped_bundle
from sayso.reader.heads import OUTPUTS
from sayso.reader.windows import SIZE
from sayso.reader.wordpiece import Pieces, WordPiece

ROUND = 20  # reports timed at a time, the network alone and the whole in turn
ROUNDS = 9
GROWTH_LIMIT = 1.15
LENGTH_LIMIT = 1.3  # a short report is one window; a long one is read in windows that overlap, a fifth of it twice

Window = dict[str, "np.ndarray[tuple[int, int], np.dtype[np.int64]]"]


def windows(pieces: Pieces, splitter: WordPiece) -> Iterator[Window]:
    """Every word piece of a text once, in full windows: the least that the network can be asked."""
    for start in range(0, len(pieces), SIZE - 2):
        part = slice(start, start + SIZE - 2)
        ids = np.concatenate([[splitter.first], pieces.ids[part], [splitter.last]])
        shapes = np.concatenate([[0], pieces.shapes[part], [0]])
        yield {"ids": ids[None], "shapes": shapes[None]}


def read_all(batch: Iterable[sayso.Report]) -> float:
    """Seconds of processor time to read a batch and write it as JSON Lines to nowhere."""
    with open(devnull, "w", encoding="utf-8") as sink:  # noqa: PTH123 - no file
        begun = process_time()
        for read in sayso.read_many(batch):
            sink.write(json.dumps(sayso.to_contract(read), ensure_ascii=False) + "\n")
        return process_time() - begun


def overhead(rounds: int = ROUNDS) -> Iterator[Figure]:
    """All of `sayso read` against one plain pass of its network over the same word pieces."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = ort.InferenceSession(str(shipped_bundle() / NETWORK), options, providers=["CPUExecutionProvider"])
    splitter = open_bundle().splitter
    source = reports(ROUND * (rounds + 1))
    ratios, words, seconds = [], 0, 0.0
    while batch := list(islice(source, ROUND)):
        asked = [window for report in batch for window in windows(splitter.encode(report.text), splitter)]
        begun = process_time()
        for window in asked:
            session.run(list(OUTPUTS), window)
        alone = process_time() - begun
        whole = read_all(batch)
        ratios.append(whole / alone)
        words, seconds = words + sum(len(report.text.split()) for report in batch), seconds + whole
    yield Figure("reading ÷ the network alone, same word pieces", median(ratios[1:]), "times", None)
    yield Figure("words read a second of processor time, one thread", words / seconds, "words/s", None)


def claims(rounds: int = 4) -> Iterator[Figure]:
    """What the claims cost on top of the reader, by the least of several rounds of each."""
    bundle, gazetteer = open_bundle(), open_gazetteer()
    batch = list(reports(4 * ROUND))
    readings = [read_text(report.text, bundle) for report in batch]
    reader, claiming = [], []
    for _ in range(rounds):
        begun = process_time()
        for report in batch:
            read_text(report.text, bundle)
        reader.append(process_time() - begun)
        begun = process_time()
        for report, reading in zip(batch, readings, strict=True):
            read_claims(report, reading, gazetteer)
        claiming.append(process_time() - begun)
    yield Figure("claims ÷ the reader", min(claiming) / min(reader), "times", 0.4)


def growth(counts: tuple[int, ...]) -> Iterator[Figure]:
    """Processor time a word, at each count against the first; the first is repeated until it is long enough to be timed."""
    read_all(reports(ROUND))
    costs = []
    for count in counts:
        repeats = max(1, 200 // count)
        words = sum(len(report.text.split()) for report in reports(count))
        costs.append(median(read_all(reports(count)) for _ in range(min(repeats, 9))) / words)
    for count, cost in zip(counts[1:], costs[1:], strict=True):
        yield Figure(f"cost of a word, {count:,} reports ÷ {counts[0]}", cost / costs[0], "times", GROWTH_LIMIT)


def length(characters: int = 1_000_000) -> Iterator[Figure]:
    """Processor time a word of one endless line against that of ordinary reports."""
    batch = list(reports(200))
    words = sum(len(report.text.split()) for report in batch)
    text = " ".join(" ".join(report.text.split()) for report in reports(characters // 1_000))[:characters]
    ordinary = read_all(batch) / words
    endless = read_all([sayso.Report("endless", text)]) / len(text.split())
    yield Figure("cost of a word, one report of 1 MB ÷ ordinary ones", endless / ordinary, "times", LENGTH_LIMIT)
