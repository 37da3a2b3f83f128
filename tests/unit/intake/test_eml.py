"""Mails, as Python's email package writes them, and pages saved as MHTML."""

from datetime import date
from email.message import EmailMessage
from io import BytesIO

import pytest

from sayso.errors import ReportError
from sayso.intake import read_stream
from sayso.model.evidence import Report
from tests.unit.intake.made_files import FILES, PAGE

BODY = "The monitor counted 34 dead in Orvel on Wednesday, nine of them children.\n"


def _mail(body: str = BODY) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Monitor of Orvel <press@monitor.example>"
    message["Date"] = "Wed, 14 May 2031 23:50:00 -0500"
    message["Subject"] = "Toll in Orvel"
    message.set_content(body)
    return message


def _read(data: bytes, name: str = "a.eml") -> list[Report | ReportError]:
    return list(read_stream(name, BytesIO(data)))


def _reports(data: bytes, name: str = "a.eml") -> list[Report]:
    found = _read(data, name)
    assert all(isinstance(each, Report) for each in found), found
    return [each for each in found if isinstance(each, Report)]


def _member(report: Report) -> str | None:
    assert report.provenance is not None
    return report.provenance.member


def test_the_body_and_each_attachment_that_can_be_one_is_a_report() -> None:
    body, document, inner = _reports((FILES / "python.eml").read_bytes())
    assert body.text == "The monitor counted 34 dead in Orvel on Wednesday, nine of them children.\n\nقال المرصد إن 34 شخصا قتلوا."
    assert (body.outlet, body.published, body.title) == ("Monitor of Orvel, press", date(2031, 5, 14), "Toll in Orvel: 34 — مقتل 34")
    assert body.provenance is not None
    assert dict(body.provenance.guessed) == {
        "outlet": "From of the mail",
        "published": "Date of the mail",
        "title": "Subject of the mail",
    }
    assert document.text.startswith("Market strike kills at least 31 in Orvel\n")
    assert (document.outlet, document.published) == (None, date(2031, 5, 14))
    assert inner.text == "The ministry denied that its forces had fired on the market."
    assert [_member(report) for report in (body, document, inner)] == [
        "body",
        "attachment 1 (statement.docx)",
        "attachment 3 (attachment.eml), body",
    ]


def test_what_the_user_gave_wins_over_the_headers() -> None:
    (report,) = read_stream("a.eml", BytesIO(_mail().as_bytes()), outlet="OM", published=date(2031, 5, 20))
    assert isinstance(report, Report)
    assert (report.outlet, report.published) == ("OM", date(2031, 5, 20))


def test_a_mail_is_known_without_its_ending_and_a_text_with_a_colon_is_none() -> None:
    (report,) = _reports(_mail().as_bytes(), "-")
    assert report.title == "Toll in Orvel"
    (text,) = _reports(b"From: the front\nDate: unknown\nTwelve died.\n", "-")
    assert text.text.startswith("From: the front")


@pytest.mark.parametrize("charset", ["windows-1256", "utf-8"])
def test_html_alone_is_made_plain(charset: str) -> None:
    message = _mail()
    markup = "<html><head><style>p{}</style></head><body><p>قال <b>المرصد</b>:&nbsp;34</p><div>A second<br>line</div></body></html>"
    message.set_content(markup.encode(charset), maintype="text", subtype="html", params={"charset": charset})
    (report,) = _reports(message.as_bytes())
    assert report.text == "قال المرصد:\u00a034\nA second\nline"


def test_a_body_that_only_says_to_look_at_the_html_gives_way_to_it() -> None:
    message = _mail("View this in a browser.\n")
    message.add_alternative("<html><body>" + f"<p>{BODY}</p>" * 10 + "</body></html>", subtype="html")
    (report,) = _reports(message.as_bytes())
    assert report.text.count("The monitor counted 34") == 10


def test_mails_within_mails_end_at_a_depth() -> None:
    message = _mail("The innermost body.\n")
    for number in range(8):
        outer = _mail(f"Body {number}.\n")
        outer.add_attachment(message)
        message = outer
    *reports, error = _read(message.as_bytes())
    assert [each.text for each in reports if isinstance(each, Report)] == [f"Body {number}." for number in (7, 6, 5, 4, 3)]
    assert isinstance(error, ReportError)
    assert "deep" in error.problem


def test_attachments_end_at_a_number() -> None:
    message = _mail()
    for number in range(520):
        message.add_attachment(f"Report {number}.", filename=f"{number}.txt")
    *_, error = _read(message.as_bytes())
    assert isinstance(error, ReportError)
    assert "more than 500 attachments" in error.problem
    assert len(_read(message.as_bytes())) == 502


def test_a_bad_attachment_is_an_error_and_the_others_come_out() -> None:
    message = _mail()
    message.add_attachment(b"%PDF-1.7 cut", maintype="application", subtype="pdf", filename="../a.pdf")
    message.add_attachment("Twelve died.", filename="b.txt")
    body, error, last = _read(message.as_bytes())
    assert isinstance(body, Report)
    assert isinstance(error, ReportError)
    assert error.place == "a.eml, attachment 1 (.._a.pdf)"
    assert isinstance(last, Report)


def test_a_charset_that_there_is_none_of_leaves_a_text_that_is_unreliable() -> None:
    data = _mail().as_bytes().replace(b'charset="utf-8"', b'charset="no-such"').replace(b"34 dead", b"\xff4 dead")
    (report,) = _reports(data)
    assert report.provenance is not None
    assert "\ufffd4 dead" in report.text
    assert report.provenance.reliable is False


def test_an_empty_mail_is_an_error() -> None:
    (error,) = _read(_mail("\n").as_bytes())
    assert isinstance(error, ReportError)
    assert "neither its body nor an attachment" in error.problem


def test_a_page_saved_as_mhtml_is_read_as_a_page() -> None:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://marlow.example/orvel"
    message["Subject"] = "Market strike kills at least 31 in Orvel"
    message["Date"] = "Wed, 14 May 2031 23:50:00 -0000"
    message.set_content(PAGE, maintype="text", subtype="html", cte="quoted-printable")
    message.make_related()
    (report,) = _reports(message.as_bytes(), "page.mhtml")
    assert report.text.startswith("PORT SARN — At least 31 people")
    assert report.url == "https://marlow.example/orvel"
    assert report.published is None  # the day of saving is none of publication
