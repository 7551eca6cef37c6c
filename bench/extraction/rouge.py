"""ROUGE-Lsum, by which fundus compares a text with its gold: longest common subsequences, line by line (Lin, 2004)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"\w+")


def rouge_lsum(found: Iterable[str], expected: Iterable[str]) -> float:
    """Return the F1 of the words of all lines that stand in the longest common subsequences of lines."""
    mine = [words for line in found if (words := _WORD.findall(line.lower()))]
    gold = [words for line in expected if (words := _WORD.findall(line.lower()))]
    total_mine, total_gold = sum(map(len, mine)), sum(map(len, gold))
    if not total_mine or not total_gold:
        return 0.0
    left_mine = Counter(word for words in mine for word in words)
    left_gold = Counter(word for words in gold for word in words)
    hits = 0
    for words in gold:
        for word in _union(words, mine):
            if left_mine[word] > 0 and left_gold[word] > 0:
                hits += 1
                left_mine[word] -= 1
                left_gold[word] -= 1
    recall, precision = hits / total_gold, hits / total_mine
    return 2 * precision * recall / (precision + recall) if hits else 0.0


def _union(words: Sequence[str], lines: Iterable[Sequence[str]]) -> list[str]:
    """Return the words of a line that stand in its longest common subsequence with any of the lines."""
    if words in lines:
        return list(words)
    own = set(words)
    places: set[int] = set()
    for line in lines:
        if not own.isdisjoint(line):
            places.update(_common(words, line))
    return [words[at] for at in sorted(places)]


def _common(one: Sequence[str], other: Sequence[str]) -> list[int]:
    """Return the places in `one` of a longest common subsequence."""
    rows = [[0] * (len(other) + 1)]
    for word in one:
        above, row = rows[-1], [0]
        for at, mate in enumerate(other):
            row.append(above[at] + 1 if word == mate else max(above[at + 1], row[at]))
        rows.append(row)
    found, down, right = [], len(one), len(other)
    while down and right:
        if one[down - 1] == other[right - 1]:
            down, right = down - 1, right - 1
            found.append(down)
        elif rows[down - 1][right] >= rows[down][right - 1]:
            down -= 1
        else:
            right -= 1
    return found
