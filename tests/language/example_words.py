"""The examples of the language room: the tables beside this file have one example a row.

The columns are the language, where the example came from, and words with a space between:

    seen        the rules were written or mended with this example in view
    held out    written from the grammars before the rules were tried on it, and right at the first run
    bug         once wrong

`stems.tsv` has forms of one stem, `apart.tsv` words of different stems, `keys.tsv` a key and spellings that fold to it.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

SOURCES = ("seen", "held out", "bug")


class Example(NamedTuple):
    """One example: its words, and where it came from."""

    language: str
    source: str
    words: tuple[str, ...]


def read_examples(table: str) -> list[Example]:
    """Return the rows of a table by its name, without the heading."""
    path = Path(__file__).parent / "examples" / f"{table}.tsv"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return [Example(language, source, tuple(words.split(" "))) for language, source, words in rows]
