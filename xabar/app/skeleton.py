"""The class of a site that is new, written from one of its pages for a person to complete."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from xabar.extraction.addresses import TWIN_HOSTS, join_url
from xabar.extraction.guesses import guess_layout
from xabar.extraction.layout import Layout
from xabar.language.dates import ParsedDate, read_date

UNKNOWN: Final = "[itemprop=articleBody]"  # where a text stands by the vocabulary that sites share
CHECK: Final = "  # guessed from one page: check"
FILL: Final = "  # to be filled: nothing on the page tells"
ZONES: Final = {"uz": "Asia/Tashkent", "kz": "Asia/Almaty"}  # by the last part of the host
LANGUAGE_ZONES: Final = {"uz": "Asia/Tashkent", "kk": "Asia/Almaty"}
_EDITION: Final = re.compile(r"[a-z]{2,3}")
# Parts of an article's address that are the same for all articles; other words are sections and titles.
_FIXED: Final = frozenset(("a", "article", "articles", "content", "news", "post", "posts", "story", "view"))
# How the last part of an address names an article, the first that fits.
_LAST: Final = (
    (r"\d+", r"\d+"),
    (r"\d+\.html?", r"\d+\.html?"),
    (r"\d+-.+\.html?", r"\d+-[^/]+\.html?"),
    (r"\d+-.+", r"\d+-[^/]+"),
    (r".+-\d+", r"[^/]+-\d+"),
    (r".+_\d+", r"[^/]+_\d+"),
    (r".+\.html?", r"[^/]+\.html?"),
    (r".+", r"[^/]+"),
)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What the class declares: the parts that one page and its address tell."""

    name: str
    host: str
    edition: str
    language: str
    script: str | None
    article: str
    feeds: tuple[str, ...]
    layout: Layout

    @property
    def class_name(self) -> str:
        """example_uz -> ExampleUz."""
        return "".join(part.capitalize() for part in self.name.split("_"))

    @property
    def zone(self) -> str | None:
        """The time zone by the host, or by the language; None when neither tells."""
        return ZONES.get(self.host.rpartition(".")[2]) or LANGUAGE_ZONES.get(self.language)

    def to_source(self) -> str:
        """The module of the site."""
        feeds = [f"Feed({json.dumps(feed)}),{CHECK}" for feed in self.feeds]
        discovery = feeds or [f'Sitemap("https://{self.host}/sitemap.xml"),{FILL}']
        kind = "Feed" if feeds else "Sitemap"
        script = f', "{self.script}"' if self.script else ""
        zone = f'"{self.zone}"' if self.zone else f'"UTC"{FILL}'
        return "\n".join(
            (
                f'"""{self.host}: guessed from one page; each line with a comment is to be checked."""',
                "",
                f"from crawler.discovery import {kind}",
                "from crawler.spider import Edition, NewsSpider",
                "from xabar.extraction.layout import Layout",
                "",
                "",
                f"class {self.class_name}(NewsSpider):",
                '    """What is odd about this site, if anything is."""',
                "",
                f'    name = "{self.name}"',
                f"    zone = {zone}",
                f'    allowed_domains = ("{self.host}",)',
                f'    editions = (Edition("{self.edition}", "{self.language}"{script}),){CHECK}',
                f'    article = r"{self.article}"{CHECK}',
                "    discovery = (",
                *(f"        {line}" for line in discovery),
                "    )",
                "    layouts = (",
                "        Layout(",
                *(f"            {line}" for line in _layout_lines(self.layout)),
                "        ),",
                "    )",
                "",
            )
        )


def _layout_lines(layout: Layout) -> Iterator[str]:
    yield f'title="{layout.title}",{CHECK}'
    yield f'body="{layout.body or UNKNOWN}",{CHECK if layout.body else FILL}'
    for field in ("date", "authors", "tags"):
        selector = getattr(layout, field)
        yield f'{field}="{selector}",{CHECK}' if selector else f"# {field}=,{FILL}"


def sketch_site(
    name: str, url: str, html: str, *, language: str, script: str | None, now: datetime
) -> Skeleton:
    """The class of a new site from one of its articles; `language` and `script` are those of the article's text."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".").lower()
    for twin in TWIN_HOSTS:
        host = host.removeprefix(twin)
    segments = [segment for segment in parts.path.split("/") if segment]

    def is_date(text: str) -> bool:
        return isinstance(read_date(text, language=language, now=now, zone="UTC"), ParsedDate)

    prefix = f"{segments[0]}/" if len(segments) > 1 and _EDITION.fullmatch(segments[0]) else ""
    return Skeleton(
        name=name,
        host=host,
        edition=f"https://{parts.hostname}/{prefix}",
        language=language,
        script=script,
        article=address_pattern(segments[1:] if prefix else segments),
        feeds=tuple(dict.fromkeys(_feeds(html, url))),
        layout=guess_layout(html, url, is_date),
    )


def address_pattern(segments: list[str]) -> str:
    """A regular expression for the addresses of articles, from the parts of one: ["news", "12-abc"] -> /news/\\d+-[^/]+$."""
    if not segments:
        return "/[^/]+$"
    *before, last = segments
    ending = next(pattern for shape, pattern in _LAST if re.fullmatch(shape, last))
    return "/" + "/".join((*map(_segment_pattern, before), ending)) + "$"


def _segment_pattern(segment: str) -> str:
    if re.fullmatch(r"20\d\d", segment):
        return r"20\d\d"
    if segment.isdigit():
        return r"\d\d" if len(segment) == 2 else r"\d+"
    return segment if segment in _FIXED else "[^/]+"


def _feeds(html: str, url: str) -> Iterator[str]:
    """The feeds that a page names, but for those of comments."""
    for link in LexborHTMLParser(html).css('link[rel~="alternate"][type="application/rss+xml"]'):
        address = join_url(url, link.attributes.get("href") or "")
        if address and "comment" not in address:
            yield address
