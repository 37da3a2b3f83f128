"""Text → reading: one pass of the encoder, then one head a task."""

from sayso.model.reading import Reading
from sayso.reader import windows
from sayso.reader.bundle import Bundle
from sayso.reader.heads import attribution, sentences

HEADS = (sentences.NAME, attribution.NAME)


def read_text(text: str, bundle: Bundle) -> Reading:
    """All sentences and attributions of `text`; linear in its length."""
    pieces = bundle.splitter.encode(text)
    outputs = windows.encode(text, pieces, bundle.splitter, bundle.encoder)
    return Reading(
        sentences=sentences.decode(text, pieces, outputs["sentences"]) if len(pieces) else (),
        attributions=attribution.decode(text, pieces, outputs, bundle) if len(pieces) else (),
        produced_by=" ".join((bundle.name, *HEADS)),
    )
