"""Messages reach their targets, each in its own time, and what fails waits."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import orjson
import pytest

from tests.alerts.conftest import NOW
from tests.alerts.test_matching import match, store
from tests.delivery.receiver import Receiver, Sent
from tests.search.articles import CORPUS, make_article
from xabar.alerts import digests, telling
from xabar.alerts.definition import Definition
from xabar.alerts.digests import compose_messages
from xabar.alerts.telling import CLAIM, LONGEST_PAUSE, Teller, Told, next_pause, show_target
from xabar.delivery.settings import DeliverySettings
from xabar.records.store import RecordStore

HOUR = timedelta(hours=1)


def prepare(records: RecordStore, *targets: str, name: str = "metro") -> None:
    """Compose messages about three articles for the targets."""
    records.put_alert(name, Definition("metro", targets).to_json(), sequence=0, now=NOW)
    store(records, *CORPUS)
    match(records)
    compose_messages(records, NOW)


def tell(records: RecordStore, settings: DeliverySettings, after: timedelta = timedelta(0)) -> Told:
    return Teller(records, settings, settings.feeds, lambda: NOW + after).tell_due()


def test_every_target_is_told_once(
    records: RecordStore, receiver: Receiver, settings: DeliverySettings
) -> None:
    prepare(records, f"{receiver.url}/one", f"{receiver.url}/two", "feed")
    assert tell(records, settings).told == 3
    assert tell(records, settings, HOUR).told == 0
    assert sorted(sent.path for sent in receiver.got) == ["/one", "/two"]
    assert len(orjson.loads(receiver.got[0].body)["data"]["articles"]) == 3
    assert (settings.feeds / "metro.atom").read_bytes().count(b"<entry>") == 3
    assert records.alert_messages() == []


@pytest.mark.slow
def test_a_broken_target_stops_no_other_and_is_tried_again_later_with_the_same_key(
    records: RecordStore, receiver: Receiver, settings: DeliverySettings
) -> None:
    receiver.answers = [(503, {}, b"down"), (204, {}, b"")]
    prepare(records, receiver.url, "feed", "command:/no/such/program")
    told = tell(records, settings)
    assert (told.told, told.failed) == (1, 2)
    waiting = {message.target: message for message in records.alert_messages()}
    assert waiting[receiver.url].problem == "HTTP 503 Service Unavailable: down"
    assert "cannot be started" in (waiting["command:/no/such/program"].problem or "")
    assert tell(records, settings) == Told()
    assert tell(records, settings, HOUR).told == 1
    assert len({sent.headers["webhook-id"] for sent in receiver.got}) == 1
    assert len(receiver.got) == 2


def test_all_messages_of_a_broken_target_wait_together(
    records: RecordStore, receiver: Receiver, settings: DeliverySettings
) -> None:
    receiver.answers = [(500, {}, b"")]
    for name in ("one", "two", "three"):
        prepare(records, receiver.url, name=name)
    assert tell(records, settings).failed == 2  # of three: one more than the first might have been accepted
    assert tell(records, settings) == Told()
    assert len(receiver.got) == 2
    assert len(records.alert_messages()) == 3


def test_a_receiver_that_cannot_be_reached_is_tried_with_one_message(
    records: RecordStore, settings: DeliverySettings
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}/"
    for name in ("one", "two"):
        prepare(records, nobody, name=name)
    assert tell(records, settings).failed == 1
    assert tell(records, settings) == Told()


def test_a_message_that_a_receiver_refuses_for_ever_keeps_no_other_from_it(
    records: RecordStore, receiver: Receiver, settings: DeliverySettings
) -> None:
    for name in ("one", "two", "three"):
        prepare(records, receiver.url, name=name)
    receiver.answers = [(400, {}, b"too long"), (204, {}, b"")]
    told = tell(records, settings)
    assert (told.told, told.failed) == (2, 1)
    [refused] = records.alert_messages()
    prepare(records, receiver.url, name="four")
    receiver.answers = [(400, {}, b"too long"), (204, {}, b"")]
    told = tell(records, settings, HOUR)
    assert (told.told, told.failed) == (1, 1)
    assert [message.key for message in records.alert_messages()] == [refused.key]


def test_an_alert_that_cannot_be_told_keeps_no_other_from_the_same_kind_of_target(
    records: RecordStore, receiver: Receiver, settings: DeliverySettings
) -> None:
    (settings.feeds / "broken.atom").mkdir(parents=True)
    prepare(records, "feed", receiver.url, name="broken")
    prepare(records, "feed", receiver.url, name="sound")
    records.put_alert("broken", '{"of a newer version": 1}', sequence=0, now=NOW, replace=True)
    told = tell(records, settings)
    assert (told.told, told.failed) == (2, 2)
    assert (settings.feeds / "sound.atom").exists()
    assert {message.alert for message in records.alert_messages()} == {"broken"}
    prepare(records, "feed", name="later")
    assert "later" in {message.alert for message in records.alert_messages()}


def test_a_message_is_claimed_only_when_a_thread_is_free_for_it(
    records: RecordStore,
    receiver: Receiver,
    settings: DeliverySettings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(telling, "AT_ONCE", 1)
    prepare(records, *(f"{receiver.url}/{number}" for number in range(3)))
    claimed = []

    def look(_: Sent) -> None:
        with RecordStore(tmp_path / "records.sqlite") as others:
            claimed.append(sum(message.attempts for message in others.alert_messages()))

    receiver.on_request = look
    assert tell(records, settings).told == 3
    assert claimed == [1, 1, 1]


def test_a_feed_is_written_once_for_all_that_waits(
    records: RecordStore, settings: DeliverySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []
    monkeypatch.setattr(digests, "MOST_ARTICLES", 1)
    monkeypatch.setattr(telling, "write_feed", lambda _, name, *__: written.append(name))
    prepare(records, "feed")
    assert tell(records, settings).told == 3
    assert written == ["metro"]
    assert records.alert_messages() == []


def test_a_receiver_that_asks_for_time_is_given_it(
    records: RecordStore, receiver: Receiver, settings: DeliverySettings
) -> None:
    receiver.answers = [(429, {"Retry-After": "7200"}, b""), (204, {}, b"")]
    prepare(records, receiver.url)
    tell(records, settings)
    assert tell(records, settings, HOUR) == Told()
    assert tell(records, settings, 2 * HOUR).told == 1


def test_what_was_claimed_and_never_ended_is_sent_again_after_the_claim(
    records: RecordStore, receiver: Receiver, settings: DeliverySettings
) -> None:
    prepare(records, receiver.url)
    [message] = records.alert_messages()
    assert records.claim_message(message, now=NOW, until=NOW + CLAIM)
    assert not records.claim_message(message, now=NOW, until=NOW + CLAIM)
    assert tell(records, settings) == Told()
    assert tell(records, settings, CLAIM).told == 1


def test_articles_that_have_gone_are_left_out(
    records: RecordStore, receiver: Receiver, settings: DeliverySettings
) -> None:
    prepare(records, receiver.url)
    [message] = records.alert_messages()
    for article_id in message.article_ids[1:]:
        records.remove_article(article_id, NOW)
    assert tell(records, settings).told == 1
    assert len(orjson.loads(receiver.got[0].body)["data"]["articles"]) == 1


def test_a_message_of_which_all_articles_have_gone_is_not_sent(
    records: RecordStore, receiver: Receiver, settings: DeliverySettings
) -> None:
    prepare(records, receiver.url)
    for article in CORPUS:
        records.remove_article(article.id, NOW)
    assert tell(records, settings).told == 1
    assert receiver.got == []


def test_a_paused_alert_tells_nothing_until_it_goes_on(
    records: RecordStore, receiver: Receiver, settings: DeliverySettings
) -> None:
    prepare(records, receiver.url)
    records.pause_alert("metro", paused=True)
    assert tell(records, settings) == Told()
    records.pause_alert("metro", paused=False)
    assert tell(records, settings).told == 1


def test_a_feed_that_cannot_be_written_stops_no_other(
    records: RecordStore, receiver: Receiver, settings: DeliverySettings, tmp_path: Path
) -> None:
    (tmp_path / "feeds").write_text("a file")
    prepare(records, "feed", receiver.url)
    told = tell(records, settings)
    assert (told.told, told.failed) == (1, 1)
    assert len(receiver.got) == 1


def test_a_feed_is_bounded_and_has_near_copies_once(
    records: RecordStore, settings: DeliverySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xabar.alerts.feed.ENTRIES", 3)
    first = make_article("first", "metro")
    store(records, *(make_article(str(n), "metro") for n in range(4)), first)
    store(records, replace(make_article("copy", "metro"), group_id=first.id))
    prepare(records, "feed")
    tell(records, settings)
    feed = (settings.feeds / "metro.atom").read_text()
    assert feed.count("<entry>") == 3
    assert "/copy" not in feed


def test_who_is_stopped_sends_no_further_message(
    records: RecordStore, receiver: Receiver, settings: DeliverySettings
) -> None:
    prepare(records, receiver.url)
    assert Teller(records, settings, settings.feeds, lambda: NOW, lambda: False).tell_due() == Told()
    assert records.alert_messages()[0].attempts == 0


def test_pauses_grow_and_are_bounded() -> None:
    pauses = [next_pause(attempts) for attempts in range(1, 40)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (timedelta(minutes=1), LONGEST_PAUSE)
    assert next_pause(1, 1e12) == timedelta(days=1)


def test_a_target_is_shown_without_its_secret() -> None:
    assert show_target("https://hooks.example/T1/secret") == "https://hooks.example/…"
    assert "secret" not in show_target("gopher://secret")
