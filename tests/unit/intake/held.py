"""What must hold of every report's map, whatever it was read from."""

import html
import json

from sayso.model.evidence import Report, Span, TextMap


def covered(report: Report) -> set[int]:
    """The characters that have a place in the original."""
    found = mapped(report)
    extents = [(run.start, run.end) for run in found.bytes] + [(run.start, run.end) for run in found.boxes]
    return {place for start, end in extents for place in range(start, end)}


def mapped(report: Report) -> TextMap:
    assert report.provenance is not None
    assert report.provenance.map is not None
    return report.provenance.map


def check_bytes(report: Report, data: bytes) -> None:
    """Runs are in order and in bounds, and their bytes are their characters, or an entity, escape or blank space that stands for them."""
    found = mapped(report)
    assert found.encoding is not None
    end = 0
    for run in found.bytes:
        assert end <= run.start < run.end <= len(report.text)
        assert 0 <= run.first < run.last <= len(data)
        end = run.end
        written = data[run.first : run.last].decode(found.encoding)
        letters = report.text[run.start : run.end]
        folded = letters.isspace() and html.unescape(written).isspace()
        assert written == letters if run.verbatim else folded or letters in _stands_for(written), (written, letters)
    whole = found.byte_ranges(Span(0, len(report.text)), report.text)
    assert all(first < last for first, last in whole)


def _stands_for(written: str) -> list[str]:
    meant = [html.unescape(written)]
    if written.startswith("\\"):
        meant.append(json.loads(f'"{written}"'))
    return meant
