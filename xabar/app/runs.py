"""The runs of the crawl: which there were, what they brought in, and every address that one refused.

Does not load Scrapy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from xabar.app.errors import AppError, WrongUse
from xabar.app.opening import existing_workspace
from xabar.config import Config
from xabar.crawl_stats import DISCOVERY_ERRORS, DISCOVERY_GAPS, ENDINGS, ENOUGH, REJECTIONS
from xabar.health.site_run import GOES_ON, KILLED
from xabar.monitoring.alarms import find_ending
from xabar.records.runs import RefusedAddress, RunRecord

_WORDS: Final = REJECTIONS | DISCOVERY_ERRORS | DISCOVERY_GAPS


class UnknownRun(AppError):
    """No run has that id, or several have it. The message says which."""


@dataclass(frozen=True, slots=True)
class RunStatus:
    """A run as people read it."""

    run: RunRecord
    ending: str  # Scrapy's reason; or `killed`, or `goes on`

    @property
    def seconds(self) -> float:
        """How long it took; of one that has not ended, until its last sign of life."""
        return ((self.run.finished_at or self.run.seen_at) - self.run.started_at).total_seconds()

    @property
    def failed(self) -> bool:
        """True if the run did not do what was asked for, or gave nothing."""
        if self.ending == GOES_ON:
            return False
        return self.ending not in ENOUGH or self.run.stats.gave_nothing or not self.run.stats.balanced

    def reasons(self) -> Iterator[str]:
        """Yield what is to be said of the run, in words."""
        stats = self.run.stats
        if self.ending == KILLED:
            yield f"killed after {self.run.seen_at:%Y-%m-%d %H:%M UTC}; the next run goes on"
        elif self.ending not in (GOES_ON, *ENOUGH):
            yield ENDINGS.get(self.ending, self.ending)
        for counts in (stats.rejected, stats.errors, stats.gaps):
            yield from (f"{count} × {_WORDS.get(reason, reason)}" for reason, count in counts.most_common())

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        run, stats = self.run, self.run.stats
        measures = stats.measures
        return {
            "id": run.id,
            "site": stats.site,
            "started_at": run.started_at.isoformat(),
            "finished_at": run.finished_at and run.finished_at.isoformat(),
            "seconds": self.seconds,
            "ending": self.ending,
            "failed": self.failed,
            "fetched": stats.fetched,
            "stored": stats.stored,
            "unchanged": stats.unchanged,
            "duplicate": stats.duplicate,
            "rejected": dict(stats.rejected),
            "known": stats.known,
            "discovery": stats.discovery,
            "errors": dict(stats.errors),
            "gaps": dict(stats.gaps),
            "measures": measures and measures.to_dict(),
            "body_length": measures and measures.body_length,
            "agreement": measures and measures.agreement,
        }


def find_status(run: RunRecord, now: datetime) -> RunStatus:
    """Return a run with how it ended."""
    return RunStatus(run, find_ending(run, now))


def list_runs(
    config: Config,
    now: datetime,
    *,
    site: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    failed: bool = False,
    limit: int = 50,
) -> list[RunStatus]:
    """Return the runs that began in a time, `until` not included, the newest first.

    Raise NoRecords if there are no records, and WrongUse for a site that never ran.
    """
    with existing_workspace(config) as workspace:
        records = workspace.records
        if site is not None and site not in (known := records.run_sites()):
            raise WrongUse(f"no site {site!r} ever ran; {', '.join(known) or 'none'} did")
        found = records.run_records(site, since=since, until=until, **({} if failed else {"limit": limit}))
    states = (find_status(run, now) for run in found)
    return [state for state in states if state.failed or not failed][:limit]


def read_run(config: Config, prefix: str, now: datetime) -> tuple[RunStatus, list[RefusedAddress]]:
    """Return the run whose id begins with `prefix`, and the addresses that it refused.

    Raise UnknownRun if no id begins so, or several do.
    """
    with existing_workspace(config) as workspace:
        found = workspace.records.find_runs(prefix)
        if len(found) != 1 and prefix not in (ids := [run.id for run in found]):
            several = f"several runs have ids that begin with {prefix!r}, such as {' and '.join(ids)}"
            none = f"no run has an id that begins with {prefix!r}"
            raise UnknownRun(f"{several if found else none}; `xabar runs` lists the ids")
        run = next((run for run in found if run.id == prefix), found[0])
        return find_status(run, now), workspace.records.refused_addresses(run.id)
