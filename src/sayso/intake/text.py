"""Plain text: the report is the file, character for character."""

from collections.abc import Iterator

from sayso.errors import ReportError
from sayso.intake.decoding import decoded
from sayso.intake.offsets import Piece, byte_map
from sayso.intake.shape import Format, Source, read_whole
from sayso.model.evidence import Provenance, Report, report_id


def _read(source: Source) -> Iterator[Report | ReportError]:
    data = read_whole(source)
    found = decoded(data, source.place, source.charset)
    text = found.text
    if not text.strip():
        raise ReportError(source.place, "it holds only blank space", "Save the report again")
    # No title: a first line may as well be a dateline or the report's first sentence.
    provenance = Provenance("plain text@1", map=byte_map(data, found, [Piece(0, len(text), 0, len(text), True)]))
    yield Report(report_id(text, source.outlet, source.published), text, source.outlet, source.published, provenance=provenance)


def _recognises(_head: bytes) -> bool:
    return True  # stands last: what is nothing else is text


TEXT = Format("plain text", (".txt", ".text"), _recognises, _read)
