"""Which articles stand in a newspaper, at which addresses and moments: written ones, composed ones, traps."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from xabar.demo.newspapers import Edition, editions_of
from xabar.demo.stories import Story, compose_story, load_stories
from xabar.demo.traps import Trap


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of an edition. Its story is made when a page needs it, so that thousands cost no memory."""

    edition: Edition
    slug: str
    at: datetime  # in the newspaper's zone
    read: Callable[[], Story]

    @property
    def number(self) -> int:
        """The number that some sites put into addresses; the same on every printing."""
        digest = hashlib.sha256(f"{self.edition.site} {self.edition.code} {self.slug}".encode()).digest()
        return 1_000_000 + int.from_bytes(digest[:4], "big") % 8_000_000

    @property
    def path(self) -> str:
        """The address on its host."""
        return self.edition.article.format(at=self.at, slug=self.slug, id=self.number)


def demo_entries(edition: Edition, now: datetime) -> list[Entry]:
    """The written articles of an edition, dated back from `now`."""
    local = now.astimezone(ZoneInfo(edition.zone)).replace(second=0, microsecond=0)
    return [
        Entry(edition, story.slug, local - timedelta(hours=story.hours), partial(_same, story))
        for story in load_stories(edition.stories)
    ]


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


def trap_entry(trap: Trap, entries: Sequence[Entry], now: datetime) -> Entry:
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


def _same(story: Story) -> Story:
    return story
