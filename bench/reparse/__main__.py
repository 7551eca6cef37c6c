"""Keeps composed pages, reads them again, and prints what each program costs (README.md)."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench.process_cost import Cost, measure
from bench.reparse import programs
from bench.reparse.pages import folder_config

GOAL = 300  # pages a processor second


def compare(pages: int) -> tuple[dict[str, Cost], float]:
    """Return what each program costs, start-up included, and how many bytes a kept page takes."""
    with tempfile.TemporaryDirectory(prefix="xabar-") as place:
        folder = Path(place)
        measure(programs.__name__, "write", folder, pages)
        size = sum(path.stat().st_size for path in (folder_config(folder).data / "warc").iterdir())
        costs = {program: measure(programs.__name__, program, folder) for program in programs.PROGRAMS}
        return costs, size / pages


def describe(costs: dict[str, Cost], pages: int) -> list[str]:
    """Return a line for each program: pages a processor second, without what it takes to start, and the peak."""
    start = costs["nothing"].seconds
    speeds = {
        name: pages / max(cost.seconds - start, 1e-9) for name, cost in costs.items() if name != "nothing"
    }
    lines = [
        f"{name:<8}{speed:>8.0f} pages a CPU s {costs[name].peak:>6.0f} MB" for name, speed in speeds.items()
    ]
    return [
        *lines,
        f"again: {speeds['again']:.0f} pages a CPU s (to reach: {GOAL}), bare / again {speeds['bare'] / speeds['again']:.1f}",
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=8_000)
    given = parser.parse_args()
    costs, size = compare(given.pages)
    print("\n".join(describe(costs, given.pages)))
    print(f"a kept page takes {size / 1000:.1f} kB")


if __name__ == "__main__":
    main()
