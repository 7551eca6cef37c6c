"""An article to learn from, and what its page says of itself: the witnesses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.boilerplate import cut_boilerplate
from xabar.extraction.headings import find_headings
from xabar.extraction.html_text import read_text
from xabar.extraction.learned_layout import HEADING
from xabar.extraction.markup import Markup
from xabar.extraction.page import Page, extract_page
from xabar.extraction.structured import read_structured_data
from xabar.language.dates import ParsedDate, read_date

COMMENTS: Final = (
    '[id*="comment"], [class*="comment"], [id*="disqus"], [itemtype$="/Comment"], [itemtype$="/UserComments"]'
)
SHORT: Final = 20  # characters; a shorter line stands in many places
SENTENCE: Final = 40  # characters; a line with fewer may be a label, a title or a date
_ENDS: Final = ".!?…؟"
ENOUGH: Final = 200  # characters of a text without the words of readers
_OFTEN: Final = 3  # articles, and a third of them: a line that stands in so many is the site's
_TITLES: Final = ("og:title", "twitter:title")
_DESCRIPTIONS: Final = ("description", "og:description", "twitter:description")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A page as it was fetched. `printed` is the date that the feed, sitemap or list gave for it."""

    url: str
    html: str
    fetched_at: datetime
    language: str
    zone: str  # by name: Asia/Tashkent
    printed: str | None = None

    def read_date(self, text: str) -> ParsedDate | None:
        """Return the date that a text of this page prints; None if it is no date, or is not believed."""
        date = read_date(text, language=self.language, now=self.fetched_at, zone=self.zone)
        return date if isinstance(date, ParsedDate) else None


@dataclass(frozen=True)
class ReadLesson:
    """A lesson as the generic layer read it.

    `lines` are the sentences that are this article's own, and `common` the lines that many of the articles have.
    """

    lesson: Lesson
    tree: LexborHTMLParser
    page: Page
    lines: tuple[str, ...]
    titles: dict[str, str] = field(default_factory=dict)  # witness -> what it says
    descriptions: tuple[str, ...] = ()
    common: frozenset[str] = frozenset()

    @cached_property
    def first(self) -> tuple[str, ...]:
        """The first two lines, whatever they are."""
        cleaned = cut_boilerplate(
            self.page.paragraphs, title=self.page.title, structure=self.page.structure
        ).paragraphs
        return tuple(line for line in cleaned if line not in self.common)[:2]

    def days_ago(self, text: str) -> int:
        """Return how many days before the fetch the day is that a text prints; 0 if it prints none."""
        date = self.lesson.read_date(text)
        today = self.lesson.fetched_at.astimezone(ZoneInfo(self.lesson.zone)).date()
        return (today - date.day).days if date else 0

    @cached_property
    def squeezed(self) -> tuple[str, ...]:
        """The lines without white space, which no two readers set alike."""
        return tuple(map(squeeze, self.lines))

    @cached_property
    def characters(self) -> int:
        """How many characters these lines have."""
        return sum(map(len, self.squeezed))

    @cached_property
    def dates(self) -> dict[str, ParsedDate]:
        """The dates of publication by their witness, the most trusted first; a printed one is to be found."""
        told = [pair for pair in self.page.dates if pair[1] != "printed"]
        given = [*told, *(((self.lesson.printed, "feed"),) if self.lesson.printed else ())]
        read = {source: date for text, source in reversed(given) if (date := self.lesson.read_date(text))}
        return dict(reversed(read.items()))

    def own_text(self, paragraphs: Sequence[str], structure: str) -> tuple[str, ...]:
        """Return the sentences of this article among paragraphs that another layer read on its page."""
        return find_sentences(paragraphs, structure, self.page.title, self.common)


def find_sentences(
    paragraphs: Sequence[str], structure: str, title: str, common: Collection[str]
) -> tuple[str, ...]:
    """Return the sentences of a text without boilerplate and common lines; all its lines if most are no sentences.

    No reader agrees with another on labels, dates and titles between them.
    """
    cleaned = cut_boilerplate(paragraphs, title=title, structure=structure).paragraphs
    lines = tuple(line for line in cleaned if line not in common and line != title)
    sentences = tuple(line for line in lines if len(line) >= SENTENCE and any(mark in line for mark in _ENDS))
    return sentences if 2 * sum(map(len, sentences)) >= sum(map(len, lines)) else lines


