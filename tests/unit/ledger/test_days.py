"""The days that a date in EDTF may mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ledger.days import bounds


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2024-05-03", ("2024-05-03", "2024-05-03")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-22", ("2024-06-01", "2024-08-31")),
        ("2016-12-07~/2016-12-14", ("2016-12-07", "2016-12-14")),
        ("2011/2017-04", ("2011-01-01", "2017-04-30")),
        ("../2024-05", (None, "2024-05-31")),
        ("2024-05/..", ("2024-05-01", None)),
        ("199X", ("1990-01-01", "1999-12-31")),
        (None, (None, None)),
        ("soon", (None, None)),
    ],
)
def test_bounds(edtf: str | None, days: tuple[str | None, str | None]) -> None:
    assert bounds(edtf) == days


@given(st.dates(), st.dates())
def test_an_interval_ends_where_its_ends_do(one: object, other: object) -> None:
    assert bounds(f"{one}/{other}") == (str(one), str(other))
