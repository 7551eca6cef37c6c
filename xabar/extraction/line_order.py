"""Tell where a line stands in its text: whether only repeated lines stand outside of it, and what stands beside it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from xabar.extraction.frames import frame_keys
from xabar.extraction.plain import paragraph_key
from xabar.extraction.repetition import is_known, known_key
from xabar.extraction.sentences import split_sentences


def is_outermost(key: int, paragraphs: Sequence[str], repeated: Container[int]) -> bool:
    """Return whether only repeated lines stand between a line, or a sentence, and one end of the text.

    True also for a line that was cut from the text before.
    """
    places = [
        at for at, line in enumerate(paragraphs) if key in (known_key(line, repeated), *frame_keys(line))
    ]
    if places:
        return _all_known(paragraphs[: places[0]], repeated) or _all_known(
            paragraphs[places[-1] + 1 :], repeated
        )
    for at in reversed(range(len(paragraphs))):
        sentences = [paragraph_key(sentence) for sentence in split_sentences(paragraphs[at])]
        if key in sentences:
            after = sentences[sentences.index(key) + 1 :]
            return all(each in repeated for each in after) and _all_known(paragraphs[at + 1 :], repeated)
    return True


def inner_neighbour(key: int, paragraphs: Sequence[str]) -> int | None:
    """Return the key of the paragraph next to a line on the side of the text; None if the line is no paragraph of it."""
    at = _find_line(key, paragraphs)
    if at is None:
        return None
    inner = at + 1 if at < len(paragraphs) / 2 else at - 1
    return _own_key(paragraphs[inner]) if 0 <= inner < len(paragraphs) else None


def _find_line(key: int, paragraphs: Sequence[str]) -> int | None:
    found = (at for at, line in enumerate(paragraphs) if key in (paragraph_key(line), *frame_keys(line)))
    return next(found, None)


def _own_key(line: str) -> int:
    """Return the key of a line's frame, or its own if it has none: what it has in common with lines like it."""
    return next(iter(frame_keys(line)), None) or paragraph_key(line)


def neighbours(key: int, paragraphs: Sequence[str], repeated: Container[int]) -> tuple[int, int] | None:
    """Return the frames of the nearest paragraphs above and below the line with a frame that are not repeated themselves.

    None if there is no such line.
    """
    at = _find_line(key, paragraphs)
    if at is None:
        return None
    sides = (reversed(paragraphs[:at]), paragraphs[at + 1 :])
    above, below = (next((line for line in side if not is_known(line, repeated)), "") for side in sides)
    return _own_key(above), _own_key(below)


def _all_known(lines: Iterable[str], repeated: Container[int]) -> bool:
    return all(is_known(line, repeated) for line in lines)