def squeeze(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def read_lessons(lessons: Iterable[Lesson]) -> list[ReadLesson]:
    """Return the lessons that are articles by what the generic layer reads on them, each text once."""
    readings = [reading for lesson in lessons if (reading := _read(lesson)) is not None]
    return _one_of_each(_drop_same_titles(_drop_common(readings)))


def _read(lesson: Lesson) -> ReadLesson | None:
    page = extract_page(lesson.html, url=lesson.url, layouts=())
    if page.problem:
        return None
    tree = LexborHTMLParser(lesson.html)
    markup = Markup(tree, lesson.url)
    headline = read_structured_data(markup.json_ld).headline
    titles = {"json-ld": headline} if headline else {}
    titles |= {name: markup.meta[name] for name in _TITLES if name in markup.meta}
    if title := read_text(tree.css_first("title")):
        titles["title"] = title
    titles.setdefault("generic", page.title)
    return ReadLesson(
        lesson,
        tree,
        page,
        _own_lines(page, tree),
        titles,
        tuple(dict.fromkeys(markup.meta[name] for name in _DESCRIPTIONS if name in markup.meta)),
    )


def _own_lines(page: Page, tree: LexborHTMLParser) -> tuple[str, ...]:
    """Return the sentences without those that readers wrote below the article, if enough is left."""
    lines = find_sentences(page.paragraphs, page.structure, page.title, ())
    comments = squeeze(" ".join(node.text() for node in outermost(tree.css(COMMENTS))))
    body = squeeze(tree.body.text()) if tree.body else ""
    if not comments or 10 * len(comments) > 9 * len(body):  # such a wrapper is the page
        return lines
    own = tuple(line for line in lines if len(line) < SHORT or squeeze(line) not in comments)
    return own if sum(map(len, own)) >= ENOUGH else lines


def outermost(nodes: Sequence[LexborNode]) -> list[LexborNode]:
    """Return the elements that stand in none of the others."""
    known = {node.mem_id for node in nodes}
    return [node for node in nodes if not _is_inside(node, known)]


def _is_inside(node: LexborNode, known: set[int]) -> bool:
    element = node.parent
    while element is not None and element.mem_id not in known:
        element = element.parent
    return element is not None


def _drop_common(readings: list[ReadLesson]) -> list[ReadLesson]:
    """Return the readings without the lines that many of them have: they repeat as a text."""
    counts = Counter(line for reading in readings for line in {*reading.lines, *reading.page.paragraphs})
    often = max(_OFTEN, len(readings) // 3)
    common = frozenset(line for line, count in counts.items() if count >= often)
    return [
        replace(reading, lines=tuple(line for line in reading.lines if line not in common), common=common)
        for reading in readings
    ]


def _drop_same_titles(readings: list[ReadLesson]) -> list[ReadLesson]:
    """Return the readings without the titles that half of them have: what all pages say is the site's name.

    Where nothing else is left, the page's heading says its title.
    """
    counts = Counter(title for reading in readings for title in set(reading.titles.values()))
    often = max(_OFTEN, len(readings) // 2)
    return [
        replace(
            reading,
            titles={name: title for name, title in reading.titles.items() if counts[title] < often}
            or _heading_of(reading),
        )
        for reading in readings
    ]


def _heading_of(reading: ReadLesson) -> dict[str, str]:
    heading = next(find_headings(reading.tree), None)
    text = None if heading is None else read_text(heading)
    return {HEADING: text} if text else {}


def _one_of_each(readings: list[ReadLesson]) -> list[ReadLesson]:
    """Return the readings with a text of their own. A notice that answers for many articles teaches nothing."""
    return list(
        {reading.squeezed: reading for reading in reversed(readings) if reading.characters >= ENOUGH}.values()
    )[::-1]
