"""Read the pages of a web archive (WARC 1.0 and 1.1, ISO 28500; packed or not)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO, Final

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]

from xabar.exchange.entry import Entry, Place, Refusal
from xabar.exchange.saved_page import LARGEST_PAGE

_PAGES: Final = ("response", "resource")  # types of records that hold what a server gave


def read_warc(stream: BinaryIO, file: str) -> Iterator[Entry | Refusal]:
    """Yield an entry or a refusal for each page that a server gave. Requests, metadata and visits are passed over."""
    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream), 1):
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            if record.rec_type in _PAGES and url.startswith(("http://", "https://")):
                yield _read_record(record, url, Place(file, number))
    except ArchiveLoadFailed as error:
        yield Refusal(Place(file, number + 1), "unreadable", str(error)[:200])


def _read_record(record: Any, url: str, place: Place) -> Entry | Refusal:
    try:
        page = record.content_stream().read(LARGEST_PAGE + 1)
    except Exception as error:  # whatever the decoders of chunks and packed answers raise
        return Refusal(place, "bad-compression", repr(error)[:200], url)
    if len(page) > LARGEST_PAGE:
        return Refusal(place, "too-large", f"the page is larger than {LARGEST_PAGE} bytes", url)
    http = record.http_headers
    kind = (http and http.get_header("Content-Type")) or record.rec_headers.get_header("Content-Type")
    return Entry(
        place=place,
        url=url,
        page=page,
        content_type=kind or "",
        status=_status(http),
        fetched_at=_moment(record.rec_headers.get_header("WARC-Date")),
    )


def _status(http: Any) -> int:
    """Return the status of the answer; a record without HTTP headers holds what was given without fault."""
    code = http.get_statuscode() if http else "200"
    return int(code) if code.isdigit() else 0


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
