"""Plain text: the report is the file, character for character."""

from collections.abc import Iterator

from sayso.errors import ReportError
from sayso.intake.decoding import decode
from sayso.intake.shape import Format, Source, read_whole
from sayso.model.evidence import Report, report_id


def _read(source: Source) -> Iterator[Report | ReportError]:
    text = decode(read_whole(source), source.place)
    if not text.strip():
        raise ReportError(source.place, "it holds only blank space", "Save the report again")
    # No title: a first line may as well be a dateline or the report's first sentence.
    yield Report(report_id(text, source.outlet, source.published), text, source.outlet, source.published)


def _recognises(_head: bytes) -> bool:
    return True  # stands last: what is nothing else is text


TEXT = Format("plain text", (".txt", ".text"), _recognises, _read)
