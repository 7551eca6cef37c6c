"""The thread that follows a crawl's articles outlives records that are away for a while."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from xabar.alerts import follower
from xabar.alerts.follower import AlertFollower
from xabar.config import Config
from xabar.records.errors import RecordsUnreachable
from xabar.records.store import RecordStore


def test_records_that_are_away_are_said_once_and_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    opened, tries = threading.Event(), []

    def open_records(place: Path | str) -> Any:
        tries.append(place)
        if len(tries) < 4:
            raise RecordsUnreachable("the server does not answer; start it")
        opened.set()
        return RecordStore(place)

    monkeypatch.setattr(follower, "RecordStore", open_records)
    following = AlertFollower(Config(data=tmp_path), every=0.01)
    assert opened.wait(20)
    following.stop(20)
    assert [record.getMessage() for record in caplog.records] == [
        "alerts wait for the records: the server does not answer; start it"
    ]
