"""The read contract, byte for byte, on readings made by hand, so that only what follows the reader can change it.

To write `read.jsonl` anew on purpose: SAYSO_WRITE_GOLDEN=1 make test ARGS=tests/golden, then read its difference.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from sayso.claims import read_claims
from sayso.model.evidence import Report, Span
from sayso.model.reading import Attribution, Reading, Token
from sayso.publish.contract import to_contract

GOLDEN = Path(__file__).with_name("read.jsonl")
WRITE = bool(os.environ.get("SAYSO_WRITE_GOLDEN"))

SHELLING = """\
Shells struck the grain market in Orvest on Saturday, killing at least 12 people and injuring dozens, Mina Okoro, the mayor, said.

“They were buying bread,” she told reporters at the hospital. Among the dead were four children, she said.

The defence ministry denied that its forces had fired on the town. No one was killed by its shells, a spokesman said.
"""

CEASEFIRE = """\
GENEVA — Between 50,000 and 100,000 people are trapped in Lower Senn, the UN envoy Tomas Brandl said. Around 1,500 of them are fighters.

The Senn Observatory, citing a rebel commander, reported that nearly 40 civilians had died since Monday. The monitor said on Twitter \
that more than 200 were missing.

Nothing has been heard of the ceasefire.
"""

THREAD = """\
@valleywatch: Several people hurt at the bridge in Brenna 😢 says local council
@kel_adamar: the army says nobody died. I don't believe it\u00ad
"""


def attribution(text: str, source: str, cue: str, *content: str) -> Attribution:
    """An attribution by its words; "…" in a content stands for the words between. A source of "" is none."""
    contents = [re.search(re.escape(words).replace("…", ".*?"), text, re.DOTALL) for words in content]
    spans = tuple(Span(*found.span()) for found in contents if found)
    assert len(spans) == len(content)
    # The cue that stands nearest to the content, the source that stands nearest to the cue.
    at_cue = nearest(text, cue, spans[0])
    return Attribution((nearest(text, source, at_cue),) if source else (), (at_cue,), spans, 0.9)


def nearest(text: str, words: str, span: Span) -> Span:
    found = [Span(*match.span()) for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    return min(found, key=lambda other: max(other.start - span.end, span.start - other.end))


def sentences(text: str) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in re.finditer(r"\S(?:[^.\n]|\.(?!\s))*[.]?", text))


def reading(text: str, *attributions: Attribution) -> Reading:
    return Reading(sentences(text), attributions, "made by hand")


SIEGE = """\
Rebels besieged Hallin. The army retook the town, the governor said.
"""
# Word, tag, head, relation.
SIEGE_TOKENS = [
    ("Rebels", "NOUN", 1, "nsubj"), ("besieged", "VERB", None, "root"), ("Hallin", "PROPN", 1, "obj"), (".", "PUNCT", 1, "punct"),
    ("The", "DET", 5, "det"), ("army", "NOUN", 6, "nsubj"), ("retook", "VERB", 12, "ccomp"), ("the", "DET", 8, "det"),
    ("town", "NOUN", 6, "obj"), (",", "PUNCT", 12, "punct"), ("the", "DET", 11, "det"), ("governor", "NOUN", 12, "nsubj"),
    ("said", "VERB", None, "root"), (".", "PUNCT", 12, "punct"),
]  # fmt: skip
LEMMAS = {"Rebels": "rebel", "besieged": "besiege", "said": "say"}


def tokens(text: str) -> Iterator[Token]:
    end = 0
    for word, tag, head, relation in SIEGE_TOKENS:
        start = text.index(word, end)
        end = start + len(word)
        yield Token(Span(start, end), LEMMAS.get(word, word), tag, head, relation)


MADE = [
    (
        Report("shelling", SHELLING, "The Marlow Post", date(2031, 5, 12), "Shells strike market", "https://marlow.example/1", "en"),
        reading(
            SHELLING,
            attribution(SHELLING, "Mina Okoro, the mayor,", "said", "Shells struck…dozens"),
            attribution(SHELLING, "she", "told", "“They were buying bread,”"),
            attribution(SHELLING, "she", "said", "Among the dead were four children"),
            attribution(SHELLING, "The defence ministry", "denied", "that its forces had fired on the town"),
            attribution(SHELLING, "a spokesman", "said", "No one was killed by its shells"),
        ),
    ),
    (
        Report("ceasefire", CEASEFIRE, "Southern Courier", None, None, None, "en"),
        reading(
            CEASEFIRE,
            attribution(CEASEFIRE, "the UN envoy Tomas Brandl", "said", "Between 50,000…in Lower Senn"),
            attribution(CEASEFIRE, "a rebel commander", "citing", "that nearly 40 civilians had died since Monday"),
            attribution(CEASEFIRE, "The Senn Observatory", "reported", "that nearly 40 civilians had died since Monday"),
            attribution(CEASEFIRE, "The monitor", "said", "that more than 200 were missing"),
        ),
    ),
    (
        Report("siege", SIEGE, "The Lantern", date(2031, 5, 12), None, None, "en"),
        replace(reading(SIEGE, attribution(SIEGE, "the governor", "said", "The army retook the town")), tokens=tuple(tokens(SIEGE))),
    ),
    (
        Report("thread", THREAD),
        reading(
            THREAD,
            attribution(THREAD, "local council", "says", "Several people hurt at the bridge in Brenna"),
            attribution(THREAD, "the army", "says", "nobody died"),
            attribution(THREAD, "I", "don't believe", "it\u00ad"),
        ),
    ),
]


def test_the_contract_is_what_it_was() -> None:
    made = "".join(json.dumps(to_contract(read_claims(*one)), ensure_ascii=False) + "\n" for one in MADE)
    if WRITE:
        GOLDEN.write_text(made, encoding="utf-8", newline="")
    assert made.encode() == GOLDEN.read_bytes()


def test_the_golden_file_was_not_just_written() -> None:
    assert not WRITE, "unset SAYSO_WRITE_GOLDEN, and read what has changed in read.jsonl before you commit it"
