"""Where a text's characters stand in its original."""

from sayso.model.evidence import BoxRun, ByteRun, Provenance, Report, Span, TextMap

TEXT = "Café & bar\nclosed"
DATA = "Caf\u00e9 &amp; bar</p><p>closed".encode()
MAP = TextMap(
    "utf-8",
    (ByteRun(0, 5, 0, 6), ByteRun(5, 6, 6, 11, verbatim=False), ByteRun(6, 10, 11, 15), ByteRun(11, 17, 22, 28)),
)


def _bytes(start: int, end: int) -> list[bytes]:
    return [DATA[first:last] for first, last in MAP.byte_ranges(Span(start, end), TEXT)]


def test_a_span_gives_the_bytes_of_its_characters_and_ranges_that_touch_are_one() -> None:
    assert _bytes(0, 4) == ["Café".encode()]
    assert _bytes(3, 4) == ["é".encode()]
    assert _bytes(3, 8) == ["é &amp; b".encode()]
    assert _bytes(7, 14) == [b"bar", b"clo"]


def test_what_has_no_place_gives_none() -> None:
    assert _bytes(10, 11) == []
    assert _bytes(4, 4) == []
    assert TextMap().byte_ranges(Span(0, 5), TEXT) == ()
    assert (MAP.mapped(), len(TEXT)) == (16, 17)


def test_a_span_gives_the_boxes_that_it_touches() -> None:
    boxes = (BoxRun(0, 4, 1, 10, 10, 20, 20), BoxRun(5, 9, 1, 22, 10, 30, 20), BoxRun(9, 12, 2, 10, 700, 20, 710))
    found = TextMap(boxes=boxes)
    assert found.page_boxes(Span(6, 10)) == boxes[1:]
    assert found.page_boxes(Span(4, 5)) == ()
    assert found.mapped() == 11


def test_two_reports_that_say_the_same_are_equal_wherever_they_were_found() -> None:
    assert Report("a", "x", provenance=Provenance("HTML@1")) == Report("a", "x")
