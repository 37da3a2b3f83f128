"""A string's characters lead back to the JSON that it was written in."""

import json
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake import read_stream
from sayso.model.evidence import Report, Span
from tests.unit.intake.held import check_bytes, covered, mapped

TEXTS = st.text(st.characters(exclude_categories=["Cs"])).filter(str.strip)
OTHERS = st.dictionaries(st.sampled_from(["id", "title", "a", "te\u0301xt"]), TEXTS, max_size=3)


def _read(data: bytes) -> list[Report]:
    found = list(read_stream("a.jsonl", BytesIO(data)))
    assert all(isinstance(each, Report) for each in found), found
    return [each for each in found if isinstance(each, Report)]


@settings(deadline=None)
@given(TEXTS, OTHERS, st.booleans(), st.sampled_from([b"", b"\xef\xbb\xbf", b"\n \n"]))
def test_every_character_of_any_text_has_its_bytes(text: str, others: dict[str, str], escaped: bool, before: bytes) -> None:
    line = json.dumps({**others, "text": text, "z": [{"text": "another"}]}, ensure_ascii=escaped).encode() + b"\n"
    data = before + line + line
    for report in _read(data):
        check_bytes(report, data)
        assert covered(report) == set(range(len(text)))


def test_of_two_values_under_one_name_the_last_one_counts() -> None:
    data = b'{"text": "first one", "x": {"text": "inner"}, "text" : "the second"}'
    (report,) = _read(data)
    assert report.text == "the second"
    ((first, last),) = mapped(report).byte_ranges(Span(0, 10), report.text)
    assert data[first:last] == b"the second"


def test_a_quote_with_escapes_counts_them_whole() -> None:
    data = b'{"text": "a \\ud83d\\ude00 caf\\u00e9\\n\\"no\\""}'
    (report,) = _read(data)
    ranges = mapped(report).byte_ranges(Span(2, 8), report.text)
    assert [data[first:last] for first, last in ranges] == [b"\\ud83d\\ude00 caf\\u00e9"]
