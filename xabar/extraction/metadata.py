"""Find the fields of an article beside its text: dates, tags, section, picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.addresses import day_in_url, join_url
from xabar.extraction.date_guess import DateLine, find_date_line
from xabar.extraction.date_places import is_other_date, is_printed_date
from xabar.extraction.html_text import read_text
from xabar.extraction.layout import Layout
from xabar.extraction.markup import Markup
from xabar.extraction.script_data import find_script_date
from xabar.extraction.structured import StructuredData

# Names of <meta> that give the date of publication, the most trusted first. None of them gives the date of a change.
PUBLISHED_META: Final = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "pubdate",
    "publish_date",
    "publication_date",
    "date",
    "dc.date.issued",
    "dc.date",
    "parsely-pub-date",
)
MODIFIED_META: Final = (
    "article:modified_time",
    "og:article:modified_time",
    "datemodified",
    "og:updated_time",
)
IMAGE_META: Final = (
    "og:image:secure_url",
    "og:image",
    "og:image:url",
    "twitter:image",
    "twitter:image:src",
)
# Microdata and link relations (schema.org; HTML Living Standard, 4.6.7 "Link types"), asked for last.
_MARKED_TAG: Final = 'a[rel~="tag"]'
_MARKED_SECTION: Final = '[itemprop="articleSection"]'
_MARKED_STEP: Final = '[itemtype*="BreadcrumbList"] [itemprop="name"]'
_MARKED_PUBLISHED: Final = 'time[itemprop="datePublished"][datetime], time[pubdate][datetime]'
_MARKED_MODIFIED: Final = 'time[itemprop="dateModified"][datetime]'
_NO_SECTION: Final = re.compile(r"\{\{|https?:|^none$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the fields of one page come from: `layout` is the site's layout that fits, `data` the JSON-LD."""

    url: str
    tree: LexborHTMLParser
    markup: Markup
    data: StructuredData
    layout: Layout | None = None

    @property
    def published_meta(self) -> Iterator[str]:
        """The dates of publication in <meta>, the most trusted first."""
        meta = self.markup.meta
        return (meta[name] for name in PUBLISHED_META if name in meta)

    def printed(self, selector: str | None) -> Iterator[str]:
        """Yield the texts in one of the layout's places. The page is only searched when the first one is needed."""
        if selector:
            yield from (text for node in self.tree.css(selector) if (text := read_text(node)))


def find_dates(sources: Sources, title: str = "") -> tuple[tuple[str, str], ...]:
    """Return every candidate for the date of publication with its source, the most trusted first.

    Dates elsewhere on the page are never candidates: the first one is often today's date in the header, and lists
    print many more. Only if there is no other candidate is a date believed that stands beside the title, alone.
    """
    found: list[tuple[str, str]] = []
    if sources.data.published:
        found.append((sources.data.published, "json-ld"))
    found.extend((text, "meta") for text in sources.published_meta)
    layout = sources.layout
    place = layout.date if layout else None
    node = sources.tree.css_first(place) if place else None
    is_declared = layout is not None and layout.body is not None and place is not None
    if node is None and not found and not is_declared:
        line = find_date_line(sources.tree, is_printed_date, title)
    else:
        line = None if node is None else DateLine(spaced_text(node) or "", node)
    if stamp := _time_stamp(sources.markup, line.node if line else None):
        found.append((stamp, "time"))
    if line is not None and line.text:
        found.append((line.text, "printed"))
    if day := day_in_url(sources.url):
        found.append((day.isoformat(), "url"))
    if layout is None or layout.guessed:
        _add_script_date(found, sources, title)
    if found and sources.data.published is None and sources.data.page_published:
        found.insert(0, (sources.data.page_published, "json-ld"))  # alone it may date «about us»
    return tuple(dict.fromkeys(found))


def _add_script_date(found: list[tuple[str, str]], sources: Sources, title: str) -> None:
    """Put the date before the others that the page's own data gives, if machines are given none elsewhere."""
    if any(source in ("json-ld", "meta", "time") for _, source in found):
        return
    if stamp := find_script_date(sources.tree, title, alone=not found):
        found.insert(0, (stamp, "meta"))


def read_machine_dates(tree: LexborHTMLParser, dates: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield those of a page's dates that it tells machines, the most trusted first, and none that was guessed.

    `dates` is what `find_dates` returned.
    """
    yield from (text for text, source in dates if source in ("json-ld", "meta"))
    marked = (
        node.attributes.get("datetime") for node in tree.css(_MARKED_PUBLISHED) if not is_other_date(node)
    )
    yield from filter(None, marked)
    yield from (text for text, source in dates if source == "url")


def find_modified(sources: Sources) -> str | None:
    """Return the date of the last change that the page gives to machines, and never a date of publication."""
    markup = sources.markup
    named = (markup.meta[name] for name in MODIFIED_META if name in markup.meta)
    node = markup.first_time(_MARKED_MODIFIED)
    stamp = (node.attributes.get("datetime") or "").strip() if node is not None else ""
    return sources.data.modified or next(named, None) or stamp or None


def find_tags(sources: Sources) -> tuple[str, ...]:
    """Return the tags as printed, without «#»."""
    markup, layout = sources.markup, sources.layout
    printed = sources.printed(layout.tags if layout else None)
    listed = markup.meta.get("news_keywords", "").split(",")
    for candidates in (
        printed,
        markup.tags,
        sources.data.keywords,
        listed,
        markup.texts(_MARKED_TAG),
    ):
        tags = [tag.strip().lstrip("#").strip() for tag in candidates]
        if any(tags):
            return tuple(dict.fromkeys(tag for tag in tags if tag))
    return ()


def find_section(sources: Sources, title: str | None) -> str | None:
    """Return the section as the site names it: in its place, for machines, or as the last breadcrumb before the title."""
    markup, data, layout = sources.markup, sources.data, sources.layout
    candidates = (
        islice(sources.printed(layout.section if layout else None), 1),
        (data.section, markup.meta.get("article:section") or markup.meta.get("articlesection")),
        islice(markup.texts(_MARKED_SECTION, "articlesection"), 1),
        _last_step(data.breadcrumbs or markup.texts(_MARKED_STEP, "name"), title),
    )
    for name in chain.from_iterable(candidates):
        if name and not _NO_SECTION.search(name):
            return " ".join(name.split())
    return None


def _last_step(steps: Iterable[str], title: str | None) -> Iterator[str]:
    """Yield the last breadcrumb that is neither the front page nor the title, if there is one."""
    yield from [name for name in islice(steps, 1, None) if name != title][-1:]


def find_image(sources: Sources) -> str | None:
    """Return the address of the picture that stands for the article."""
    for name in IMAGE_META:
        if address := join_url(sources.url, sources.markup.meta.get(name, "")):
            return address
    return join_url(sources.url, sources.data.image) if sources.data.image else None


def _time_stamp(markup: Markup, date: LexborNode | None) -> str | None:
    """Return the time that is marked as the article's, or stands in the layout's place, or is the only one."""
    node = markup.first_time(_MARKED_PUBLISHED)
    if node is None and date is not None:
        node = date if date.tag == "time" else date.css_first("time[datetime]")
    if node is None and len(markup.times) == 1:
        only = next(iter(markup.times.values()))
        node = None if is_other_date(only) else only
    if node is None:
        return None
    return (node.attributes.get("datetime") or node.attributes.get("content") or "").strip() or None


def spaced_text(node: LexborNode) -> str | None:
    """Return the text of a date; its parts often stand in elements with no white space between them."""
    text = node.attributes.get("content") or node.text(separator=" ")
    return " ".join(text.split()) or None
