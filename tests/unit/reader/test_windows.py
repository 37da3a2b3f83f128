"""Long texts are read in windows whose seams don't show."""

from dataclasses import dataclass, field
from typing import cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reader import read_text, windows
from sayso.reader.arrays import FloatArray, IntArray
from sayso.reader.bundle import Bundle
from sayso.reader.encoder import Encoder
from sayso.reader.windows import CORE, LEAST, MARGIN, SIZE
from sayso.reader.wordpiece import Pieces, WordPiece

WORDS = "the mayor of a town said that its people had left it by night and no help came from any side".split()
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", ".", "!", '"', *WORDS]


@dataclass
class FakeEncoder:
    """Gives the ids back as its only output, and remembers the windows that it ran."""

    ran: list[list[int]] = field(default_factory=list)
    shapes: list[list[int]] = field(default_factory=list)

    def run(self, ids: IntArray, shapes: IntArray) -> dict[str, FloatArray]:
        self.ran.append(ids.tolist())
        self.shapes.append(shapes.tolist())
        return {"ids": ids[:, None].astype(np.float32)}


def encode(text: str) -> tuple[Pieces, FakeEncoder, dict[str, FloatArray]]:
    splitter, encoder = WordPiece(VOCABULARY), FakeEncoder()
    pieces = splitter.encode(text)
    return pieces, encoder, windows.encode(text, pieces, splitter, cast(Encoder, encoder))


def prose(seed: int, sentences: int, paragraph: int = 3) -> str:
    """Sentences of 4 to 30 words, `paragraph` of them to a paragraph."""
    random = np.random.default_rng(seed)
    made = [" ".join(random.choice(WORDS, random.integers(4, 31))) + "." for _ in range(sentences)]
    return "\n\n".join(" ".join(made[at : at + paragraph]) for at in range(0, sentences, paragraph))


def words(seed: int, count: int) -> str:
    return " ".join(np.random.default_rng(seed).choice(WORDS, count))


