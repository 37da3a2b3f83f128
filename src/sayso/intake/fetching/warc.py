"""The web archive of a fetch: each request and response byte for byte, with SHA-256 digests of the whole and of the body."""

import hashlib
from datetime import datetime
from io import BytesIO
from types import ModuleType
from typing import Any, BinaryIO, Literal
from uuid import uuid4

from sayso.errors import ExtraError
from sayso.intake.fetching.exchange import Exchange, spool

_VERSION = "WARC/1.1"


class Archive:
    """A WARC file in the making. Raises ExtraError where warcio isn't installed."""

    def __init__(self, place: str, software: str) -> None:
        self._warcio = _library(place)
        self.file = spool()
        self._writer: Any = self._warcio.WARCWriter(self.file, gzip=True, warc_version=_VERSION)
        info = self._writer.create_warcinfo_record(None, {"software": software, "format": "WARC File Format 1.1"})
        self._writer.write_record(info)

    def add(self, exchange: Exchange, truncated: Literal["length"] | None) -> None:
        """The response and the request that it answers."""
        wire, name = exchange.wire, _name()
        wire.data.seek(0)
        response = {
            "WARC-IP-Address": exchange.address,
            "WARC-Payload-Digest": f"sha256:{wire.payload.hexdigest()}",
            "WARC-Block-Digest": f"sha256:{wire.block.hexdigest()}",
        }
        if truncated is not None:
            response["WARC-Truncated"] = truncated
        self._write("response", name, exchange, response, (wire.data, wire.size))
        request = {
            "WARC-Concurrent-To": name,
            "WARC-Payload-Digest": f"sha256:{hashlib.sha256().hexdigest()}",
            "WARC-Block-Digest": f"sha256:{hashlib.sha256(exchange.request).hexdigest()}",
        }
        self._write("request", _name(), exchange, request, (BytesIO(exchange.request), len(exchange.request)))
        wire.data.close()

    def _write(
        self, kind: Literal["request", "response"], name: str, exchange: Exchange, more: dict[str, str], block: tuple[BinaryIO, int]
    ) -> None:
        """warcio is handed the block as a whole; were it to parse the head, it would write it anew in its own way."""
        fields = {
            "WARC-Type": kind,
            "WARC-Record-ID": name,
            "WARC-Target-URI": exchange.target.url,
            "WARC-Date": _date(exchange.at),
            **more,
        }
        headers = self._warcio.StatusAndHeaders("", list(fields.items()), protocol=_VERSION)
        data, length = block
        content_type = f"application/http; msgtype={kind}"
        self._writer.write_record(self._warcio.ArcWarcRecord("warc", kind, headers, data, None, content_type, length))


def _library(place: str) -> ModuleType:
    try:
        from warcio import recordloader, statusandheaders, warcwriter  # noqa: PLC0415
    except ImportError as error:
        raise ExtraError(place, "fetch") from error
    names = ModuleType("warcio as needed here")
    names.__dict__.update(
        WARCWriter=warcwriter.WARCWriter, StatusAndHeaders=statusandheaders.StatusAndHeaders, ArcWarcRecord=recordloader.ArcWarcRecord
    )
    return names


def _name() -> str:
    return f"<urn:uuid:{uuid4()}>"


def _date(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
