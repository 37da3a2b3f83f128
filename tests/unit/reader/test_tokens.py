"""Where the treebank's tokens begin and end."""

import re
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reader.tokens import INVISIBLE, tokenise
from sayso.reader.wordpiece import WordPiece


def split(text: str) -> str:
    return "|".join(span.of(text) for span in tokenise(text))


CASES = [
    ("The army denied it.", "The|army|denied|it|."),
    ("They don't. It can't, won't and isn’t.", "They|do|n't|.|It|ca|n't|,|wo|n't|and|is|n’t|."),
    ("he cannot; dont, gonna", "he|can|not|;|do|nt|,|gon|na"),
    ("I'm sure they'd've said it's Orvest's", "I|'m|sure|they|'d|'ve|said|it|'s|Orvest|'s"),
    ("the mayors' cars", "the|mayors|'|cars"),
    ("the U.S.'s and the co-chair's", "the|U.S.|'s|and|the|co-chair|'s"),
    ("Sha'ab and O'Dell", "Sha'ab|and|O'Dell"),
    ("'em and the '90s", "'em|and|the|'90s"),
    # hyphens
    ("the US-led, well-known al-Hadid", "the|US|-|led|,|well|-|known|al|-|Hadid"),
    ("a non-stop e-mail, pre-war", "a|non-stop|e-mail|,|pre-war"),
    ("UN-led but un-done", "UN|-|led|but|un-done"),
    ("an AK-47, aged 10-12", "an|AK|-|47|,|aged|10|-|12"),
    ("over-the-counter", "over|-|the|-|counter"),
    # numbers, times, dates
    ("1,500 of 3.5, at 10:30", "1,500|of|3.5|,|at|10:30"),
    ("5pm, 10:30pm, 20th, 1990s, 90's", "5|pm|,|10:30|pm|,|20th|,|1990s|,|90's"),
    ("on 11/28/2000, 2011-03-15 or 9/11", "on|11/28/2000|,|2011-03-15|or|9/11"),
    ("call 555-0142 or 202-555-0142", "call|555-0142|or|202-555-0142"),
    ("$5m, 40%, US$20", "$|5|m|,|40|%|,|US$|20"),
    ("F16s and 3143C", "F16s|and|3143C"),
    # addresses
    ("See https://a.example/b?c=1. Or (www.a.example).", "See|https://a.example/b?c=1|.|Or|(|www.a.example|)|."),
    ("https://a.example/b_(c), then", "https://a.example/b_(c)|,|then"),
    ("write to a.b@c.example, or @orvest_now #Orvest #1", "write|to|a.b@c.example|,|or|@orvest_now|#Orvest|#|1"),
    ("in list.doc, a_b.txt", "in|list.doc|,|a_b.txt"),
    ("He left.They stayed.", "He|left|.|They|stayed|."),
    # abbreviations
    ("Mr. Pell and Dr. Okoro of the U.S. Army", "Mr.|Pell|and|Dr.|Okoro|of|the|U.S.|Army"),
    ("He lives in the U.S.\nShe doesn't.", "He|lives|in|the|U.S|.|She|does|n't|."),
    ("at 5 p.m. on Dec. 3, No. 7", "at|5|p.m.|on|Dec.|3|,|No.|7"),
    ("They sat. The sun. No.", "They|sat|.|The|sun|.|No|."),
    ("John F. Pell, etc. and so on, etc.", "John|F.|Pell|,|etc.|and|so|on|,|etc|."),
    # signs
    ("Wait... what?! -- yes :) ;-)", "Wait|...|what|?!|--|yes|:)|;-)"),
    ("“No,” he said – “no!”", "“|No|,|”|he|said|–|“|no|!|”"),
    ("and/or, he/she, b/c, R&D", "and|/|or|,|he|/|she|,|b/c|,|R&D"),
    ("=======\n***", "=======|***"),
    # other scripts and signs that aren't seen
    ("exam\u00adple caf\u0065\u0301s \u200b.", "exam\u00adple|caf\u0065\u0301s|."),
    ("قصفت القوات", "قصفت|القوات"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_tokens(text: str, expected: str) -> None:
    assert split(text) == expected


SIGNS = "ab .,'’-/@#:()!?_1\n\u00ad\u200b\u0301é中Üه$&=*\"s"


@settings(deadline=None)  # a busy processor is no failure
@given(st.one_of(st.text(SIGNS), st.text()))
def test_tokens_are_in_order_and_hold_every_word_piece(text: str) -> None:
    spans = tokenise(text)
    bounds = [at for span in spans for at in span]
    assert bounds == sorted(bounds)
    assert all(start < end <= len(text) for start, end in spans)
    assert all(span.of(text).strip(" \n" + INVISIBLE) for span in spans)
    pieces = WordPiece(["[UNK]", "[CLS]", "[SEP]"]).encode(text)
    covered = {at for start, end in spans for at in range(start, end)}
    assert all(at in covered for start, end in zip(pieces.starts, pieces.ends, strict=True) for at in range(start, end))


LINES = ["a-", "a.", "'s", "1/", "@", "a@", "(", "#a", "http://a)", "etc.)", "U.S. ", "x/", "é\u0301", "-=", "' "]


@pytest.mark.parametrize("part", LINES)
def test_a_long_line_takes_time_in_proportion(part: str) -> None:
    def seconds(count: int) -> float:
        begun = process_time()
        tokenise(part * count)
        return process_time() - begun

    seconds(100)
    # The least of several, since other work on the machine only adds; a quadratic tokeniser would take 256 times as long.
    short, long = (min(seconds(count) for _ in range(3)) for count in (1_000, 16_000))
    assert long < 16 * 5 * short + 0.05


def test_no_token_holds_white_space() -> None:
    text = "At 5 p.m. on Dec. 3 the U.S. said:\n\n\t:) no. 7 \u2003 (a b)"
    assert not [span for span in tokenise(text) if re.search(r"\s", span.of(text))]
