"""Pick the text of an article out of the blocks of a page that nobody knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from xabar.extraction.blocks import Block
from xabar.extraction.hints import Hints
from xabar.extraction.text_place import TextPlace, find_place

HOME: Final = 0.2  # share of the text from which a place is one of the text's own
OWN: Final = 0.5  # share of the text from which a place is the text's own one
MOST: Final = 400  # characters of one block that count, so that one does not outweigh what is between
NEAR: Final = 2  # elements up from the text's own one
LINKED: Final = 0.8  # share of a block that may be links
REPEATED: Final = 3  # times that a line may not stand on a page
SHORT: Final = 30  # characters of a line that may not stand there twice
LONG: Final = 200


def pick_text(blocks: Sequence[Block], hints: Hints) -> list[Block]:
    """Return the blocks that are the article's text, from its lead to its last line; none if there is no text."""
    place = find_place(blocks, hints)
    if place is None:
        return []
    rated = [_rate(block, place) for block in place.blocks]
    start, end = _to_last_sentence(place.blocks, *best_range(rated))
    counts = Counter(block.text for block in blocks)
    chosen = list(place.blocks[start:end])
    kept = [b for at, b in enumerate(chosen) if _is_text(b, place, counts, chosen[at + 1 : at + 4], hints)]
    return _add_lead(kept, blocks, place, hints)


def _to_last_sentence(blocks: Sequence[Block], start: int, end: int) -> tuple[int, int]:
    """Return the range up to the last sentence in an element with much of the text, whatever stands between."""
    weights: Counter[int] = Counter()
    for block in blocks[start:end]:
        weights[block.container] += int(block.weight)
    homes = {container for container, weight in weights.items() if weight >= HOME * weights.total() > 0}
    inside = (at for at, block in enumerate(blocks) if block.container in homes and _is_told(block))
    return start, max([end, *(at + 1 for at in inside)])


def _is_told(block: Block) -> bool:
    return block.is_sentence and block.linked < LINKED and not block.level and not block.boxes


def best_range(rates: Sequence[float]) -> tuple[int, int]:
    """Return where the run with the greatest sum begins and ends."""
    best, found, total, begin = 0.0, (0, 0), 0.0, 0
    for at, rate in enumerate(rates):
        if total <= 0:
            total, begin = 0.0, at
        total += rate
        if total > best:
            best, found = total, (begin, at + 1)
    return found


def _rate(block: Block, place: TextPlace) -> float:
    """Return how much a block speaks for being inside of the text, in characters; less than 0 if it speaks against it."""
    length, distance = min(len(block.text), MOST), place.distance(block)
    share = place.share(block)
    is_home = share >= HOME
    if block.boxes or block.is_teaser:
        rate = -10.0
    elif block.weight:
        rate = length * (1 if is_home else 0.5 if not distance else 0.3 if distance <= NEAR else -0.3)
    elif block.level:
        rate = -5.0 if is_home else -30.0
    elif block.linked > 0.5:
        rate = -25 - length * 0.5
    elif block.is_sentence:
        rate = length * 0.5 if is_home else -10.0
    else:
        rate = -2.0 if share >= OWN else -10.0 if is_home else -20 - 0.2 * length
    return 2 * rate if rate < 0 and distance > NEAR else rate


def _is_text(
    block: Block, place: TextPlace, counts: Counter[str], below: Sequence[Block], hints: Hints
) -> bool:
    text, is_home = block.text, place.share(block) >= HOME
    if (
        block.boxes
        or block.is_teaser
        or block is place.title
        or (place.title is not None and text == place.title.text)
    ):
        return False
    times = counts[text]
    if times >= REPEATED and len(text) < LONG:
        return False
    if times > 1 and (not is_home or (len(text) < SHORT and not block.is_sentence and not block.level)):
        return False
    if block.level:
        following = next((other for other in below if not other.level and not other.boxes), None)
        return following is not None and following.linked <= 0.6 and block.linked < LINKED
    if block.linked >= LINKED or block.kind in "at":
        return block.is_sentence and len(text) > 60 and block.linked < 1 and block.kind not in "at"
    return bool(block.weight or is_home or (block.is_sentence and not place.distance(block)))


def _add_lead(kept: list[Block], blocks: Sequence[Block], place: TextPlace, hints: Hints) -> list[Block]:
    """Return the text with the printed lead that stands before it and says what the description says."""
    if not kept:
        return kept
    title = place.title
    for block in blocks[: blocks.index(kept[0])]:
        if block.is_teaser:
            continue
        if block.linked < 0.5 and block.level != 1 and len(block.text) >= 40 and hints.describes(block.text):
            if (title is not None and block.text == title.text) or block in kept:
                continue
            if any(box.never for box in block.boxes) or any("hidden" in box.names for box in block.boxes):
                continue
            return [block, *kept]
    return kept
