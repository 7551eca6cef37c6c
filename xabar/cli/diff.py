"""Two versions of a text on the terminal: what came and went, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from rich.text import Text

from xabar.app.version_diff import Paragraph
from xabar.cli.console import SafeConsole

# Kind of a piece -> what stands around it, as in `git diff --word-diff`, and its style.
_PIECES: Final = {"same": ("", "", ""), "removed": ("[-", "-]", "red"), "added": ("{+", "+}", "green")}


def print_diff(console: SafeConsole, paragraphs: Sequence[Paragraph]) -> None:
    """Print the paragraphs that changed, and how many between them did not."""
    for unchanged, group in groupby(paragraphs, _is_unchanged):
        shown = list(group)
        if unchanged:
            noun = "paragraph" if len(shown) == 1 else "paragraphs"
            console.print(Text(f"… {len(shown)} unchanged {noun}", style="dim"))
        else:
            console.print(*map(_marked, shown), sep="\n")


def _is_unchanged(paragraph: Paragraph) -> bool:
    return all(piece.kind == "same" for piece in paragraph)


def _marked(paragraph: Paragraph) -> Text:
    shown = Text()
    for piece in paragraph:
        begin, end, style = _PIECES[piece.kind]
        shown.append(f"{begin}{piece.text}{end}", style=style)
    return shown
