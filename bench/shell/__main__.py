"""Measures what commands cost that people type and wait for, as processes of their own (README.md)."""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from bench.embedded.corpus import articles
from xabar.records.store import RecordStore
from xabar.search.feed import Feeder
from xabar.search.opening import open_engine

_XABAR: Final = "from xabar.cli import main; main()"
PROGRAMS: Final[Mapping[str, tuple[str, ...]]] = {
    "python -c pass": ("pass",),
    "python -c 'import click'": ("import click",),
    "xabar --help": (_XABAR, "--help"),
    "xabar search viloyat madaniyat": (_XABAR, "search", "viloyat", "madaniyat"),
    "xabar search viloyatt madaniyat": (_XABAR, "search", "viloyatt", "madaniyat"),  # a slip
    "xabar search toshkent metro": (_XABAR, "search", "toshkent", "metro"),  # no article has both
}


def cpu_of(program: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return the milliseconds of user and system time of a process. Raise RuntimeError if it fails."""
    process = subprocess.Popen((sys.executable, "-c", *program), stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{program} ended with {process.returncode}")
    return (usage.ru_utime + usage.ru_stime) * 1000


def compare(data: Path, rounds: int) -> dict[str, list[float]]:
    """Return what each program took in each round. They take turns, so that other work slows all of them alike."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name != "PYTHONDONTWRITEBYTECODE" and not name.startswith("XABAR_")
    }
    environment["XABAR_DATA"] = str(data)
    times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for number in range(rounds + 1):
        for name, program in PROGRAMS.items():
            taken = cpu_of(program, environment)
            if number:  # the first round compiles what no process had imported yet
                times[name].append(taken)
    return times


def fill(data: Path, count: int) -> None:
    """Store and index so many articles of the corpus of bench/embedded."""
    with RecordStore(data / "records.sqlite") as records:
        with records.transaction():
            for article in articles(count):
                records.put_article(article)
        asyncio.run(_feed(data, records))


async def _feed(data: Path, records: RecordStore) -> None:
    engine = open_engine(None, data=data, api_key=None, records=records)
    await Feeder(records, engine).feed_until_done()
    await engine.close()


def main() -> None:
    """Print a line for each program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--data", type=Path, help="a data folder that is filled already")
    parser.add_argument("--rounds", type=int, default=20)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="xabar-") as folder:
        if given.data is None:
            fill(Path(folder), given.articles)
        times = compare(given.data or Path(folder), given.rounds)
    print(f"{'CPU ms':34}{'least':>8}{'median':>8}")
    for name, taken in times.items():
        print(f"{name:34}{min(taken):8.0f}{statistics.median(taken):8.0f}")


if __name__ == "__main__":
    main()
