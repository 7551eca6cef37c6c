"""What stands at the addresses of a site's sources: feeds, lists and sitemaps of the articles that they name."""

from __future__ import annotations

import gzip
import html
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final
from urllib.parse import urljoin

from xabar.demo.entries import Entry
from xabar.demo.pages import (
    LIST_LENGTH,
    render_feed,
    render_listing,
    render_sitemap,
    render_sitemap_index,
)
from xabar.demo.response import FakeResponse, html_response, xml_response
from xabar.source import Source, Window

_FEED_LENGTH: Final = 50
_DAYS: Final = 60  # the sitemap of a day or week exists for so long, empty if nothing was published

Respond = Callable[[], FakeResponse]
Pages = Iterator[tuple[str, Respond]]
"""Addresses, each with the function that makes its response."""


def source_pages(source: Source, entries: Sequence[Entry], now: datetime) -> Pages:
    """Yield the pages of a source that names these articles, the newest first. An unknown kind of source has none."""
    build = _KINDS.get(source.kind)
    return build(source, entries, now) if build else iter(())


def listing_response(address: str, entries: Sequence[Entry], now: datetime, page: int) -> FakeResponse:
    """Return a page of a list of articles, in the style of the newest article's edition."""
    text = render_listing(address, entries, now, page)
    return html_response(text, entries[0].edition.style.charset)


def interface_response(entry: Entry) -> FakeResponse:
    """Return an article as a news agency's interface gives it to the scripts of its pages."""
    story = entry.read()
    row = {
        **_row(entry),
        "content": "".join(f"<p>{html.escape(text, quote=False)}</p>" for text in story.paragraphs),
        "category": {"title": story.section},
    }
    return _json_response(row)


def _feed(source: Any, entries: Sequence[Entry], now: datetime) -> Pages:
    yield source.address, partial(_feed_response, entries[:_FEED_LENGTH])


def _listing(source: Any, entries: Sequence[Entry], now: datetime) -> Pages:
    for page in _page_numbers(source, entries):
        respond = partial(listing_response, source.address, entries, now, page)
        yield source.address.format(page=page), respond


def _json_list(source: Any, entries: Sequence[Entry], now: datetime) -> Pages:
    for page in _page_numbers(source, entries):
        chosen = entries[(page - 1) * LIST_LENGTH : page * LIST_LENGTH]
        yield source.address.format(page=page), partial(_json_list_response, chosen)


def _page_numbers(source: Any, entries: Sequence[Entry]) -> range:
    """Return the numbers of a list's pages. The last page is empty."""
    return range(1, len(entries) // LIST_LENGTH + 3 if "{page}" in source.address else 2)


def _sitemap(source: Any, entries: Sequence[Entry], now: datetime) -> Pages:
    """Yield one sitemap, or an index and the sitemaps that it names."""
    children: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        children[urljoin(source.address, entry.edition.style.child_sitemap)].append(entry)
    for address, chosen in children.items():
        yield address, partial(_sitemap_response, address, chosen)
    if source.address not in children:
        yield source.address, partial(_index_response, list(children), now.date())


def _sitemaps_by_date(source: Source, entries: Sequence[Entry], now: datetime) -> Pages:
    """Yield the sitemaps of the last days or weeks. In the east the next day may have begun."""
    days = [now.date() - timedelta(days=age) for age in range(-1, _DAYS)]
    sitemaps: dict[str, list[Entry]] = {_address_of_day(source, day, now): [] for day in days}
    for entry in entries:
        sitemaps.setdefault(_address_of_day(source, entry.at.date(), now), []).append(entry)
    for address, chosen in sitemaps.items():
        yield address, partial(_sitemap_response, address, chosen)


def _address_of_day(source: Source, day: date, now: datetime) -> str:
    return next(iter(source.first_pages(Window(since=day, until=day, now=now, language="uz", zone="UTC"))))


def _feed_response(entries: Sequence[Entry]) -> FakeResponse:
    if not entries:
        return xml_response('<rss version="2.0"><channel></channel></rss>')
    return xml_response(render_feed(entries[0].edition, entries))


def _sitemap_response(address: str, entries: Sequence[Entry]) -> FakeResponse:
    text = render_sitemap(entries, dated="google-news" in address)
    if not address.endswith(".gz"):
        return xml_response(text)
    return FakeResponse(gzip.compress(text.encode(), 6, mtime=0), content_type="application/gzip")


def _index_response(addresses: Sequence[str], changed: date) -> FakeResponse:
    return xml_response(render_sitemap_index(addresses, changed))


def _json_list_response(entries: Sequence[Entry]) -> FakeResponse:
    """Return the list that a news agency's interface gives to the scripts of its pages."""
    return _json_response({"data": [_row(entry) for entry in entries], "total": len(entries)})


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.number,
        "slug": entry.path.rpartition("/")[2],
        "title": entry.read().title,
        "publish_time": f"{entry.at:%Y-%m-%d %H:%M:%S}",
    }


def _json_response(answer: dict[str, Any]) -> FakeResponse:
    return FakeResponse(json.dumps(answer, ensure_ascii=False).encode(), content_type="application/json")


MAY_BE_EMPTY: Final = frozenset(("feed", "sitemap", "sitemap of a week", "JSON list"))
"""The kinds of sources that may name nothing; an empty list is one whose layout has changed."""

_KINDS: Final[dict[str, Callable[[Any, Sequence[Entry], datetime], Pages]]] = {
    "feed": _feed,
    "list": _listing,
    "JSON list": _json_list,
    "sitemap": _sitemap,
    "sitemap of a day": _sitemaps_by_date,
    "sitemap of a week": _sitemaps_by_date,
}
