"""Numbers and figures against labelled corpora: NewsQuant, MUC-4's numbers of human targets, two libraries' own test sentences.

NewsQuant comes as a test part only; every second sentence was developed on, "held out" is the other half. MUC-4's mixed-case
part was looked at as a whole.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from sayso.claims.figures.find import find_figures
from sayso.claims.grammar import Grammar
from sayso.model.evidence import Span
from sayso.reader import read_text
from sayso.reader.bundle import Bundle
from tests.accuracy.amounts import Amount, find_amounts
from tests.accuracy.corpora import documents

pytestmark = pytest.mark.accuracy

Row = dict[str, Any]
Floors = dict[str, dict[str, float]]
Value = tuple[float, float]  # low and high as written, whatever bounds them

# NewsQuant's own rules. Vague words are ranges of a power of ten; an age that stands beside a name is none of its quantities.
_VAGUE = re.compile(r"(?:tens|dozens|scores|hundreds|thousands|millions|billions)\b")
_DOZENS, _SCORES = 24, 40
_AGED = re.compile(r"(?:aged?|ages|age of|under|over) $", re.IGNORECASE)
_FROM, _TO = re.compile(r"\bfrom $"), re.compile(r"(?:[^,;.]{0,30}\W)?to ")


def _change(amount: Amount) -> str:
    """How NewsQuant writes a bound or a trend: a bound goes before a trend, but for those that say "almost"."""
    bound = amount.quantity.bound
    if amount.quantity.form == "vague":
        return "="
    if bound in ("above", "least"):
        return ">"
    if amount.quantity.approximate:
        return "~"
    return amount.trend or {"most": "<", "below": "<", "nearly": "~"}.get(bound, "=")


def _value(amount: Amount) -> Value:
    low, high = amount.quantity.written
    if amount.quantity.form != "vague":
        return low, high
    least = {_DOZENS: 12, _SCORES: 20}.get(int(low), 10 ** int(math.log10(low)))
    return least, 10 * least


def _is_quantity(text: str, amount: Amount) -> bool:
    form, before, words = amount.quantity.form, text[: amount.span.start][-9:], amount.span.of(text).lower()
    if amount.kind in ("date", "label") or form == "article" or (form == "zero" and not words.startswith("zero")):
        return False
    if amount.kind == "age" and not amount.unit and not _AGED.search(before):
        return False
    return form != "vague" or _VAGUE.search(words) is not None


def _predicted(text: str) -> Iterator[tuple[Value, str]]:
    """The quantities of a text; "rose from 240 to 273" is one range to NewsQuant."""
    amounts = find_amounts(text)
    taken = 0
    for number, amount in enumerate(amounts):
        if number < taken or not _is_quantity(text, amount):
            continue
        low, high = _value(amount)
        following = amounts[number + 1] if number + 1 < len(amounts) else None
        if following and low == high and _is_end(text, amount, following):
            high, taken = following.quantity.written[0], number + 2
        yield (low, high), _change(amount)


def _is_end(text: str, amount: Amount, following: Amount) -> bool:
    gap = text[amount.span.end : following.span.start]
    plain = following.quantity.form in ("digits", "words") and following.quantity.written[0] == following.quantity.written[1]
    counts = following.kind not in ("date", "label")
    return plain and counts and _FROM.search(text[: amount.span.start]) is not None and _TO.fullmatch(gap) is not None


def _labelled(quantity: Row) -> tuple[Value, str]:
    if quantity["low"] is not None:
        return (quantity["low"], quantity["high"]), quantity.get("change", "=")
    low, _, high = quantity["value"].partition("-")
    return (float(low), float(high)), quantity.get("change", "=")


def _same(left: Value, right: Value) -> bool:
    return all(math.isclose(one, other, rel_tol=1e-5, abs_tol=1e-8) for one, other in zip(left, right, strict=True))


def _scored(rows: Sequence[Row]) -> dict[str, float]:
    """F1 of values, and of values with their bound or trend; each label is matched by one prediction at most."""
    labels = predictions = values = changes = 0
    for row in rows:
        gold, left = [_labelled(one) for one in row["labels"]["quantities"]], list(_predicted(row["text"]))
        labels, predictions = labels + len(gold), predictions + len(left)
        for value, change in gold:
            fitting = sorted((one for one in left if _same(one[0], value)), key=lambda one: one[1] != change)
            if fitting:
                left.remove(fitting[0])
                values, changes = values + 1, changes + (fitting[0][1] == change)
    return {"value F1": 2 * values / (labels + predictions), "value and bound F1": 2 * changes / (labels + predictions)}


def test_newsquant(yardsticks: Path, floors: Floors, compare: Callable[..., None]) -> None:
    rows = documents(yardsticks / "figures/newsquant/test.jsonl.gz")
    held_out = {f"{name}, held out": score for name, score in _scored(rows[1::2]).items()}
    compare("NewsQuant", _scored(rows) | held_out, floors["newsquant"])


def test_recognizers_text(yardsticks: Path, floors: Floors, compare: Callable[..., None]) -> None:
    rows = [row for row in documents(yardsticks / "figures/recognizers_text/test.jsonl.gz") if row["labels"]["quantities"]]
    compare("Recognizers-Text, by CQE", {"value F1": _scored(rows)["value F1"]}, floors["recognizers_text"])


def test_quantulum3(yardsticks: Path, floors: Floors, compare: Callable[..., None]) -> None:
    """Of the quantities in that library's tests, how many are found with their value, the middle of a range."""
    found = total = 0
    for row in documents(yardsticks / "figures/quantulum3_tests/test.jsonl.gz"):
        amounts = [(amount.span, sum(amount.quantity.written) / 2) for amount in find_amounts(row["text"])]
        for label in row.get("spans", ()):
            span, value = Span(label["start"], label["end"]), float(label["attrs"]["value"])
            total += 1
            found += any(one.overlaps(span) and math.isclose(middle, value, rel_tol=1e-5) for one, middle in amounts)
    compare("quantulum3's tests", {"value recall": found / total}, floors["quantulum3"])


def test_muc4_bounds(yardsticks: Path, bundle: Bundle, floors: Floors, compare: Callable[..., None]) -> None:
    """Of the human targets with a number other than one or "plural", how many have a figure with just that low and high."""
    exact: list[bool] = []
    for row in documents(yardsticks / "figures/muc4_bounds/test_mixed_case.jsonl.gz"):
        wanted = {(label["target"], label["low"], label["high"]) for label in row["labels"]["figures"] if label.get("target")}
        wanted = {one for one in wanted if one[1:] not in ((1, 1), (2, None))}
        if wanted:
            reading = read_text(row["text"], bundle)
            found = find_figures(row["text"], reading.sentences, Grammar(row["text"], reading.tokens))
            ends = {(one.figure.low, one.figure.high) for one in found}
            exact.extend(one[1:] in ends for one in wanted)
    compare("MUC-4, numbers of human targets", {"exact": sum(exact) / len(exact)}, floors["muc4_bounds"])
