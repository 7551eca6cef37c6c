"""What is written of an answer: all of it, or only that it brought nothing new."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from xabar.records.responses import Pointer
from xabar.warc.reader import DamagedResponse, read_response
from xabar.warc.record import NOT_MODIFIED, SAME_ARTICLE, SAME_BYTES, write_response, write_revisit
from xabar.warc.response import ReceivedResponse
from xabar.warc.writer import WarcWriter


def keep_response(
    writer: WarcWriter,
    data: Path,
    pages: Sequence[ReceivedResponse],
    former: Pointer | None,
    *,
    every_byte: bool,
) -> list[Pointer]:
    """Write the answers of an article's pages, and return where they lie; [] where only the visit was noted.

    `former` is where the last answer lies that gave the same article. Where that can be read and has the same bytes, or
    `every_byte` is not wanted, the visit is a revisit record. Raise OSError when the disk does not take all of them.
    """
    response = pages[0]
    if former is not None and (every_byte is False or former.digest == response.digest):
        try:
            kept = read_response(data, former)
        except DamagedResponse:
            pass  # it is kept once more
        else:
            same = former.digest == response.digest
            writer.write(write_revisit(response, kept, SAME_BYTES if same else SAME_ARTICLE), response.digest)
            return []
    return [writer.write(write_response(page), page.digest) for page in pages]


def keep_not_modified(
    writer: WarcWriter, data: Path, response: ReceivedResponse, former: Pointer | None
) -> None:
    """Write the answer 304, that a page has not changed since a former answer; None if that was not kept.

    Raise OSError when the disk does not take it.
    """
    kept = None
    if former is not None:
        with suppress(DamagedResponse):
            kept = read_response(data, former)
    writer.write(write_revisit(response, kept, NOT_MODIFIED), response.digest)
