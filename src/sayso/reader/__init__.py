"""Text → reading: one pass of the encoder, then one head a task."""

from dataclasses import replace

from sayso.model.reading import Reading
from sayso.reader import sections, windows
from sayso.reader.bundle import Bundle
from sayso.reader.heads import HEADS
from sayso.reader.heads.seen import Seen


def read_text(text: str, bundle: Bundle) -> Reading:
    """All that the heads see in `text`; linear in its length."""
    pieces = bundle.splitter.encode(text)
    parts = sections.sections(text, pieces)
    return sections.joined([(part.start, _read_section(text[part.start : part.end], bundle)) for part in parts])


def _read_section(text: str, bundle: Bundle) -> Reading:
    reading = Reading(produced_by=" ".join((bundle.name, *(head.NAME for head in HEADS))))
    pieces = bundle.splitter.encode(text)
    if not len(pieces):
        return reading
    outputs = windows.encode(text, pieces, bundle.splitter, bundle.encoder)
    seen = Seen(text, pieces, outputs, bundle.numbers, bundle.labels)
    for head in HEADS:
        reading = replace(reading, **{head.FIELD: head.decode(seen, reading)})
    return reading
