"""What `xabar health` does: judge, tell whom it concerns, and show it on the dashboards. Does not load Scrapy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from xabar.app.errors import WrongUse
from xabar.app.opening import existing_workspace
from xabar.config import Config
from xabar.monitoring.alarms import SiteState, settle_health
from xabar.monitoring.dashboards import report_alarms
from xabar.monitoring.telling import read_targets, tell_alarms


def check_health(
    config: Config, now: datetime, sites: Iterable[str] | None = None, targets: Sequence[str] = ()
) -> tuple[list[SiteState], list[str]]:
    """Judge the installation and the named sites, or all sites if none is named.

    Return the state of each, and the targets that could not be told. The dashboards of the index show the alarms, if it has
    any. The targets of XABAR_HEALTH_TO and those that are named are told of the beginning and of the end of each alarm, once.
    Raise NoRecords if there are no records, WrongUse for a site of which there is no run, and ConfigError for a target
    that cannot be meant.
    """
    wanted = read_targets(dict.fromkeys((*config.health_to, *targets)))
    with existing_workspace(config) as workspace:
        records = workspace.records
        ran = records.run_sites()
        if unknown := [site for site in sites or () if site not in ran]:
            raise WrongUse(f"no site {unknown[0]!r} ever ran; {', '.join(ran) or 'none'} did")
        states = settle_health(config, records, now, sites)
        if records.read_only:
            return states, []
        problems = tell_alarms(config, records, wanted, now)
        report_alarms(config, now)
        return states, problems
