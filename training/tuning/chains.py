"""The dev split of OntoGUM → the bar that a chain must pass to be joined.

Trained to be right about every mention, the head links fewer than people do. Of all bars on a grid, that with the best CoNLL
F1 is kept.
"""

import json
from pathlib import Path

import numpy as np

from sayso.model.reading import Reading
from sayso.reader import look
from sayso.reader.bundle import open_bundle
from sayso.reader.heads import coreference, sentences
from sayso.reader.heads.coreference import Found, Scored
from sayso.reader.heads.seen import Seen
from training.conll import Chains, Scores, score
from training.export import amend
from training.heads.coreference import load_ontogum

BARS = tuple(np.arange(-2.0, 0.51, 0.25).tolist())


def tune_chains(bundle: Path, dev: Path) -> None:
    """Choose on `dev` and keep the bar in the bundle."""
    opened = open_bundle(bundle)
    texts = [(look(text, opened), [frozenset(chain) for chain in labels.chains]) for _, text, labels in load_ontogum(dev)]
    found = [(seen, *scored(seen), key) for seen, key in texts]
    figure, bar = max((sum((score(key, chains(*one, bar)) for *one, key in found), Scores()).conll, bar) for bar in BARS)
    amend(bundle, {"coreference.bar": np.array([bar])})
    print(json.dumps({"conll": figure, "bar": bar}))


def scored(seen: Seen) -> tuple[Found, list[Scored]]:
    """All that doesn't depend on the bar."""
    found = coreference.find(seen, [sentence.start for sentence in sentences.decode(seen, Reading())])
    return found, list(coreference.pair_scores(seen, found))


def chains(seen: Seen, found: Found, scores: list[Scored], bar: float) -> Chains:
    starts, ends = seen.pieces.starts[found.spans[:, 0]].tolist(), seen.pieces.ends[found.spans[:, 1] - 1].tolist()
    chained = coreference.chained(found, scores, bar)
    return [frozenset((starts[number], ends[number]) for number in chain) for chain in chained if len(chain) > 1]
