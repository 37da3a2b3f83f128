"""The dev split → how ready each tagger is to open a span, written into a bundle's manifest.

Trained to be right on every piece, the taggers for sources and cues open fewer spans than people do. Of all pairs of
readiness on a grid, the one is taken with the best mean of the four figures that the corpus's scorer gives on dev.
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

GRID = (0.0, 0.25, 0.5, 0.75, 1.0)
FIGURES = ("joint", "source/token", "cue/token", "content/token")


def tune(bundle: Path, corpus: Path) -> dict[str, float]:
    """Find the readiness for sources and cues on `corpus`/polnear/dev.jsonl.gz by `corpus`/score.py; keep it in the manifest."""
    score = runpy.run_path(str(corpus / "score.py"))["score"]
    with gzip.open(corpus / "polnear" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    opened = open_bundle(bundle)
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
    readiness = dict(zip(ROLES, (source, cue, 0.0), strict=True))
    path = bundle / MANIFEST
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(manifest | {"readiness": readiness}, indent=1) + "\n", encoding="utf-8")
    return readiness


def spans(attribution: Attribution) -> dict[str, Any]:
    """An attribution in the read contract's form, as the scorer takes it."""
    return {role: [list(span) for span in getattr(attribution, role)] for role in ROLES}
