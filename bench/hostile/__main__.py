"""Crawl hostile pages, and report how late the event loop is and what becomes of each page."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from typing import Any, Final

import click
import orjson

GOAL: Final = 50  # milliseconds


@click.command()
@click.option("--sizes", default="19000,100000,1000000,9500000", show_default=True, help="Bytes of a page.")
@click.option("--pages", default=1, show_default=True, help="Pages read at the same time.")
@click.option("--shown", default=10, show_default=True, help="Lines of the table.")
def main(sizes: str, pages: int, shown: int) -> None:
    """Print the pages for which the loop was latest, and the outcomes of all pages."""
    served = subprocess.Popen(
        [sys.executable, "-m", "bench.hostile.serve", *sizes.split(",")], stdout=subprocess.PIPE, text=True
    )
    with served, tempfile.TemporaryDirectory() as data:
        assert served.stdout is not None
        try:
            base = served.stdout.readline().strip()
            done = subprocess.run(
                [sys.executable, "-m", "bench.hostile.crawl", base, data, str(pages)],
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
        finally:
            served.kill()
    *lines, total = done.stdout.splitlines()
    report([orjson.loads(line) for line in lines if line.startswith("{")], shown)
    print(total)


def report(lags: list[dict[str, Any]], shown: int) -> None:
    """Print the table: how late the loop was by its own CPU time and by the clock, in milliseconds."""
    lags.sort(key=lambda line: -line["cpu"])
    for line in lags[:shown]:
        print(f"{line['page']:36} {line['outcome']:16} {1000 * line['cpu']:6.1f} {1000 * line['clock']:6.1f}")
    print(f"latest by CPU {1000 * lags[0]['cpu']:.0f} ms (to reach: at most {GOAL})")
    print(f"latest by the clock {1000 * max(line['clock'] for line in lags):.0f} ms")
    outcomes = Counter(line["outcome"] for line in lags)
    print(", ".join(f"{count} × {outcome}" for outcome, count in outcomes.most_common()))


if __name__ == "__main__":
    main()
