"""One alarm of a cause is open at a time, and each target is told of its beginning and its end once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from xabar.records.alarms import INSTALLATION
from xabar.records.store import RecordStore

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_an_alarm_is_opened_once_seen_again_and_cleared(records: RecordStore) -> None:
    [first] = records.settle_alarms("kun_uz", [("silence", "nothing for a day")], NOW)
    [again] = records.settle_alarms("kun_uz", [("silence", "nothing for two days")], NOW + HOUR)
    assert (again.id, again.opened_at, again.seen_at) == (first.id, NOW, NOW + HOUR)
    assert again.cause == "nothing for two days"
    assert records.settle_alarms("kun_uz", [], NOW + 2 * HOUR) == []
    [over] = records.alarms_since(NOW + 2 * HOUR)
    assert (over.id, over.cleared_at) == (first.id, NOW + 2 * HOUR)
    assert records.alarms_since(NOW + 3 * HOUR) == []
    [new] = records.settle_alarms("kun_uz", [("silence", "again")], NOW + 3 * HOUR)
    assert new.id != first.id


def test_sites_and_the_installation_have_alarms_of_their_own(records: RecordStore) -> None:
    for site in ("kun_uz", "daryo_uz", INSTALLATION):
        records.settle_alarms(site, [("certificate", "soon")], NOW)
    records.settle_alarms("kun_uz", [], NOW)
    assert {alarm.site for alarm in records.open_alarms()} == {"daryo_uz", INSTALLATION}


def test_each_target_is_told_once_of_the_beginning_and_once_of_the_end(records: RecordStore) -> None:
    records.settle_alarms("kun_uz", [("blocked", "403")], NOW)
    for target in ("one", "other"):
        [(alarm, event)] = records.untold(target, NOW)
        assert event == "opened"
        records.note_told(alarm.id, target, event, NOW)
        records.note_told(alarm.id, target, event, NOW)
        assert records.untold(target, NOW) == []
    records.settle_alarms("kun_uz", [], NOW + HOUR)
    [(alarm, event)] = records.untold("one", NOW)
    assert event == "cleared"
    records.note_told(alarm.id, "one", event, NOW)
    assert records.untold("one", NOW) == []
    assert len(records.untold("other", NOW)) == 1


def test_what_was_over_before_it_was_told_is_never_told(records: RecordStore) -> None:
    records.settle_alarms("kun_uz", [("blocked", "403")], NOW)
    records.settle_alarms("kun_uz", [], NOW + HOUR)
    assert records.untold("one", NOW) == []
