"""Open a file of articles, packed or not, and read what is in it by what it looks like."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, TypeAlias

from xabar.exchange.entry import Entry, LinePlace, Refusal
from xabar.exchange.json_lines import KEYS, read_json_lines
from xabar.exchange.saved_page import read_saved_page

SourceKind: TypeAlias = Literal["jsonl", "html", "warc"]
STDIN: Final = Path("-")
_BOM: Final = b"\xef\xbb\xbf"
_GZIP: Final = b"\x1f\x8b"
_SEEN: Final = 512  # bytes that tell what a file is
_PIECE: Final = 1 << 16  # bytes that are unpacked at a time
_OTHER_TEXT: Final = (b"\xff\xfe", b"\xfe\xff")  # marks of UTF-16
# How a file begins of which no line is an article -> what it is, and how it becomes JSON Lines.
_OTHER_FORMATS: Final = {
    b"[": "one JSON list: `jq -c .[] FILE` writes a line for each entry",
    b"PAR1": "Parquet: DuckDB's `COPY (FROM 'FILE') TO 'a.jsonl' (FORMAT json)` writes JSON Lines",
    b"SQLite format 3": "an SQLite database: DuckDB, or `sqlite3 -json`, writes its tables as JSON",
    b"PK\x03\x04": "a ZIP archive or a spreadsheet: unpack it, or save it as CSV for DuckDB",
    b"%PDF": "a PDF",
}


def read_source(
    path: Path,
    *,
    now: datetime,
    fetched_at: datetime | None = None,
    kind: SourceKind | None = None,
    keys: Mapping[str, tuple[str, ...]] = KEYS,
) -> Iterator[Entry | Refusal]:
    """Yield what a file holds, or the standard input for `-`. What is wrong with it is a refusal and raises nothing.

    An entry without a time of its own was fetched at `fetched_at`; without that, when the file was last changed, or
    `now` for the standard input.
    """
    place = LinePlace(str(path), 1)
    try:
        with ExitStack() as opened:
            raw: Any = sys.stdin.buffer if path == STDIN else opened.enter_context(path.open("rb"))
            moment = fetched_at or (now if path == STDIN else min(now, _changed_at(path)))
            for found in _read(raw, path, kind, keys):
                place = found.place
                yield (
                    found
                    if isinstance(found, Refusal)
                    else found.fetched_by(moment, assumed=fetched_at is None)
                )
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield Refusal(LinePlace(place.file, place.line + 1), "bad-compression", str(error)[:200])
    except OSError as error:
        yield Refusal(LinePlace(place.file, place.line + 1), "unreadable", error.strerror or str(error))


def expand(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files: for a folder all that lie in it, by name."""
    for path in paths:
        if path != STDIN and path.is_dir():
            yield from (file for file in sorted(path.rglob("*")) if file.is_file())
        else:
            yield path


def _read(
    raw: Any, path: Path, kind: SourceKind | None, keys: Mapping[str, tuple[str, ...]]
) -> Iterator[Entry | Refusal]:
    beginning = raw.peek(_SEEN)
    packed = beginning.startswith(_GZIP)
    text = (_unpack(beginning) if packed else beginning).removeprefix(_BOM).lstrip()
    kind = kind or _kind_of(text, path)
    if kind == "warc":
        from xabar.exchange.warc import read_warc  # only an archive needs its library

        yield from read_warc(raw, str(path))
        return
    stream: BinaryIO = io.BufferedReader(_Unpacked(raw), _PIECE) if packed else raw
    if kind == "html":
        yield read_saved_page(stream, str(path))
    elif other := next((told for begin, told in _OTHER_FORMATS.items() if text.startswith(begin)), None):
        yield Refusal(LinePlace(str(path), 1), "other-format", f"the file is {other}")
    elif beginning.startswith(_OTHER_TEXT):
        yield Refusal(LinePlace(str(path), 1), "bad-encoding", "the file is UTF-16; convert it to UTF-8")
    else:
        yield from read_json_lines(stream, str(path), keys)


class _Unpacked(io.RawIOBase):
    """What a gzip file holds, piece by piece, so that what stands before a damage is not lost with it."""

    def __init__(self, raw: BinaryIO) -> None:
        self._file = gzip.GzipFile(fileobj=raw)

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with as much as the next bytes of the file unpack to, and return how much that is."""
        piece = self._file.read1(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def _changed_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _unpack(beginning: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(beginning, _SEEN)
    except zlib.error:
        return b""


def _kind_of(text: bytes, path: Path) -> SourceKind:
    """Tell what a file is by the beginning of its text, or else by its name."""
    if text.startswith(b"WARC/"):
        return "warc"
    is_page = text.startswith(b"<") or {".html", ".htm"} & set(map(str.lower, path.suffixes))
    return "html" if is_page else "jsonl"
