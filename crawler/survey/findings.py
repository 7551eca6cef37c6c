"""What a survey has seen so far, and what can be told from it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.survey import places
from crawler.survey.look import Look
from crawler.survey.shapes import Shape
from xabar.extraction.addresses import CHOOSING, TWIN_HOSTS, article_key_url, is_on_site
from xabar.source import Link

_LOCALE: Final = re.compile(r"(?:uz|oz|kk|kz|ru|en)[-_]?(?:[A-Z]{2}|[A-Z]?[a-z]{3})?")  # uz, ru_RU, uz-Latn
LEAST_ENTRIES: Final = 3  # headlines from which a page is a list


@dataclass(slots=True)
class Findings:
    """What a survey has seen so far."""

    address: str
    site: str  # the host without www and edition: what all hosts of the site end in
    looks: dict[str, Look] = field(default_factory=dict)  # by the address that was asked for
    homes: list[Look] = field(default_factory=list)  # the front pages of the editions
    feeds: list[Look] = field(default_factory=list)
    sitemaps: list[tuple[Look, list[Link]]] = field(default_factory=list)  # each with what was read of it
    lists: list[Look] = field(default_factory=list)
    samples: dict[Shape, list[Look]] = field(default_factory=lambda: defaultdict(list))
    notes: list[tuple[str, str]] = field(default_factory=list)  # address and why it is not used
    choosing: set[str] = field(default_factory=set)  # parameters of editions whose links do not have them

    def is_ours(self, url: str) -> bool:
        """Return whether an address is on the site."""
        return is_on_site(url, (self.site,))

    @property
    def codes(self) -> tuple[str, ...]:
        """The first parts of paths that name editions."""
        found = (first_part(look.url) for look in self.homes)
        return tuple(sorted({code for code in found if code in places.EDITIONS}))

    def candidates(self) -> list[str]:
        """Return the addresses that may be those of articles, the most likely first."""
        fed = [link.url for look in self.feeds for link in look.entries]
        pages = (*self.lists, *self.homes)
        shown = [block.url for look in pages for block in look.links if block.is_headline]
        short = [
            block.url for look in pages for block in look.links if not (block.is_headline or block.in_frame)
        ]
        mapped = [link.url for _, read in self.sitemaps for link in read]
        further = [look.paging for look in pages if look.paging]
        return [
            url
            for url in dict.fromkeys((*fed, *shown, *mapped, *short))
            if self.is_ours(url) and not any(paging.is_page(url) for paging in further)
        ]

    def dated(self) -> set[str]:
        """Return the addresses whose day of publication a feed, a sitemap or a list names."""
        listed = [link for look in self.feeds for link in look.entries]
        listed += [link for _, read in self.sitemaps for link in read]
        return {link.url for link in listed if link.day} | self.listed_dates().keys()

    def listed_dates(self) -> dict[str, set[str]]:
        """Return the dates that lists print beside links, by their addresses; those of menus have none of their own."""
        found: dict[str, set[str]] = defaultdict(set)
        for look in (*self.homes, *self.lists):
            for block in look.links:
                if block.dates and not (block.in_frame and not block.is_headline):
                    found[block.url].update(block.dates[:1])
        return found

    def headlines(self) -> dict[str, str]:
        """Return the words by which lists lead to pages, by address, as far as they are headlines."""
        pages = (*self.homes, *self.lists)
        return {block.url: block.text for look in pages for block in look.links if block.is_headline}

    def others(self) -> list[str]:
        """Return the addresses that are those of menus and lists."""
        pages = (*self.homes, *self.lists)
        menus = [
            block.url for look in pages for block in look.links if block.in_frame and not block.is_headline
        ]
        return [*menus, *(look.url for look in pages), *(look.asked for look in pages)]


def bare_path(url: str) -> str:
    """Return the path of an address without slashes at its ends, and without the script at its beginning.

    >>> bare_path("https://oz.uz/index.php/uz/sport/"), bare_path("https://oz.uz/index.php")
    ('uz/sport', '')
    """
    path = urlsplit(url).path.strip("/")
    script, _, rest = path.partition("/")
    return rest if script == "index.php" else path


def first_part(url: str) -> str:
    """Return the first part of a path, or "" if there is none."""
    return bare_path(url).partition("/")[0]


def site_host(host: str) -> str:
    """Return what the hosts of a site have in common: without www, and without the name of an edition.

    >>> site_host("www.kun.uz"), site_host("kaz.nur.kz"), site_host("oz.uz")
    ('kun.uz', 'nur.kz', 'oz.uz')
    """
    host = host.rstrip(".").lower()
    for twin in TWIN_HOSTS:
        host = host.removeprefix(twin)
    first, _, rest = host.partition(".")
    return rest if first in places.EDITIONS and "." in rest else host


def edition_key(url: str, codes: Iterable[str]) -> str:
    """Return what tells the edition of an address: its host, the code that follows it, and a parameter that chooses one.

    >>> edition_key("https://oz.uz/ru/news/1?lang=oz", ("ru",)), edition_key("https://oz.uz/news/1?id=2", ("ru",))
    ('oz.uz/ru?lang=oz', 'oz.uz')
    """
    host = urlsplit(article_key_url(url)).netloc
    first, chosen = first_part(url), edition_parameter(url)
    place = f"{host}/{first}" if first in codes else host
    return f"{place}?{chosen}" if chosen else place


def edition_parameter(url: str) -> str:
    """Return the parameter of an address that chooses a language or a script, with its value; "" if there is none."""
    query = urlsplit(url).query
    for name, value in parse_qsl(query) if query else ():
        if name.lower() in CHOOSING and (value.lower() in places.EDITIONS or _LOCALE.fullmatch(value)):
            return urlencode(((name, value),))
    return ""


def is_edition(url: str) -> bool:
    """Return whether an address is the front page of an edition: /ru/, https://kaz.example.kz/."""
    parts, path = urlsplit(url), bare_path(url)
    if parts.query:
        chosen = edition_parameter(url)
        return path in ("", *places.EDITIONS) and chosen == parts.query
    if path:
        return path in places.EDITIONS
    return (parts.hostname or "").partition(".")[0] in places.EDITIONS


def is_list(look: Look) -> bool:
    """Return whether a page has a list of headlines."""
    return look.kind == "page" and len(look.main) >= LEAST_ENTRIES


def shown_links(look: Look) -> set[tuple[str, str]]:
    """Return what a front page links to: a mirror under another host links to the same paths with the same words."""
    links = [block for block in look.links if block.is_headline] or look.links
    return {(urlsplit(block.url).path, block.text) for block in links}
