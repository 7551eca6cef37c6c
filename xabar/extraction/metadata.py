"""What the page says beside its text: title, dates, authors, tags, canonical address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.addresses import day_in_url, join_url
from xabar.extraction.html_text import read_text
from xabar.extraction.layout import Layout
from xabar.extraction.structured import StructuredData

# Names of <meta> that hold the date of publication, the most trusted first. Never a date of change.
PUBLISHED_META = (
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
MODIFIED_META = ("article:modified_time", "og:article:modified_time", "datemodified", "og:updated_time")
_SEPARATOR = re.compile(r"(?<!\s)\s+[|•·»—–-]\s+|(?:(?<!\s)\s+)?[|•]\s*")
_AUTHOR_LABEL = re.compile(
    r"^(?:Автор(?:ы|лар)?|Muallif(?:lar)?|Муаллиф(?:лар)?|Avtor|By)\s*:?\s+", re.IGNORECASE
)
# Microdata and link relations (schema.org; HTML Living Standard, 4.6.7 "Link types"), for what is nowhere else.
_MARKED_AUTHOR = '[itemprop="author"] [itemprop="name"], [rel~="author"]'
_MARKED_TAG = 'a[rel~="tag"]'
_MARKED_STEP = '[itemtype*="BreadcrumbList"] [itemprop="name"]'
_NO_SECTION = re.compile(r"\{\{|https?:|^none$", re.IGNORECASE)
_NO_AUTHOR = re.compile(r"\{\{|https?:|www\.|^none$|^admin(istrator)?$|@|\.(?:uz|kz|org|com)$", re.IGNORECASE)


class Meta:
    """The page's <meta> and <link> elements, read once: first value by lower-case name, and all tags."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.values: dict[str, str] = {}
        self.tags: dict[str, None] = {}  # in their order, each once
        for node in tree.css("meta[content]"):
            attributes = node.attributes
            content = (attributes.get("content") or "").strip()
            for key in ("property", "name", "itemprop"):
                name = (attributes.get(key) or "").lower()
                if name and content:
                    self.values.setdefault(name, content)
                    if name == "article:tag":
                        self.tags[content] = None
        link = tree.css_first('link[rel="canonical"]')
        self.canonical = (link.attributes.get("href") or "").strip() if link else ""

    @property
    def published(self) -> Iterator[str]:
        """The dates of publication, the most trusted first."""
        return (self.values[name] for name in PUBLISHED_META if name in self.values)


def find_title(
    tree: LexborHTMLParser, layouts: Iterable[Layout], data: StructuredData, meta: Meta, url: str
) -> str | None:
    """The heading of the first layout that fits, else JSON-LD, else OpenGraph or <title> without the site's name."""
    for layout in layouts:
        if title := read_text(tree.css_first(layout.title)):
            return title
    if data.headline:
        return data.headline
    site = (meta.values.get("og:site_name", ""), urlsplit(url).hostname or "")
    for text in (
        meta.values.get("og:title"),
        meta.values.get("twitter:title"),
        read_text(tree.css_first("title")),
    ):
        if text:
            return cut_site_name(" ".join(text.split()), site)
    return read_text(tree.css_first("h1"))


def cut_site_name(title: str, site: Iterable[str]) -> str:
    """A title without a site's name at its end: «Yangi koʻprik ochildi | Kun.uz» -> «Yangi koʻprik ochildi»."""
    names = [_plain(name) for name in site if name]
    separators = list(_SEPARATOR.finditer(title))
    if not separators:
        return title
    last = separators[-1]
    tail = _plain(title[last.end() :])
    if tail and any(tail in name or name in tail for name in names):
        return title[: last.start()].strip() or title
    return title


def find_dates(
    tree: LexborHTMLParser, layout: Layout | None, data: StructuredData, meta: Meta, url: str
) -> tuple[tuple[str, str], ...]:
    """Every candidate of the date of publication with its source, the most trusted first.

    Never just any date of the page: the first one is often today's, in the header, and lists print many more.
    """
    found: list[tuple[str, str]] = []
    if data.published:
        found.append((data.published, "json-ld"))
    found.extend((text, "meta") for text in meta.published)
    node = tree.css_first(layout.date) if layout and layout.date else None
    if stamp := _time_stamp(tree, node):
        found.append((stamp, "time"))
    if node is not None and (printed := _spaced_text(node)):
        found.append((printed, "printed"))
    if day := day_in_url(url):
        found.append((day.isoformat(), "url"))
    return tuple(dict.fromkeys(found))


