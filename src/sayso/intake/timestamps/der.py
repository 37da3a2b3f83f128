"""DER as timestamps need it: values one after the other, lengths that are exact, no second way to write a thing.

What this reads it reads strictly; whatever is left over or written in a longer way than needed is refused. Only the order within a SET
isn't looked at: authorities (and `openssl ts`) write their certificates in the order of the chain.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

BOOLEAN, INTEGER, BIT_STRING, OCTETS, NULL, OID, TIME, SEQUENCE, SET = 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x18, 0x30, 0x31


class DerError(ValueError):
    """Bytes that aren't the DER that is expected. Never leaves this folder: what a user gets is a `TimestampError`."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its tag, what it holds, and all its bytes as they stand."""

    tag: int
    body: bytes
    raw: bytes


def only(raw: bytes) -> Value:
    """The one value that these bytes are."""
    value, end = _value(raw, 0)
    if end != len(raw):
        raise DerError(f"{len(raw) - end} bytes are left over behind the end")
    return value


def _value(raw: bytes, start: int) -> tuple[Value, int]:
    if start + 2 > len(raw):
        raise DerError(f"it ends within a value, at byte {start}")
    tag, length, at = raw[start], raw[start + 1], start + 2
    if tag & 0x1F == 0x1F:
        raise DerError(f"a tag of more than one byte at byte {start}")
    if length >= 0x80:
        width = length & 0x7F
        length = int.from_bytes(raw[at : at + width], "big")
        if not 1 <= width <= 4 or at + width > len(raw) or length < max(0x80, 1 << 8 * (width - 1)):
            raise DerError(f"a length that isn't DER at byte {start + 1}")
        at += width
    if at + length > len(raw):
        raise DerError(f"a value at byte {start} is longer than what is there")
    return Value(tag, raw[at : at + length], raw[start : at + length]), at + length


class Fields:
    """The values within a value, taken one after the other."""

    def __init__(self, body: bytes, name: str) -> None:
        self._values: list[Value] = []
        self._name = name
        at = 0
        while at < len(body):
            value, at = _value(body, at)
            self._values.append(value)
        self._next = 0

    @classmethod
    def of(cls, value: Value, tag: int, name: str) -> "Fields":
        """The fields of a value that must have this tag."""
        if value.tag != tag:
            raise DerError(f"{name} has tag {value.tag:#04x} where {tag:#04x} belongs")
        return cls(value.body, name)

    def maybe(self, *tags: int) -> Value | None:
        """The next value, if it has one of these tags."""
        if self._next < len(self._values) and self._values[self._next].tag in tags:
            self._next += 1
            return self._values[self._next - 1]
        return None

    def take(self, *tags: int) -> Value:
        """The next value, which must have one of these tags."""
        value = self.maybe(*tags)
        if value is None:
            there = f"tag {self._values[self._next].tag:#04x}" if self._next < len(self._values) else "its end"
            raise DerError(f"{self._name} has {there} where one of {', '.join(f'{tag:#04x}' for tag in tags)} belongs")
        return value

    def rest(self) -> list[Value]:
        """All values that weren't taken yet."""
        left, self._next = self._values[self._next :], len(self._values)
        return left

    def done(self) -> None:
        """Nothing may be left."""
        if self._next != len(self._values):
            raise DerError(f"{self._name} has more fields than it may have")


def integer(value: Value) -> int:
    """A whole number, written with no byte too many."""
    body = value.body
    if not body or (len(body) > 1 and body[0] == (0xFF if body[1] & 0x80 else 0x00)):
        raise DerError("a whole number that isn't DER")
    return int.from_bytes(body, "big", signed=True)


def oid(value: Value) -> str:
    """An object identifier in dots."""
    numbers: list[int] = []
    number, fresh = 0, True
    for byte in value.body:
        if fresh and byte == 0x80:
            raise DerError("an object identifier that isn't DER")
        number, fresh = number << 7 | byte & 0x7F, not byte & 0x80
        if fresh:
            numbers.append(number)
            number = 0
    if not numbers or not fresh:
        raise DerError("an object identifier that breaks off")
    first = min(numbers[0] // 40, 2)
    return ".".join(str(part) for part in (first, numbers[0] - 40 * first, *numbers[1:]))


def moment(value: Value) -> datetime:
    """A GeneralizedTime as RFC 3161 writes it: UTC, seconds given, a fraction without zeros at its end."""
    try:
        text = value.body.decode("ascii")
    except UnicodeDecodeError as error:
        raise DerError("a time that isn't ASCII") from error
    whole, dot, fraction = text.removesuffix("Z").partition(".")
    if not text.endswith("Z") or len(whole) != 14 or not whole.isdigit():
        raise DerError(f"{text!r} is no time in UTC with seconds")
    if dot and (not fraction.isdigit() or fraction.endswith("0")):
        raise DerError(f"{text!r} has no proper fraction of a second")
    try:
        read = datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError as error:
        raise DerError(f"{text!r} is no time that there is") from error
    return read + timedelta(microseconds=int((fraction + "000000")[:6]) if fraction else 0)


def write(tag: int, *parts: bytes) -> bytes:
    """One value, written."""
    body = b"".join(parts)
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body


def write_integer(number: int) -> bytes:
    """A whole number that isn't below zero, written."""
    return write(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def write_oid(dotted: str) -> bytes:
    """An object identifier, written."""
    first, second, *rest = (int(part) for part in dotted.split("."))
    body = bytearray()
    for number in (40 * first + second, *rest):
        groups = [number & 0x7F]
        while number := number >> 7:
            groups.append(number & 0x7F | 0x80)
        body += bytes(reversed(groups))
    return write(OID, bytes(body))
