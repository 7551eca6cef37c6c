"""Two processes match the same alerts at the same time, in every kind of record store, while articles come."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from tests.alerts.conftest import NOW
from tests.alerts.test_matching import add, found, ids
from tests.record_stores import KINDS, records_place
from tests.search.articles import make_article
from xabar.alerts import matching
from xabar.alerts.digests import compose_messages
from xabar.alerts.matching import Matcher
from xabar.records.store import RecordStore

ARTICLES = [make_article(str(number), "metro") for number in range(40)]


def follow(place: str, done: Event) -> int:
    """Match and compose until all has come; return how many matches were new."""
    matcher, count, is_last = Matcher(), 0, False
    with RecordStore(place) as records:
        while not is_last:
            is_last = done.is_set()
            count += matcher.match_waiting(records, lambda: NOW)
            compose_messages(records, NOW)
    return count


@pytest.mark.parametrize("kind", KINDS)
def test_each_article_is_found_once_and_put_into_one_message(
    request: pytest.FixtureRequest, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "BATCH", 3)
    place, done = records_place(request, kind), Event()
    with RecordStore(place) as records, ThreadPoolExecutor(2) as crawlers:
        add(records, "metro", "metro")
        counts = [crawlers.submit(follow, place, done) for _ in range(2)]
        for article in ARTICLES:
            records.put_article(article)
        done.set()
        assert sum(count.result() for count in counts) == len(ARTICLES)
        assert found(records, "metro") == ids(*ARTICLES)
        told = [each for message in records.alert_messages() for each in message.article_ids]
        assert sorted(told) == sorted(ids(*ARTICLES))
