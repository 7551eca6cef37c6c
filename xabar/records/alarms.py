"""Alarms: one for each cause, from the moment when it is first seen to the moment when it has passed."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from xabar.records.database import Database, from_milliseconds, retried, to_milliseconds

Event = Literal["opened", "cleared"]
INSTALLATION: Final = ""
"""The site of an alarm that concerns no single site."""

_SELECT: Final = "SELECT id, site, kind, cause, opened_at, seen_at, cleared_at FROM alarm"


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that is or was wrong with a site, or with the installation. `kind` is one of `xabar.health.kinds`."""

    id: str
    site: str
    kind: str
    cause: str
    opened_at: datetime
    seen_at: datetime
    cleared_at: datetime | None = None  # None: it is still so


class Alarms(Database):
    """At most one alarm of a site and kind is open, however many processes look."""

    def open_alarms(self, site: str | None = None) -> list[Alarm]:
        """Return the alarms that are open, of one site or of all, the oldest first."""
        rows = self._rows(f"{_SELECT} WHERE cleared_at IS NULL ORDER BY opened_at, id")
        return [alarm for alarm in map(_read, rows) if site is None or alarm.site == site]

    def alarms_since(self, since: datetime) -> list[Alarm]:
        """Return the alarms that are open, or were cleared since a moment, the oldest first."""
        rows = self._rows(
            f"{_SELECT} WHERE cleared_at IS NULL OR cleared_at >= ? ORDER BY opened_at, id",
            (to_milliseconds(since),),
        )
        return list(map(_read, rows))

    @retried
    def settle_alarms(self, site: str, causes: Sequence[tuple[str, str]], now: datetime) -> list[Alarm]:
        """Open an alarm for each kind and cause that has none, note that the others are still so, and clear the rest.

        Return the alarms of the site that are open now. All of it is one transaction.
        """
        moment = to_milliseconds(now)
        with self.transaction():
            known = {alarm.kind: alarm for alarm in self.open_alarms(site)}
            wanted = dict(causes)
            for kind, cause in wanted.items():
                if kind in known:
                    self._db.execute(
                        "UPDATE alarm SET seen_at = ?, cause = ? WHERE id = ?",
                        (moment, cause, known[kind].id),
                    )
                else:
                    self._db.execute(
                        "INSERT INTO alarm (id, site, kind, cause, opened_at, seen_at, cleared_at)"
                        " VALUES (?, ?, ?, ?, ?, ?, NULL)",
                        (secrets.token_hex(6), site, kind, cause, moment, moment),
                    )
            for kind in known.keys() - wanted.keys():
                self._db.execute("UPDATE alarm SET cleared_at = ? WHERE id = ?", (moment, known[kind].id))
        return self.open_alarms(site)

    def untold(self, target: str, since: datetime) -> list[tuple[Alarm, Event]]:
        """Return what a target is still to be told: alarms that are open, and the end of those that it was told of.

        Alarms that ended before `since` are of no interest any more.
        """
        told = {
            (alarm_id, event)
            for alarm_id, event in self._rows(
                "SELECT alarm_id, event FROM alarm_notice WHERE target = ?", (target,)
            )
        }
        found: list[tuple[Alarm, Event]] = []
        for alarm in self.alarms_since(since):
            is_told = (alarm.id, "opened") in told
            if alarm.cleared_at is None and not is_told:
                found.append((alarm, "opened"))
            if alarm.cleared_at is not None and is_told and (alarm.id, "cleared") not in told:
                found.append((alarm, "cleared"))
        return found

    @retried
    def note_told(self, alarm_id: str, target: str, event: Event, now: datetime) -> None:
        """Remember that a target was told of an alarm's beginning or end."""
        with self.transaction():
            self._db.execute(
                "INSERT INTO alarm_notice (alarm_id, target, event, told_at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (alarm_id, target, event) DO NOTHING",
                (alarm_id, target, event, to_milliseconds(now)),
            )


def _read(row: tuple[Any, ...]) -> Alarm:
    alarm_id, site, kind, cause, opened, seen, cleared = row
    return Alarm(
        alarm_id,
        site,
        kind,
        cause,
        from_milliseconds(opened),
        from_milliseconds(seen),
        None if cleared is None else from_milliseconds(cleared),
    )
