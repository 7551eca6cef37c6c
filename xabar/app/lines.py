"""The line tools: one line of answer for each line of a stream of bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import BinaryIO, Final

from xabar.language.dates import parse_date
from xabar.language.identification import identify_text

NOTHING: Final = "-"
_CHUNK: Final = 1 << 16  # bytes read at a time


def answer_lines(source: BinaryIO, answer: Callable[[str], str]) -> Iterator[list[str]]:
    """Yield the answers to the lines that have arrived so far, so that a program at the other end need not wait."""
    for lines in _read_lines(source):
        # an answer is one line, whatever separators are inside the text
        answers = (" ".join(answer(line).splitlines()) for line in lines)
        yield [text if text.strip() else NOTHING for text in answers]


def identify_line(line: str) -> str:
    """Return language and script: uz-Cyrl, or only the language if its script is not known."""
    found = identify_text(line)
    if found.language == "und":
        return NOTHING
    return found.language if found.script is None else f"{found.language}-{found.script}"


def read_date_line(line: str, language: str, now: datetime, zone: str) -> str:
    """Return the printed date as ISO 8601: to the minute, or the day if no time is printed."""
    found = parse_date(line, language=language, now=now, zone=zone)
    if found is None:
        return NOTHING
    return found.day.isoformat() if found.at is None else found.at.isoformat(timespec="minutes")


def _read_lines(source: BinaryIO) -> Iterator[list[str]]:
    """Yield the lines of `source`, as many at a time as have arrived."""
    is_first = True
    for lines in _read_raw_lines(source):
        texts = [line.decode("utf-8", errors="replace").rstrip("\r") for line in lines]
        if is_first and texts:
            texts[0], is_first = texts[0].removeprefix("\ufeff"), False
        yield texts


def _read_raw_lines(source: BinaryIO) -> Iterator[list[bytes]]:
    begun: list[bytes] = []  # parts of the line whose end has not arrived
    while chunk := source.read1(_CHUNK):  # type: ignore[attr-defined]  # every buffered reader has it
        first, *more = chunk.split(b"\n")
        begun.append(first)
        if more:
            yield [b"".join(begun), *more[:-1]]
            begun = [more[-1]]
    if rest := b"".join(begun):
        yield [rest]
