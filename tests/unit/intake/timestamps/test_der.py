from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.intake.timestamps import der
from sayso.intake.timestamps.der import DerError, Fields, only
from sayso.intake.timestamps.reply import read_reply, read_request, request


@given(st.integers(min_value=0, max_value=2**200))
def test_a_number_is_read_as_it_was_written(number: int) -> None:
    assert der.integer(only(der.write_integer(number))) == number


@given(st.tuples(st.integers(0, 1), st.integers(0, 39)), st.lists(st.integers(0, 2**40), max_size=8))
def test_an_identifier_is_read_as_it_was_written(first: tuple[int, int], rest: list[int]) -> None:
    dotted = ".".join(str(part) for part in (*first, *rest))
    assert der.oid(only(der.write_oid(dotted))) == dotted


@given(st.binary(max_size=70_000))
def test_a_value_holds_the_bytes_that_it_was_written_with(body: bytes) -> None:
    value = only(der.write(der.OCTETS, body))
    assert (value.tag, value.body) == (der.OCTETS, body)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_reply_or_an_error(raw: bytes) -> None:
    for read in (read_reply, read_request):
        try:
            read(raw)
        except DerError:
            continue


@given(st.binary(min_size=32, max_size=32), st.integers(0, 2**64))
def test_a_request_is_read_as_it_was_made(digest: bytes, nonce: int) -> None:
    asked = read_request(request(digest, nonce))
    assert (asked.digest, asked.nonce) == (digest, nonce)


@pytest.mark.parametrize(
    "raw",
    ["", "30", "3001", "3080", "30810100", "3082000100", "3000 00", "1f810100", "308500000000 00", "30840000"],
    ids=lambda raw: raw or "nothing",
)
def test_what_is_not_der_is_refused(raw: str) -> None:
    with pytest.raises(DerError):
        only(bytes.fromhex(raw))


@pytest.mark.parametrize("raw", ["0200", "02020001", "0202ff80"])
def test_a_number_has_no_byte_too_many(raw: str) -> None:
    with pytest.raises(DerError):
        der.integer(only(bytes.fromhex(raw)))


@pytest.mark.parametrize("raw", ["0600", "060180", "06028001"])
def test_an_identifier_is_whole(raw: str) -> None:
    with pytest.raises(DerError):
        der.oid(only(bytes.fromhex(raw)))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("20261127183021Z", datetime(2026, 11, 27, 18, 30, 21, tzinfo=UTC)),
        ("20261127183021.5Z", datetime(2026, 11, 27, 18, 30, 21, 500_000, tzinfo=UTC)),
        ("20261127183021.1234567Z", datetime(2026, 11, 27, 18, 30, 21, 123_456, tzinfo=UTC)),
    ],
)
def test_a_time_is_read(text: str, read: datetime) -> None:
    assert der.moment(only(der.write(der.TIME, text.encode()))) == read


@pytest.mark.parametrize(
    "text",
    [
        "20261127183021",
        "202611271830Z",
        "20261127183021.50Z",
        "20261127183021.Z",
        "20261327183021Z",
        "20261127183021+0100",
        "é",
        "٢٠٢٦١١٢٧١٨٣٠٢١Z",
    ],
)
def test_a_time_in_another_form_is_refused(text: str) -> None:
    with pytest.raises(DerError):
        der.moment(only(der.write(der.TIME, text.encode())))


def test_fields_say_what_is_in_the_wrong_place() -> None:
    fields = Fields.of(only(der.write(der.SEQUENCE, der.write_integer(1))), der.SEQUENCE, "the thing")
    with pytest.raises(DerError, match="the thing has tag 0x02 where one of 0x04 belongs"):
        fields.take(der.OCTETS)
    with pytest.raises(DerError, match="more fields"):
        fields.done()
