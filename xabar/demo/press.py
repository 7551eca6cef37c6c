"""All the demo's newspapers as of one moment: for every address an answer."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from xabar.demo.newspapers import EDITIONS, Edition, Sitemap, editions_of
from xabar.demo.printing import (
    Entry,
    print_article,
    print_feed,
    print_home,
    print_listing,
    print_sitemap,
    print_sitemap_index,
)
from xabar.demo.stories import Story, compose_story, load_stories
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
        """Front pages, lists, feeds and sitemaps over all articles, the newest first."""
        feeds: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        maps: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        indexes: dict[tuple[str, str], dict[str, Sitemap]] = defaultdict(dict)
        for entries in self._entries.values():
            entries.sort(key=lambda entry: entry.at, reverse=True)
            edition = entries[0].edition
            self._add(edition.host, edition.home, partial(self._home, edition, entries))
            self._publish_lists(edition, entries)
            if edition.feed:
                feeds[edition.host, edition.feed] += entries
            if edition.sitemap:
                for days in range(_DAYS_WITH_MAPS):
                    day = self._now.date() - timedelta(days=days)
                    maps.setdefault((edition.host, _sitemap_address(edition.sitemap, day)), [])
                for entry in entries:
                    maps[edition.host, _sitemap_address(edition.sitemap, entry.at.date())].append(entry)
                if edition.sitemap.index:
                    address = f"https://{edition.host}{edition.sitemap.address}"
                    indexes[edition.host, edition.sitemap.index][address] = edition.sitemap
        for (host, path), entries in feeds.items():
            self._add(host, path, partial(self._feed, _newest(entries)))
        for (host, path), entries in maps.items():
            sitemap = next(
                edition.sitemap for edition in EDITIONS if edition.host == host and edition.sitemap
            )
            self._add(host, path, partial(_print_map, sitemap, _newest(entries)))
        for (host, path), sitemaps in indexes.items():
            self._add(host, path, partial(self._sitemap_index, tuple(sitemaps)))

    def _publish_lists(self, edition: Edition, entries: Sequence[Entry]) -> None:
        if edition.listing:
            for page in range(1, len(entries) // _LIST_LENGTH + 3 if "{page}" in edition.listing else 2):
                route = partial(self._listing, edition, entries, page)
                self._add(edition.host, edition.listing.format(page=page), route)
        if edition.json_list:
            host, _, path = edition.json_list.removeprefix("https://").partition("/")
            for page in range(1, len(entries) // _LIST_LENGTH + 3):
                chosen = entries[(page - 1) * _LIST_LENGTH : page * _LIST_LENGTH]
                self._add(host, f"/{path.format(page=page)}", partial(_json_list, chosen))

    def _lay(self, trap: Trap) -> None:
        """Put a trap among the articles of its edition, with what stands there instead."""
        entries = self._entries[trap.stories]
        entry = _trap_entry(trap, entries, self._now)
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

    def _feed(self, entries: Sequence[Entry]) -> Answer:
        return _xml(print_feed(entries[0].edition, entries[:_FEED_LENGTH]))

    def _sitemap_index(self, addresses: Sequence[str]) -> Answer:
        return _xml(print_sitemap_index(addresses, self._now.date()))


def demo_entries(edition: Edition, now: datetime) -> list[Entry]:
    """The written articles of an edition, dated back from `now`."""
    local = now.astimezone(ZoneInfo(edition.zone)).replace(second=0, microsecond=0)
    return [
        Entry(edition, story.slug, local - timedelta(hours=story.hours), partial(_same, story))
        for story in load_stories(edition.stories)
    ]


def print_newspapers(now: datetime) -> Press:
    """The demo: every newspaper with the articles written for it, and the traps."""
    entries = (entry for edition in EDITIONS for entry in demo_entries(edition, now))
    return Press(entries, now=now, traps=TRAPS)


def generate_entries(
    site: str, count: int, *, seed: int, now: datetime, days: float = 1.0
) -> Iterator[Entry]:
    """`count` composed articles of a newspaper, spread over its editions and the last `days` days."""
    editions = editions_of(site)
    for number in range(count):
        edition = editions[number % len(editions)]
        local = now.astimezone(ZoneInfo(edition.zone)).replace(second=0, microsecond=0)
        at = local - timedelta(days=days) * (number / count)
        yield Entry(edition, f"xabar-{number}", at, partial(compose_story, edition.stories, number, seed))


def generate_press(site: str, count: int, *, seed: int, now: datetime, days: float = 1.0) -> Press:
    """A newspaper of `count` composed articles with its lists, feeds and sitemaps, printed on demand."""
    return Press(generate_entries(site, count, seed=seed, now=now, days=days), now=now)


def generate_pages(site: str, count: int, *, seed: int, now: datetime) -> Iterator[tuple[str, str]]:
    """Addresses and pages of `count` composed articles, one after the other."""
    for entry in generate_entries(site, count, seed=seed, now=now):
        others = demo_entries(entry.edition, now)[:_AROUND]
        yield f"https://{entry.edition.host}{entry.path}", print_article(entry, now, others)


def _same(story: Story) -> Story:
    return story


def _trap_entry(trap: Trap, entries: Sequence[Entry], now: datetime) -> Entry:
    """What the newspaper offers: a new article, or a second address of one that there is."""
    edition = entries[0].edition
    if trap.kind in ("amp", "moved"):
        known = next(entry for entry in entries if entry.slug == trap.slug)
        path = (
            f"{edition.article}/amp"
            if trap.kind == "amp"
            else edition.article.replace("/jamiyat/", "/asosiy/")
        )
        return replace(known, edition=replace(edition, article=path))
    local = now.astimezone(ZoneInfo(edition.zone)).replace(second=0, microsecond=0)
    story = Story(trap.slug, 0.5, "", trap.slug.replace("-", " ").capitalize(), ("…",))
    return Entry(edition, trap.slug, local - timedelta(hours=story.hours), partial(_same, story))


def _newest(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _sitemap_address(sitemap: Sitemap, day: date) -> str:
    monday = day - timedelta(days=day.weekday())
    return sitemap.address.format(day=monday if sitemap.span == "week" else day)


def _print_map(sitemap: Sitemap, entries: Sequence[Entry]) -> Answer:
    text = print_sitemap(entries, dated=sitemap.dated)
    if not sitemap.packed:
        return _xml(text)
    return Answer(gzip.compress(text.encode(), 6, mtime=0), content_type="application/gzip")


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
