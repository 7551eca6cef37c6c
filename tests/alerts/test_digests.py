"""When what was found is due to be told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.alerts.conftest import NOW
from tests.alerts.test_matching import match, store
from tests.search.articles import CORPUS
from xabar.alerts import digests
from xabar.alerts.definition import Definition, Digest
from xabar.alerts.digests import compose_messages, period_start
from xabar.records.store import RecordStore


@pytest.mark.parametrize(
    ("digest", "zone", "start"),
    [
        ("hour", "Asia/Tashkent", datetime(2026, 3, 2, 9, tzinfo=UTC)),
        ("hour", "Asia/Kathmandu", datetime(2026, 3, 2, 9, 15, tzinfo=UTC)),
        ("day", "Asia/Tashkent", datetime(2026, 3, 1, 19, tzinfo=UTC)),
        ("day", "America/New_York", datetime(2026, 3, 2, 5, tzinfo=UTC)),
    ],
)
def test_an_hour_and_a_day_begin_where_the_zone_says(digest: Digest, zone: str, start: datetime) -> None:
    assert period_start(Definition("x", (), digest=digest, zone=zone), NOW) == start


@pytest.mark.slow
def test_a_digest_waits_for_the_end_of_its_period_and_each_target_has_a_message(records: RecordStore) -> None:
    definition = Definition("metro", ("feed", "mailto:a@b"), digest="hour")
    records.put_alert("metro", definition.to_json(), sequence=0, now=NOW)
    store(records, *CORPUS)
    match(records)
    assert compose_messages(records, NOW) == 0
    assert records.alert_counts("metro").waiting == 3
    assert compose_messages(records, NOW + timedelta(minutes=30)) == 3
    messages = records.alert_messages()
    assert {message.target for message in messages} == {"feed", "mailto:a@b"}
    assert len({message.key for message in messages}) == 2
    assert {len(message.article_ids) for message in messages} == {3}
    assert compose_messages(records, NOW + timedelta(hours=3)) == 0


def test_many_articles_become_several_messages_and_none_is_left_out(
    records: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digests, "MOST_ARTICLES", 4)
    records.put_alert("all", Definition("*", ("feed",)).to_json(), sequence=0, now=NOW)
    store(records, *CORPUS)
    match(records)
    assert compose_messages(records, NOW) == len(CORPUS)
    told = [article_id for message in records.alert_messages() for article_id in message.article_ids]
    assert sorted(told) == sorted(article.id for article in CORPUS)


def test_a_paused_alert_composes_nothing(records: RecordStore) -> None:
    records.put_alert("all", Definition("*", ("feed",)).to_json(), sequence=0, now=NOW)
    store(records, *CORPUS)
    match(records)
    records.pause_alert("all", paused=True)
    assert compose_messages(records, NOW) == 0


def test_an_alert_of_a_newer_version_keeps_no_other_from_being_told(records: RecordStore) -> None:
    records.put_alert("a", Definition("metro", ("feed",)).to_json(), sequence=0, now=NOW)
    records.put_alert("b", Definition("metro", ("feed",)).to_json(), sequence=0, now=NOW)
    store(records, *CORPUS)
    match(records)
    records.put_alert("a", '{"of a newer version": 1}', sequence=0, now=NOW, replace=True)
    assert compose_messages(records, NOW) == 3
