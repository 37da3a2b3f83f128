"""Where and when something is said to have happened."""

from dataclasses import dataclass

from sayso.model.evidence import Span


@dataclass(frozen=True, slots=True)
class Where:
    """A place as the text names it. GeoNames id, coordinates (WGS 84 degrees) and precision stay None until resolved."""

    name: str
    span: Span
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A date or interval in EDTF (ISO 8601-2), worked out from the words in `span`; None where they don't settle one."""

    edtf: str | None
    verbatim: str
    span: Span
