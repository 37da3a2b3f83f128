"""The corpora that the reader learns from, as documents: each text once, with all that is known of it.

Only training parts, and only of corpora whose licence is open or that state none; see the model card.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.documents import Document, Labels, read_rows
from training.heads.attribution import load_polnear
from training.heads.coreference import load_ontogum
from training.heads.sentences import SentenceLabels
from training.heads.syntax import load_ewt
from training.names.corpora import load_others, load_uner


@dataclass(frozen=True)
class Corpus:
    """Documents that carry the same kinds of labels, and how they are drawn.

    `share` of them are seen in an epoch, all in turn; `bare` is the chance that one loses all punctuation;
    `whole` documents keep their windows together in a batch, since what they label reaches across windows.
    """

    name: str
    documents: list[Document]
    share: float = 1.0
    bare: float = 0.06
    whole: bool = False

    def drawn(self, epoch: int, chance: random.Random) -> Iterator[Document]:
        order = list(range(len(self.documents)))
        random.Random(self.name).shuffle(order)
        count = round(self.share * len(order))
        begin = epoch * count
        taken = [order[(begin + number) % len(order)] for number in range(count)]
        chance.shuffle(taken)
        yield from (self.documents[number] for number in taken)


def load(folder: Path) -> list[Corpus]:
    """All training corpora, from the folder that holds attribution/, parse/, ner/ and coref/."""
    return [
        Corpus("polnear", _attributions(folder), share=0.6, bare=0.15),
        Corpus("ewt", _treebank(folder), bare=0.35),
        Corpus("entities", [Document(text, {"entities": labels}) for _, text, labels in load_others(folder)], share=0.8),
        Corpus("ontogum", _coreference(folder), whole=True),
    ]


def unlabelled(folder: Path) -> Corpus:
    """Reports of a war that carry no labels, from which only a teacher's answers can be learnt."""
    rows = read_rows(folder / "syria" / "fa_kes" / "train.jsonl.gz")
    return Corpus("reports", [Document(row["text"], {}) for row in rows], share=0.25)


def _attributions(folder: Path) -> list[Document]:
    return [document for _, document in load_polnear(folder / "attribution" / "polnear" / "train.jsonl.gz")]


def _treebank(folder: Path) -> list[Document]:
    """The English Web Treebank with the names that UNER marks in it."""
    trees = folder / "parse" / "ud_ewt" / "train.jsonl.gz"
    names = {identifier: labels for identifier, _, labels in load_uner(folder / "ner" / "uner_ewt" / "train.jsonl.gz", trees)}
    documents = []
    for identifier, text, syntax in load_ewt(trees):
        starts = SentenceLabels([syntax.tokens[first][0] for first, _ in syntax.sentences])
        labels: dict[str, Labels] = {"syntax": syntax, "sentences": starts}
        if identifier in names:
            labels["entities"] = names[identifier]
        documents.append(Document(text, labels))
    return documents


def _coreference(folder: Path) -> list[Document]:
    return [Document(text, {"coreference": labels}) for _, text, labels in load_ontogum(folder / "coref" / "ontogum" / "train.jsonl.gz")]
