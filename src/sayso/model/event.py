"""What kind of thing happened."""

from dataclasses import dataclass

from sayso.model.evidence import Span


@dataclass(frozen=True, slots=True)
class Event:
    """The event that a claim is about. `span` is the word or phrase that names it, `rule` the rule that this was read by.

    `acled` is "Event type: Sub-event type" of the ACLED codebook, `plover` a PLOVER event class; None where the scheme has no such code.
    """

    kind: str
    acled: str | None
    plover: str | None
    span: Span
    rule: str
