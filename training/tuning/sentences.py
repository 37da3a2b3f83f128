"""The dev part of a treebank → how ready the reader is to begin a sentence: of a grid, what gives the best F1 of sentence starts."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from sayso.model.reading import Reading
from sayso.reader import look
from sayso.reader.bundle import open_bundle
from sayso.reader.heads import sentences
from training.export import amend
from training.heads.syntax import load_ewt

READINESS = tuple(np.arange(-1.0, 1.01, 0.25).tolist())


def tune_sentences(bundle: Path, dev: Path) -> None:
    """Fit it on the treebank's part `dev` and keep it in the bundle."""
    opened = open_bundle(bundle)
    texts = [(look(text, opened), {labels.tokens[first][0] for first, _ in labels.sentences}) for _, text, labels in load_ewt(dev)]
    figures = []
    for readiness in READINESS:
        right = total = 0
        for seen, gold in texts:
            ready = replace(seen, numbers=seen.numbers | {"sentences.readiness": np.array([readiness], dtype=np.float32)})
            found = {sentence.start for sentence in sentences.decode(ready, Reading())}
            right, total = right + len(gold & found), total + len(gold) + len(found)
        figures.append((2 * right / total, readiness))
    figure, readiness = max(figures)
    amend(bundle, {"sentences.readiness": np.array([readiness], dtype=np.float32)})
    print(json.dumps({"sentences": figure, "readiness": readiness}))
