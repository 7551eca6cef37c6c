"""A report: the counts of a period, what rose since the month before, and what was copied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from xabar.report.period import Period
from xabar.report.rising import Rise
from xabar.report.tally import Story, Tally

MOST_RISES: Final = 15  # of a language
MOST_STORIES: Final = 12


@dataclass(frozen=True, slots=True)
class SiteTrouble:
    """What is wrong with a site, in a sentence."""

    site: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a report shows. `made_at` is the moment at which it was made."""

    period: Period
    made_at: datetime
    tally: Tally
    articles_before: int  # in the month before
    rising: Mapping[str, Sequence[Rise]]  # by language
    troubles: Sequence[SiteTrouble] = field(default=())

    @property
    def stories(self) -> list[Story]:
        """The most copied stories."""
        return self.tally.stories(MOST_STORIES)

    @property
    def usual_per_day(self) -> float:
        """Articles of a day of the month before, on average."""
        return self.articles_before / len(self.period.before.days)

    def site_days(self) -> list[tuple[str, list[int]]]:
        """Return each site's articles on each day, the site with most of them first."""
        rows = [(site, [days[day] for day in self.period.days]) for site, days in self.tally.by_site.items()]
        return sorted(rows, key=lambda row: (-sum(row[1]), row[0]))

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "first": self.period.first.isoformat(),
            "last": self.period.last.isoformat(),
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "articles": self.tally.total,
            "articles_per_day_before": round(self.usual_per_day, 1),
            "sites": {
                site: _days(dict(zip(self.period.days, counts, strict=True)))
                for site, counts in self.site_days()
            },
            "languages": [
                {"language": language, "script": script, "articles": count}
                for (language, script), count in self.tally.by_language.most_common()
            ],
            "body_layers": dict(self.tally.by_layer.most_common()),
            "median_delay_minutes": {
                site: round(delay, 1) for site, delay in self.tally.median_delays().items()
            },
            "caught_up": self.tally.caught_up,
            "rising": {language: [*map(_rise, rises)] for language, rises in self.rising.items()},
            "stories": [
                {
                    "sites": story.sites,
                    "copies": [
                        {"site": copy.site, "title": copy.title, "url": copy.url} for copy in story.copies
                    ],
                }
                for story in self.stories
            ],
            "troubles": [{"site": each.site, "sentence": each.sentence} for each in self.troubles],
        }


def _days(counts: Mapping[date, int]) -> dict[str, int]:
    return {day.isoformat(): count for day, count in counts.items() if count}


def _rise(rise: Rise) -> dict[str, Any]:
    return {
        "word": rise.printed,
        "name": rise.name,
        "articles": rise.articles,
        "before": rise.before,
        "per_1000": round(rise.share, 2),
        "per_1000_before": round(rise.share_before, 2),
        "surprise": round(rise.surprise, 2),
    }
