"""Corpora with names, as texts with labels.

The Universal NER corpus marks persons, organisations and places in the sentences of the English Web Treebank, and in its
training part, by halves, peoples and works. WNUT 2017 marks posts. From other corpora come only the names that they happen
to mark; see `weak`.
"""

from collections import defaultdict
from pathlib import Path
from typing import Any

from training.documents import read_rows
from training.names.labels import BODIES, SPOTS, EntityLabels, Loaded, Name, detokenised, is_people, narrowed, peoples
from training.names.weak import load_ecb, load_muc, load_places, load_reports

UNER_KINDS = {"PER": ("person",), "ORG": BODIES, "LOC": SPOTS, "OTH": ("other",)}
WNUT_KINDS = {
    "person": ("person",),
    "location": SPOTS,
    "group": BODIES,
    "corporation": ("organisation",),
    "product": ("other",),
    "creative-work": ("other",),
}
POSTS = 20  # in one document


def load_uner(path: Path, trees: Path) -> Loaded:
    """The names of a UNER part in the texts of the same part of the treebank: (document, text, labels).

    Both hold the same visible characters, those of a document in the same order; a document that differs is an error.
    """
    sentences: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for sentence in read_rows(path):
        sentences[sentence["meta"]["doc"]].append(sentence)
    loaded = []
    for document in read_rows(trees):
        text = document["text"]
        parts = sentences[document["id"].replace("/", "-", 1)]
        places = [at for at, sign in enumerate(text) if not sign.isspace()]
        if "".join(text.split()) != "".join("".join(part["text"].split()) for part in parts):
            raise ValueError(f"{document['id']}: not the text that UNER marks")
        names, before = [], 0
        for part in parts:
            names += [_placed(part, span, places, before) for span in part["spans"]]
            before += len("".join(part["text"].split()))
        loaded.append((document["id"], text, _labels(text, names)))
    return loaded


def _placed(part: dict[str, Any], span: dict[str, Any], places: list[int], before: int) -> tuple[int, int, str]:
    """A span of a sentence in the characters of its document, of whose visible characters `before` precede the sentence."""
    first = before + len("".join(part["text"][: span["start"]].split()))
    last = first + len("".join(part["text"][span["start"] : span["end"]].split())) - 1
    return places[first], places[last] + 1, span["label"]


def _labels(text: str, marked: list[tuple[int, int, str]]) -> EntityLabels:
    """Peoples are marked by halves: where one isn't marked, nothing is known."""
    names: list[Name] = []
    for start, end, label in sorted(marked):
        kinds = ("nationality",) if label == "OTH" and is_people(text[start:end]) else narrowed(text[start:end], UNER_KINDS[label])
        names.append((start, end, kinds))
    return EntityLabels(names, peoples(text, names))


def load_wnut(path: Path) -> Loaded:
    """WNUT 2017 in documents of several posts, every other one with its tokens joined as people write them."""
    rows = [row for at, row in enumerate(read_rows(path)) if row["spans"] or at % 2]  # half of those without a name will do
    loaded = []
    for number in range(0, len(rows), POSTS):
        text, marked = "", []
        for row in rows[number : number + POSTS]:
            marked += [(len(text) + span["start"], len(text) + span["end"], span["label"]) for span in row["spans"]]
            text += row["text"] + "\n"
        names = [(start, end, narrowed(text[start:end], WNUT_KINDS[label])) for start, end, label in marked]
        labels = EntityLabels(names, peoples(text, names))
        loaded.append((f"wnut17/{number}", *(detokenised(text, labels) if number // POSTS % 2 else (text, labels))))
    return loaded


def load_others(folder: Path) -> Loaded:
    """All texts with names beside the treebank's, from the folder that holds ner/, geo/ and so on."""
    return [
        *load_wnut(folder / "ner" / "wnut17" / "train.jsonl.gz"),
        *load_ecb(folder / "cross_document" / "ecbplus" / "train.jsonl.gz"),
        *load_muc(folder / "events" / "muc4" / "train.jsonl.gz"),
        *load_places(folder / "geo" / "geovirus" / "train.jsonl.gz", one_in=4),
        *load_places(folder / "geo" / "tr_news" / "train.jsonl.gz"),
        *load_reports(folder / "syria" / "fa_kes" / "train.jsonl.gz"),
    ]
