"""What is due when, and why: the turns of every site as `xabar schedule --list` shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from xabar.app.project import project_settings
from xabar.app.schedule import ScheduleOptions, scheduled_sites, site_bounds, works_of
from xabar.config import Config
from xabar.lengths import show_length
from xabar.records.leases import Lease
from xabar.records.scheduled_jobs import ScheduledJob
from xabar.records.store import RecordStore
from xabar.scheduling.pace import MEASURED, Bounds, measure_pace
from xabar.scheduling.rules import Rules
from xabar.scheduling.work import CRAWL
from xabar.site_leases import held_sites
from xabar.workspace import open_existing


@dataclass(frozen=True, slots=True)
class Turn:
    """A job, why it is due when it is, and who is at it now."""

    job: ScheduledJob
    why: str
    holder: str | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        job = self.job
        return {
            "site": job.site,
            "work": job.work,
            "due_at": job.due_at,
            "interval_seconds": None if job.interval is None else job.interval.total_seconds(),
            "why": self.why,
            "started_at": job.started_at,
            "ended_at": job.ended_at,
            "verdict": job.verdict,
            "failures": job.failures,
            "holder": self.holder,
        }


def list_turns(options: ScheduleOptions, now: datetime) -> list[Turn]:
    """Return every job of the sites, the one that is due first coming first. One that never ran is due at once.

    Raise UnknownSite, ConfigError, or RecordsError when the records cannot be read.
    """
    settings = project_settings(options.overrides)
    rules = Rules.from_settings(settings)
    sites = scheduled_sites(options.sites, settings)
    bounds, works = site_bounds(sites, rules), works_of(rules)
    with open_existing(Config.from_settings(settings)) as workspace:
        records = workspace.records if workspace else None
        known = {(job.site, job.work): job for job in records.jobs()} if records else {}
        held = held_sites(records, list(sites), now) if records else {}
        jobs = (
            known.get((site, work))
            or ScheduledJob(site, work, now if work == CRAWL else rules.heavy.opens_at(now))
            for site in sites
            for work in works
        )
        turns = [
            Turn(job, _why(job, bounds[job.site], rules, records, now), _holder(job, held, now))
            for job in jobs
        ]
    return sorted(turns, key=lambda turn: (turn.job.due_at, turn.job.site, turn.job.work))


def _holder(job: ScheduledJob, held: Mapping[str, Lease], now: datetime) -> str | None:
    if job.holder and job.claimed_until and job.claimed_until > now:
        return job.holder
    return held[job.site].holder if job.work == CRAWL and job.site in held else None


def _why(job: ScheduledJob, bounds: Bounds, rules: Rules, records: RecordStore | None, now: datetime) -> str:
    if job.work != CRAWL:
        return f"heavy work: {rules.heavy.text}"
    parts = [*_reasons(job, records, now)]
    return f"{'; '.join(parts)} (between {show_length(bounds[0])} and {show_length(bounds[1])})"


def _reasons(job: ScheduledJob, records: RecordStore | None, now: datetime) -> Iterator[str]:
    if job.ended_at is None or records is None:
        yield "the schedule has not run it yet"
        return
    if job.failures:
        yield f"failed {job.failures} times in a row" if job.failures > 1 else "failed"
    published, first = records.publication_hours(job.site, now - MEASURED, now)
    if first is None:
        yield f"nothing published for {MEASURED.days} days"
    else:
        yield f"{measure_pace(published, first, now).a_day:.0f} articles a day"
