"""Find the title of an article, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from xabar.extraction.agreement import agreement
from xabar.extraction.headings import MAX_LENGTH, find_headings, is_linked
from xabar.extraction.html_text import read_text
from xabar.extraction.last_layers import long_paragraphs
from xabar.extraction.layout import Layout
from xabar.extraction.metadata import Sources

SAME_TITLE: Final = 0.5  # share of words in common of one title, perhaps shortened
SAME_SUBJECT: Final = 0.2  # share of words in common of two titles of one article, however they are worded
OF_THE_TEXT: Final = 0.5  # share of a title's words that its text has, at least
BEGINNING: Final = 5  # letters by which words of a title and of the text are compared
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
MIN_HEADING: Final = 15  # characters of a heading with which a longer title begins
# Spaces are taken from the first one on, so that a long run of them is read once.
_SEPARATOR: Final = re.compile(r"(?<!\s)\s+[|•·»—–-]\s+|(?:(?<!\s)\s+)?[|•]\s*")
_MARK: Final = re.compile("[|•·»—–-]")  # of a separator
_NO_WORD: Final = re.compile(r"\W+")


def find_title(sources: Sources, layouts: Sequence[Layout]) -> str | None:
    """Return the heading of the first layout that fits, or else the title that the page gives to machines.

    Of several titles the page prints one as its heading, and that is the one for readers. The site's name is cut,
    wherever the title comes from.
    """
    names = site_names(sources)
    for layout in layouts:
        if layout.title and (title := read_text(sources.tree.css_first(layout.title))):
            return cut_site_name(title, names)
    meta = sources.markup.meta
    given = (sources.data.headline, meta.get("og:title"), meta.get("twitter:title"))
    texts = (*given, read_text(sources.tree.css_first("title")))
    titles = [cut_site_name(" ".join(text.split()), names) for text in texts if text and text.strip()]
    firsts = [(node, text) for node in sources.tree.css("h1") if (text := read_text(node))]
    headings = {comparable(text): text for _, text in firsts}
    if not titles:
        return next((cut_site_name(text, names) for text in headings.values()), None)
    printed = next((title for title in titles if comparable(title) in headings), None)
    own = {comparable(text) for node, text in firsts if not is_linked(node)} - set(map(comparable, names))
    if printed is not None and comparable(printed) in own:
        return printed
    other = None if sources.data.headline else _find_other(sources.tree, titles)
    return other or printed or _shorten(titles[0], headings)


def _find_other(tree: LexborHTMLParser, titles: Sequence[str]) -> str | None:
    """Return what the page prints as its heading if the titles for machines are not about the text.

    Such titles are the site's name, its slogan or its section, and the same on all of its pages. Return None where a
    heading shares words with them, or where the page prints one of them itself.
    """
    headings = [text for node in find_headings(tree) if (text := read_text(node))]
    if not headings or any(
        agreement([text], [title]) >= SAME_SUBJECT for text in headings for title in titles
    ):
        return None
    if _prints(tree, titles):
        return None
    told = _word_prefixes(long_paragraphs(tree))
    about = max(_share(title, told) for title in titles)
    return headings[0] if about < OF_THE_TEXT and about < _share(headings[0], told) else None


def _share(title: str, told: Set[str]) -> float:
    """Return the share of a title's words with which the text deals, whatever their endings."""
    words = _word_prefixes((title,))
    return len(words & told) / max(1, len(words))


def _word_prefixes(lines: Iterable[str]) -> Set[str]:
    return {word[:BEGINNING] for line in lines for word in _WORD.findall(line.casefold())}


def _prints(tree: LexborHTMLParser, titles: Sequence[str]) -> bool:
    """Return whether an element of the page holds one of the titles and nothing else. The site's name is a link at most."""
    wanted = set(map(comparable, titles))
    for node in tree.body.traverse() if tree.body else ():
        if node.child is None or len(text := node.text()) > MAX_LENGTH:
            continue
        if comparable(text) in wanted and not is_linked(node):
            return True
    return False


def choose_title(
    sources: Sources, learned: Layout, *, declared: Layout | None = None, alone: bool = False
) -> str | None:
    """Return the heading in the place that was worked out, unless it is another one than machines are given.

    It is believed whatever they are given if that place `alone` says the titles of the site. A place that is declared
    comes before both.
    """
    if declared is not None and declared.title and sources.tree.css_first(declared.title) is not None:
        return find_title(sources, (declared,))
    said = find_title(sources, ())
    printed = read_text(sources.tree.css_first(learned.title)) if learned.title else None
    if printed is None or (not alone and said and agreement([said], [printed]) < SAME_TITLE):
        return said
    return cut_site_name(printed, site_names(sources))


def _shorten(title: str, headings: dict[str, str]) -> str:
    """Return the heading with which a title begins: what follows is a section, or the site by another name."""
    whole = comparable(title)
    begun = [text for key, text in headings.items() if len(key) >= MIN_HEADING and whole.startswith(key)]
    return max(begun, key=len, default=title)


def cut_site_name(title: str, site: Iterable[str]) -> str:
    """Return a title without the site's name at its end: «Yangi koʻprik ochildi | Kun.uz» -> «Yangi koʻprik ochildi»."""
    if _MARK.search(title) is None:  # which is what rules out most titles
        return title
    separators = list(_SEPARATOR.finditer(title))
    if not separators:
        return title
    names = [comparable(name) for name in site if name]
    last, first = separators[-1], separators[0]
    tail = comparable(title[last.end() :])
    if tail and any(tail in name or name in tail for name in names):
        return title[: last.start()].strip() or title
    if comparable(title[: first.start()]) in names:
        return title[first.end() :].strip() or title
    return title


def site_names(sources: Sources) -> tuple[str, ...]:
    """Return the names of the site that a page gives, and its host."""
    names = (sources.markup.meta.get("og:site_name", ""), urlsplit(sources.url).hostname or "")
    return tuple(filter(None, names))


def comparable(name: str) -> str:
    """Return a name for comparison: «KUN.UZ» equals «www.kun.uz», and «Газета.uz» differs from «gazeta.uz»."""
    return _NO_WORD.sub("", name.casefold().removeprefix("www."))
