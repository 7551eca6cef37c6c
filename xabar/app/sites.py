"""The status of every site: what it declares, its last run, its articles and its health."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from crawler.spider import NewsSpider
from xabar.config import Config
from xabar.records.runs import Run
from xabar.records.sites import SiteHealth
from xabar.site import Edition
from xabar.workspace import open_existing

SILENT_AFTER: Final = timedelta(days=3)  # without a new article; a daily paper rests for a weekend

IMPORTED: Final = "imported: no class reads it"
REMOVED: Final = "no longer crawled: `xabar sites add ADDRESS` takes it up again"


@dataclass(frozen=True, slots=True)
class SiteStatus:
    """What a site declares, and what the records know of it."""

    name: str
    site: type[NewsSpider] | None  # None: its articles were imported, or it was removed
    known: SiteHealth | None
    health: str  # in words

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Return what the site's class declares; nothing where there is none."""
        return self.site.editions if self.site else ()

    @property
    def unverified_hosts(self) -> tuple[str, ...]:
        """Return the hosts whose certificates are not verified."""
        return self.site.unverified_hosts if self.site else ()

    @property
    def was_crawled(self) -> bool:
        """True if it ever ran."""
        return self.known is not None and self.known.run is not None

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        known = self.known
        return {
            "site": self.name,
            "imported": self.site is None and not self.was_crawled,
            "removed": self.site is None and self.was_crawled,
            "zone": self.site.zone if self.site else None,
            "editions": [
                {"prefix": edition.prefix, "language": edition.language, "script": edition.script}
                for edition in self.editions
            ],
            "unverified_hosts": list(self.unverified_hosts),
            "articles": known.articles if known else 0,
            "newest_at": _iso(known.newest_at) if known else None,
            "last_run": _run_to_dict(known.run) if known and known.run else None,
            "health": self.health,
        }


def list_sites(sites: Mapping[str, type[NewsSpider]], config: Config, now: datetime) -> list[SiteStatus]:
    """Return the status of each site, and after them of those that only have articles. Without records, create none."""
    known = _read_health(config)
    others = [name for name, health in sorted(known.items()) if name not in sites and health.articles]
    return [
        SiteStatus(name, site, known.get(name), judge(known.get(name), now)) for name, site in sites.items()
    ] + [SiteStatus(name, None, known[name], REMOVED if known[name].run else IMPORTED) for name in others]


def stored_sites(config: Config) -> list[str]:
    """Return the names of all sites of which there are articles, imported ones too. Without records, create none."""
    with open_existing(config) as workspace:
        return workspace.records.article_sites() if workspace else []


def judge(known: SiteHealth | None, now: datetime) -> str:
    """Return the health of a site in a few words, by the result of its last run and the age of its newest article."""
    if known is None or known.run is None:
        return "no run has ended yet" if known and known.articles else "never crawled"
    stats = known.run.stats
    if not stats.balanced:
        return "the counts of the last run do not balance"
    if stats.fetched == 0 and (stats.errors or not stats.discovery or not known.articles):
        return "gave nothing"
    if stats.rejected.total() > stats.stored + stats.unchanged + stats.duplicate:
        reason, count = stats.rejected.most_common(1)[0]
        return f"mostly rejected: {reason} × {count}"
    if known.newest_at is None or now - known.newest_at > SILENT_AFTER:
        return f"silent for more than {SILENT_AFTER.days} days"
    return "well"


def _read_health(config: Config) -> dict[str, SiteHealth]:
    with open_existing(config) as workspace:
        return {health.site: health for health in workspace.records.site_health()} if workspace else {}


def _run_to_dict(run: Run) -> dict[str, Any]:
    return {
        "started_at": _iso(run.started_at),
        "finished_at": _iso(run.finished_at),
        "reason": run.reason,
        "fetched": run.stats.fetched,
        "stored": run.stats.stored,
        "unchanged": run.stats.unchanged,
        "duplicate": run.stats.duplicate,
        "rejected": dict(run.stats.rejected),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
