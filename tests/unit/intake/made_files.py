"""Files in all formats: real ones, and those that are made here as their makers write them. All texts are invented."""

import gzip
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import libipld
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

FILES = Path(__file__).parents[2] / "files"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Marlow Post</title><link>https://marlow.example/</link><language>en-gb</language>
<item><title>Toll &amp; truce in Orvel</title><link>https://marlow.example/1</link><guid>m-1</guid>
<pubDate>Wed, 14 May 2031 23:50:00 -0500</pubDate><description>Twelve dead.</description>
<content:encoded><![CDATA[<p>Twelve people died in <b>Orvel</b>, the mayor said.</p>
<p>The monitor counted fourteen &amp; more.</p>]]></content:encoded></item>
<item><title>Denial</title><link>https://marlow.example/2</link><description>The ministry denied it.</description></item>
<item><title>Only a headline</title><link>https://marlow.example/3</link></item>
</channel></rss>
"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Vigie de Lume</title>
<entry><id>tag:vigie.example,2031:1</id><title>Bilan</title><link href="https://vigie.example/1"/>
<updated>2031-05-16T08:00:00Z</updated><published>2031-05-15T01:00:00+02:00</published><summary>Bref.</summary>
<content type="html">&lt;p&gt;Quarante personnes ont été tuées près de Lume.&lt;/p&gt;</content></entry></feed>
"""
X_ARCHIVE = 'window.YTD.tweets.part0 = [ {"tweet": ' + (
    '{"id_str": "17", "full_text": "At least 12 killed &amp; 3 missing", "created_at": "Wed May 14 23:50:00 +0000 2031", "lang": "en"}}, '
    '{"tweet": {"id_str": "18", "full_text": "", "created_at": "Thu May 15 00:10:00 +0000 2031", "lang": "zxx"}} ]'
)
TELEGRAM: dict[str, Any] = {
    "name": "Orvel Monitor",
    "type": "public_channel",
    "id": 1,
    "messages": [
        {"id": 1, "type": "service", "date": "2031-05-14T10:00:00", "action": "create_channel", "text": ""},
        {
            "id": 2,
            "type": "message",
            "date": "2031-05-15T01:30:00",
            "date_unixtime": "1936740600",
            "from": "Orvel Monitor",
            "forwarded_from": "Lume Watch",
            "text": ["Twelve people died, ", {"type": "bold", "text": "the mayor said"}, "."],
        },
        {"id": 3, "type": "message", "date": "2031-05-15T02:00:00", "photo": "p.jpg", "text": ""},
        {"id": 4, "type": "message", "date": "2031-05-15T02:30:00", "text": "The ministry denied it."},
    ],
}
BLUESKY = {
    "feed": [
        {
            "post": {
                "uri": "at://did:plc:abc/app.bsky.feed.post/3k1",
                "author": {"handle": "lume.example", "displayName": "Lume Watch"},
                "record": {
                    "$type": "app.bsky.feed.post",
                    "text": "Twelve people died in Orvel.",
                    "createdAt": "2031-05-14T10:00:00Z",
                    "langs": ["en"],
                },
            }
        }
    ]
}
TABLE = (
    'text;published;outlet;id\r\n"Twelve died; so it was said.\r\nA ""second"" line";2031-05-14;Marlow Post;a-1\r\nFourteen died.;;;\r\n'
)


def car() -> bytes:
    """A repository as Bluesky serves it: a commit, a node of the tree, two records."""
    post = {"$type": "app.bsky.feed.post", "text": "Twelve people died in Orvel.", "createdAt": "2031-05-14T10:00:00Z", "langs": ["en"]}
    like = {"$type": "app.bsky.feed.like", "createdAt": "2031-05-14T10:00:00Z"}
    blocks: list[tuple[bytes, bytes]] = []

    def add(value: Any) -> bytes:
        data = libipld.encode_dag_cbor(value)
        cid = b"\x01\x71\x12\x20" + hashlib.sha256(data).digest()
        blocks.append((cid, data))
        return cid

    post_cid, like_cid = add(post), add(like)
    entries = [
        {"p": 0, "k": b"app.bsky.feed.like/3k0", "v": like_cid, "t": None},
        {"p": 14, "k": b"post/3k1", "v": post_cid, "t": None},
    ]
    node = add({"e": entries, "l": None})
    commit = add({"did": "did:plc:abc", "rev": "3k", "data": node, "prev": None, "sig": b"x", "version": 3})
    header = b"\xa2eroots\x81\xd8\x2a\x58\x25\x00" + commit + b"gversion\x01"
    return bytes([len(header)]) + header + b"".join(_varint(len(cid + data)) + cid + data for cid, data in blocks)


def _varint(number: int) -> bytes:
    return bytes([number]) if number < 128 else bytes([number & 127 | 128]) + _varint(number >> 7)


PAGE = (FILES / "chromium.html").read_bytes()


def warc(*, zipped: bool = False) -> bytes:
    """A crawl: a page, an image, a page that is gone, a PDF, a text."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=zipped)
    writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "a crawler"}))
    for url, kind, data, status in [
        ("https://marlow.example/orvel", "text/html; charset=utf-8", PAGE, "200 OK"),
        ("https://marlow.example/logo.png", "image/png", b"\x89PNG\r\n\x1a\n", "200 OK"),
        ("https://marlow.example/gone", "text/html", b"<html><p>Not here.</p></html>", "404 Not Found"),
        ("https://un.example/note.txt", "text/plain", b"Twelve people died in Orvel on Monday, the mayor said.", "200 OK"),
    ]:
        headers = StatusAndHeaders(status, [("Content-Type", kind), ("Content-Length", str(len(data)))], protocol="HTTP/1.1")
        about = {"WARC-Date": "2031-05-16T08:00:00Z"}
        record = writer.create_warc_record(url, "response", payload=io.BytesIO(data), http_headers=headers, warc_headers_dict=about)
        writer.write_record(record)
        record.raw_stream.close()  # a temporary file
    return out.getvalue()


def wacz(data: bytes | None = None, listed: bytes | None = None) -> bytes:
    """A web archive in one file; `listed`: the bytes whose hash its list has."""
    data = gzip.compress(warc()) if data is None else data
    digest = hashlib.sha256(data if listed is None else listed).hexdigest()
    package = {
        "profile": "data-package",
        "resources": [{"name": "data.warc.gz", "path": "archive/data.warc.gz", "hash": f"sha256:{digest}"}],
    }
    return zipped({"archive/data.warc.gz": data, "datapackage.json": json.dumps(package).encode(), "pages/pages.jsonl": b"{}"})


def zipped(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def all_files() -> dict[str, bytes]:
    """A good file of each format, by a name with its ending."""
    real = {path.name: path.read_bytes() for path in sorted(FILES.iterdir()) if path.suffix != ".md"}
    return real | {
        "feed.rss": RSS.encode(),
        "feed.atom": ATOM.encode(),
        "tweets.js": X_ARCHIVE.encode(),
        "result.json": json.dumps(TELEGRAM, indent=1).encode(),
        "posts.json": json.dumps(BLUESKY).encode(),
        "repo.car": car(),
        "table.csv": TABLE.encode(),
        "crawl.warc": warc(),
        "crawl.wacz": wacz(),
        "report.txt": "Twelve people died in Orvel — so it was said.".encode(),
        "reports.jsonl": b'{"id": "a", "text": "Twelve died in Orvel."}\n{"text": "Caf\\u00e9s were hit."}\n',
    }
