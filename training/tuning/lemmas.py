"""The treebank's train split → the rules of a bundle that say how lemmas are made; see `sayso.reader.lemmas`.

From wide keys to narrow ones, a rule with the commonest script of its words is kept where that makes more lemmas right than the
rules so far do.
"""

from collections import Counter, defaultdict
from pathlib import Path

from sayso.reader.lemmas import IRREGULAR, keys, script
from training.documents import read_rows
from training.export import amend

Word = tuple[str, str, str, str]  # form, lemma, tag, relation


def tune_lemmas(bundle: Path, treebank: Path) -> None:
    """Fit the rules on a treebank's train split and keep them in the bundle."""
    amend(bundle, labels={"syntax.lemma_rules": fit_rules(words(treebank))})


def words(treebank: Path) -> Counter[Word]:
    """The words of a treebank; later parts of a word that was torn in two have the lemma "_" and aren't counted."""
    counts: Counter[Word] = Counter()
    for document in read_rows(treebank):
        columns = document["cols"]
        counts.update(zip(columns["form"], columns["lemma"], columns["upos"], columns["deprel"], strict=True))
    return Counter({word: count for word, count in counts.items() if word[1] != "_"})


def fit_rules(counts: Counter[Word]) -> list[str]:
    """Lines "key script"."""
    wanted = {word: script(word[0], word[1]) for word in counts}
    about: dict[str, list[Word]] = defaultdict(list)
    for word, named in wanted.items():
        if named is not None:
            form, _, tag, relation = word
            for key in keys(form, tag, relation):
                about[key].append(word)
    rules: dict[str, str] = {}
    so_far: dict[Word, str] = {}
    for key in sorted(about, key=lambda key: (_narrowness(key), key)):
        scripts: Counter[str] = Counter()
        right = 0
        for word in about[key]:
            scripts[str(wanted[word])] += counts[word]
            right += counts[word] * (so_far.get(word) == wanted[word])
        (best, most), *_ = scripts.most_common(1)
        if most > right:
            rules[key] = best
            so_far |= dict.fromkeys(about[key], best)
    return [f"{key} {rule}" for key, rule in rules.items()]


def _narrowness(key: str) -> tuple[int, int, int]:
    """Orders keys as `keys` does: endings by their length, then irregular words, then words, each by what else they ask for."""
    part, _, relation, case = key.split(" ")
    kind = 0 if part[0] == "-" else 1 if part == IRREGULAR else 2
    return kind, len(part) if kind == 0 else 0, (relation != "*") + (case != "*")
