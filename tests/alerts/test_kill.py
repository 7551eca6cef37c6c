"""kill -9 at any moment of matching and telling: nothing is lost, and what comes twice has the same key."""

from __future__ import annotations

import random
import signal
import threading
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import orjson

from tests import fork_server
from tests.alerts.conftest import NOW
from tests.delivery.receiver import Receiver, Sent
from tests.search.articles import CORPUS, make_article
from xabar.alerts.definition import Definition
from xabar.records.store import RecordStore

COUNT = 120
# A process that passes over the alerts for ever, by a clock on which claims and pauses soon run out.
FOREVER = """
import sys, time
from datetime import datetime, timedelta
from pathlib import Path
from xabar.alerts import digests, matching
from xabar.alerts.matching import Matcher
from xabar.alerts.passing import pass_alerts
from xabar.config import Config
from xabar.delivery.settings import DeliverySettings
from xabar.records.store import RecordStore

matching.BATCH, digests.MOST_ARTICLES = 7, 3
data, start = Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
settings = DeliverySettings(feeds=data, secret_file=data / "secret", webhook_secret="s", attempts=1)
passes = 0
with RecordStore(data / "records.sqlite") as records:
    print("ready", flush=True)
    while True:
        passes += 1
        now = start + timedelta(hours=7) * passes
        passed = pass_alerts(records, Config(data=data), Matcher(), lambda: now, settings=settings)
        if not passed.matched and not records.alert_messages():
            print("done", flush=True)
            time.sleep(600)
"""

KILLED_WHILE_IT_WRITES = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from xabar.alerts.matching import Matcher
from xabar.records.store import RecordStore

records = RecordStore(Path(sys.argv[1]))
execute = type(records._db).execute

def killing(connection, sql, *values):
    if "UPDATE alert SET sequence" in sql:
        os.kill(os.getpid(), 9)
    return execute(connection, sql, *values)

type(records._db).execute = killing
Matcher().match_waiting(records, lambda: datetime.now(UTC))
"""


def test_nothing_is_lost_and_what_comes_twice_can_be_told(tmp_path: Path, receiver: Receiver) -> None:
    with RecordStore(tmp_path / "records.sqlite") as records:
        for target in ("one", "two"):
            definition = Definition("metro", (f"{receiver.url}/{target}", "feed"))
            records.put_alert(target, definition.to_json(), sequence=0, now=NOW)
        with records.transaction():
            for number in range(COUNT):
                records.put_article(make_article(str(number), "metro" if number % 2 else "paxta"))
    for status in (204, 500, 204, 429, 204, 204, 500, 204):
        receiver.answers.insert(-1, (status, {}, b""))
    chance = random.Random(5)
    for kill in range(4):
        run_and_kill(tmp_path, receiver, after=chance.randint(1, 6), hour=kill * 24 * 365)
    finish(tmp_path)
    wanted = {make_article(str(number)).id for number in range(1, COUNT, 2)}
    for target in ("one", "two"):
        assert_told_by_key(receiver, f"/{target}", wanted)
        assert (tmp_path / "alerts" / f"{target}.atom").read_text().count("<entry>") == len(wanted)
    with RecordStore(tmp_path / "records.sqlite") as records:
        assert records.alert_messages() == []
        assert {alert.sequence for alert in records.alerts()} == {COUNT}
        assert {records.alert_counts(name)[:2] for name in ("one", "two")} == {(len(wanted), 0)}


def start(folder: Path, hour: int) -> fork_server.Process:
    at = NOW.replace(year=NOW.year + hour // (24 * 365))
    process = fork_server.Process(FOREVER, folder, at.isoformat())
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def run_and_kill(folder: Path, receiver: Receiver, *, after: int, hour: int) -> None:
    """Run the process, and kill it when so many requests have come, or it has nothing to do."""
    enough = threading.Event()
    until = len(receiver.got) + after

    def count(sent: Sent) -> None:
        if len(receiver.got) >= until:
            enough.set()

    def watch() -> None:
        assert process.stdout is not None
        process.stdout.readline()  # that it is done, or nothing when it was killed
        enough.set()

    receiver.on_request = count
    with start(folder, hour) as process:
        watcher = threading.Thread(target=watch)
        watcher.start()
        assert enough.wait(60)
        process.send_signal(signal.SIGKILL)
        process.wait()
        watcher.join()
    receiver.on_request = None


def finish(folder: Path) -> None:
    with start(folder, 20 * 24 * 365) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "done\n"
        process.kill()


def assert_told_by_key(receiver: Receiver, path: str, wanted: set[str]) -> None:
    """Assert that every article came, each under one key, whose requests all have the same articles."""
    by_key: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for sent in receiver.got:
        if sent.path == path:
            articles = tuple(each["id"] for each in orjson.loads(sent.body)["data"]["articles"])
            by_key[sent.headers["webhook-id"]].add(articles)
    assert all(len(bodies) == 1 for bodies in by_key.values())
    told = [article for bodies in by_key.values() for articles in bodies for article in articles]
    assert sorted(told) == sorted(wanted)


def test_a_kill_between_match_and_number_keeps_neither(tmp_path: Path) -> None:
    """What is written of a batch is one transaction: it is there whole or not at all."""
    path = tmp_path / "records.sqlite"
    with RecordStore(path) as records:
        records.put_alert("all", Definition("*", ("feed",)).to_json(), sequence=0, now=NOW)
        for article in CORPUS:
            records.put_article(replace(article))
    killed = fork_server.run(KILLED_WHILE_IT_WRITES, path)
    assert killed.returncode == -signal.SIGKILL
    with RecordStore(path) as records:
        assert records.alert_counts("all").found == 0
        assert records.alerts()[0].sequence == 0
