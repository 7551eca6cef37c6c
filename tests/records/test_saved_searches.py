"""Searches that are kept under a name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from xabar.records.errors import RecordsForbidden
from xabar.records.saved_searches import SavedSearch
from xabar.records.store import RecordStore

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def test_a_search_is_kept_until_it_is_forgotten(records: RecordStore) -> None:
    records.save_search("metro", "?q=metro", NOON)
    records.save_search("жаңалық", "?q=%D0%B6", NOON + timedelta(minutes=1))
    assert [each.name for each in records.saved_searches()] == ["жаңалық", "metro"]
    records.save_search("metro", "?q=metro+bekati", NOON + timedelta(minutes=2))
    assert records.saved_searches()[0] == SavedSearch("metro", "?q=metro+bekati", NOON + timedelta(minutes=2))
    assert records.forget_search("metro")
    assert not records.forget_search("metro")
    assert len(records.saved_searches()) == 1


def test_records_that_cannot_be_written_keep_none(
    sqlite_records: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xabar.records.sqlite.may_write", lambda path: False)
    sqlite_records.close()
    with RecordStore(sqlite_records.path) as read_only, pytest.raises(RecordsForbidden):
        read_only.save_search("metro", "?q=metro", NOON)
