"""Read one record where its pointer says that it lies."""

from __future__ import annotations

import os
import zlib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from warcio.recordloader import ArcWarcRecordLoader  # type: ignore[import-untyped]

from xabar.http_response import HttpResponse
from xabar.records.responses import Pointer
from xabar.warc.files import find_file, machine_elsewhere
from xabar.warc.response import KeptResponse, digest_of

LARGEST: Final = 64 * 2**20  # bytes of an answer that is read again; the crawl's own limit is far below
_HEADERS: Final = 2**20  # bytes of a record beside its answer
_GZIP: Final = zlib.MAX_WBITS + 16
_LOADER: Final = ArcWarcRecordLoader(verify_http=False)


class DamagedResponse(Exception):
    """What a pointer points at is not what was written. The message says what is wrong."""


class ResponseElsewhere(DamagedResponse):
    """The file lies on another machine that shares the records. Nothing is wrong."""


def read_response(data: Path, pointer: Pointer) -> KeptResponse:
    """Return the answer. Raise DamagedResponse when its file is gone, or the record is not whole or is another one."""
    raw = _read_bytes(data, pointer)
    try:
        # warcio's iterator looks for records and reads them in pieces; here there is one, and it is small
        record = _LOADER.parse_record_stream(BytesIO(_unpack(raw, LARGEST + _HEADERS)), known_format="warc")
        packed = _read_all(record.raw_stream)
        kept = _to_response(record, packed)
    except Exception as error:  # the library raises nearly anything on damaged bytes
        raise DamagedResponse(f"{_place(pointer)}: no record can be read there: {error!r}"[:300]) from error
    if digest_of(packed) != pointer.digest:
        raise DamagedResponse(f"{_place(pointer)}: the bytes are not those that were written")
    return kept


def find_damage(data: Path, pointer: Pointer) -> str | None:
    """Return what is wrong with a record, in words; None if it can be read."""
    try:
        read_response(data, pointer)
    except DamagedResponse as error:
        return str(error)
    return None


def is_elsewhere(data: Path, pointer: Pointer) -> bool:
    """Return whether a record lies on another machine, and nowhere here."""
    return machine_elsewhere(pointer.file) is not None and find_file(data, pointer.file) is None


def _read_bytes(data: Path, pointer: Pointer) -> bytes:
    try:
        descriptor = _open(data, pointer.file)
        try:
            raw = os.pread(descriptor, pointer.length, pointer.offset)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise DamagedResponse(f"{pointer.file}: {error.strerror}") from error
    if len(raw) != pointer.length:
        raise DamagedResponse(f"{_place(pointer)}: the file ends before the record does")
    return raw


def _open(data: Path, name: str) -> int:
    """Return a descriptor of a file, which nearly always has its name already: then nothing is looked for."""
    try:
        return os.open(f"{data}/{name}", os.O_RDONLY)
    except OSError:
        pass  # it is still written, or lies elsewhere, or nobody may read it
    path = find_file(data, name)
    if path is None and (machine := machine_elsewhere(name)):
        raise ResponseElsewhere(f"{name} lies on {machine}: run the same command there")
    if path is None:
        raise DamagedResponse(f"{name}: the file is gone, or this user may not look for it")
    return os.open(path, os.O_RDONLY)


def _to_response(record: Any, packed: bytes) -> KeptResponse:
    http = record.http_headers
    moment = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date"))
    response = HttpResponse(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        body=_unpack_body(record, packed),
        status=int(http.get_statuscode()),
        content_type=http.get_header("Content-Type") or "",
    )
    return KeptResponse(response, moment.astimezone(UTC))


def _unpack_body(record: Any, packed: bytes) -> bytes:
    """Return the body of an answer unpacked; if it says «gzip» and is not, or is cut off, as the library reads it."""
    if (record.http_headers.get_header("Content-Encoding") or "").lower() == "gzip":
        try:
            return _unpack(packed, LARGEST)
        except (zlib.error, ValueError):
            pass
    record.raw_stream = BytesIO(packed)
    return _read_all(record.content_stream())


def _unpack(packed: bytes, largest: int) -> bytes:
    """Return what one gzip member holds. Raise zlib.error or ValueError if it is damaged, or holds more than `largest` bytes."""
    unpacker = zlib.decompressobj(wbits=_GZIP)
    found = unpacker.decompress(packed, largest)
    if not unpacker.eof:
        raise ValueError(f"it is not whole, or larger than {largest} bytes")
    return found


def _read_all(stream: Any) -> bytes:
    """Return what is left of a stream of the library, which may give less than it is asked for."""
    pieces, size = [], 0
    while piece := stream.read(LARGEST + 1 - size):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST:
            raise ValueError(f"the answer is larger than {LARGEST} bytes")
    return b"".join(pieces)


def _place(pointer: Pointer) -> str:
    return f"{pointer.file} at byte {pointer.offset}"
