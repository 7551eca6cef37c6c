"""Stories into pages, lists, feeds and sitemaps, as the newspapers print them."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from xabar.demo.entries import Entry
from xabar.demo.frame import (
    load_layout,
    load_words,
    print_footer,
    print_head,
    print_header,
    print_links,
    print_sidebar,
    print_widgets,
)
from xabar.demo.newspapers import Edition
from xabar.demo.printed_dates import print_date

_ARTICLES_A_LIST = 20


def print_article(entry: Entry, now: datetime, others: Sequence[Entry], layout: str | None = None) -> str:
    """The article's page, with the titles of other articles around it."""
    edition, story = entry.edition, entry.read()
    parts = load_layout(layout or edition.layout)
    words = load_words(edition.wording)
    paragraphs = [html.escape(paragraph, quote=False) for paragraph in story.paragraphs]
    links = [(other.read().title, other.path) for other in others]
    now = now.astimezone(ZoneInfo(edition.zone))
    stamp = entry.at.isoformat(timespec="seconds")
    dates = {"published": stamp, "modified": (entry.at + timedelta(minutes=9)).isoformat(timespec="seconds")}
    page = parts["article"].substitute(
        print_widgets(edition),
        lang=edition.language,
        head=print_head(edition, story.title, entry.path, "article", dates),
        header=print_header(edition, now),
        title=html.escape(story.title),
        section=story.section,
        slug=story.slug,
        date=print_date(edition.dates, entry.at, now, words),
        iso=stamp,
        views=words["views"].format(count=entry.number % 9000),
        author=story.author,
        lead_text=paragraphs[0],
        first=f"<p>{paragraphs[0]}</p>",
        middle="\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs[1:-1]),
        closing=f"<p>{paragraphs[-1]}</p>",
        closing_text=paragraphs[-1],
        tags="\n".join(
            parts["tag"].substitute(tag=html.escape(tag), slug=place).strip()
            for place, tag in enumerate(story.tags)
        ),
        related=print_links(links[:3]),
        sidebar=print_sidebar(edition, links * 4),
        footer=print_footer(edition),
    )
    return page.strip() + "\n"


def print_listing(edition: Edition, entries: Sequence[Entry], now: datetime, page: int) -> str:
    """Page `page` (from 1) of the edition's list of articles, the newest first."""
    assert edition.listing is not None
    parts, words = load_layout(edition.layout), load_words(edition.wording)
    now = now.astimezone(ZoneInfo(edition.zone))
    first = (page - 1) * _ARTICLES_A_LIST
    items = "".join(
        parts["item"].substitute(
            path=entry.path,
            slug=entry.slug,
            title=html.escape(entry.read().title),
            date=print_date(edition.dates, entry.at, now, words),
            iso=entry.at.isoformat(timespec="seconds"),
            views=entry.number % 9000,
        )
        for entry in entries[first : first + _ARTICLES_A_LIST]
    )
    text = parts["list"].substitute(
        print_widgets(edition),
        lang=edition.language,
        # lists of tengrinews.kz call themselves articles; a list's own address is all that tells
        head=print_head(edition, words["latest"], edition.listing.format(page=page), "article", {}),
        header=print_header(edition, now),
        items=items,
        next=edition.listing.format(page=page + 1),
        footer=print_footer(edition),
    )
    return text.strip() + "\n"


def print_home(edition: Edition, entries: Sequence[Entry], now: datetime) -> str:
    """The front page."""
    links = [(entry.read().title, entry.path) for entry in entries[:40]]
    headlines = "\n".join(f'<h2><a href="{path}">{html.escape(title)}</a></h2>' for title, path in links)
    return (
        f'<!DOCTYPE html>\n<html lang="{edition.language}"><head>'
        f"{print_head(edition, edition.name, edition.home, 'website', {})}</head><body>"
        f"{print_header(edition, now.astimezone(ZoneInfo(edition.zone)))}<main>{headlines}</main>"
        f"{print_footer(edition)}</body></html>\n"
    )


def print_feed(edition: Edition, entries: Iterable[Entry]) -> str:
    """An RSS 2.0 feed."""
    items = "\n".join(
        f"<item><title>{escape(entry.read().title)}</title><link>https://{entry.edition.host}{entry.path}</link>"
        f"<guid>https://{entry.edition.host}{entry.path}</guid><pubDate>{format_datetime(entry.at)}</pubDate>"
        f"<description>{escape(entry.read().paragraphs[0][:160])}</description></item>"
        for entry in entries
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{edition.name}</title><link>https://{edition.host}/</link>"
        f"<description>{edition.name}</description>\n{items}\n</channel></rss>\n"
    )


def print_sitemap(entries: Iterable[Entry], *, dated: bool = False) -> str:
    """A sitemap of articles; `dated` adds the publication date of the news extension."""
    rows = "\n".join(_sitemap_row(entry, dated) for entry in entries)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{rows}\n</urlset>\n'
    )


def print_sitemap_index(addresses: Iterable[str], changed: date) -> str:
    """A sitemap of sitemaps."""
    rows = "\n".join(
        f"<sitemap><loc>{escape(address)}</loc><lastmod>{changed}</lastmod></sitemap>"
        for address in addresses
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}\n</sitemapindex>\n'
    )


def _sitemap_row(entry: Entry, dated: bool) -> str:
    address = escape(f"https://{entry.edition.host}{entry.path}")
    stamp = entry.at.isoformat(timespec="seconds")
    if not dated:
        return f"<url><loc>{address}</loc><lastmod>{stamp}</lastmod></url>"
    news = (
        f"<news:news><news:publication_date>{stamp}</news:publication_date>"
        f"<news:title>{escape(entry.read().title)}</news:title></news:news>"
    )
    return f"<url><loc>{address}</loc>{news}</url>"
