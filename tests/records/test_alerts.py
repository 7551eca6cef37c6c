"""What is kept of alerts, in every kind of record store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.records.samples import make_article
from xabar.records.alert_matches import Match
from xabar.records.alert_messages import AlertMessage
from xabar.records.store import RecordStore

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ONE, TWO, THREE = (make_article(str(number), minutes=number) for number in range(3))


def put(records: RecordStore, name: str = "a", *, sequence: int = 0, replace: bool = False) -> bool:
    return records.put_alert(name, "{}", sequence=sequence, now=NOW, replace=replace)


def note(records: RecordStore, *matches: Match, to: int, low: int = 0, revision: int | None = None) -> int:
    newest = max(alert.revision for alert in records.alerts())
    return records.note_matches(
        matches, low=low, to=to, revision=newest if revision is None else revision, now=NOW
    )


def one_message(records: RecordStore, *targets: str) -> list[AlertMessage]:
    put(records)
    note(records, Match("a", ONE.id, ONE.id, 1), to=1)
    records.put_message("a", targets, before=NOW + timedelta(seconds=1), now=NOW, most=10)
    return records.alert_messages("a")


def test_an_alert_is_stored_once_and_replaced_only_if_asked(records: RecordStore) -> None:
    assert put(records, sequence=5)
    assert not put(records)
    first = records.alert("a")
    assert put(records, replace=True)
    second = records.alert("a")
    assert first is not None
    assert second is not None
    assert (second.sequence, second.revision > first.revision) == (5, True)
    assert len(records.alerts()) == 1
    assert records.alert("b") is None


def test_a_match_is_kept_once_with_the_number_that_it_moves(records: RecordStore) -> None:
    put(records)
    assert note(records, Match("a", ONE.id, ONE.id, 1), Match("a", TWO.id, TWO.id, 2), to=2) == 2
    assert records.alerts()[0].sequence == 2
    assert note(records, Match("a", ONE.id, ONE.id, 1), to=1) == 0
    assert note(records, Match("a", ONE.id, ONE.id, 3), low=2, to=3) == 0
    assert records.alerts()[0].sequence == 3
    assert records.alert_counts("a") == (2, 2, NOW)


def test_near_copies_are_kept_and_not_told(records: RecordStore) -> None:
    put(records)
    note(records, Match("a", ONE.id, ONE.id, 1), Match("a", TWO.id, ONE.id, 2), to=2)
    assert records.alert_counts("a")[:2] == (2, 1)
    assert records.copies_of("a", ONE.id) == [TWO.id]
    assert [article_id for article_id, _ in records.matched_articles("a", 10)] == [ONE.id]


def test_alerts_that_changed_after_the_comparison_are_left_where_they_are(records: RecordStore) -> None:
    put(records, "old")
    revision = records.alerts()[0].revision
    put(records, "new")
    matches = [Match(name, ONE.id, ONE.id, 1) for name in ("old", "new", "gone")]
    assert note(records, *matches, to=1, revision=revision) == 1
    assert {alert.name: alert.sequence for alert in records.alerts()} == {"old": 1, "new": 0}


def test_every_target_has_a_message_with_a_key_of_its_own(records: RecordStore) -> None:
    messages = one_message(records, "feed", "mailto:a@b")
    assert {message.target for message in messages} == {"feed", "mailto:a@b"}
    assert len({message.key for message in messages}) == 2
    assert all(message.article_ids == (ONE.id,) for message in messages)
    assert records.put_message("a", ["feed"], before=NOW + timedelta(days=1), now=NOW, most=10) == 0


def test_matches_of_a_moment_that_is_not_over_wait(records: RecordStore) -> None:
    put(records)
    note(records, Match("a", ONE.id, ONE.id, 1), to=1)
    assert records.put_message("a", ["feed"], before=NOW, now=NOW, most=10) == 0


def test_a_message_is_claimed_by_one(records: RecordStore) -> None:
    [message] = one_message(records, "feed")
    until = NOW + timedelta(minutes=5)
    assert records.claim_message(message, now=NOW, until=until)
    assert not records.claim_message(message, now=NOW, until=until)
    assert records.claim_message(message, now=until, until=until + timedelta(minutes=5))
    assert records.alert_messages()[0].attempts == 2
    records.end_message(message)
    assert records.alert_messages() == []
    assert not records.claim_message(message, now=until, until=until)


def test_what_failed_waits_with_all_of_its_target(records: RecordStore) -> None:
    [first] = one_message(records, "feed")
    note(records, Match("a", TWO.id, TWO.id, 2), low=1, to=2)
    records.put_message("a", ["feed", "other"], before=NOW + timedelta(1), now=NOW, most=10)
    later = NOW + timedelta(hours=1)
    records.postpone_message(first, problem="down", until=later, others="target")
    due = {message.target: message.due_at for message in records.alert_messages() if message.key != first.key}
    assert due == {"feed": later, "other": NOW}
    records.hurry_messages("a", NOW)
    [hurried] = [message for message in records.alert_messages() if message.problem]
    assert (hurried.due_at, hurried.problem) == (NOW, "down")


def test_what_failed_waits_alone_or_with_all_of_its_alert(records: RecordStore) -> None:
    [first] = one_message(records, "feed")
    put(records, "b")
    note(records, Match("a", TWO.id, TWO.id, 2), Match("b", TWO.id, TWO.id, 2), to=2)
    for name in "ab":
        records.put_message(name, ["feed"], before=NOW + timedelta(1), now=NOW, most=10)
    later = NOW + timedelta(hours=1)
    records.postpone_message(first, problem="refused", until=later, others="none")
    assert [message.alert for message in records.due_messages(NOW)] == ["a", "b"]
    records.postpone_message(first, problem="refused", until=later, others="alert")
    assert [message.alert for message in records.due_messages(NOW)] == ["b"]
    records.pause_alert("b", paused=True)
    assert records.due_messages(NOW) == []


def forget(records: RecordStore, *, before: datetime = NOW, most: int = 1) -> int:
    return records.forget_matches("a", before=before, most=most)


def find_three(records: RecordStore) -> None:
    """Let an alert find three articles, and put two of them into a message."""
    put(records)
    for article in (ONE, TWO, THREE):
        records.put_article(article)
    found = [Match("a", each.id, each.id, at) for at, each in enumerate((ONE, TWO, THREE), 1)]
    note(records, *found, to=3)
    records.put_message("a", ["feed"], before=NOW + timedelta(1), now=NOW, most=2)


def test_all_but_the_last_matches_are_forgotten_and_never_found_again(records: RecordStore) -> None:
    find_three(records)
    assert forget(records) == 2
    assert records.alert_counts("a") == (3, 1, NOW)
    assert note(records, Match("a", ONE.id, ONE.id, 4), low=3, to=4) == 0
    assert note(records, Match("a", THREE.id, THREE.id, 5), low=4, to=5) == 0
    assert records.alert_counts("a") == (3, 1, NOW)


def test_old_matches_are_forgotten_and_those_that_wait_are_not(records: RecordStore) -> None:
    find_three(records)
    assert forget(records, most=10) == 0
    assert forget(records, before=NOW + timedelta(1), most=10) == 2
    assert forget(records, before=NOW + timedelta(1), most=0) == 0
    assert records.alert_counts("a") == (3, 1, NOW)


def test_nothing_is_forgotten_while_an_article_of_then_waits_to_be_compared(records: RecordStore) -> None:
    find_three(records)
    records.put_article(make_article("0", title="Another", minutes=60))
    assert forget(records) == 0
    note(records, to=4, low=3)
    assert forget(records) == 2


def test_an_alert_goes_back_and_never_forward(records: RecordStore) -> None:
    find_three(records)
    records.go_back("a", 5)
    assert records.alerts()[0].sequence == 3
    records.go_back("a", 1)
    assert records.alerts()[0].sequence == 1


def test_there_is_work_while_something_is_to_be_compared_composed_or_sent(records: RecordStore) -> None:
    assert not records.has_alert_work(NOW)
    put(records)
    assert not records.has_alert_work(NOW)
    records.put_article(ONE)
    assert records.has_alert_work(NOW)
    note(records, Match("a", ONE.id, ONE.id, 1), to=1)
    assert records.has_alert_work(NOW)
    records.put_message("a", ["feed"], before=NOW + timedelta(1), now=NOW, most=2)
    assert records.has_alert_work(NOW)
    records.end_message(records.alert_messages()[0])
    assert not records.has_alert_work(NOW)


def test_a_removed_alert_leaves_nothing(records: RecordStore) -> None:
    one_message(records, "feed")
    assert records.remove_alert("a")
    assert not records.remove_alert("a")
    assert records.alert_messages() == []
    put(records)
    assert records.alert_counts("a") == (0, 0, None)


def test_messages_for_targets_that_are_gone_are_dropped(records: RecordStore) -> None:
    one_message(records, "feed", "other")
    records.keep_targets("a", ["other"])
    assert [message.target for message in records.alert_messages()] == ["other"]


def test_an_alert_rests_and_goes_on_where_it_was_or_further(records: RecordStore) -> None:
    put(records)
    assert records.pause_alert("a", paused=True)
    assert records.alerts()[0].paused
    assert note(records, Match("a", ONE.id, ONE.id, 1), to=1) == 0
    assert records.pause_alert("a", paused=False, sequence=7)
    assert records.alerts()[0].sequence == 7
    assert not records.pause_alert("b", paused=True)


def test_the_number_before_a_moment_is_that_of_the_article_before(records: RecordStore) -> None:
    assert records.sequence_before(NOW) == 0
    for article in (ONE, TWO, THREE):
        records.put_article(article)
    assert records.sequence_before(ONE.fetched_at) == 0
    assert records.sequence_before(TWO.fetched_at) == 1
    assert records.sequence_before(THREE.fetched_at + timedelta(days=1)) == 3
