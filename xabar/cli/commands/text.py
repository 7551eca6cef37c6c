"""`xabar text`: line tools for other programs. One answer line per input line, UTF-8, `-` where there is none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from xabar.language.conversion import convert_text
from xabar.language.dates import parse_date
from xabar.language.folding import fold_text
from xabar.language.identification import identify_text
from xabar.search.analysis import analyze_terms

NOTHING = "-"
_CHUNK = 1 << 16  # bytes read at a time
ZONES = {"uz": "Asia/Tashkent", "kk": "Asia/Almaty", "ru": "Asia/Almaty"}  # where --zone names none


@click.group()
def command() -> None:
    """Fold, analyze, convert, identify or read dates: lines in, lines out.

    Lines come from FILE, or from the standard input. Bytes that are no UTF-8 are read as U+FFFD.
    """


_source = click.argument("source", metavar="[FILE]", type=click.File("rb"), default="-")


def _language(*codes: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option("--language", type=click.Choice(codes), required=True, help="Language of the lines.")


@command.command()
@_language("uz", "kk")
@_source
def fold(language: str, source: BinaryIO) -> None:
    """The folded words of each line, space between: one key for all scripts."""
    _answer(source, lambda line: fold_text(line, language))


@command.command()
@_language("uz", "kk", "ru")
@_source
def analyze(language: str, source: BinaryIO) -> None:
    """The index terms of each line, space between: what a search compares."""
    _answer(source, lambda line: " ".join(analyze_terms(line, language)))


@command.command()
@_language("uz", "kk")
@click.option("--to", type=click.Choice(["Latn", "Cyrl", "Arab"]), required=True, help="Script to write in.")
@click.option(
    "--standard",
    type=click.Choice(["1995", "2026", "2018", "2021"]),
    help="Latin alphabet: 1995 or 2026 for Uzbek, 2018 or 2021 for Kazakh.",
)
@_source
def convert(language: str, to: str, standard: str | None, source: BinaryIO) -> None:
    """Each line in another script of its language."""
    try:
        convert_text("", language=language, to=to, standard=standard)
    except ValueError as error:  # say it once, before any line
        raise click.UsageError(str(error)) from None
    _answer(source, lambda line: convert_text(line, language=language, to=to, standard=standard))


@command.command()
@_source
def identify(source: BinaryIO) -> None:
    """Language and script of each line: uz-Cyrl, kk-Arab, kaa-Latn, …"""
    _answer(source, _identify)


@command.command()
@_language("uz", "kk", "ru")
@click.option("--now", required=True, help="When the page was read, ISO 8601; without an offset, local time.")
@click.option(
    "--zone", help="Time zone of the site by name. [default: Asia/Tashkent for uz, else Asia/Almaty]"
)
@_source
def date(language: str, now: str, zone: str | None, source: BinaryIO) -> None:
    """The date printed in each line: 2025-04-25T14:30+05:00, or 2025-04-25 where only the day is printed."""
    place = zone or ZONES[language]
    moment = _moment(now, place)
    _answer(source, lambda line: _date(line, language, moment, place))


def _answer(source: BinaryIO, answer: Callable[[str], str]) -> None:
    """Write one answer a line; what has come so far is answered at once, for a program that waits at the other end."""
    out = sys.stdout.buffer
    for lines in _lines(source):
        for line in lines:
            # an answer is one line whatever separators stood inside the text
            text = " ".join(answer(line).splitlines())
            out.write((text if text.strip() else NOTHING).encode() + b"\n")
        out.flush()


def _lines(source: BinaryIO) -> Iterator[list[str]]:
    """The lines of `source`, as many at a time as have come."""
    is_first = True
    for lines in _raw_lines(source):
        texts = [line.decode("utf-8", errors="replace").rstrip("\r") for line in lines]
        if is_first and texts:
            texts[0], is_first = texts[0].removeprefix("\ufeff"), False
        yield texts


def _raw_lines(source: BinaryIO) -> Iterator[list[bytes]]:
    begun: list[bytes] = []  # of the line whose end has not come
    while chunk := source.read1(_CHUNK):  # type: ignore[attr-defined]  # every buffered reader has it
        first, *more = chunk.split(b"\n")
        begun.append(first)
        if more:
            yield [b"".join(begun), *more[:-1]]
            begun = [more[-1]]
    if rest := b"".join(begun):
        yield [rest]


def _identify(line: str) -> str:
    found = identify_text(line)
    if found.language == "und":
        return NOTHING
    return found.language if found.script is None else f"{found.language}-{found.script}"


def _date(line: str, language: str, now: datetime, zone: str) -> str:
    found = parse_date(line, language=language, now=now, zone=zone)
    if found is None:
        return NOTHING
    return found.day.isoformat() if found.at is None else found.at.isoformat(timespec="minutes")


def _moment(now: str, zone: str) -> datetime:
    try:
        place = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise click.BadParameter(
            f"{zone!r} is no time zone; give a name as Asia/Tashkent", param_hint="--zone"
        ) from None
    try:
        moment = datetime.fromisoformat(now)
    except ValueError:
        raise click.BadParameter(
            f"{now!r} is no ISO 8601 time; write 2025-04-25T15:00+05:00", param_hint="--now"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=place)
