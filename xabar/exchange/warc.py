"""Read the pages of a web archive (WARC 1.0 and 1.1, ISO 28500; packed or not)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO, Final

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]
from warcio.recordloader import ArcWarcRecordLoader  # type: ignore[import-untyped]

from xabar.exchange.entry import Entry, LinePlace, Refusal
from xabar.exchange.saved_page import LARGEST_PAGE

_PAGES: Final = ("response", "resource")  # types of records that hold what a server gave


class _Loader(ArcWarcRecordLoader):  # type: ignore[misc]
    """The library's loader, which raises AttributeError at a record without an address."""

    def load_http_headers(self, rec_type: str, uri: str | None, stream: Any, length: int | None) -> Any:
        """Return the headers of an answer, or None."""
        return super().load_http_headers(rec_type, uri or "", stream, length)


def read_warc(stream: BinaryIO, file: str) -> Iterator[Entry | Refusal]:
    """Yield an entry or a refusal for each page that a server gave. Requests, metadata and visits are passed over."""
    number = 0
    try:
        archive = ArchiveIterator(stream)
        archive.loader = _Loader()
        archive.INC_RECORD = ""  # what warcio prints about a wrong length; `_find_fault` says it in a refusal
        for number, record in enumerate(archive, 1):
            place, url = LinePlace(file, number), record.rec_headers.get_header("WARC-Target-URI") or ""
            found = _read_record(record, url, place) if record.rec_type in _PAGES else None
            fault = _find_fault(archive, record)
            if fault is not None:
                yield Refusal(place, "truncated", fault, url or None)
            elif found is not None:
                yield found
    except ArchiveLoadFailed as error:
        yield Refusal(LinePlace(file, number + 1), "unreadable", str(error)[:200])


def _find_fault(archive: Any, record: Any) -> str | None:
    """Go to the end of a record, and return what shows that it is not whole, or that it holds others too."""
    faults = archive.err_count
    archive.read_to_end()
    claimed = record.rec_headers.get_header("Content-Length") or ""
    if not claimed.isascii() or not claimed.isdecimal():
        return f"the record says no length: Content-Length is {claimed[:20]!r}"
    if missing := record.raw_stream.limit:
        return f"the file ends inside the record: {missing} of the {claimed[:20]} bytes that it claims are missing"
    if archive.err_count > faults:
        return f"no new record begins after the {claimed[:20]} bytes that it claims"
    if reason := record.rec_headers.get_header("WARC-Truncated"):
        return f"the record says that it was cut off: WARC-Truncated is {reason[:20]!r}"
    return None


def _read_record(record: Any, url: str, place: LinePlace) -> Entry | Refusal | None:
    """Return the page of a record; None if it is not from the web, as what a name server gave."""
    if not url:
        return Refusal(place, "no-url", "the record has no WARC-Target-URI")
    if not url.startswith(("http://", "https://")):
        return None
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
    return int(code) if len(code) == 3 and code.isascii() and code.isdigit() else 0


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
