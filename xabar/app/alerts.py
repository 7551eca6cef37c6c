"""Alerts, as the commands keep them: made, shown, paused, tried out, told. Does not load Scrapy."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from xabar.alerts.definition import Definition
from xabar.alerts.feed import feed_path, write_feed
from xabar.alerts.matching import BATCH, Matcher
from xabar.alerts.notices import Found, find_snippets
from xabar.alerts.passing import Passed, pass_alerts
from xabar.alerts.telling import show_target
from xabar.app.errors import WrongUse
from xabar.app.opening import existing_workspace
from xabar.app.search import check_request
from xabar.config import Config
from xabar.delivery.command import explain_program
from xabar.delivery.sending import explain_unready
from xabar.delivery.settings import DeliverySettings
from xabar.delivery.targets import Command, TargetError, Webhook, parse_target
from xabar.records.alert_matches import AlertCounts
from xabar.records.alert_messages import AlertMessage
from xabar.records.alerts import StoredAlert
from xabar.records.store import RecordStore
from xabar.search.days import publishers_day
from xabar.search.percolation.percolator import Percolator
from xabar.search.percolation.requests import query_of
from xabar.workspace import open_workspace

LONGEST_NAME: Final = 60  # characters
PATIENCE: Final = 30.0  # seconds that `xabar alert send` waits for another process
_MARKS: Final = "-_."


@dataclass(frozen=True, slots=True)
class AlertState:
    """An alert, what it has found, and the messages that wait to be told."""

    stored: StoredAlert
    definition: Definition
    counts: AlertCounts
    behind: int  # changes of the feed that it was not compared with
    messages: tuple[AlertMessage, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values, without secrets."""
        definition = self.definition
        return {
            "name": self.stored.name,
            "query": definition.query,
            "filters": filters_of(definition),
            "exact": definition.exact,
            "targets": [show_target(target) for target in definition.targets],
            "digest": definition.digest,
            "zone": definition.zone,
            "paused": self.stored.paused,
            "made_at": self.stored.made_at.isoformat(),
            "found": self.counts.found,
            "waiting": self.counts.waiting,
            "behind": self.behind,
            "last_found_at": self.counts.last_at.isoformat() if self.counts.last_at else None,
            "messages": [
                {
                    "target": show_target(message.target),
                    "articles": len(message.article_ids),
                    "attempts": message.attempts,
                    "due_at": message.due_at.isoformat(),
                    "problem": message.problem,
                }
                for message in self.messages
            ],
        }


def filters_of(definition: Definition) -> dict[str, list[str]]:
    """Return the filters that were given, by their names."""
    named = {
        "site": definition.sites,
        "language": definition.languages,
        "script": definition.scripts,
        "tag": definition.tags,
        "author": definition.authors,
        "section": definition.sections,
    }
    return {name: [*values] for name, values in named.items() if values}


def add_alert(
    config: Config,
    name: str,
    definition: Definition,
    now: datetime,
    *,
    since: date | None = None,
    replaced: bool = False,
) -> list[str]:
    """Store an alert, which tells of what is stored from now on, or since a day. Return what the user should know.

    One that is replaced keeps what it has found, so that nothing is told again. Raise WrongUse for a name, query, zone
    or target that cannot be, and for a name that exists.
    """
    _check_name(name)
    check_request(definition.request(publishers_day(now)))
    _check_zone(definition.zone)
    settings = DeliverySettings.from_config(config)
    notes = [note for target in definition.targets for note in _check_target(target, settings)]
    with open_workspace(config) as workspace:
        records = workspace.records
        sequence = records.last_sequence()
        if since is not None:
            sequence = records.sequence_before(
                datetime.combine(since, time_of_day(), ZoneInfo(definition.zone))
            )
        stored = records.put_alert(name, definition.to_json(), sequence=sequence, now=now, replace=replaced)
        if not stored:
            raise WrongUse(
                f"there is an alert {name}; choose another name, or give --replace to change it, which keeps what it has"
                " found"
            )
        if since is not None:
            records.go_back(name, sequence)
        records.keep_targets(name, definition.targets)
        notes += _renew_feed(records, name, definition, config.data / "alerts", now)
    return notes


def _renew_feed(
    records: RecordStore, name: str, definition: Definition, folder: Path, now: datetime
) -> list[str]:
    """Write the feed of an alert, or remove it if it is to have none. Return what the user should know of it."""
    path = feed_path(folder, name)
    if "feed" not in definition.targets:
        path.unlink(missing_ok=True)
        return []
    write_feed(records, name, folder, now)
    return [f"its feed is {path}"]


def list_alerts(config: Config) -> list[AlertState]:
    """Return all alerts by name. Raise NoRecords where there are no records."""
    with existing_workspace(config) as workspace:
        return [_state(workspace.records, stored) for stored in workspace.records.alerts()]


def show_alert(config: Config, name: str) -> AlertState:
    """Return one alert. Raise WrongUse if there is none of this name."""
    with existing_workspace(config) as workspace:
        return _state(workspace.records, _find(workspace.records, name))


