"""All fake sites as of one moment: a response for every address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from xabar.demo.editions import FakeEdition, editions_of
from xabar.demo.entries import Entry, demo_entries, generate_entries, trap_entry
from xabar.demo.pages import render_article, render_home
from xabar.demo.response import FakeResponse, html_response
from xabar.demo.sources import (
    MAY_BE_EMPTY,
    Respond,
    interface_response,
    listing_response,
    source_pages,
)
from xabar.demo.traps import CHALLENGE_PAGE, ROBOTS, TRAPS, Trap
from xabar.site import Site
from xabar.source import Source

_OTHERS: Final = 13  # articles that the page of an article links to
_NOT_FOUND: Final = FakeResponse(b"<html><body><h1>404</h1></body></html>", 404)
_ROBOTS: Final = FakeResponse(ROBOTS.encode(), content_type="text/plain; charset=utf-8")


class FakeWeb:
    """Fake sites with their articles. `respond` gives any of their pages.

    Pages are rendered when they are asked for, and are not kept: memory grows by an address with each article.
    """

    def __init__(self, entries: Iterable[Entry], *, now: datetime, traps: Iterable[Trap] = ()) -> None:
        self._now = now
        self._pages: dict[tuple[str, str], Respond] = {}
        self._entries: dict[FakeEdition, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._entries[entry.edition].append(entry)
            self._add(entry.url, partial(self._article, entry))
            self._add_to_interface(entry, partial(interface_response, entry))
        self.articles = sum(map(len, self._entries.values()))  # without the traps
        self.sites = tuple(dict.fromkeys(edition.site.name for edition in self._entries))
        self._add_traps(traps)
        self._add_homes()
        self._add_sources()

    def respond(self, host: str, path: str) -> FakeResponse:
        """Return the response of an address. `path` begins with a slash and includes the query."""
        page = self._pages.get((host, path))
        if page is not None:
            return page()
        return _ROBOTS if path == "/robots.txt" else _NOT_FOUND

    def addresses(self) -> Iterator[str]:
        """Yield every address that has a page."""
        return (f"https://{host}{path}" for host, path in self._pages)

    def _add(self, url: str, respond: Respond) -> None:
        parts = urlsplit(url)
        self._pages[parts.netloc, parts.path + (parts.query and f"?{parts.query}")] = respond

    def _add_to_interface(self, entry: Entry, respond: Respond) -> None:
        """Add what the site's interface answers for an article, if it has one."""
        if (url := entry.edition.site.request_url(entry.url)) != entry.url:
            self._add(url, respond)

    def _add_homes(self) -> None:
        """Add the front pages. Editions with the same address share one."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for edition, entries in self._entries.items():
            found[f"https://{edition.host}{edition.home}"] += entries
        for url, entries in found.items():
            self._add(url, partial(self._home, _newest_first(entries)))

    def _add_sources(self) -> None:
        """Add the pages of the sites' sources. A source may name the articles of several editions."""
        found: dict[Source, list[Entry]] = defaultdict(list)
        for edition, entries in self._entries.items():
            for source in edition.sources():
                found[source] += entries
        for edition in self._entries:
            for source in edition.site.discovery:
                if source.kind in MAY_BE_EMPTY:  # those of editions that are not faked name nothing
                    found[source] += ()
        for source, entries in found.items():
            for url, respond in source_pages(source, _newest_first(entries), self._now):
                self._add(url, respond)

    def _add_traps(self, traps: Iterable[Trap]) -> None:
        """Add each trap to the articles of its edition, if that is faked here."""
        editions = {edition.style.stories: edition for edition in self._entries}
        for trap in traps:
            if edition := editions.get(trap.stories):
                entry = trap_entry(trap, self._entries[edition], self._now)
                self._entries[edition].append(entry)
                self._add(entry.url, respond := partial(self._trap, trap, entry))
                self._add_to_interface(entry, respond)

    def _trap(self, trap: Trap, entry: Entry) -> FakeResponse:
        edition, entries = entry.edition, self._entries[entry.edition]
        if trap.kind == "redirect-loop":
            return FakeResponse(b"", 302, headers=(("Location", entry.url),))
        if trap.kind == "listing":
            return listing_response(edition.list_address, entries, self._now, 1)
        if trap.kind == "home":
            return self._home(entries)
        if trap.kind == "challenge":
            return FakeResponse(CHALLENGE_PAGE.encode())
        if trap.kind in ("gone", "empty"):
            return FakeResponse(b"", 410 if trap.kind == "gone" else 200)
        return self._article(entry)

    def _article(self, entry: Entry) -> FakeResponse:
        others = [other for other in demo_entries(entry.edition, self._now) if other.slug != entry.slug]
        text = render_article(entry, self._now, others[:_OTHERS])
        return html_response(text, entry.edition.style.charset)

    def _home(self, entries: list[Entry]) -> FakeResponse:
        edition = entries[0].edition
        return html_response(render_home(edition, entries, self._now), edition.style.charset)


def build_web(sites: Iterable[type[Site]], now: datetime) -> FakeWeb:
    """Return the demo: fakes of those sites that it has a style for, with the articles written for them, and the traps."""
    entries = (entry for edition in editions_of(*sites) for entry in demo_entries(edition, now))
    return FakeWeb(entries, now=now, traps=TRAPS)


def generate_pages(site: type[Site], count: int, *, seed: int, now: datetime) -> Iterator[tuple[str, str]]:
    """Yield the addresses and pages of `count` composed articles."""
    for entry in generate_entries(site, count, seed=seed, now=now):
        yield entry.url, render_article(entry, now, demo_entries(entry.edition, now)[:_OTHERS])


def _newest_first(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.at, reverse=True)