TEXTS = {
    "one piece": "the",
    "exactly a window": words(1, SIZE - 2),
    "one more than a window": words(1, SIZE - 1),
    "just over what is kept": words(1, CORE + 1),
    "no sentence end": words(2, 5000),
    "one word over and over": "the " * 3000,
    "only symbols": "!" * 3000,
    "prose": prose(3, 200),
    "one paragraph": prose(4, 200, paragraph=200),
    "a line a sentence": prose(5, 200, paragraph=1),
    "Windows line ends": prose(6, 100).replace("\n", "\r\n"),
    "one line break": words(7, 1000) + "\n" + words(8, 1000),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_every_piece_has_one_row_in_order(text: str) -> None:
    pieces, _, outputs = encode(text)
    assert outputs["ids"][:, 0].astype(int).tolist() == pieces.ids.tolist()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_no_window_is_longer_than_in_training_and_each_has_its_marks(text: str) -> None:
    _, encoder, _ = encode(text)
    for ran, shapes in zip(encoder.ran, encoder.shapes, strict=True):
        assert len(ran) == len(shapes) <= SIZE
        assert (ran[0], ran[-1]) == (VOCABULARY.index("[CLS]"), VOCABULARY.index("[SEP]"))
        assert (shapes[0], shapes[-1]) == (0, 0)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_neighbouring_windows_share_a_margin_on_both_sides_of_their_cut(text: str) -> None:
    pieces, encoder, _ = encode(text)
    total, at = len(pieces), 0
    lengths = [len(ran) - 2 for ran in encoder.ran]
    for number, length in enumerate(lengths):
        begin = 0 if number == 0 else at - 2 * MARGIN  # the cut is MARGIN before the last window's end
        begin = max(begin, 0)
        assert encoder.ran[number][1:-1] == pieces.ids[begin : begin + length].tolist()
        kept = length - (MARGIN if number else 0) - (MARGIN if number < len(lengths) - 1 else 0)
        if 0 < number < len(lengths) - 1:
            assert LEAST <= kept <= CORE
        at = begin + length
    assert at == total


def test_a_short_text_is_one_window() -> None:
    _, encoder, _ = encode(words(1, SIZE - 2))
    assert len(encoder.ran) == 1


@pytest.mark.parametrize("text", ["", " \n\n ", "\u00ad"])
def test_a_text_without_pieces_runs_nothing(text: str) -> None:
    _, encoder, outputs = encode(text)
    assert (encoder.ran, outputs) == ([], {})


def test_cuts_stand_at_line_breaks_where_there_are_some_and_at_sentence_ends_otherwise() -> None:
    for paragraph, sign in ((2, "\n"), (1000, ".")):
        text = prose(9, 300, paragraph)
        pieces = WordPiece(VOCABULARY).encode(text)
        firsts = [first for first, *_ in windows._windows(text, pieces)][1:]
        assert len(firsts) > 10
        assert all(text[: pieces.starts[first]].rstrip(" \n" if sign == "." else " ").endswith(sign) for first in firsts)


PADDINGS = [prose(seed, seed - 15, paragraph) for seed in range(40, 60) for paragraph in (1, 4)]
PADDINGS += [words(seed, 37 * seed) + sign for seed in range(10, 25) for sign in (" ", ". ", "\n")]


def test_a_long_text_ends_in_the_same_windows_whatever_stands_in_front_of_it() -> None:
    end = prose(10, 120)
    alone = encode(end)[1].ran
    same_from = set()
    for padding in PADDINGS:
        ran = encode(f"{padding}\n\n{end}")[1].ran
        differ = (number for number, (one, other) in enumerate(zip(reversed(ran), reversed(alone), strict=False)) if one != other)
        same_from.add(next(differ, len(alone)))
    assert len(alone) > 10
    assert min(same_from) > len(alone) // 2  # the last windows are the very same ones


def test_blank_space_at_the_end_is_looked_through_once() -> None:
    text = TEXTS["prose"]
    assert encode(text + "\n" * 1_000_000)[1].ran == encode(text)[1].ran  # would take an hour if each line break looked anew


@settings(deadline=None)  # a busy processor is no failure
@given(st.lists(st.sampled_from([*WORDS, ".", "!", '"', "\n", "\n\n", "\r\n", "\u00ad", "é"]), max_size=1500))
def test_any_text_keeps_all_its_pieces(parts: list[str]) -> None:
    pieces, encoder, outputs = encode(" ".join(parts))
    assert (outputs["ids"][:, 0].astype(int).tolist() if outputs else []) == pieces.ids.tolist()
    assert all(len(ran) <= SIZE for ran in encoder.ran)


FILLER = [
    "The town of Orvest lies on the upper Senn, where the old road to the coast leaves the valley. Its market opens twice a week.",
    "“We have had four dry years,” said Pell Adamar, who keeps goats above the reservoir. He does not expect the wells to last.",
    "Prices for flour rose by a tenth in May, according to the statistics office. It gave no reason for the rise.",
    "A new bridge was promised in spring. Nothing has been built since, and the ferry still runs only when the river is low enough.",
    "The council met behind closed doors on Tuesday. Members told reporters afterwards that they had talked about schools, the harvest, "
    "the state of the road, the ferry, the two new wells near the mill and, at some length, the coming fair. No vote was taken.",
    "Snow fell above the pass.",
    "Teachers say that one class in five now meets in a tent; the ministry of education puts it at one in nine. Both counts are from "
    "the start of the school year, before the families from Lower Senn arrived.",
]
ENDINGS = [
    (
        "Shells struck the grain market in Orvest shortly after dawn on Saturday, witnesses said. Two stalls burned down.",
        "It was the third attack on a market in the valley since the new year. In the two before it, nobody was held to account, and the "
        "stalls were open again within the week, because there is no other place for forty miles where flour can be bought.",
        "People carried the wounded to the clinic on doors and in wheelbarrows. The road to the city has been closed for a month.",
        "Mina Okoro, the mayor, said at least 12 people were killed. “They were buying bread,” she told reporters at the hospital.",
        "The defence ministry denied that its forces had fired on the town. It said rebels had shelled the market themselves.",
        "The Senn Observatory, which watches the war through a network of volunteers, put the toll at 19, among them four children.",
    ),
    (
        "The ceasefire around Lower Senn was due to begin at midnight. Neither side said publicly how it would be watched.",
        "Buses stood in a long row on the bridge, their engines running. By two in the morning the first of them had turned back without "
        "anyone on board, and the drivers, who had been hired for one night, were asking who would pay them for a second.",
        "It had rained since the afternoon, and families waited beside the road under plastic sheets with all that they could carry.",
        "According to the United Nations envoy, Tomas Brandl, buses are to bring out 1,500 people. He called the deal fragile.",
        "Rebel commander Yusuf Darga said that the army had already broken it. An army spokesman rejected the charge as absurd.",
        "Relief workers warned that fuel in the district hospital would last for two more days. They asked for safe passage.",
    ),
    (
        "Police opened fire on a march in the capital on Thursday, according to three people who were there. It had been banned.",
        "The march began at the university and was to end before the parliament, where the budget was being read for the third time. It "
        "never got so far: at the old tram depot the street narrows, and there two lines of officers stood across it with shields.",
        "Shops along the avenue had been shut since noon. A burnt bus was still smoking in the evening, and the street was full of shoes.",
        "Interior minister Ana Velt said that officers fired only into the air. She promised an inquiry into how one man died.",
        "Open Hands, a rights group, claimed that six marchers had been shot. It published the names of four of them.",
        "“My son was not armed,” said Ilse Korda, whose son Ned is on the list. The hospital would not confirm the deaths.",
    ),
    (
        "Flooding in the delta has cut off a dozen villages since Sunday. The army sent helicopters, residents said.",
        "The water came at night. It stood a metre high in the school of Esk Landing by the morning, and two metres in the lower street, "
        "where most houses are built of clay; of those that face the river, not one was left when the rain at last went over.",
        "Cattle stand on the dykes, the only dry ground for miles. Boats are few, since most were sold after the last good season.",
        "Governor Paul Esk estimated that 4,000 people were stranded. He accused the dam's owners of opening the gates too late.",
        "The company replied that it had warned the governor's office twice. Its director, Rhea Lund, called his charges unfounded.",
        "State television reported that eleven bodies had been found. The Red Cross said it could not yet give a number.",
    ),
]
LAST = 2  # paragraphs of an ending that are compared
# What a window reads depends on all that stands in it. So what is compared stands further behind the padding than a window
# and the distance after which cuts, being chosen by content, have met again.
BETWEEN = "\n\n".join((*FILLER, *FILLER[::2]))


def paddings() -> list[str]:
    """Paragraphs of filler, each padding of another length and longer than a window."""
    random = np.random.default_rng(17)
    return ["\n\n".join(FILLER[at] for at in random.integers(0, len(FILLER), 16 + 2 * number)) for number in range(10)]


def read_at_end(text: str, begin: int, bundle: Bundle) -> list[list[list[tuple[int, int]]]]:
    """Source, cue and content of the attributions that stand from `begin` on, counted from there."""
    roles = [(one.source, one.cue, one.content) for one in read_text(text, bundle).attributions if one.cue[0].start >= begin]
    return [[[(span.start - begin, span.end - begin) for span in spans] for spans in one] for one in roles]


@pytest.mark.parametrize("ending", ENDINGS, ids=["market", "ceasefire", "march", "flood"])
def test_padding_a_text_in_front_does_not_change_what_is_read_at_its_end(ending: tuple[str, ...], bundle: Bundle) -> None:
    found = []
    for padding in paddings():
        assert len(bundle.splitter.encode(padding)) > SIZE
        text = "\n\n".join((padding, BETWEEN, *ending))
        found.append(read_at_end(text, len(text) - len("\n\n".join(ending[-LAST:])), bundle))
    assert len(found[0]) >= LAST
    assert found == found[:1] * len(found)
