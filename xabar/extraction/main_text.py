"""Pick the text of an article out of the blocks of a page that nobody knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from xabar.extraction.blocks import LEAST_TEXT, Block
from xabar.extraction.box_names import HIDDEN
from xabar.extraction.hints import Hints
from xabar.extraction.meta_line import is_meta_line
from xabar.extraction.plain import plain
from xabar.extraction.printed_authors import is_signature
from xabar.extraction.text_place import TextPlace, find_text_place

HOME: Final = 0.2  # share of the text from which a place is one of the text's own
OWN: Final = 0.5  # share of the text from which a place is the text's own one
MOST: Final = 400  # characters of one block that count, so that one does not outweigh what is between
FAR: Final = 8  # characters that a sentence outside of the text's own element must be worth
NEAR: Final = 2  # elements up from the text's own one
HALF: Final = 0.5  # share of a block that is links, from which it is no text
LINKED: Final = 0.8  # share of a block that may be links
REPEATED: Final = 3  # times that a line may not stand on a page
SHORT: Final = 30  # characters of a line that may not stand there twice
_ENTRY_ENDS: Final = (".", ";")
MAX_STRESSED: Final = 100  # characters of a subhead in bold type
LONG: Final = 200  # characters of a line that may stand there more often


def pick_text(blocks: Sequence[Block], hints: Hints) -> list[Block]:
    """Return the blocks that are the article's text, from its lead to its last line; none if there is no text."""
    place = find_text_place(blocks, hints)
    if place is None:
        return []
    rated = [_rate(block, place) for block in place.blocks]
    start, end = _stretch(place, *best_range(rated))
    counts = Counter(block.text for block in blocks)
    chosen = list(place.blocks[start:end])
    kept = [b for at, b in enumerate(chosen) if _is_text(b, place, counts, chosen[at + 1 : at + 4])]
    return [*_find_lead(kept, blocks, place, hints), *kept]


def _stretch(place: TextPlace, start: int, end: int) -> tuple[int, int]:
    """Return the range from the first to the last sentence in an element with much of the text, with a subhead above it.

    A link below a short first paragraph weighs more than the paragraph.
    """
    blocks = place.blocks
    weights: Counter[int] = Counter()
    for block in blocks[start:end]:
        weights[block.container] += int(block.weight)
    homes = {container for container, weight in weights.items() if weight >= HOME * weights.total() > 0}
    inside = [at for at, block in enumerate(blocks) if block.container in homes and _is_told(block)]
    title = next((at for at, block in enumerate(blocks) if block is place.title), -1)
    start = min([start, *(at for at in inside if at > title and _opens(blocks[at]))])
    if start and blocks[start - 1].level > 1 and blocks[start - 1].container in homes:
        start -= 1  # a subhead above the first paragraph
    end = max([end, *(at + 1 for at in inside)])
    while end < len(blocks) and _ends_text(blocks[end], place):
        end += 1
    return start, end


def _ends_text(block: Block, place: TextPlace) -> bool:
    """Return whether the end of a text stands below its last sentence: a row of a table, an entry of a list, its writer.

    Rows and entries stand right in the text's own element.
    """
    if block.linked or block.boxes or block.is_apart or place.distance(block):
        return False
    if block.container != place.around[-1]:
        return _is_signature(block)
    tags = {step.partition(".")[0] for step in block.path[-2:]}
    return "tr" in tags or ("li" in tags and block.text.endswith(_ENTRY_ENDS)) or _is_signature(block)


def _is_signature(block: Block) -> bool:
    return is_signature(block.text, "/".join(block.path[-2:]))


def _opens(block: Block) -> bool:
    """Return whether a sentence may be the first of the text: it is no link, and says more than a date."""
    return block.linked <= HALF and not block.is_apart and not is_meta_line(plain(block.text).rstrip(" ."))


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
    distance, is_home = place.distance(block), _is_home(block, place)
    if block.boxes or block.is_apart:
        rate = -10.0
    elif block.weight:
        rate = _rate_of_text(block, distance, is_home, id(block) in place.above)
    else:
        rate = _rate_of_rest(block, place, is_home)
    return 2 * rate if rate < 0 and distance > NEAR else rate


