"""How far two words are apart, in slips of the hand."""

from __future__ import annotations

MOST_EDITS = 2


def allowed_edits(word: str) -> int:
    """Return how many slips a folded word may have and still be known: more would make another word of it."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else MOST_EDITS


def edits_between(one: str, other: str, most: int) -> int | None:
    """Return the `edit_distance`, or None if it is more than `most`; most words are told apart at a glance."""
    if abs(len(one) - len(other)) > most or len(set(one) ^ set(other)) > 2 * most:
        return None
    edits = edit_distance(one, other)
    return edits if edits <= most else None


def edit_distance(one: str, other: str) -> int:
    """Return the least number of letters left out, added, mistaken or swapped with their neighbour.

    A wrong first letter counts two: people rarely miss it, and a word is known by it. No letter is edited twice
    (optimal string alignment).

    Source: F. J. Damerau, A technique for computer detection and correction of spelling errors, 1964.
    """
    before_last: list[int] = []
    last: list[int] = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, wanted in enumerate(other, 1):
            best = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 < column and letter == other[column - 2] and wanted == one[row - 2]:
                best = min(best, before_last[column - 2] + 1)
            now.append(best)
        before_last, last = last, now
    return last[-1] + (one[:1] != other[:1])
