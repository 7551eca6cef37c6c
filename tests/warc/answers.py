"""Answers to write, and how the library reads what was written."""

from __future__ import annotations

from contextlib import redirect_stdout
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.checker import Checker  # type: ignore[import-untyped]

from xabar.warc.response import ReceivedResponse

FETCHED: Final = datetime(2026, 11, 24, 12, 0, 0, 123456, tzinfo=UTC)
HTML: Final = (b"Content-Type", b"text/html; charset=utf-8")


def answer(number: int = 1, body: bytes = b"", **other: Any) -> ReceivedResponse:
    """Return the answer of https://kun.uz/NUMBER."""
    values: dict[str, Any] = {
        "url": f"https://kun.uz/{number}",
        "status": 200,
        "headers": (HTML,),
        "body": body or f"<p>{number}</p>".encode() * 20,
        "fetched_at": FETCHED,
    }
    return ReceivedResponse(**values | other)


def read_records(raw: bytes) -> list[tuple[Any, Any, bytes]]:
    """Return the headers of each record, those of its answer, and the unpacked body, as the library reads them."""
    return [
        (record.rec_headers, record.http_headers, record.content_stream().read())
        for record in ArchiveIterator(BytesIO(raw))
    ]


def addresses(path: Path) -> list[str]:
    """Return the addresses of the answers in a file."""
    found = (headers.get_header("WARC-Target-URI") for headers, _, _ in read_records(path.read_bytes()))
    return [url for url in found if url]


def warcio_check(*files: Path) -> list[str]:
    """Return what `warcio check` finds wrong with the files."""
    said = StringIO()
    with redirect_stdout(said):
        code = Checker(SimpleNamespace(inputs=list(map(str, files)), verbose=False)).process_all()
    assert code == bool(said.getvalue())
    return said.getvalue().splitlines()
