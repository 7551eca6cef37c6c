"""The pages, lists, feeds and sitemaps of fake sites, rendered from stories."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from typing import Final
from xml.sax.saxutils import escape

from xabar.demo.editions import FakeEdition
from xabar.demo.entries import Entry
from xabar.demo.frame import (
    load_layout,
    load_words,
    render_footer,
    render_head,
    render_header,
    render_links,
    render_sidebar,
    render_widgets,
)
from xabar.demo.printed_dates import format_date

LIST_LENGTH: Final = 20  # articles on a page of a list


def render_article(entry: Entry, now: datetime, others: Sequence[Entry], layout: str | None = None) -> str:
    """Return the page of an article, with the titles of other articles around it."""
    edition, story = entry.edition, entry.read()
    parts = load_layout(layout or edition.style.page_layout)
    words = load_words(edition.style.wording)
    paragraphs = [html.escape(paragraph, quote=False) for paragraph in story.paragraphs]
    links = [(other.read().title, other.path) for other in others]
    now = edition.to_local(now)
    stamp = entry.at.isoformat(timespec="seconds")
    dates = {"published": stamp, "modified": (entry.at + timedelta(minutes=9)).isoformat(timespec="seconds")}
    page = parts["article"].substitute(
        render_widgets(edition),
        lang=edition.style.language,
        head=render_head(edition, story.title, entry.url, "article", dates),
        header=render_header(edition, now),
        title=html.escape(story.title),
        section=story.section,
        slug=story.slug,
        date=format_date(edition.style.dates, entry.at, now, words),
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
        related=render_links(links[:3]),
        sidebar=render_sidebar(edition, links * 4),
        footer=render_footer(edition),
    )
    return page.strip() + "\n"


def render_listing(address: str, entries: Sequence[Entry], now: datetime, page: int) -> str:
    """Return page `page` (from 1) of a list, in the style of the newest article's edition. `address` takes {page}."""
    edition = entries[0].edition
    parts, words = load_layout(edition.style.page_layout), load_words(edition.style.wording)
    now = edition.to_local(now)
    first = (page - 1) * LIST_LENGTH
    items = "".join(
        parts["item"].substitute(
            path=entry.path,
            slug=entry.slug,
            title=html.escape(entry.read().title),
            date=format_date(edition.style.dates, entry.at, now, words),
            iso=entry.at.isoformat(timespec="seconds"),
            views=entry.number % 9000,
        )
        for entry in entries[first : first + LIST_LENGTH]
    )
    text = parts["list"].substitute(
        render_widgets(edition),
        lang=edition.style.language,
        # lists of tengrinews.kz call themselves articles; only the address shows that they are lists
        head=render_head(edition, words["latest"], address.format(page=page), "article", {}),
        header=render_header(edition, now),
        items=items,
        next=address.format(page=page + 1).removeprefix(f"https://{edition.host}"),
        footer=render_footer(edition),
    )
    return text.strip() + "\n"


def render_home(edition: FakeEdition, entries: Sequence[Entry], now: datetime) -> str:
    """Return the front page."""
    links = [(entry.read().title, entry.path) for entry in entries[:40]]
    headlines = "\n".join(f'<h2><a href="{path}">{html.escape(title)}</a></h2>' for title, path in links)
    return (
        f'<!DOCTYPE html>\n<html lang="{edition.style.language}"><head>'
        f"{render_head(edition, edition.style.name, f'https://{edition.host}{edition.home}', 'website', {})}</head><body>"
        f"{render_header(edition, edition.to_local(now))}<main>{headlines}</main>"
        f"{render_footer(edition)}</body></html>\n"
    )


def render_feed(edition: FakeEdition, entries: Iterable[Entry]) -> str:
    """Return an RSS 2.0 feed."""
    items = "\n".join(
        f"<item><title>{escape(entry.read().title)}</title><link>{entry.url}</link>"
        f"<guid>{entry.url}</guid><pubDate>{format_datetime(entry.at)}</pubDate>"
        f"<description>{escape(entry.read().paragraphs[0][:160])}</description></item>"
        for entry in entries
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{edition.style.name}</title><link>https://{edition.host}/</link>"
        f"<description>{edition.style.name}</description>\n{items}\n</channel></rss>\n"
    )


def render_sitemap(entries: Iterable[Entry], *, dated: bool = False) -> str:
    """Return a sitemap of articles, in the news extension with its dates of publication if `dated`."""
    rows = "\n".join(_sitemap_row(entry, dated) for entry in entries)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{rows}\n</urlset>\n'
    )


def render_sitemap_index(addresses: Iterable[str], changed: date) -> str:
    """Return a sitemap of sitemaps."""
    rows = "\n".join(
        f"<sitemap><loc>{escape(address)}</loc><lastmod>{changed}</lastmod></sitemap>"
        for address in addresses
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}\n</sitemapindex>\n'
    )


def _sitemap_row(entry: Entry, dated: bool) -> str:
    address = escape(entry.url)
    stamp = entry.at.isoformat(timespec="seconds")
    if not dated:
        return f"<url><loc>{address}</loc><lastmod>{stamp}</lastmod></url>"
    news = (
        f"<news:news><news:publication_date>{stamp}</news:publication_date>"
        f"<news:title>{escape(entry.read().title)}</news:title></news:news>"
    )
    return f"<url><loc>{address}</loc>{news}</url>"
