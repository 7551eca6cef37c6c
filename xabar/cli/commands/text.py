"""`xabar text`: line tools for other programs. One answer line per input line, UTF-8, `-` where there is none."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from xabar.app.lines import answer_lines, identify_line, read_date_line
from xabar.language.conversion import convert_text
from xabar.language.folding import fold_text
from xabar.language.scripts import SCRIPTS
from xabar.search.analysis import analyze_terms
from xabar.zones import LANGUAGE_ZONES

ZONES = LANGUAGE_ZONES | {"ru": "Asia/Almaty"}  # the default of --zone


@click.group()
def command() -> None:
    """Fold, analyze, convert, identify or read dates: lines in, lines out.

    Lines come from FILE, or from the standard input. Bytes that are not UTF-8 are read as U+FFFD.
    """


_source = click.argument("source", metavar="[FILE]", type=click.File("rb"), default="-")


def _language(*codes: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option("--language", type=click.Choice(codes), required=True, help="Language of the lines.")


@command.command()
@_language("uz", "kk")
@_source
def fold(language: str, source: BinaryIO) -> None:
    """Print the folded words of each line, with spaces between: the same in all scripts."""
    _answer(source, lambda line: fold_text(line, language))


@command.command()
@_language("uz", "kk", "ru")
@_source
def analyze(language: str, source: BinaryIO) -> None:
    """Print the index terms of each line, with spaces between: what a search compares."""
    _answer(source, lambda line: " ".join(analyze_terms(line, language)))


@command.command()
@_language("uz", "kk")
@click.option("--to", type=click.Choice(SCRIPTS), required=True, help="Script to write in.")
@click.option(
    "--standard",
    type=click.Choice(["1995", "2026", "2018", "2021"]),
    help="Latin alphabet: 1995 or 2026 for Uzbek, 2018 or 2021 for Kazakh.",
)
@_source
def convert(language: str, to: str, standard: str | None, source: BinaryIO) -> None:
    """Print each line in another script of its language."""
    try:
        convert_text("", language=language, to=to, standard=standard)
    except ValueError as error:  # once, before any line
        raise click.UsageError(str(error)) from None
    _answer(source, lambda line: convert_text(line, language=language, to=to, standard=standard))


@command.command()
@_source
def identify(source: BinaryIO) -> None:
    """Print language and script of each line: uz-Cyrl, kk-Arab, kaa-Latn, …"""
    _answer(source, identify_line)


@command.command()
@_language("uz", "kk", "ru")
@click.option("--now", required=True, help="When the page was read, ISO 8601; without an offset, local time.")
@click.option(
    "--zone", help="Time zone of the site by name. [default: Asia/Tashkent for uz, else Asia/Almaty]"
)
@_source
def date(language: str, now: str, zone: str | None, source: BinaryIO) -> None:
    """Print the date in each line: 2025-04-25T14:30+05:00, or 2025-04-25 if only the day is printed."""
    place = zone or ZONES[language]
    moment = _moment(now, place)
    _answer(source, lambda line: read_date_line(line, language, moment, place))


def _answer(source: BinaryIO, answer: Callable[[str], str]) -> None:
    out = sys.stdout.buffer
    for answers in answer_lines(source, answer):
        out.writelines(text.encode() + b"\n" for text in answers)
        out.flush()


def _moment(now: str, zone: str) -> datetime:
    try:
        place = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise click.BadParameter(
            f"{zone!r} is not a time zone; give a name such as Asia/Tashkent", param_hint="--zone"
        ) from None
    try:
        moment = datetime.fromisoformat(now)
    except ValueError:
        raise click.BadParameter(
            f"{now!r} is not an ISO 8601 time; write 2025-04-25T15:00+05:00", param_hint="--now"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=place)
