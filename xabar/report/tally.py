"""Counting the articles of a period: by site and day, by language and script, how soon, and which were copied."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Final, NamedTuple

from xabar.article import Article

LATE: Final = timedelta(days=2)
"""An article that is fetched later than so long after its publication was not news any more, but caught up with."""


class Copy(NamedTuple):
    """One article of a story that several papers printed."""

    site: str
    title: str
    url: str
    script: str | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Story:
    """Near copies of one article, in the order in which they were published."""

    copies: tuple[Copy, ...]

    @property
    def sites(self) -> tuple[str, ...]:
        """The papers that printed it, each once, the first one first."""
        return tuple(dict.fromkeys(copy.site for copy in self.copies))


@dataclass(slots=True)
class Tally:
    """The counts of the articles that were added."""

    by_site: dict[str, Counter[date]] = field(default_factory=lambda: defaultdict(Counter))
    by_language: Counter[tuple[str, str]] = field(default_factory=Counter)  # language and script
    by_layer: Counter[str] = field(default_factory=Counter)  # what read the text
    delays: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))  # minutes, by site
    caught_up: int = 0  # articles that were fetched LATE
    groups: dict[str, list[Copy]] = field(default_factory=lambda: defaultdict(list))

    def add(self, article: Article, first_fetched_at: datetime | None) -> None:
        """Count one article, which has a day of publication. One fetched at an unknown time tells nothing of how soon."""
        if article.published_day is None:
            raise ValueError(f"{article.url} has no day of publication")
        self.by_site[article.site][article.published_day] += 1
        self.by_language[article.language or "und", article.script or ""] += 1
        self.by_layer[article.body_layer] += 1
        self._add_delay(article, first_fetched_at)
        copy = Copy(article.site, article.title, article.url, article.script, article.published_at)
        self.groups[article.group_id or article.id].append(copy)

    def _add_delay(self, article: Article, fetched_at: datetime | None) -> None:
        if fetched_at is None or article.published_at is None:
            return
        delay = fetched_at - article.published_at
        if delay > LATE:
            self.caught_up += 1
        elif article.published_precision == "minute":
            self.delays[article.site].append(max(delay / timedelta(minutes=1), 0.0))

    @property
    def total(self) -> int:
        """All articles."""
        return sum(map(Counter.total, self.by_site.values()))

    def median_delays(self) -> dict[str, float]:
        """Return the minutes from publication to fetching that half of a site's articles took at most, by site."""
        return {site: median(delays) for site, delays in sorted(self.delays.items())}

    def stories(self, most: int) -> list[Story]:
        """Return the stories that most papers printed, at least two, the most copied first."""
        stories = (Story(tuple(sorted(copies, key=_moment))) for copies in self.groups.values())
        copied = [story for story in stories if len(story.sites) > 1]
        return sorted(copied, key=lambda story: (-len(story.sites), -len(story.copies), story.copies[0].url))[
            :most
        ]


def _moment(copy: Copy) -> tuple[float, str]:
    return (copy.published_at.timestamp() if copy.published_at else float("inf"), copy.url)
