"""The dev split → the few numbers that a bundle holds beside what was trained.

First what nearness counts when spans are linked (`linkfit.py`), then how ready each tagger is to open a span. Trained to be
right on every piece, the taggers for sources and cues open fewer spans than people do; of all pairs of readiness on a
grid, the one is taken with the best mean of the four figures that the corpus's scorer gives on dev. Last, what an
attribution's score means: the share of those with such grounds that are right, by logistic regression.
"""

import gzip
import json
import runpy
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from sayso.model.evidence import Span
from sayso.model.reading import Attribution, Reading
from sayso.reader import windows
from sayso.reader.bundle import MANIFEST, Bundle, open_bundle
from sayso.reader.heads.attribution import ROLES, decode, grounded
from sayso.reader.heads.seen import Seen
from training.calibration import fit, judged
from training.documents import whole
from training.export import write_manifest, write_numbers
from training.heads.attribution import load_polnear
from training.linkfit import fit_links

GRID = (-0.25, 0.0, 0.25, 0.5, 0.75, 1.0)
FIGURES = ("joint", "source/token", "cue/token", "content/token")


def tune(bundle: Path, corpus: Path) -> None:
    """Fit all three on `corpus`/polnear/dev.jsonl.gz, by `corpus`/score.py, and keep them in the bundle."""
    scorer = runpy.run_path(str(corpus / "score.py"))
    dev = corpus / "polnear" / "dev.jsonl.gz"
    with gzip.open(dev, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    opened = open_bundle(bundle)
    articles = [whole(document, opened.splitter) for _, document in load_polnear(dev)]
    seen = [look(opened, window.document.text) for window in articles]
    numbers = opened.numbers | fit_links([(window, one.outputs["links"]) for window, one in zip(articles, seen, strict=True)])

    def found(tuned: dict[str, np.ndarray]) -> dict[str, list[Attribution]]:
        return {document["id"]: list(decode(replace(one, numbers=tuned), Reading())) for document, one in zip(documents, seen, strict=True)}

    def worth(pair: tuple[float, float]) -> float:
        tuned = numbers | {"attribution.readiness": np.array([*pair, 0.0], dtype=np.float32)}
        scored = scorer["score"](documents, {name: [spans(one) for one in ones] for name, ones in found(tuned).items()})
        return sum(scored[figure]["f1"] for figure in FIGURES) / len(FIGURES)

    numbers["attribution.readiness"] = np.array([*max(product(GRID, GRID), key=worth), 0.0], dtype=np.float32)
    looked = [replace(one, numbers=numbers) for one in seen]
    numbers["attribution.calibration"] = calibrated(scorer, documents, looked)
    write_numbers(bundle, numbers)
    write_manifest(bundle, json.loads((bundle / MANIFEST).read_text(encoding="utf-8")))


def calibrated(scorer: dict[str, Any], documents: list[dict[str, Any]], seen: list[Seen]) -> np.ndarray:
    """The weights of an attribution's grounds, from those found in these documents."""
    grounds, right = [], []
    for document, one in zip(documents, seen, strict=True):
        found = list(grounded(one))
        spans_of = [dict(zip(ROLES, map(as_lists, parts[:3]), strict=True)) for parts in found]
        for parts, verdict in zip(found, judged(document, spans_of, scorer), strict=True):
            if verdict is not None:
                grounds.append(parts[3])
                right.append(verdict)
    return fit(np.stack(grounds), np.array(right))


def as_lists(found: tuple[Span, ...]) -> list[list[int]]:
    return [list(span) for span in found]


def look(bundle: Bundle, text: str) -> Seen:
    """What the network gives for a text."""
    pieces = bundle.splitter.encode(text)
    return Seen(text, pieces, windows.encode(text, pieces, bundle.splitter, bundle.encoder), bundle.numbers, bundle.labels)


def spans(attribution: Attribution) -> dict[str, Any]:
    """An attribution in the read contract's form, as the scorer takes it."""
    return {role: as_lists(getattr(attribution, role)) for role in ROLES}
