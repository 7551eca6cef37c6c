"""Find the Latin standard of a Kazakh text."""

from __future__ import annotations

import re

# The first standard wins a draw.
_EVIDENCE = {
    "2021": (("ū|tş", 4), ("[ñşğäöü]", 1), ("[bdgğjklmnñpqrsştvz]y", 1), ("[aäeoöuūü]i", 1)),
    "QazAqparat": (("[ïwx]", 4), ("[ñşğäöüç]", 1), ("[aäeoöuüı]y", 1), ("[bdgğjklmnñpqrsştvz]i", 0.5)),
    "2018": (("[áǵńóúý]", 4), ("sh|ch", 1), ("ı", 0.5)),
    "2017": (("[aognusc]ʼ", 3), ("[iy]ʼ", 3)),
}


def latin_standard_of(text: str) -> str:
    """Return the Latin standard that a Kazakh text is most likely in, from letters that only one of them has.

    Source: decrees 569 (2017) and 637 (2018), the alphabet of 28 January 2021, QazAqparat's usage.
    """
    lower = text.replace("İ", "i").lower()
    scores = {
        standard: sum(weight * len(re.findall(pattern, lower)) for pattern, weight in evidence)
        for standard, evidence in _EVIDENCE.items()
    }
    return max(scores, key=lambda standard: scores[standard])
