"""Find the writers where nobody declared their place: in boxes that are named so, behind a label, below the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.bylines import MAX_BYLINE, is_name, is_person, read_byline
from xabar.extraction.date_places import is_other_date
from xabar.extraction.html_text import read_text
from xabar.extraction.people import split_people
from xabar.extraction.plain import plain

MAX_WRITERS: Final = 3  # more are the site's list of writers
MAX_TRIED: Final = 30  # elements of a page
_AROUND: Final = 3  # elements around a name in which the headline of another article may stand
_HEADLINE: Final = 25  # characters of a link that is such a headline
_TEXT: Final = 400  # characters of an element that is no card
_TAIL: Final = 2  # last lines among which a writer signs
_BEHIND: Final = 60  # characters of what may stand behind the name: «Foto: A. Karimov»
_STEMS: Final = ("author", "byline", "createdby", "muallif", "avtor", "writer", "journalist", "reporter")
_BOXES: Final = ", ".join((*(f'[class*="{stem}" i]' for stem in _STEMS), '[class~="by"]'))
# Whole words of a class: «news-author», «createdby», «Article_author__x1», «postAuthor»; not «authority».
_NAMED: Final = re.compile(
    r"(?:^|[-_\s]|(?<=[a-z])(?=[A-Z]))(?:authors?|byline|by|createdby|muallif(?:lar)?|avtor(?:y|lar)?|writer|journalist|reporter)"
    r"(?:[-_]?name)?(?=$|[-_\s\d])",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"^(?:[^\W\d_][\w' ]{1,30}\s?[:—–|]\s?|(?:by|автор|muallif|муаллиф|avtor)\s+)(?=\S)", re.IGNORECASE
)
_INITIAL: Final = re.compile(r"(?<!\w)\w{1,2}\.\s?(?=\w)")
_WRITTEN: Final = re.compile(r"(?:муаллиф|muallif|автор|avtor)[\w']{0,4}\s?[:—–]")
_CAPITALS: Final = re.compile(
    r"[^\W\d_]{2,20}(?: [^\W\d_]{2,20})? (?-i:[A-ZА-ЯЁҚҒҲЎӘІҢҮҰӨҺ]{3,20})"
)  # Нұрсұлтан МЫРЗАБЕК
_STRESSED: Final = frozenset(("b", "strong", "i", "em"))


def find_printed_authors(tree: LexborHTMLParser) -> tuple[str, ...]:
    """Return the writers whom a page prints in a box of their own, or behind a label; () if there are none.

    The writers of other articles, in cards and sidebars, do not count.
    """
    return _in_boxes(tree) or _behind_label(tree)


def read_names(line: str) -> tuple[str, ...]:
    """Return the people whom a line names, after a label or alone; () if it holds anything else."""
    bare = _LABEL.sub("", " ".join(line.split())).strip(" .,;")
    names = split_people(bare) if 0 < len(bare) <= MAX_BYLINE else ()
    return names if names and all(map(_is_full_name, names)) else ()


def _is_full_name(text: str) -> bool:
    """Return whether a text is a name of two words or more, the first perhaps only by its letter: «A. Karimov»."""
    shortened = _INITIAL.sub("", text)
    words = shortened.split()
    return is_name(shortened) and (len(words) > 1 or (shortened != text and len(words) == 1))


def _in_boxes(tree: LexborHTMLParser) -> tuple[str, ...]:
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)  # by the class of the box
    for node in tree.css(_BOXES)[:MAX_TRIED]:
        classes = node.attributes.get("class") or ""
        if not _NAMED.search(classes) or is_other_date(node) or _is_on_card(node):
            continue
        if names := read_names(node.text(separator=" ")):
            found[classes].append(names)
    alone = (texts[0] for texts in found.values() if len(set(texts)) == 1 and len(texts[0]) <= MAX_WRITERS)
    return next(alone, ())


def _is_on_card(node: LexborNode) -> bool:
    """Return whether the headline of another article stands around a name, and no text."""
    element: LexborNode | None = node.parent
    for _ in range(_AROUND):
        if element is None or element.tag in ("body", "html") or element.css_first("h1"):
            return False
        if len(element.text()) >= _TEXT:
            return False
        if any(len(read_text(link) or "") >= _HEADLINE for link in element.css("a[href]")):
            return True
        element = element.parent
    return False


def _behind_label(tree: LexborHTMLParser) -> tuple[str, ...]:
    """Return the writers of the only line of the page that says «Muallif: …»."""
    if tree.body is None or not _WRITTEN.search(plain(tree.body.text(separator=" "))):
        return ()
    lines: dict[tuple[str, ...], None] = {}
    for node in _short_elements(tree.body):
        text = " ".join(node.text(separator=" ").split())
        if not _WRITTEN.search(plain(text)) or is_other_date(node) or _is_on_card(node):
            continue
        if names := read_byline(text.rstrip(" .,|")):
            lines[names] = None
    return next(iter(lines)) if len(lines) == 1 else ()


def _short_elements(root: LexborNode) -> Iterator[LexborNode]:
    for node in root.traverse():
        if node.tag not in ("script", "style", "noscript") and len(node.text()) <= 4 * MAX_BYLINE:
            yield node


def find_signature(text: Sequence[tuple[str, str, str]]) -> tuple[int, tuple[str, ...]] | None:
    """Return the number of the line below a text that is only its writer's name, and the name; None if there is none.

    `text` has each paragraph with its kind and its place (`html_text.Paragraph`). A surname shows it, or that the line
    is stressed as a whole. Names in several lines are those of a list.
    """
    for at in range(len(text) - 1, max(0, len(text) - 1 - _TAIL), -1):
        line, kind, place = text[at]
        if kind == "p" and (names := _signed(line, place)):
            return None if _signed(text[at - 1][0], "b") else (at, names)
        if len(line) > _BEHIND:
            return None
    return None


def is_signature(line: str, place: str) -> bool:
    """Return whether a line in a place of the text (`html_text.place_of`) is only the name of its writer."""
    return bool(_signed(line.strip(), place))


def _signed(line: str, place: str) -> tuple[str, ...]:
    """Return the names of a line that says nothing else, but perhaps what its writer is: «Ali Valiyev, muxbir»."""
    name, comma, office = line.partition(",")
    if comma and office.strip() and (not office.strip()[0].islower() or len(office.split()) > 3):
        return ()
    bare = name.strip(" .()")
    if is_person(_INITIAL.sub("", bare)) or (" " not in bare and _INITIAL.match(bare)):
        return (bare,) if len(bare) < _BEHIND else ()
    is_stressed = not _STRESSED.isdisjoint(step.partition(".")[0] for step in place.split("/"))
    is_stressed = is_stressed or _CAPITALS.fullmatch(bare) is not None
    return (bare,) if is_stressed and len(bare.split()) in (2, 3) and _is_full_name(bare) else ()
