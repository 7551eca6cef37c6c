"""CPU per page and peak memory of the whole program, compared with a bare and a naive spider in the same run."""

from __future__ import annotations

import compileall
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click


@dataclass(frozen=True, slots=True)
class Run:
    """What one program took, as the operating system counted it."""

    pages: int
    cpu: float  # seconds, user and system
    peak: float  # MB

    @property
    def per_page(self) -> float:
        """CPU milliseconds per page."""
        return self.cpu / self.pages * 1000


@click.command()
@click.option("--pages", default=2000, show_default=True)
@click.option("--many", default=20_000, show_default=True, help="Pages of the memory run; 0 leaves it out.")
@click.option("--rounds", default=3, show_default=True)
def main(pages: int, many: int, rounds: int) -> None:
    """Print the CPU per page of the three programs, their ratios, and the peak memory at two sizes."""
    for room in ("bench", "crawler", "pipelines", "xabar"):
        compileall.compile_dir(room, quiet=1)  # as the libraries are, since they were installed
    runs = measure_all(pages, rounds)
    for name, done in runs.items():
        check_pages(name, done, pages)
        print(
            f"{name:6} {median(done):6.2f} ms CPU per page   {1000 / median(done):6.0f} pages per CPU second   {max(r.peak for r in done):5.0f} MB"
        )
    bare, naive, whole = (median(runs[name]) for name in ("bare", "naive", "whole"))
    print(f"whole / bare, CPU per page:          {whole / bare:.2f}   (to reach: at most 2.5)")
    print(f"whole / naive, pages per CPU second: {naive / whole:.2f}   (to reach: at least 3.5)")
    if many:
        large, small = measure_many(many), max(run.peak for run in runs["whole"])
        print(
            f"whole, {many} pages: {large.per_page:.2f} ms CPU per page, {large.peak:.0f} MB = {large.peak / small:.2f} of the peak at {pages}"
        )


def measure_all(pages: int, rounds: int) -> dict[str, list[Run]]:
    """Run the three programs in turn, and return what each run took."""
    runs: dict[str, list[Run]] = {"bare": [], "naive": [], "whole": []}
    with tempfile.TemporaryDirectory() as folder, serve(pages, Path(folder)) as (base, addresses):
        for turn in range(rounds):
            work = Path(folder)
            runs["bare"].append(measure("bare", str(addresses)))
            runs["naive"].append(measure("naive", str(addresses), str(work / f"naive-{turn}.sqlite")))
            runs["whole"].append(measure("whole", base, str(work / f"data-{turn}")))
    return runs


def measure_many(pages: int) -> Run:
    """Run the whole program once with this many pages, for its peak memory."""
    with tempfile.TemporaryDirectory() as folder, serve(pages, Path(folder)) as (base, _):
        run = measure("whole", base, str(Path(folder) / "data"))
    check_pages("whole", [run], pages)
    return run


def median(runs: list[Run]) -> float:
    """Return the median CPU per page."""
    return statistics.median(run.per_page for run in runs)


def check_pages(name: str, runs: list[Run], pages: int) -> None:
    """End the benchmark if a run did not bring all pages, because its figures would mean nothing."""
    if any(run.pages != pages for run in runs):
        raise SystemExit(f"{name} brought {[run.pages for run in runs]} pages instead of {pages}")


def measure(name: str, *arguments: str) -> Run:
    """Run one of the programs in a process of its own. The last line of its output is the number of pages."""
    process = subprocess.Popen(
        [sys.executable, "-m", f"bench.crawl.{name}", *arguments], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    lines = process.stdout.read().split("\n")
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{name} ended with status {status}")
    return Run(int(lines[-2]), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


@contextmanager
def serve(count: int, folder: Path) -> Iterator[tuple[str, Path]]:
    """Run the server of the fake sites. Yield its base address and the file with the addresses of articles."""
    addresses = folder / "addresses"
    command = [sys.executable, "-m", "bench.crawl.serve", str(count), str(addresses)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip(), addresses
        finally:
            server.kill()


if __name__ == "__main__":
    main()
