"""What formats have in common: members of files, fields that are filled in, libraries that may be missing."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest

from sayso.errors import ReportError
from sayso.intake.shape import DEEPEST, Source, filled, library
from sayso.model.evidence import Provenance, Report, report_id

DAY = date(2031, 5, 14)


def test_a_library_that_is_missing_is_an_error_that_names_the_extra() -> None:
    with pytest.raises(ReportError) as caught:
        library("no_such_library.inner", "a.pdf")
    assert caught.value.problem == "to read it takes no_such_library, which is not installed"
    assert caught.value.remedy == "Install it with: pip install 'sayso[formats]'"


def test_unknown_fields_are_filled_in_with_where_from_and_the_id_goes_by_them() -> None:
    report = Report(report_id("x", None, None), "x", title="Own", provenance=Provenance("HTML@1", guessed=(("title", "headline"),)))
    found = filled(report, {"published": (DAY, "Date"), "title": ("Other", "Subject"), "url": (None, "URI")})
    assert found == Report(report_id("x", None, DAY), "x", published=DAY, title="Own")
    assert found.provenance == Provenance("HTML@1", guessed=(("title", "headline"), ("published", "Date")))
    assert filled(found, {"published": (date(2031, 1, 1), "Date")}) is found


def test_an_id_of_the_reports_own_is_kept() -> None:
    assert filled(Report("own", "x"), {"published": (DAY, "Date")}).id == "own"


def _echo(name: str, member: Source) -> Iterator[Report | ReportError]:
    yield Report("a", f"{name} {member.place} {member.charset}", provenance=Provenance("x@1", member="line 1"))


def test_a_member_says_where_it_stands() -> None:
    source = Source("a.eml", BytesIO(), read_member=_echo)
    (found,) = source.within("b.txt", b"", "attachment 1", "cp1251")
    assert isinstance(found, Report)
    assert found.text == "b.txt a.eml, attachment 1 cp1251"
    assert found.provenance == Provenance("x@1", member="attachment 1, line 1")


def test_members_end_at_a_depth() -> None:
    (error,) = Source("a.eml", BytesIO(), depth=DEEPEST, read_member=_echo).within("b.txt", b"", "attachment 1")
    assert isinstance(error, ReportError)
    assert error.place == "a.eml, attachment 1"