def find_modified(tree: LexborHTMLParser, data: StructuredData, meta: Meta) -> str | None:
    """The date of the last change as the page states it for machines; never one of publication."""
    named = (meta.values[name] for name in MODIFIED_META if name in meta.values)
    node = tree.css_first('time[itemprop="dateModified"][datetime]')
    stamp = (node.attributes.get("datetime") or "").strip() if node is not None else ""
    return data.modified or next(named, None) or stamp or None


def find_authors(
    tree: LexborHTMLParser, layout: Layout | None, data: StructuredData, meta: Meta, url: str
) -> tuple[str, ...]:
    """Writers by name; the site itself and addresses are none."""
    site = {_plain(meta.values.get("og:site_name", "")), _plain(urlsplit(url).hostname or "")}
    named = [meta.values[name] for name in ("author", "article:author") if name in meta.values]
    printed, marked = _texts(tree, layout.authors if layout else None), _texts(tree, _MARKED_AUTHOR)
    for candidates in (printed, data.authors, named, marked):
        names = [_AUTHOR_LABEL.sub("", name) for name in candidates]
        people = [name for name in names if not _NO_AUTHOR.search(name) and _plain(name) not in site]
        if people:
            return tuple(dict.fromkeys(people))
    return ()


def find_tags(
    tree: LexborHTMLParser, layout: Layout | None, data: StructuredData, meta: Meta
) -> tuple[str, ...]:
    """Tags as printed, without «#»."""
    listed = meta.values.get("news_keywords", "").split(",")
    printed, marked = _texts(tree, layout.tags if layout else None), _texts(tree, _MARKED_TAG)
    for candidates in (printed, meta.tags, data.keywords, listed, marked):
        tags = [tag.strip().lstrip("#").strip() for tag in candidates]
        if any(tags):
            return tuple(dict.fromkeys(tag for tag in tags if tag))
    return ()


def find_section(
    tree: LexborHTMLParser, layout: Layout | None, data: StructuredData, meta: Meta, title: str | None
) -> str | None:
    """The section as the site names it: in the layout's place, in JSON-LD or <meta>, or as the last step before the title."""
    candidates = (
        islice(_texts(tree, layout.section if layout else None), 1),
        (data.section, meta.values.get("article:section") or meta.values.get("articlesection")),
        islice(_texts(tree, '[itemprop="articleSection"]'), 1),
        _last_step(data.breadcrumbs or _texts(tree, _MARKED_STEP), title),
    )
    for name in chain.from_iterable(candidates):
        if name and not _NO_SECTION.search(name):
            return " ".join(name.split())
    return None


def _last_step(steps: Iterable[str], title: str | None) -> Iterator[str]:
    """The last of a page's steps from home that is neither home nor the title."""
    yield from [name for name in islice(steps, 1, None) if name != title][-1:]


def find_image(data: StructuredData, meta: Meta, url: str) -> str | None:
    """The address of the picture that stands for the article."""
    for name in ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"):
        if address := join_url(url, meta.values.get(name, "")):
            return address
    return join_url(url, data.image) if data.image else None


def _time_stamp(tree: LexborHTMLParser, date: LexborNode | None) -> str | None:
    """The machine-readable time of the article's own date: marked as such, in the layout's place, or the only one."""
    node = tree.css_first('time[itemprop="datePublished"][datetime], time[pubdate][datetime]')
    if node is None and date is not None:
        node = date if date.tag == "time" else date.css_first("time[datetime]")
    if node is None:
        times = tree.css("time[datetime]")
        node = times[0] if len(times) == 1 else None
    stamp = (
        (node.attributes.get("datetime") or node.attributes.get("content") or "") if node is not None else ""
    )
    return stamp.strip() or None


def _spaced_text(node: LexborNode) -> str | None:
    """A date's text; its parts often stand in elements without white space between."""
    text = node.attributes.get("content") or node.text(separator=" ")
    return " ".join(text.split()) or None


def _texts(tree: LexborHTMLParser, selector: str | None) -> Iterator[str]:
    """The texts of the elements; looked for only when the first is asked for, which costs as much as a rule."""
    if selector:
        yield from (text for node in tree.css(selector) if (text := read_text(node)))


def _plain(name: str) -> str:
    """A site's name for comparison: «Газета.uz» and «gazeta.uz» stay apart, «KUN.UZ» and «www.kun.uz» do not."""
    return re.sub(r"[^\w]+", "", name.casefold().removeprefix("www."))
