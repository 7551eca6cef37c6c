"""Which articles an edition has, at which addresses and moments: written ones, composed ones, traps."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from xabar.demo.editions import FakeEdition, editions_of
from xabar.demo.stories import Story, compose_story, load_stories
from xabar.demo.traps import Trap
from xabar.site import Site


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of an edition. Its story is made when a page needs it, so that thousands cost no memory."""

    edition: FakeEdition
    slug: str
    at: datetime  # in the site's zone
    read: Callable[[], Story]
    other_path: str | None = None  # where it lies elsewhere than the edition's articles do

    @property
    def number(self) -> int:
        """The number that some sites put into addresses. It is always the same."""
        style = self.edition.style
        digest = hashlib.sha256(f"{style.site} {style.code} {self.slug}".encode()).digest()
        return 1_000_000 + int.from_bytes(digest[:4], "big") % 8_000_000

    @property
    def path(self) -> str:
        """The path of its address."""
        return self.other_path or self.edition.article_path(self.at, self.slug, self.number)

    @property
    def url(self) -> str:
        """Its whole address."""
        return f"https://{self.edition.host}{self.path}"


def demo_entries(edition: FakeEdition, now: datetime) -> list[Entry]:
    """Return the written articles of an edition, dated back from `now`."""
    local = _to_minute(edition, now)
    return [
        Entry(edition, story.slug, local - timedelta(hours=story.hours), partial(_same, story))
        for story in load_stories(edition.style.stories)
    ]


def generate_entries(
    site: type[Site], count: int, *, seed: int, now: datetime, days: float = 1.0
) -> Iterator[Entry]:
    """Yield `count` composed articles of a site, spread over its editions and the last `days` days.

    Raise ValueError for a site that the demo does not fake.
    """
    editions = editions_of(site)
    if not editions:
        raise ValueError(f"the demo has no pages of {site.name}: add it to xabar/demo/styles.py")
    for number in range(count):
        edition = editions[number % len(editions)]
        at = _to_minute(edition, now) - timedelta(days=days) * (number / count)
        story = partial(compose_story, edition.style.stories, number, seed)
        yield Entry(edition, f"xabar-{number}", at, story)


def trap_entry(trap: Trap, entries: Sequence[Entry], now: datetime) -> Entry:
    """Return what the site offers for a trap: a new article, or a second address of an article that it has."""
    if trap.kind in ("amp", "moved"):
        known = next(entry for entry in entries if entry.slug == trap.slug)
        if trap.kind == "amp":
            return replace(known, other_path=f"{known.path}/amp")
        return replace(known, other_path=known.path.replace("/jamiyat/", "/asosiy/"))
    edition = entries[0].edition
    story = Story(trap.slug, 0.5, "", trap.slug.replace("-", " ").capitalize(), ("…",))
    at = _to_minute(edition, now) - timedelta(hours=story.hours)
    return Entry(edition, trap.slug, at, partial(_same, story))


def _to_minute(edition: FakeEdition, now: datetime) -> datetime:
    return edition.to_local(now).replace(second=0, microsecond=0)


def _same(story: Story) -> Story:
    return story
