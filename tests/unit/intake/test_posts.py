"""Posts: an archive of X, an export of Telegram, Bluesky's repositories and JSON."""

import json
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from sayso.errors import ReportError
from sayso.intake import read_stream
from sayso.model.evidence import Report
from tests.unit.intake.made_files import BLUESKY, TELEGRAM, X_ARCHIVE, car


def _read(data: str | bytes, name: str = "-") -> list[Report | ReportError]:
    return list(read_stream(name, BytesIO(data.encode() if isinstance(data, str) else data)))


def _only(data: str | bytes, name: str = "-") -> Report:
    (found,) = _read(data, name)
    assert isinstance(found, Report), found
    return found


def _member(report: Report) -> str | None:
    assert report.provenance is not None
    return report.provenance.member


@pytest.mark.parametrize("name", ["tweets.js", "a.txt", "-"])
def test_a_post_of_an_x_archive_is_a_report(name: str) -> None:
    report, error = _read(X_ARCHIVE, name)
    assert isinstance(report, Report)
    assert (report.text, report.published, report.language) == ("At least 12 killed & 3 missing", date(2031, 5, 14), "en")
    assert report.url == "https://x.com/i/web/status/17"
    assert _member(report) == "post 17"
    assert isinstance(error, ReportError)
    assert "post 2" in error.place


def test_long_posts_are_read_too() -> None:
    note = {"noteTweet": {"noteTweetId": "9", "createdAt": "2031-05-14T10:00:00.000Z", "core": {"text": "A long one."}}}
    report = _only(f"window.YTD.note_tweet.part0 = {json.dumps([note])}")
    assert (report.text, report.published) == ("A long one.", date(2031, 5, 14))


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ('window.YTD.account.part0 = [{"account": {}}]', "holds no posts"),
        ("window.YTD.tweets.part0 = []", "holds no posts"),
        (X_ARCHIVE[:-40], "cut short"),
        ("window.YTD.tweets.part0 = [" * 2, "cut short"),
    ],
)
def test_a_part_of_an_x_archive_without_posts_is_an_error(data: str, problem: str) -> None:
    *_, error = _read(data)
    assert isinstance(error, ReportError)
    assert problem in error.problem


@pytest.mark.parametrize("name", ["result.json", "-"])
def test_a_message_with_words_is_a_report(name: str) -> None:
    first, second = _read(json.dumps(TELEGRAM, indent=1, ensure_ascii=False), name)
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert first.text == "Twelve people died, the mayor said."
    assert (first.outlet, first.published) == ("Orvel Monitor", date(2031, 5, 16))  # of the Unix time, not of the exporter's clock
    assert _member(first) == "message 2, forwarded from Lume Watch"
    assert second.published == date(2031, 5, 15)
    assert second.provenance is not None
    assert dict(second.provenance.guessed)["published"] == "date, by the clock of the machine that exported it"


def test_an_export_of_all_chats_is_read_and_in_a_group_the_sender_speaks() -> None:
    group = {"name": "Town", "type": "private_group", "messages": [{"id": 5, "type": "message", "from": "Mina", "text": "All are safe."}]}
    report = _only(json.dumps({"about": "Here is the data from Telegram.", "chats": {"list": [group]}}, indent=1))
    assert (report.text, report.outlet, report.published) == ("All are safe.", "Mina", None)


@pytest.mark.parametrize("messages", [[], None, [1], [{"type": "message", "text": 5}], [{"type": "message", "text": [{"text": None}]}]])
def test_an_export_without_words_is_an_error(messages: Any) -> None:
    (error,) = _read(json.dumps({"name": "x", "type": "y", "id": 1, "messages": messages}), "result.json")
    assert isinstance(error, ReportError)


def test_a_repository_of_bluesky_gives_its_posts_with_their_addresses() -> None:
    report = _only(car())
    assert (report.text, report.published, report.language) == ("Twelve people died in Orvel.", date(2031, 5, 14), "en")
    assert report.url == "https://bsky.app/profile/did:plc:abc/post/3k1"
    assert (report.outlet, _member(report)) == ("did:plc:abc", "post at://did:plc:abc/app.bsky.feed.post/3k1")


@pytest.mark.parametrize(
    "value", [BLUESKY, {"cursor": "x", **BLUESKY}, BLUESKY["feed"], {"posts": [BLUESKY["feed"][0]["post"]]}, BLUESKY["feed"][0]["post"]]
)
@pytest.mark.parametrize("indent", [None, 2])
def test_json_of_bluesky_is_read_in_each_of_its_forms(value: Any, indent: int | None) -> None:
    report = _only(json.dumps(value, indent=indent), "a.json")
    assert (report.text, report.outlet, report.published) == ("Twelve people died in Orvel.", "Lume Watch", date(2031, 5, 14))
    assert report.url == "https://bsky.app/profile/did:plc:abc/post/3k1"


def test_a_damaged_repository_is_an_error() -> None:
    (error,) = _read(car()[:-20], "a.car")
    assert isinstance(error, ReportError)
    assert "damaged" in error.problem
