from datetime import date

import pytest

from sayso.errors import DateError
from sayso.intake import parse_date


@pytest.mark.parametrize(
    "text",
    [
        "2016-12-14",
        "2016-12-14T09:30:00Z",
        "2016-12-14T23:59:59+03:00",
        "2016-12-14 09:30",
        "2016-12-14T09:30:00.123456+0000",
        " 2016-12-14 ",
    ],
)
def test_the_day_is_the_one_written_down(text: str) -> None:
    assert parse_date(text, "--published") == date(2016, 12, 14)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "14.12.2016",
        "12/14/2016",
        "2016-02-30",
        "2016-12",
        "20161214",
        "2016-W50-3",
        "٢٠١٦-١٢-١٤",
        "2016-12-14T99:00",
        "0000-01-01",
    ],
)
def test_what_is_no_iso_date_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text, "--published")
    assert caught.value.place == "--published"
    assert "2016-12-14" in caught.value.remedy
