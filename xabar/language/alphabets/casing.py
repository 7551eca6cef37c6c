"""Upper and lower case in a conversion, where one letter may become two."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def apply_case(sources: Sequence[str], pieces: Sequence[str], upper: Callable[[str], str]) -> str:
    """Return the pieces, each in the case of the source letter that it stands for.

    A capital that becomes two letters is all capitals only inside capitals: Шаҳар → Shahar,
    ШАҲАР → SHAHAR, АҚШнинг → AQSHning, but an initial Ш. → Sh.
    """
    out: list[str] = []
    for place, (source, piece) in enumerate(zip(sources, pieces, strict=True)):
        if not source[:1].isupper():
            out.append(piece)
        elif len(piece) > 1 and not _inside_capitals(sources, place):
            out.append(upper(piece[0]) + piece[1:])
        else:
            out.append(upper(piece))
    return "".join(out)


def copy_case(source: str, word: str, upper: Callable[[str], str]) -> str:
    """Return the lower-case word in the case of another word as a whole: all capitals, a capital first, or none."""
    letters = [letter for letter in source if _has_case(letter)]
    if len(letters) > 1 and all(letter.isupper() for letter in letters):
        return upper(word)
    if letters and letters[0].isupper():
        return upper(word[0]) + word[1:]
    return word


def _inside_capitals(sources: Sequence[str], place: int) -> bool:
    cased = [letter for letter in sources[place] if _has_case(letter)]
    if len(cased) > 1:
        return cased[-1].isupper()
    neighbours = (*sources[max(place - 1, 0) : place], *sources[place + 1 : place + 2])
    return any(neighbour[:1].isupper() for neighbour in neighbours)


def _has_case(letter: str) -> bool:
    return letter.upper() != letter.lower()
