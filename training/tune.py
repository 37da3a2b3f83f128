"""The dev split → the few numbers that a bundle's manifest holds beside the network.

First what nearness counts when spans are linked (`linkfit.py`), then how ready each tagger is to open a span. Trained to be
right on every piece, the taggers for sources and cues open fewer spans than people do; of all pairs of readiness on a
grid, the one is taken with the best mean of the four figures that the corpus's scorer gives on dev.
"""

import gzip
import json
import runpy
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from sayso.model.reading import Attribution
from sayso.reader import windows
from sayso.reader.bundle import MANIFEST, open_bundle
from sayso.reader.heads.attribution import ROLES, decode
from training.corpus import load
from training.linkfit import fit_links

GRID = (0.0, 0.25, 0.5, 0.75, 1.0)
FIGURES = ("joint", "source/token", "cue/token", "content/token")


def tune(bundle: Path, corpus: Path) -> None:
    """Fit both on `corpus`/polnear/dev.jsonl.gz, the readiness by `corpus`/score.py, and keep them in the manifest."""
    score = runpy.run_path(str(corpus / "score.py"))["score"]
    dev = corpus / "polnear" / "dev.jsonl.gz"
    with gzip.open(dev, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    opened = fit_links(open_bundle(bundle), load(dev))
    split = [opened.splitter.encode(document["text"]) for document in documents]
    outputs = [
        windows.encode(document["text"], pieces, opened.splitter, opened.encoder) for document, pieces in zip(documents, split, strict=True)
    ]

    def worth(pair: tuple[float, float]) -> float:
        ready = replace(opened, readiness=np.array([*pair, 0.0], dtype=np.float32))
        found = {
            document["id"]: [spans(one) for one in decode(document["text"], pieces, output, ready)]
            for document, pieces, output in zip(documents, split, outputs, strict=True)
        }
        scored = score(documents, found)
        return sum(scored[figure]["f1"] for figure in FIGURES) / len(FIGURES)

    source, cue = max(product(GRID, GRID), key=worth)
    biases = {"cue": opened.cue_bias, "source": opened.source_bias}
    fitted = {
        "readiness": dict(zip(ROLES, (source, cue, 0.0), strict=True)),
        "link_bias": {name: [round(value, 4) for value in bias.tolist()] for name, bias in biases.items()},
    }
    path = bundle / MANIFEST
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(manifest | fitted, indent=1) + "\n", encoding="utf-8")


def spans(attribution: Attribution) -> dict[str, Any]:
    """An attribution in the read contract's form, as the scorer takes it."""
    return {role: [list(span) for span in getattr(attribution, role)] for role in ROLES}
