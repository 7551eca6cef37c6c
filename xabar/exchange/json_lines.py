"""Read articles from JSON Lines: one object a line, whatever program wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any, BinaryIO, Final

import orjson

from xabar.exchange.entry import Entry, LinePlace, Refusal

LONGEST_LINE: Final = 16 * 2**20  # bytes; the largest page that is read has 10 MB
_CHUNK: Final = 1 << 20  # bytes of a longer line that are dropped at a time
_BOM: Final = b"\xef\xbb\xbf"
# An escape: a whole surrogate pair, a half of one, or anything else, so that a backslash that is escaped begins none.
_ESCAPE: Final = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\."
)
_MILLISECONDS: Final = 10**11  # seconds since 1970 of the year 5138: a larger number counts milliseconds

# Field of an entry -> the keys by which it is known, the first that is there counts. `--map` puts another in their place.
KEYS: Final[dict[str, tuple[str, ...]]] = {
    "url": ("url", "link"),
    "title": ("title", "headline"),
    "text": ("text", "body", "content"),
    "html": ("html",),
    "date": ("date", "published_at", "published", "published_day"),
    "fetched_at": ("fetched_at", "crawled_at"),
    "authors": ("authors", "author"),
    "tags": ("tags",),
    "section": ("section",),
    "image": ("image",),
}


class WrongType(ValueError):
    """A value is of a type that its field cannot have. The message names the key."""


def read_json_lines(
    stream: BinaryIO, file: str, keys: Mapping[str, tuple[str, ...]] = KEYS
) -> Iterator[Entry | Refusal]:
    """Yield an entry or a refusal for each line that is not blank."""
    for place, line in read_lines(stream, file):
        if line is None:
            yield Refusal(place, "too-large", f"the line is longer than {LONGEST_LINE} bytes")
        elif line.strip():
            yield read_line(line, place, keys)


def read_lines(stream: BinaryIO, file: str) -> Iterator[tuple[LinePlace, bytes | None]]:
    """Yield each line with its place, None for one that is too long. No more than one line is kept in memory.

    Empty lines are passed over: a small file can unpack to a hundred million of them, and a place costs five times a line.
    """
    for number in count(1):
        line = stream.readline(LONGEST_LINE + 1)
        if line == b"\n":
            continue
        if not line:
            return
        if len(line) <= LONGEST_LINE:
            yield LinePlace(file, number), line.removeprefix(_BOM) if number == 1 else line
            continue
        while not line.endswith(b"\n") and (line := stream.readline(_CHUNK)):
            pass
        yield LinePlace(file, number), None


def read_line(line: bytes, place: LinePlace, keys: Mapping[str, tuple[str, ...]] = KEYS) -> Entry | Refusal:
    """Return the entry of one line, or why it is refused."""
    try:
        values = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        mended = _mend_surrogates(line)
        if mended != line:
            return read_line(mended, place, keys)
        return Refusal(place, "bad-json" if _is_utf8(line) else "bad-encoding", _first_line(str(error)))
    if not isinstance(values, dict):
        return Refusal(place, "bad-json", "give one object a line")
    return read_values(values, place, keys)


def read_values(
    values: Mapping[str, Any], place: LinePlace, keys: Mapping[str, tuple[str, ...]] = KEYS
) -> Entry | Refusal:
    """Return the entry that an object describes, or a refusal that names the key whose value has the wrong type."""
    try:
        read = {field: _READERS[field](*_find(values, names)) for field, names in keys.items()}
    except WrongType as error:
        return Refusal(place, "wrong-type", str(error), _address(values, keys))
    html = read.pop("html")
    return Entry(
        place=place,
        page=html.encode(errors="replace") if html else None,
        content_type="text/html; charset=utf-8",
        **read,
    )


def _find(values: Mapping[str, Any], names: tuple[str, ...]) -> tuple[str, Any]:
    """Return the first of the keys that has a value, with it. A dot leads into an object: `meta.date`."""
    for name in names:
        value = values.get(name)
        if value is None and "." in name:
            outer, _, inner = name.partition(".")
            below = values.get(outer)
            value = _find(below, (inner,))[1] if isinstance(below, dict) else None
        if value is not None:
            return name, value
    return names[0], None


def _address(values: Mapping[str, Any], keys: Mapping[str, tuple[str, ...]]) -> str | None:
    url = _find(values, keys["url"])[1]
    return url if isinstance(url, str) else None


def _text(name: str, value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise WrongType(f"`{name}` must be a text, got {_shown(value)}")


def _title(name: str, value: Any) -> str:
    return _text(name, value) or ""


def _paragraphs(name: str, value: Any) -> str | None:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n".join(value)
    return _text(name, value)


def _names(name: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return tuple(value)
    text = _text(name, value)
    return (text,) if text else ()


def _date(name: str, value: Any) -> str | None:
    """Return a date as it stands; a number of seconds or milliseconds since 1970 in ISO 8601."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _text(name, value)
    try:
        moment = datetime.fromtimestamp(value / 1000 if abs(value) >= _MILLISECONDS else value, UTC)
    except (OverflowError, ValueError, OSError):
        raise WrongType(f"`{name}` must be seconds since 1970, got {_shown(value)}") from None
    return moment.isoformat(timespec="seconds")


def _moment(name: str, value: Any) -> datetime | None:
    text = _date(name, value)
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise WrongType(f"`{name}` must be a moment in ISO 8601, got {_shown(value)}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _shown(value: Any) -> str:
    shown = orjson.dumps(value).decode()
    return shown if len(shown) <= 60 else f"{shown[:60]} …"


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _mend_surrogates(line: bytes) -> bytes:
    """Return the line with U+FFFD for each half of a surrogate pair that stands alone.

    Programs that cut a text between the two write such a half as an escape, which no character stands for.
    """
    return _ESCAPE.sub(lambda found: b"\\ufffd" if found["half"] else found[0], line)


def _first_line(text: str) -> str:
    return text.partition("\n")[0][:200]


_READERS: Final[dict[str, Callable[[str, Any], Any]]] = {
    "url": _text,
    "title": _title,
    "text": _paragraphs,
    "html": _text,
    "date": _date,
    "fetched_at": _moment,
    "authors": _names,
    "tags": _names,
    "section": _text,
    "image": _text,
}
