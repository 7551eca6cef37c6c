"""Find the menu above an article's text, where somebody has stored the whole page as text.

The lines above the first sentence are labels. They are a menu only if something proves it: the way to the home page, a
search, a choice of languages or a counter of views. Labels alone are text: a poem, a list of names, results.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from xabar.extraction.draft import Draft
from xabar.extraction.meta_line import is_meta_line, meta_part
from xabar.extraction.plain import paragraph_key, plain
from xabar.extraction.rules.menu import LANGUAGE, MENU

MAX_LINES: Final = 60  # of a menu
MAX_LINE: Final = 200  # characters of a line with several labels
MAX_LABEL: Final = 60  # characters
MAX_FRONT: Final = 400  # characters of a menu in one paragraph with the text
MAX_PHRASES: Final = 2  # unknown labels of several words between two known ones
FRONT_LABELS: Final = 3  # which prove a menu that no line break divides from the text

_SEPARATOR: Final = re.compile(r"(?<!\s)\s*[|/·•»›>→]\s*|^[|/·•»›>→]\s*")
_GAP: Final = re.compile(r"[\s|/·•»›>→—–-]*")
_META_GAP: Final = re.compile(r"[\s,|/·•»›>→—–-]*")  # behind a date, a time or a counter
_ENDS: Final = (".", "!", "?", "…", ";", ",", ":", "؟", "۔")  # of a line that is no label
_NAMES: Final = tuple(rule.name for rule in MENU)
_PROOF: Final = ("home", "switch")
_HINT: Final = ("tool", "counter")  # a proof only beside another known label
_UNKNOWN: Final = ("word", "phrase")


def cut_menu(draft: Draft) -> None:
    """Cut the labels above the title or above the first sentence, and the menu that is repeated at the end."""
    above = _labels_above_title(draft)
    draft.cut(range(menu_length(draft.plains) if above is None else above), "menu")
    if draft.lines and (end := menu_front(draft.lines[0])):
        draft.behead(0, _skip_title(draft.lines[0], end, draft.title), "menu")
    while len(draft.lines) > 1 and _is_menu(read_labels(draft.plains[-1]) or ()):
        draft.cut([len(draft.lines) - 1], "menu")


def menu_length(plains: Sequence[str]) -> int:
    """Return how many of a text's first plain paragraphs are its menu. Without a sentence below them they are no menu."""
    seen: tuple[str, ...] = ()
    pending: list[tuple[str, ...]] = []
    length = 0
    for at, line in enumerate(plains[: MAX_LINES + 1]):
        labels = read_labels(line)
        if labels is None:
            return length
        pending.append(labels)
        if _continues(pending):
            seen = sum(pending, seen)
            pending = []
            length = at + 1 if _is_menu(seen) else length
    return 0


def menu_front(line: str) -> int:
    """Return where the text begins in a paragraph that begins with a menu; 0 if it begins with none."""
    labels = list(_known_labels(plain(line[:MAX_FRONT])))
    if (
        line[:1].isalpha() and not line[0].isupper()
    ):  # a script without capitals: the last label may be a word
        while labels and labels[-1][0] in ("section", "language"):
            labels.pop()
    kinds = tuple(kind for kind, _ in labels)
    end = labels[-1][1] if labels else 0
    starts = (0, *(end for _, end in labels))  # of each label, and of the text
    if end == len(line) or any(line[start].islower() for start in starts if start < len(line)):
        return 0
    return end if len(kinds) >= FRONT_LABELS and _is_menu(kinds) else 0


def read_labels(line: str) -> tuple[str, ...] | None:
    """Return the kinds of the labels of which a plain line consists; None for a line with anything else.

    A kind is the name of a rule, a part of a meta line, `switch` for a choice of languages, or `word` or `phrase` for
    an unknown label.
    """
    if len(line) > MAX_LINE or line.endswith(_ENDS):
        return None
    if is_meta_line(line):
        return tuple(kind for kind, _ in _known_labels(line)) or ("date",)
    pieces = [piece for piece in _SEPARATOR.split(line) if piece]
    labels: list[str] = []
    for piece in pieces:
        if (
            len(piece) > MAX_LABEL and "home" not in labels
        ):  # a path from the home page may end with the title
            return None
        labels += _kinds_of(piece)
    languages = labels.count(LANGUAGE.name)
    return (*labels, "switch") if len(pieces) > 1 and languages == len(labels) else tuple(labels)


def _kinds_of(piece: str) -> list[str]:
    known = list(_known_labels(piece))
    if known and known[-1][1] == len(piece):
        return [kind for kind, _ in known]
    return ["phrase" if any(map(str.isspace, piece)) else "word"]


def _known_labels(text: str) -> Iterator[tuple[str, int]]:
    """Yield the kind of each known label at the beginning of a plain text, and where the next one would begin."""
    at = 0
    while at < len(text) and (found := _label_at(text, at)):
        gap = (_GAP if found[0] in _NAMES else _META_GAP).match(text, found[1])
        at = gap.end() if gap else found[1]
        if at == found[1] < len(text):
            return
        yield found[0], at


def _label_at(text: str, at: int) -> tuple[str, int] | None:
    matches = [(rule.name, match.end()) for rule in MENU if (match := rule.regex.match(text, at))]
    whole = [found for found in matches if not text[found[1] : found[1] + 1].isalnum()]
    return max(whole, key=lambda found: found[1]) if whole else meta_part(text, at)


def _continues(pending: Sequence[tuple[str, ...]]) -> bool:
    """Return whether the last labels belong to the menu above them, and the unknown ones between them too."""
    *between, last = pending
    known = set(last).difference(_UNKNOWN)
    if known.intersection((*_PROOF, "tool")):
        return sum("phrase" in labels for labels in between) <= MAX_PHRASES
    if known.intersection(("section", "language")):
        return all(set(labels) <= {"word"} for labels in between)
    return "phrase" not in last and "word" not in last and not between


def _is_menu(labels: Sequence[str]) -> bool:
    known = [label for label in labels if label not in _UNKNOWN]
    proven = any(label in _PROOF for label in known) or (
        len(known) > 1 and any(label in _HINT for label in known)
    )
    return proven and 2 * len(known) >= len(labels)


def _labels_above_title(draft: Draft) -> int | None:
    """Return how many lines stand above the title where all of them are labels; None if the title is not there."""
    title = paragraph_key(draft.title) if draft.title else None
    for at, line in enumerate(draft.lines[: MAX_LINES + 1]):
        if len(line) < len(draft.title) + 20 and paragraph_key(line) == title:
            return at
        is_label = len(line) <= MAX_LABEL and not line.endswith((".", "!", "?", "…", "؟"))
        if not is_label and read_labels(draft.plains[at]) is None:
            return None
    return None


def _skip_title(line: str, at: int, title: str) -> int:
    """Return where the text begins behind a title that stands at a place of the line, or that place."""
    end = at + len(title)
    if title and line[at:end] == title and line[end : end + 1] == " " and line[end + 1 : end + 2].isupper():
        return end + 1
    return at
