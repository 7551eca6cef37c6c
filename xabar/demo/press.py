"""All the demo's newspapers as of one moment: for every address an answer."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from xabar.demo.entries import Entry, demo_entries, generate_entries, trap_entry
from xabar.demo.newspapers import EDITIONS, Edition, Sitemap
from xabar.demo.printing import (
    print_article,
    print_feed,
    print_home,
    print_listing,
    print_sitemap,
    print_sitemap_index,
)
from xabar.demo.traps import CHALLENGE_PAGE, ROBOTS, TRAPS, Trap

_FEED_LENGTH = 50
_LIST_LENGTH = 20
_DAYS_WITH_MAPS = 60  # sitemaps by day or week exist for so long, empty where nothing was printed
_AROUND = 13  # articles named around an article


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server says to one request."""

    body: bytes
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = field(default=())


class Press:
    """The newspapers of some editions with their articles; `answer` gives any of their pages.

    Pages are printed when they are asked for and not kept: memory grows with the number of articles by an
    address each.
    """

    def __init__(self, entries: Iterable[Entry], *, now: datetime, traps: Iterable[Trap] = ()) -> None:
        self._now = now
        self._routes: dict[tuple[str, str], Callable[[], Answer]] = {}
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._entries[entry.edition.stories].append(entry)
            self._add(entry.edition.host, entry.path, partial(self._article, entry))
        self.articles = sum(map(len, self._entries.values()))  # traps aside
        for trap in traps:
            if trap.stories in self._entries:
                self._lay(trap)
        self._publish()

    def answer(self, host: str, path: str) -> Answer:
        """The page of an address; `path` begins with a slash and holds the query. Status 404 for the rest."""
        route = self._routes.get((host, path))
        if route is not None:
            return route()
        if path == "/robots.txt":
            return Answer(ROBOTS.encode(), content_type="text/plain; charset=utf-8")
        return Answer(b"<html><body><h1>404</h1></body></html>", 404)

    def addresses(self) -> Iterator[str]:
        """Every address that has an answer of its own, as https://HOST/PATH."""
        return (f"https://{host}{path}" for host, path in self._routes)

    def _add(self, host: str, path: str, route: Callable[[], Answer]) -> None:
        self._routes[host, path] = route

    def _publish(self) -> None:
        """Front pages, lists, feeds and sitemaps. Editions that share an address share what stands there."""
        gathered: dict[tuple[_Publisher, str, str], list[Entry]] = defaultdict(list)
        for entries in self._entries.values():
            edition = entries[0].edition
            for publisher, path in _public_places(edition):
                gathered[publisher, edition.host, path] += entries
        for (publisher, host, path), entries in gathered.items():
            entries.sort(key=lambda entry: entry.at, reverse=True)
            publisher(self, host, path, entries)

    def _publish_home(self, host: str, path: str, entries: list[Entry]) -> None:
        self._add(host, path, partial(self._home, entries[0].edition, entries))

    def _publish_list(self, host: str, path: str, entries: list[Entry]) -> None:
        for page in range(1, len(entries) // _LIST_LENGTH + 3 if "{page}" in path else 2):
            self._add(host, path.format(page=page), partial(self._listing, entries[0].edition, entries, page))

    def _publish_json_list(self, host: str, path: str, entries: list[Entry]) -> None:
        api, _, path = path.removeprefix("https://").partition("/")
        for page in range(1, len(entries) // _LIST_LENGTH + 3):
            chosen = entries[(page - 1) * _LIST_LENGTH : page * _LIST_LENGTH]
            self._add(api, f"/{path.format(page=page)}", partial(_json_list, chosen))

    def _publish_feed(self, host: str, path: str, entries: list[Entry]) -> None:
        self._add(host, path, partial(_print_feed, entries[:_FEED_LENGTH]))

    def _publish_sitemaps(self, host: str, path: str, entries: list[Entry]) -> None:
        sitemap = entries[0].edition.sitemap
        assert sitemap is not None
        maps: dict[str, list[Entry]] = {
            _sitemap_address(sitemap, self._now.date() - timedelta(days=days)): []
            for days in range(-1, _DAYS_WITH_MAPS)  # in the east the next day has begun
        }
        for entry in entries:
            maps.setdefault(_sitemap_address(sitemap, entry.at.date()), []).append(entry)
        for address, chosen in maps.items():
            self._add(host, address, partial(_print_map, sitemap, chosen))

    def _publish_index(self, host: str, path: str, entries: list[Entry]) -> None:
        sitemaps = dict.fromkeys(entry.edition.sitemap for entry in entries if entry.edition.sitemap)
        addresses = [f"https://{host}{sitemap.address}" for sitemap in sitemaps]
        self._add(host, path, partial(_print_index, addresses, self._now.date()))

    def _lay(self, trap: Trap) -> None:
        """Put a trap among the articles of its edition, with what stands there instead."""
        entries = self._entries[trap.stories]
        entry = trap_entry(trap, entries, self._now)
        entries.append(entry)
        self._add(entry.edition.host, entry.path, partial(self._spring, trap, entry))

    def _spring(self, trap: Trap, entry: Entry) -> Answer:
        edition, real = entry.edition, self._entries[trap.stories]
        if trap.kind == "redirect-loop":
            return Answer(b"", 302, headers=(("Location", f"https://{edition.host}{entry.path}"),))
        if trap.kind == "listing":
            return _html(print_listing(edition, real, self._now, 1), edition)
        if trap.kind == "home":
            return _html(print_home(edition, real, self._now), edition)
        if trap.kind == "challenge":
            return Answer(CHALLENGE_PAGE.encode())
        if trap.kind in ("gone", "empty"):
            return Answer(b"", 410 if trap.kind == "gone" else 200)
        return self._article(entry)

    def _article(self, entry: Entry) -> Answer:
        others = [other for other in demo_entries(entry.edition, self._now) if other.slug != entry.slug]
        return _html(print_article(entry, self._now, others[:_AROUND]), entry.edition)

    def _home(self, edition: Edition, entries: Sequence[Entry]) -> Answer:
        return _html(print_home(edition, entries, self._now), edition)

    def _listing(self, edition: Edition, entries: Sequence[Entry], page: int) -> Answer:
        return _html(print_listing(edition, entries, self._now, page), edition)


_Publisher = Callable[[Press, str, str, list[Entry]], None]


def _public_places(edition: Edition) -> Iterator[tuple[_Publisher, str]]:
    """What an edition publishes beside its articles, and where."""
    yield Press._publish_home, edition.home
    if edition.listing:
        yield Press._publish_list, edition.listing
    if edition.json_list:
        yield Press._publish_json_list, edition.json_list
    if edition.feed:
        yield Press._publish_feed, edition.feed
    if edition.sitemap:
        yield Press._publish_sitemaps, edition.sitemap.address
        if edition.sitemap.index:
            yield Press._publish_index, edition.sitemap.index


def print_newspapers(now: datetime) -> Press:
    """The demo: every newspaper with the articles written for it, and the traps."""
    entries = (entry for edition in EDITIONS for entry in demo_entries(edition, now))
    return Press(entries, now=now, traps=TRAPS)


def generate_press(site: str, count: int, *, seed: int, now: datetime, days: float = 1.0) -> Press:
    """A newspaper of `count` composed articles with its lists, feeds and sitemaps, printed on demand."""
    return Press(generate_entries(site, count, seed=seed, now=now, days=days), now=now)


def generate_pages(site: str, count: int, *, seed: int, now: datetime) -> Iterator[tuple[str, str]]:
    """Addresses and pages of `count` composed articles, one after the other."""
    for entry in generate_entries(site, count, seed=seed, now=now):
        others = demo_entries(entry.edition, now)[:_AROUND]
        yield f"https://{entry.edition.host}{entry.path}", print_article(entry, now, others)


def _sitemap_address(sitemap: Sitemap, day: date) -> str:
    monday = day - timedelta(days=day.weekday())
    return sitemap.address.format(day=monday if sitemap.span == "week" else day)


def _print_feed(entries: Sequence[Entry]) -> Answer:
    return _xml(print_feed(entries[0].edition, entries))


def _print_map(sitemap: Sitemap, entries: Sequence[Entry]) -> Answer:
    text = print_sitemap(entries, dated=sitemap.dated)
    if not sitemap.packed:
        return _xml(text)
    return Answer(gzip.compress(text.encode(), 6, mtime=0), content_type="application/gzip")


def _print_index(addresses: Sequence[str], changed: date) -> Answer:
    return _xml(print_sitemap_index(addresses, changed))


def _json_list(entries: Sequence[Entry]) -> Answer:
    """The list that a news agency's interface gives to the scripts of its pages."""
    rows = [
        {
            "id": entry.number,
            "slug": entry.path.rpartition("/")[2],
            "title": entry.read().title,
            "publish_time": f"{entry.at:%Y-%m-%d %H:%M:%S}",
        }
        for entry in entries
    ]
    body = json.dumps({"data": rows, "total": len(rows)}, ensure_ascii=False)
    return Answer(body.encode(), content_type="application/json")


def _html(text: str, edition: Edition) -> Answer:
    """In the edition's charset; letters that it lacks become character references, as sites print them."""
    content_type = "text/html" if edition.charset != "utf-8" else "text/html; charset=utf-8"
    return Answer(text.encode(edition.charset, "xmlcharrefreplace"), content_type=content_type)


def _xml(text: str) -> Answer:
    return Answer(text.encode(), content_type="application/xml; charset=utf-8")
