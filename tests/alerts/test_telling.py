"""Messages reach their targets, each in its own time, and what fails waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import orjson
import pytest

from tests.alerts.conftest import NOW
from tests.alerts.test_matching import match, store
from tests.delivery.receiver import Receiver
from tests.search.articles import CORPUS, make_article
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
    prepare(records, receiver.url)
    prepare(records, receiver.url, name="other")
    assert tell(records, settings).failed == 1
    assert tell(records, settings) == Told()
    assert len(receiver.got) == 1
    assert len(records.alert_messages()) == 2


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
