"""Posts of Bluesky: a repository of an account (.car), or JSON of posts as its interface gives them."""

import re
from collections.abc import Iterator
from typing import Any

from sayso.errors import ReportError
from sayso.intake.dates import iso_day
from sayso.intake.decoding import decode
from sayso.intake.export import fields, items, loaded, words
from sayso.intake.shape import LARGEST_EXPORT, Format, Source, library, read_whole
from sayso.model.evidence import Provenance, Report, report_id

_POST = "app.bsky.feed.post"
_URI = re.compile(r"at://([^/\s]+)/app\.bsky\.feed\.post/([\w.~:-]+)")
_JSON = re.compile(
    rb'\[?\s*\{\s*(?:"cursor"\s*:\s*"[^"]*"\s*,\s*)?(?:"(?:posts|feed)"\s*:\s*\[\s*\{\s*)?(?:"post"\s*:\s*\{\s*)?"uri"\s*:\s*"at://'
)
_AGAIN = "Fetch it again"


def _read_json(source: Source) -> Iterator[Report | ReportError]:
    value = loaded(decode(read_whole(source, LARGEST_EXPORT), source.place), source.place, "JSON of Bluesky's posts")
    posts = value if isinstance(value, list) else fields(value).get("posts") or fields(value).get("feed") or [value]
    found = 0
    for item in items(posts):
        post = fields(fields(item).get("post")) or fields(item)
        report = _report(fields(post.get("record")), words(post.get("uri")), fields(post.get("author")), source)
        if report is not None:
            found += 1
            yield report
    if not found:
        raise ReportError(
            source.place, "it holds no posts that have words", "Save the posts again, as app.bsky.feed.getAuthorFeed gives them"
        )


def _read_car(source: Source) -> Iterator[Report | ReportError]:
    libipld = library("libipld", source.place)
    data = read_whole(source)
    try:
        _, blocks = libipld.decode_car(data)
    except Exception as error:  # it raises what it likes over a damaged file
        raise ReportError(source.place, f"it is a repository (CAR) that is damaged: {error}"[:200], _AGAIN) from error
    keys = _keys(blocks.values())
    account = next((words(block.get("did")) for block in blocks.values() if isinstance(block, dict) and "did" in block), None)
    found = 0
    for cid, block in blocks.items():
        if isinstance(block, dict) and block.get("$type") == _POST:
            key = keys.get(cid)
            report = _report(block, f"at://{account}/{key}" if account and key else None, {}, source)
            if report is not None:
                found += 1
                yield report
    if not found:
        raise ReportError(
            source.place, "it is a repository (CAR) without posts that have words", "Name the repository of an account that posts"
        )


def _keys(blocks: Any) -> dict[bytes, str]:
    """Where each record stands in the repository: nodes of its tree name their entries, with the beginning that they share left out."""
    found: dict[bytes, str] = {}
    for node in blocks:
        before = b""
        for one in items(fields(node).get("e")):
            shared, rest, record = fields(one).get("p"), fields(one).get("k"), fields(one).get("v")
            if isinstance(shared, int) and isinstance(rest, bytes) and shared >= 0:
                before = before[:shared] + rest
                if isinstance(record, bytes):
                    found[record] = before.decode("utf-8", "replace")
    return found


def _report(record: dict[str, Any], uri: str | None, author: dict[str, Any], source: Source) -> Report | None:
    text = words(record.get("text"))
    if text is None:
        return None
    place = _URI.fullmatch(uri or "")
    outlet = source.outlet or words(author.get("displayName")) or words(author.get("handle")) or (place[1] if place else None)
    day = iso_day(words(record.get("createdAt")) or "")
    published = day or source.published
    language = next((words(one) for one in items(record.get("langs"))), None)
    guessed = {
        "outlet": "the account's name" if outlet and not source.outlet else None,
        "published": "createdAt, which the account's program writes" if day else None,
        "url": "the post's URI" if place else None,
    }
    return Report(
        report_id(text, outlet, published),
        text,
        outlet,
        published,
        url=f"https://bsky.app/profile/{place[1]}/post/{place[2]}" if place else None,
        language=language,
        provenance=Provenance(
            "Bluesky@1", member=f"post {uri or 'without URI'}", guessed=tuple((name, of) for name, of in guessed.items() if of)
        ),
    )


BLUESKY = Format("Bluesky posts", (), lambda head: _JSON.match(head) is not None, _read_json, unmistakable=True)
BLUESKY_CAR = Format(
    "Bluesky repository", (".car",), lambda head: b"eroots" in head[:16], _read_car, unmistakable=True, refuses_binary=False
)
