"""A run as its site's health is judged by it, and a finding of that judgement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from xabar.crawl_stats import ENOUGH, SiteStats
from xabar.run_measures import RunMeasures

KILLED: Final = "killed"
GOES_ON: Final = "goes on"


@dataclass(frozen=True, slots=True)
class SiteRun:
    """One run of one site."""

    began: datetime
    ended: datetime  # of one that was killed, its last sign of life
    ending: str  # Scrapy's reason, KILLED or GOES_ON
    stats: SiteStats

    @property
    def is_complete(self) -> bool:
        """True if the run did all that was asked for: what it did not find was not there."""
        return self.ending in ENOUGH

    @property
    def measures(self) -> RunMeasures:
        """What its pages were measured by; empty for a run from before they were kept."""
        return self.stats.measures or RunMeasures()


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong now, and why that is believed. `kind` is a key of xabar.health.kinds.KINDS."""

    kind: str
    cause: str  # one sentence, with the numbers
    since: datetime  # the beginning of the first run, or the moment, from which on it was so
