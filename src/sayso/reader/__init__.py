"""Text → reading: one pass of the encoder, then one head a task."""

from dataclasses import replace

from sayso.model.reading import Reading
from sayso.reader import sections, windows
from sayso.reader.bundle import Bundle
from sayso.reader.heads import HEADS
from sayso.reader.heads.seen import Seen
from sayso.reader.wordpiece import Pieces


def read_text(text: str, bundle: Bundle) -> Reading:
    """All that the heads see in `text`; linear in its length."""
    pieces = bundle.splitter.encode(text)
    parts = list(sections.sections(text, pieces))
    if len(parts) == 1:
        return _decoded(text, pieces, bundle)
    texts = [part.of(text) for part in parts]
    return sections.joined(
        [(part.start, _decoded(one, bundle.splitter.encode(one), bundle)) for part, one in zip(parts, texts, strict=True)]
    )


def look(text: str, bundle: Bundle, pieces: Pieces | None = None) -> Seen:
    """What the network gives for a text of at least one word piece, for the heads to decode."""
    pieces = bundle.splitter.encode(text) if pieces is None else pieces
    return Seen(text, pieces, windows.encode(text, pieces, bundle.splitter, bundle.encoder), bundle.numbers, bundle.labels)


def _decoded(text: str, pieces: Pieces, bundle: Bundle) -> Reading:
    reading = Reading(produced_by=" ".join((bundle.name, *(head.NAME for head in HEADS))))
    if not len(pieces):
        return reading
    seen = look(text, bundle, pieces)
    for head in HEADS:
        reading = replace(reading, **{head.FIELD: head.decode(seen, reading)})
    return reading
