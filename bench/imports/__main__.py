"""Imports and exports composed articles, and prints what each program costs (README.md)."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench.imports import programs
from bench.process_cost import Cost, measure


def compare(articles: int, language: str) -> dict[str, Cost]:
    """Return what each program costs, start-up included."""
    with tempfile.TemporaryDirectory(prefix="xabar-") as place:
        folder = Path(place)
        measure(programs.__name__, "write", folder, language, articles)
        return {
            program: measure(programs.__name__, program, folder, language) for program in programs.PROGRAMS
        }


def describe(costs: dict[str, Cost], articles: int) -> list[str]:
    """Return a line for each program: articles a processor second without start-up, and the peak."""
    start = costs["nothing"].seconds
    return [
        f"{name:<16}{articles / max(cost.seconds - start, 1e-9):>9.0f} articles a CPU s {cost.peak:>7.0f} MB"
        for name, cost in costs.items()
        if name != "nothing"
    ]


def main() -> None:
    """Print the table of each language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--languages", nargs="+", choices=("uz", "kk"), default=["uz", "kk"])
    given = parser.parse_args()
    for language in given.languages:
        print(f"{language}, {given.articles} articles")
        print("\n".join(describe(compare(given.articles, language), given.articles)), flush=True)


if __name__ == "__main__":
    main()
