"""Measure conversion both ways on a hand-made list, and its speed.

    python -m bench.language.conversion [WORDS.tsv]

The list (conversion.tsv beside this file, if none is given) has a row for each word: language, standard of the other
spelling (or Arab), Cyrillic, other spelling. It was written from the rules: 1995 for Uzbek, the decree of 2018,
the alphabet of 2021 and the usage of Arabic script for Kazakh. UzTransliterator is measured beside it if it is installed.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from xabar.language.conversion import convert_text, normalize_text

Row = tuple[str, str, str, str]
Peer = Callable[[str, str, str], str]


def read_rows(path: Path) -> list[Row]:
    """Return the rows of the list, without its heading."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return [(row[0], row[1], row[2], row[3]) for row in (line.split("\t") for line in lines)]


def convert_both_ways(row: Row) -> tuple[str, str]:
    """Return the other spelling made from the Cyrillic, and the Cyrillic made from the other."""
    language, standard, cyrillic, other = row
    if standard == "Arab":
        return (
            convert_text(cyrillic, language=language, to="Arab"),
            convert_text(other, language=language, to="Cyrl"),
        )
    return (
        convert_text(cyrillic, language=language, to="Latn", standard=standard),
        convert_text(other, language=language, to="Cyrl", standard=standard),
    )


def expected(row: Row) -> tuple[str, str]:
    """Return what is right both ways; Arabic script has no capitals to give back."""
    return row[3], row[2].lower() if row[1] == "Arab" else row[2]


def find_peer() -> Peer | None:
    """Return UzTransliterator if it is installed."""
    try:
        module = importlib.import_module("UzTransliterator")
    except ImportError:
        return None
    transliterator = module.UzTransliterator()

    def transliterate(text: str, source: str, target: str) -> str:
        return str(transliterator.transliterate(text, source, target))

    return transliterate


def official(text: str) -> str:
    """Return the peer's apostrophes as ours."""
    for letter in "oOgG":
        text = text.replace(f"{letter}‘", f"{letter}ʻ").replace(f"{letter}'", f"{letter}ʻ")
    return text.replace("’", "ʼ").replace("'", "ʼ").replace("‘", "ʼ")


def main(path: Path) -> None:
    """Print the share that is right each way, what is wrong, and the speed."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in read_rows(path):
        groups[row[0], row[1]].append(row)
    peer = find_peer()
    for (language, standard), rows in groups.items():
        results = [(convert_both_ways(row), expected(row)) for row in rows]
        shares = [sum(got[way] == right[way] for got, right in results) / len(rows) for way in (0, 1)]
        print(
            f"{language} {standard:5} {len(rows):4} words: from Cyrillic {shares[0]:.3f}, to Cyrillic {shares[1]:.3f}"
        )
        for got, right in results:
            for way in (0, 1):
                if got[way] != right[way]:
                    print(f"    {right[1 - way]} → {got[way]}, right is {right[way]}")
        if language == "uz" and peer is not None:
            there = sum(official(peer(row[2], "cyr", "lat")) == row[3] for row in rows)
            back = sum(
                peer(row[3].replace("ʻ", "‘").replace("ʼ", "’"), "lat", "cyr") == row[2] for row in rows
            )
            print(
                f"    UzTransliterator: from Cyrillic {there / len(rows):.3f}, to Cyrillic {back / len(rows):.3f}"
            )
    measure_speed([row[2] for row in groups["uz", "1995"]])


def measure_speed(words: list[str]) -> None:
    """Print how long normalizing 2 KB of Uzbek Cyrillic takes when its words are known already."""
    text = " ".join(words * 10)[:2000]
    normalize_text(text, language="uz", to="Latn")
    started = time.process_time()
    for _ in range(200):
        normalize_text(text, language="uz", to="Latn")
    print(
        f"normalize_text: {(time.process_time() - started) / 200 * 1000:.3f} ms of CPU for 2,000 characters"
    )


if __name__ == "__main__":
    if len(sys.argv) > 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]) if len(sys.argv) == 2 else Path(__file__).with_suffix(".tsv"))
