"""The dev split of UNER → two numbers of a bundle: how ready names are to be opened, and the score below which one is left out.

Of all pairs on a grid, that with the best exact F1 of persons, bodies and places. Each sentence is a text of its own, as the
corpus has them.
"""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from sayso.model.reading import Reading
from sayso.reader import look
from sayso.reader.bundle import open_bundle
from sayso.reader.heads import entities
from sayso.reader.heads.seen import Seen
from training.documents import read_rows
from training.export import amend
from training.names.labels import BODIES, SPOTS

READINESS = tuple(np.arange(-1.5, 2.51, 0.25).tolist())
LEAST = tuple(np.arange(0.0, 0.96, 0.05).tolist())
COARSE = {"person": "PER"} | dict.fromkeys(BODIES, "ORG") | dict.fromkeys(SPOTS, "LOC")

Found = list[tuple[tuple[int, int, str], float]]  # names (start, end, kind) with their scores


def tune_names(bundle: Path, dev: Path) -> None:
    """Fit both on `dev` and keep them in the bundle."""
    opened = open_bundle(bundle)
    gold, seen = [], []
    for row in read_rows(dev):
        pieces = opened.splitter.encode(row["text"])
        if len(pieces):
            gold.append({(span["start"], span["end"], span["label"]) for span in row["spans"] if span["label"] in COARSE.values()})
            seen.append(look(row["text"], opened, pieces))
    best = (0.0, 0.0, 0.0)
    for readiness in READINESS:
        found = [names(one, readiness) for one in seen]
        best = max(best, *((f1(gold, found, least), readiness, least) for least in LEAST))
    figure, readiness, least = best
    numbers = {"entities.readiness": np.array([readiness], dtype=np.float32), "entities.least": np.array([least], dtype=np.float32)}
    amend(bundle, numbers)
    print(json.dumps({"names": figure, "readiness": readiness, "least": least}))


def names(seen: Seen, readiness: float) -> Found:
    """Whatever their score."""
    numbers = {"entities.readiness": np.array([readiness], dtype=np.float32), "entities.least": np.zeros(1, dtype=np.float32)}
    found = entities.decode(replace(seen, numbers=numbers), Reading())
    return [((*entity.span, COARSE[entity.kind]), entity.score) for entity in found if entity.kind in COARSE]


def f1(gold: list[set[tuple[int, int, str]]], found: list[Found], least: float) -> float:
    kept = [{name for name, score in names if score >= least} for names in found]
    right = sum(len(one & two) for one, two in zip(gold, kept, strict=True))
    return 2 * right / max(1, sum(len(one) + len(two) for one, two in zip(gold, kept, strict=True)))
