"""Reads every string of a list with our tables, with dateparser, and with both (README.md)."""

from __future__ import annotations

import argparse
import csv
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import dateparser  # type: ignore[import-untyped]

from xabar.language.dates import DateContext, ParsedDate, parse_date, read_date
from xabar.processing.dateparser_reader import read_with_dateparser

NOW = datetime.fromisoformat("2025-04-25T15:00:00+05:00")
ZONES = {"kk": "Asia/Almaty"}
ZONE = "Asia/Tashkent"

Answer = datetime | date | None
Reader = Callable[[str, str, str], ParsedDate | datetime | None]


@dataclass(frozen=True, slots=True)
class Example:
    """One string and the right answer: a moment, a day, or None for "no date"."""

    group: str
    language: str
    text: str
    expected: Answer

    @property
    def zone(self) -> str:
        """Return the zone in which the string was printed."""
        return ZONES.get(self.language, ZONE)


@dataclass(slots=True)
class Score:
    """Counts of right answers (refusals too), of wrong values, and of dates for which no value was found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0


def read_examples(path: Path) -> list[Example]:
    """Return the rows of a file with the columns group, language, text, expected."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Example(row["group"], row["language"], row["text"], _expected(row["expected"])) for row in rows
        ]


def _expected(text: str) -> Answer:
    if text == "-":
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def read_ours(text: str, language: str, zone: str) -> ParsedDate | None:
    """Read with our tables only."""
    return parse_date(text, language=language, now=NOW, zone=zone)


def read_both(text: str, language: str, zone: str) -> ParsedDate | None:
    """Read with our tables, then with dateparser as a crawl does."""
    reading = read_date(text, language=language, now=NOW, zone=zone)
    if reading is None:
        reading = read_with_dateparser(text, language=language, context=DateContext.of(NOW, zone))
    return reading if isinstance(reading, ParsedDate) else None


def read_dateparser(text: str, language: str, zone: str) -> datetime | None:
    """Read with dateparser, the known language and the settings that suit news: its best without guessing."""
    settings = {
        "DATE_ORDER": "DMY",
        "PREFER_DATES_FROM": "past",
        "PREFER_LOCALE_DATE_ORDER": False,
        "REQUIRE_PARTS": ["day", "month"],
        "TIMEZONE": zone,
        "TO_TIMEZONE": zone,
        "RELATIVE_BASE": NOW.replace(tzinfo=None),
        "RETURN_AS_TIMEZONE_AWARE": True,
    }
    languages = {"uz": ["uz", "uz-Cyrl"], "kaa": ["uz", "kk"]}.get(language, [language])
    try:
        found: datetime | None = dateparser.parse(text, languages=languages, settings=settings)
    except OverflowError:  # dateparser fails on «01.01.0001»
        return None
    return found


def _to_the_minute(found: ParsedDate | datetime | None) -> Answer:
    if isinstance(found, ParsedDate):
        return found.day if found.at is None else _to_the_minute(found.at)
    return found and found.replace(tzinfo=None, second=0, microsecond=0)


def is_right(answer: Answer, expected: Answer) -> bool:
    """Return whether an answer is right; a moment of the expected day is right too, which favours dateparser."""
    if isinstance(answer, datetime) and isinstance(expected, date) and not isinstance(expected, datetime):
        return answer.date() == expected
    return answer == expected


def score(examples: list[Example], reader: Reader, failures: list[str]) -> dict[str, Score]:
    """Return the score of each group; what is not right is described in `failures`."""
    scores: dict[str, Score] = defaultdict(Score)
    for example in examples:
        answer = _to_the_minute(reader(example.text, example.language, example.zone))
        of_group = scores[example.group]
        if is_right(answer, example.expected):
            of_group.right += 1
            continue
        failures.append(f"  {example.language} {example.text!r}: {answer}, expected {example.expected}")
        if answer is None:
            of_group.missed += 1
        else:
            of_group.wrong += 1
    return scores


def strings_per_second(examples: list[Example], reader: Reader, seconds: float) -> float:
    """Return how many strings are read in a second of CPU, over whole passes through the list."""
    count, start = 0, time.process_time()
    while (spent := time.process_time() - start) < seconds:
        for example in examples:
            reader(example.text, example.language, example.zone)
        count += len(examples)
    return count / spent


def distinct(examples: list[Example], count: int) -> list[Example]:
    """Return `count` different strings: the dates of the list with other days, months, years, times and counters."""
    numbers = random.Random(count)

    def another(match: re.Match[str]) -> str:
        digits = match.group()
        if len(digits) <= 2:
            lowest, highest = next(
                row for row in ((0, 9), (1, 12), (1, 28), (30, 59), (60, 99)) if int(digits) <= row[1]
            )
            return f"{numbers.randint(lowest, highest):0{len(digits)}}"
        if len(digits) == 4 and digits[:2] in ("19", "20"):
            return str(numbers.randint(2001, 2024))
        return "".join(numbers.choices("123456789", k=len(digits)))

    made: dict[tuple[str, str], Example] = {}
    numbered = [
        example for example in examples if example.expected and len(re.findall(r"\d", example.text)) > 5
    ]
    while len(made) < count:
        example = numbers.choice(numbered)
        text = re.sub(r"[0-9]+", another, example.text)
        made[example.language, text] = replace(example, text=text)
    return list(made.values())


def strings_once_per_second(examples: list[Example], reader: Reader) -> float:
    """Return how many strings are read in a second of CPU, each of them once."""
    start = time.process_time()
    for example in examples:
        reader(example.text, example.language, example.zone)
    return len(examples) / (time.process_time() - start)


def read_options() -> argparse.Namespace:
    """Return what the command line asks for."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--strings", type=Path, default=Path(__file__).with_name("strings.tsv"))
    arguments.add_argument(
        "--seconds", type=float, default=1.0, help="CPU seconds for each measurement of speed"
    )
    arguments.add_argument(
        "--distinct",
        type=int,
        default=100_000,
        help="different strings for a second measurement of the tables' speed",
    )
    arguments.add_argument("--failures", action="store_true", help="list every string that is not right")
    return arguments.parse_args()


def print_scores(name: str, scores: dict[str, Score]) -> None:
    """Print the counts of one reader, in all and for each group."""
    right, wrong, missed = (
        sum(getattr(one, field) for one in scores.values()) for field in ("right", "wrong", "missed")
    )
    print(f"{name}: {right}/{right + wrong + missed} right, {wrong} wrong, {missed} missed")
    for group, one in scores.items():
        size = one.right + one.wrong + one.missed
        print(f"    {group:22} {one.right:3}/{size:<3} wrong {one.wrong:2}  missed {one.missed:2}")


def main() -> None:
    """Print the table of the README."""
    options = read_options()
    examples = read_examples(options.strings)
    once = strings_once_per_second(distinct(examples, options.distinct), read_ours)
    print(f"tables: {once:,.0f} strings/s where no string comes twice ({options.distinct:,} strings)")
    speeds: dict[str, float] = {}
    for name, reader in READERS.items():
        failures: list[str] = []
        print_scores(name, score(examples, reader, failures))
        speeds[name] = strings_per_second(examples, reader, options.seconds)
        print(
            f"    {speeds[name]:,.0f} strings/s, {speeds[name] / speeds['tables']:.3f} of the tables' speed"
        )
        if options.failures:
            sys.stdout.write("\n".join(failures) + "\n" if failures else "")


READERS: dict[str, Reader] = {
    "tables": read_ours,
    "dateparser": read_dateparser,
    "tables, dateparser": read_both,
}

if __name__ == "__main__":
    main()