def _rate_of_text(block: Block, distance: int, is_home: bool, is_above: bool) -> float:
    """Return the rate of a paragraph. Above the text stands its lead, and below it what the site adds."""
    length = min(len(block.text), MOST)
    if is_home:
        return length
    if not distance:
        return 0.5 * length
    if distance > NEAR:
        return -0.3 * length
    return 0.3 * length if is_above else 0.1 * length - FAR


def _rate_of_rest(block: Block, place: TextPlace, is_home: bool) -> float:
    """Return the rate of a heading, of links, and of a short line. Short lines among the text are mostly text."""
    length = min(len(block.text), MOST)
    if block.level:
        return -5.0 if is_home else -30.0
    if block.linked > HALF:
        return -25 - 0.5 * length
    if block.is_sentence:
        return 0.5 * length if is_home else -10.0
    if is_home:
        return -10.0 if HOME <= place.share(block) < OWN else -2.0
    return -20 - 0.2 * length


def _is_text(block: Block, place: TextPlace, counts: Counter[str], below: Sequence[Block]) -> bool:
    """Return whether a block inside of the range is text. `below` are the blocks that follow it."""
    is_home = _is_home(block, place)
    if block.boxes or block.is_apart or place.is_title(block) or _is_repeated(block, counts, is_home):
        return False
    if block.level:
        following = next((other for other in below if not other.level and not other.boxes), None)
        return following is not None and following.linked <= HALF and block.linked < LINKED
    if block.linked >= LINKED or block.kind in "at":
        return False
    if block.weight or is_home or (block.is_sentence and not place.distance(block)):
        return True
    return _is_subhead(block, place, below) or (not below and _is_signature(block))


def _is_home(block: Block, place: TextPlace) -> bool:
    """Return whether a block stands where much of the text does, or right in the text's own element.

    Between paragraphs that are boxes of their own, <div class="par">, a list or a table stands there.
    """
    return place.share(block) >= HOME or block.container == place.around[-1]


def _is_subhead(block: Block, place: TextPlace, below: Sequence[Block]) -> bool:
    """Return whether a short line in a box beside those of the paragraphs is stressed as a whole, and text follows."""
    if len(block.text) > MAX_STRESSED or block.around[:-1] != place.around or block.linked:
        return False
    is_stressed = block.path[-1:] and block.path[-1].partition(".")[0] in ("b", "strong")
    return bool(is_stressed and below and below[0].weight and place.share(below[0]) >= HOME)


def _is_repeated(block: Block, counts: Counter[str], is_home: bool) -> bool:
    """Return whether the page has a line so often that it is a label: «Reklama», «Davomini oʻqish»."""
    times, length = counts[block.text], len(block.text)
    if times < 2:
        return False
    if not is_home or (times >= REPEATED and length < LONG):
        return True
    return length < SHORT and not block.is_sentence and not block.level


def _find_lead(kept: Sequence[Block], blocks: Sequence[Block], place: TextPlace, hints: Hints) -> list[Block]:
    """Return the printed lead that stands before the text and says what the description says, if there is one."""
    above = blocks[: blocks.index(kept[0])] if kept else ()
    texts = {block.text for block in kept}
    found = (block for block in above if _may_be_lead(block, place) and block.text not in texts)
    return [lead for lead in found if hints.describes(lead.text)][:1]


def _may_be_lead(block: Block, place: TextPlace) -> bool:
    is_shown = not any(box.never or HIDDEN in box.names for box in block.boxes)
    is_line = block.level != 1 and block.linked < HALF and len(block.text) >= LEAST_TEXT
    return is_shown and is_line and not block.is_apart and not place.is_title(block)