def remove_alert(config: Config, name: str) -> None:
    """Remove an alert, what it has found, what waits for it, and its feed. Raise WrongUse if there is none."""
    with existing_workspace(config) as workspace:
        _find(workspace.records, name)
        workspace.records.remove_alert(name)
        feed_path(config.data / "alerts", name).unlink(missing_ok=True)


def pause_alert(config: Config, name: str, *, paused: bool, skip: bool = False) -> None:
    """Pause an alert, or let it go on where it was; with `skip`, with what is stored from now on.

    Raise WrongUse if there is none of this name.
    """
    with existing_workspace(config) as workspace:
        records = workspace.records
        _find(records, name)
        records.pause_alert(name, paused=paused, sequence=records.last_sequence() if skip else None)


def try_alert(config: Config, name: str, since: date, now: datetime) -> Iterator[Found]:
    """Yield what an alert would have found among the articles that were fetched since a day. Nothing is kept or told."""
    with existing_workspace(config) as workspace:
        records = workspace.records
        definition = Definition.from_json(_find(records, name).definition)
        today = publishers_day(now)
        percolator = Percolator({name: query_of(definition.request(today))})
        at = records.sequence_before(datetime.combine(since, time_of_day(), ZoneInfo(definition.zone)))
        while changes := records.changes_after(at, BATCH):
            articles = [change.article for change in changes if change.article is not None]
            found = [article for article in articles if percolator.matching(article)]
            yield from find_snippets(definition, found, {}, today)
            at = changes[-1].sequence


def send_alerts(config: Config, *, retry: bool = False) -> Passed:
    """Match what was stored, and tell what is due; with `retry`, also what waits for another attempt.

    While another process is at it, wait for its end; after PATIENCE leave it all to that one.
    """
    matcher, until = Matcher(), time.monotonic() + PATIENCE
    with existing_workspace(config) as workspace:
        records = workspace.records
        if retry:
            records.hurry_messages(None, _clock())
        while (passed := pass_alerts(records, config, matcher, _clock)).holder and time.monotonic() < until:
            time.sleep(0.5)
        return passed


def note_waiting(config: Config) -> str | None:
    """Return what to know of alerts after articles came that no crawl stored; None if nothing waits to be compared."""
    with existing_workspace(config) as workspace:
        records = workspace.records
        behind = [alert.sequence for alert in records.alerts() if not alert.paused]
        count = records.count_changes_after(min(behind)) if behind else 0
    if not count:
        return None
    return (
        f"{count} article{'s' * (count != 1)} will be compared with {len(behind)} alert{'s' * (len(behind) != 1)} by"
        " `xabar alert send` or the next crawl; to leave them out, `xabar alert pause NAME`, then"
        " `xabar alert resume NAME --skip`"
    )


def _clock() -> datetime:
    return datetime.now(UTC)


def _find(records: RecordStore, name: str) -> StoredAlert:
    stored = records.alert(name)
    if stored is None:
        names = [alert.name for alert in records.alerts()]
        there = f"there are {', '.join(names[:20])}" if names else "there are none"
        raise WrongUse(f"there is no alert {name!r}; {there}")
    return stored


def _state(records: RecordStore, stored: StoredAlert) -> AlertState:
    return AlertState(
        stored,
        Definition.from_json(stored.definition),
        records.alert_counts(stored.name),
        records.count_changes_after(stored.sequence),
        tuple(records.alert_messages(stored.name)),
    )


def _check_name(name: str) -> None:
    if (
        not 0 < len(name) <= LONGEST_NAME
        or not all(letter.isalnum() or letter in _MARKS for letter in name)
        or not name[0].isalnum()
    ):
        raise WrongUse(
            f"the name {name!r} must begin with a letter or digit and have only letters, digits and {' '.join(_MARKS)},"
            f" {LONGEST_NAME} at most: it names a file"
        )


def _check_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise WrongUse(f"--zone must be a time zone such as Asia/Tashkent, got {zone!r}") from error


def _check_target(text: str, settings: DeliverySettings) -> Sequence[str]:
    """Return what the user should know of a target. Raise WrongUse for one that cannot be, or that nothing can reach."""
    try:
        target = parse_target(text)
    except TargetError as error:
        raise WrongUse(f"--to: {error}") from error
    if problem := explain_unready(target, settings):
        raise WrongUse(f"--to {target.label}: {problem}")
    if isinstance(target, Command) and (warning := explain_program(target)):
        return [f"{target.label}: {warning}"]
    if not isinstance(target, Webhook):
        return []
    secret = settings.secret_file if settings.webhook_secret is None else "XABAR_WEBHOOK_SECRET"
    notes = [f"{target.label} is signed with the secret in {secret}"]
    if _is_private(target):
        notes.append(
            f"{target.label} is an address of a private network, which is allowed since you wrote it"
        )
    return notes


def _is_private(target: Webhook) -> bool:
    try:
        address = ipaddress.ip_address(urlsplit(target.url).hostname or "")
        return address.is_private and not address.is_loopback
    except ValueError:
        return False
