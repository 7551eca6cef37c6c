"""One process at a time passes over the alerts, and after a kill another one takes over."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import fork_server
from tests.alerts.conftest import NOW
from tests.alerts.test_matching import add, found, store
from tests.search.articles import CORPUS
from xabar.alerts import follower
from xabar.alerts.follower import AlertFollower
from xabar.alerts.matching import Matcher
from xabar.alerts.passing import Passed, pass_alerts
from xabar.alerts.turn import LENGTH, NAME, AlertTurn
from xabar.config import Config
from xabar.records.store import RecordStore

KILLED_IN_ITS_TURN = """
import os, sys
from datetime import UTC, datetime
from xabar.alerts.turn import AlertTurn
from xabar.records.store import RecordStore

records = RecordStore(sys.argv[1])
assert AlertTurn(records, lambda: datetime.now(UTC)).take()
os.kill(os.getpid(), 9)
"""


def pass_over(records: RecordStore, folder: Path, now: Callable[[], datetime] = lambda: NOW) -> Passed:
    return pass_alerts(records, Config(data=folder), Matcher(), now)


def take_elsewhere(records: RecordStore, now: datetime) -> None:
    """Take the turn as a process of another machine does."""
    records.take_lease(NAME, now=now, length=LENGTH, host="elsewhere", pid=1)


def test_while_another_process_has_its_turn_nothing_is_done(records: RecordStore, tmp_path: Path) -> None:
    add(records, "metro", "metro")
    store(records, *CORPUS)
    take_elsewhere(records, NOW)
    assert pass_over(records, tmp_path) == Passed(holder="process 1 on elsewhere")
    assert records.alerts()[0].sequence == 0
    assert timedelta(minutes=1) >= LENGTH
    assert pass_over(records, tmp_path, lambda: NOW + LENGTH).matched == 3
    assert records.find_lease(NAME) is None


def test_after_a_kill_the_next_process_of_the_machine_takes_over_at_once(
    records: RecordStore, tmp_path: Path
) -> None:
    killed = fork_server.run(KILLED_IN_ITS_TURN, tmp_path / "records.sqlite")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert records.find_lease(NAME) is not None
    assert pass_over(records, tmp_path, lambda: datetime.now(UTC)).holder is None


def test_a_turn_goes_on_while_it_is_kept_and_ends_when_it_is_lost(records: RecordStore) -> None:
    moment = NOW
    turn = AlertTurn(records, lambda: moment)
    assert turn.take()
    for _ in range(10):
        moment += LENGTH / 2
        assert turn.keep()
    moment += LENGTH
    take_elsewhere(records, moment)
    assert not turn.keep()
    turn.end()
    assert records.find_lease(NAME) is not None


def test_a_pass_that_has_lost_its_turn_begins_nothing_more(
    records: RecordStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(records, "metro", "metro")
    store(records, *CORPUS)
    monkeypatch.setattr(AlertTurn, "keep", lambda _: False)
    assert pass_over(records, tmp_path).matched == 0


def test_the_last_look_of_a_crawl_waits_for_the_pass_of_another(
    records: RecordStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follower, "AGAIN", 0.01)
    add(records, "metro", "metro")
    store(records, *CORPUS)
    other = AlertTurn(records, lambda: datetime.now(UTC))
    assert other.take()
    following = AlertFollower(Config(data=tmp_path), every=60)
    ending = threading.Thread(target=following.stop, args=(20,))
    ending.start()
    ending.join(0.3)
    assert ending.is_alive()
    other.end()
    ending.join(20)
    assert len(found(records, "metro")) == 3
