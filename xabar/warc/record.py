"""The records of a WARC file (ISO 28500, version 1.1) as bytes, each a gzip member of its own. Pure."""

from __future__ import annotations

import re
import zlib
from base64 import b32encode
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from http.client import responses
from io import BytesIO
from typing import Final
from uuid import uuid4

from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from xabar.warc.response import KeptResponse, ReceivedResponse, digest_of

# A page that came packed costs a fiftieth when it is put in as it is; level 3 costs half of level 6, for 12 % more room.
PACKED, PLAIN = 0, 3
SAME_BYTES: Final = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED: Final = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
SAME_ARTICLE: Final = "urn:xabar:warc-profile:same-article"
"""The profile of a visit to a page that has other bytes and gave the same article: a new number of readers, say.

The format allows profiles of one's own for substantial duplicates (ISO 28500:2017, 6.7).
"""

# What would let somebody pose as the crawler, and what says how the bytes travelled.
_LEFT_OUT: Final = frozenset((b"set-cookie", b"set-cookie2", b"content-length", b"transfer-encoding"))
_NAME: Final = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # a token (RFC 9110, 5.6.2)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]+")


def write_response(response: ReceivedResponse) -> bytes:
    """Return the record of an answer, with its headers but cookies, and its body as it came."""
    headers = _warc_headers(response) | {"WARC-Payload-Digest": format_digest(response.digest)}
    return _record("response", response, headers, response.body)


def write_revisit(response: ReceivedResponse, former: KeptResponse | None, profile: str) -> bytes:
    """Return the record of a visit that brought nothing new since a former answer; None if that was not kept."""
    headers = _warc_headers(response) | {"WARC-Profile": profile}
    if former is not None:
        headers["WARC-Refers-To-Target-URI"] = _clean(former.response.url)
        headers["WARC-Refers-To-Date"] = format_moment(former.fetched_at)
    if profile == SAME_BYTES:
        headers["WARC-Payload-Digest"] = format_digest(response.digest)
    return _record("revisit", response, headers, b"")


def write_warcinfo(file: str, fields: Mapping[str, str]) -> bytes:
    """Return the first record of a file, which says how it came to be."""
    written = BytesIO()
    writer = WARCWriter(written, gzip=False, warc_version="1.1")
    writer.write_record(writer.create_warcinfo_record(file, fields))
    return _to_member(written.getvalue(), PLAIN)


def format_digest(digest: bytes) -> str:
    """Return a SHA-1 as the tools for WARC write it."""
    return f"sha1:{b32encode(digest).decode()}"


def format_moment(moment: datetime) -> str:
    """Return a moment to the millisecond, as version 1.1 allows."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _warc_headers(response: ReceivedResponse) -> dict[str, str]:
    headers = {"WARC-Date": format_moment(response.fetched_at)}
    return headers | ({"WARC-IP-Address": response.ip_address} if response.ip_address else {})


def _record(kind: str, response: ReceivedResponse, headers: Mapping[str, str], body: bytes) -> bytes:
    """Return the record of an answer. warcio would build and search its headers for each, which takes six times as long."""
    status = f"{response.status} {responses.get(response.status, '')}".rstrip()
    lines = [f"{name}: {value}\r\n" for name, value in _http_headers(response)]
    block = f"HTTP/1.1 {status}\r\n{''.join(lines)}\r\n".encode("latin-1") + body
    fields = {
        **headers,
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{uuid4()}>",
        "WARC-Target-URI": _clean(response.url),
        "WARC-Block-Digest": format_digest(digest_of(block)),
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }
    head = "".join([f"{name}: {value}\r\n" for name, value in fields.items()])
    record = b"".join((b"WARC/1.1\r\n", head.encode(), b"\r\n", block, b"\r\n\r\n"))
    return _to_member(record, PACKED if response.encoding else PLAIN)


def _http_headers(response: ReceivedResponse) -> Iterator[tuple[str, str]]:
    """Yield the headers of the answer in their order, those of its body as it is written."""
    for name, value in response.headers:
        if name.lower() not in _LEFT_OUT and _NAME.fullmatch(name):
            yield name.decode("ascii"), _clean(value.decode("latin-1"), " ")
    if response.encoding:
        yield "Content-Encoding", response.encoding
    yield "Content-Length", str(len(response.body))


def _to_member(record: bytes, level: int) -> bytes:
    packer = zlib.compressobj(level, wbits=zlib.MAX_WBITS + 16)
    return packer.compress(record) + packer.flush()


def _clean(text: str, instead: str = "%20") -> str:
    """Return the text without what ends a header's line, so that no header can pose as another one."""
    return _CONTROL.sub(instead, text).replace("\x85", instead)
