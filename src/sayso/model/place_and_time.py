"""Where and when something is said to have happened."""

from dataclasses import dataclass

from sayso.model.evidence import Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place of the world that a name may mean: its GeoNames id, middle (WGS 84 degrees), precision and what it lies in, the nearest
    first, and the reason that speaks for it."""

    geonames: int
    precision: str
    lat: float
    lon: float
    within: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Where:
    """A place as the text names it. GeoNames id, coordinates (WGS 84 degrees) and precision stay None until resolved.

    `precision` is "country", "region", "district", "town", "site" or "area"; `within` names what the place lies in, the nearest first.
    `candidates` are the places that the name may mean, the likeliest first; they are kept where none of them is chosen.
    """

    name: str
    span: Span
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None
    within: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """A date or interval in EDTF (ISO 8601-2), worked out from the words in `span`; None where they don't settle one."""

    edtf: str | None
    verbatim: str
    span: Span
