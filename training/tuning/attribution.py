"""The dev split → the few numbers that a bundle holds beside what was trained.

First what nearness counts when spans are linked (`links.py`). Then how ready each tagger is to open a span (trained to be
right on every piece, they open fewer than people do), what an attribution's score means (`calibration.py`), and the score
below which one is left out: of all choices on a grid, that with the best mean of the four figures that the corpus's scorer
gives on dev, where the scores of each half of the articles are calibrated on the other half.
"""

import json
import runpy
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from sayso.model.evidence import Span
from sayso.reader import look
from sayso.reader.arrays import FloatArray
from sayso.reader.bundle import open_bundle
from sayso.reader.heads.attribution import ROLES, grounded
from sayso.reader.heads.seen import Seen
from training.documents import read_rows, whole
from training.export import amend
from training.heads.attribution import load_polnear
from training.tuning.calibration import fit, judged, reliability
from training.tuning.links import fit_links

READINESS = tuple(product((0.0, 0.5, 1.0), (0.0, 0.5, 1.0), (0.0, 0.5)))  # of source, cue, content
LEAST = (0.0, 0.15, 0.25, 0.35, 0.45)
FIGURES = ("joint", "source/token", "cue/token", "content/token")


@dataclass(frozen=True)
class Candidate:
    """An attribution that a head finds: its spans in the read contract's form, the grounds of its score, whether it is right.

    `right` is None where an annotator's own mark leaves it uncounted.
    """

    spans: dict[str, list[list[int]]]
    grounds: FloatArray
    right: bool | None


def tune_attribution(bundle: Path, corpus: Path) -> None:
    """Fit all on `corpus`/polnear/dev.jsonl.gz, by `corpus`/score.py, and keep them in the bundle."""
    scorer = runpy.run_path(str(corpus / "score.py"))
    dev = corpus / "polnear" / "dev.jsonl.gz"
    documents = read_rows(dev)
    opened = open_bundle(bundle)
    articles = [whole(document, opened.splitter) for _, document in load_polnear(dev)]
    seen = [look(window.document.text, opened, window.pieces) for window in articles]
    numbers = opened.numbers | fit_links([(window, one.outputs["links"]) for window, one in zip(articles, seen, strict=True)])
    best = (0.0, READINESS[0], LEAST[0])
    for readiness in READINESS:
        ready = numbers | {"attribution.readiness": np.array(readiness, dtype=np.float32)}
        found = [candidates(document, replace(one, numbers=ready), scorer) for document, one in zip(documents, seen, strict=True)]
        scores = halved(found)
        for least in LEAST:
            best = max(best, (worth(documents, found, scores, least, scorer), readiness, least))
    _, readiness, least = best
    numbers |= {"attribution.readiness": np.array(readiness, dtype=np.float32), "attribution.least": np.array([least], dtype=np.float32)}
    found = [candidates(document, replace(one, numbers=numbers), scorer) for document, one in zip(documents, seen, strict=True)]
    amend(bundle, numbers | {"attribution.calibration": calibrated(found)})
    judgements = [
        (score, one.right) for scores, ones in zip(halved(found), found, strict=True) for score, one in zip(scores, ones, strict=True)
    ]
    counted = [(score, right) for score, right in judgements if right is not None]
    print(json.dumps({"worth": best[0], "readiness": readiness, "least": least, "reliability": reliability(counted)}))


def candidates(document: dict[str, Any], seen: Seen, scorer: dict[str, Any]) -> list[Candidate]:
    """All attributions that the head finds in a document, whatever their score."""
    found = [(dict(zip(ROLES, map(as_lists, spans), strict=True)), grounds) for *spans, grounds in grounded(seen)]
    verdicts = judged(document, [spans for spans, _ in found], scorer)
    return [Candidate(spans, grounds, right) for (spans, grounds), right in zip(found, verdicts, strict=True)]


def calibrated(found: Sequence[list[Candidate]]) -> FloatArray:
    """The weights of an attribution's grounds, from those found in these documents."""
    counted = [(one.grounds, one.right) for ones in found for one in ones if one.right is not None]
    return fit(np.stack([grounds for grounds, _ in counted]), np.array([right for _, right in counted]))


def halved(found: Sequence[list[Candidate]]) -> list[list[float]]:
    """The scores of each document's candidates, calibrated on every other document but its own half."""
    weights = [calibrated(found[1::2]), calibrated(found[::2])]
    return [[float(1 / (1 + np.exp(-one.grounds @ weights[at % 2]))) for one in ones] for at, ones in enumerate(found)]


def worth(
    documents: list[dict[str, Any]], found: Sequence[list[Candidate]], scores: Sequence[list[float]], least: float, scorer: dict[str, Any]
) -> float:
    """The mean of the FIGURES where candidates below `least` are left out."""
    kept = {
        document["id"]: [one.spans for one, score in zip(ones, values, strict=True) if score >= least]
        for document, ones, values in zip(documents, found, scores, strict=True)
    }
    scored = scorer["score"](documents, kept)
    return float(sum(scored[figure]["f1"] for figure in FIGURES) / len(FIGURES))


def as_lists(found: tuple[Span, ...]) -> list[list[int]]:
    return [list(span) for span in found]
