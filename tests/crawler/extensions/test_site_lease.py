"""A crawl renews its site's lease, goes on when that fails for a while, and is closed when the lease is another's."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from crawler.extensions import site_lease
from crawler.extensions.site_lease import SiteLease
from xabar.records.errors import RecordsLocked
from xabar.records.store import RecordStore
from xabar.site_leases import LENGTH, SiteLeases, lease_name


class Crawler(SimpleNamespace):
    """What the extension uses of a crawler: an engine that notes why it was closed."""

    def __init__(self) -> None:
        super().__init__(closed=asyncio.Event(), reason=None)
        self.engine = self

    async def close_spider_async(self, *, reason: str) -> None:
        self.reason = reason
        self.closed.set()


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RecordStore]:
    with RecordStore(tmp_path / "records.sqlite") as store:
        workspace = SimpleNamespace(site_leases=SiteLeases(store))
        monkeypatch.setattr(site_lease, "workspace_of", lambda crawler: workspace)
        monkeypatch.setattr(site_lease, "RENEWED", LENGTH * 0)
        monkeypatch.setattr(site_lease, "LOOK", 0)
        yield store


async def begin(records: RecordStore) -> tuple[Any, SiteLease]:
    crawler: Any = Crawler()
    extension = SiteLease(crawler)
    extension.take("kun_uz")
    return crawler, extension


async def until_renewed(records: RecordStore) -> None:
    before = records.find_lease(lease_name("kun_uz"))
    while records.find_lease(lease_name("kun_uz")) == before:
        await asyncio.sleep(0)


async def test_the_lease_is_renewed_and_given_back(records: RecordStore) -> None:
    crawler, extension = await begin(records)
    await until_renewed(records)
    await until_renewed(records)
    extension.spider_closed()
    assert records.find_lease(lease_name("kun_uz")) is None
    assert crawler.reason is None


async def test_the_lease_is_renewed_as_soon_as_a_suspended_machine_goes_on(
    records: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = datetime.now(UTC)
    clock = SimpleNamespace(now=lambda zone: begun)
    monkeypatch.setattr(site_lease, "datetime", clock)
    monkeypatch.setattr(site_lease, "RENEWED", timedelta(seconds=30))
    _, extension = await begin(records)
    before = records.find_lease(lease_name("kun_uz"))
    for _ in range(20):
        await asyncio.sleep(0)
    assert records.find_lease(lease_name("kun_uz")) == before
    clock.now = lambda zone: begun + timedelta(seconds=90)
    await until_renewed(records)
    extension.spider_closed()


async def test_records_that_are_locked_for_a_while_end_no_crawl(
    records: RecordStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    crawler, extension = await begin(records)

    def locked(*_: object, **__: object) -> None:
        raise RecordsLocked("records.sqlite is locked")

    with monkeypatch.context() as patch:
        patch.setattr(records, "renew_lease", locked)
        while "the lease of kun_uz was not renewed" not in caplog.text:
            await asyncio.sleep(0)
    await until_renewed(records)
    assert crawler.reason is None
    extension.spider_closed()


async def test_a_crawl_whose_lease_is_anothers_is_closed(
    records: RecordStore, caplog: pytest.LogCaptureFixture
) -> None:
    crawler, extension = await begin(records)
    records.take_lease(lease_name("kun_uz"), now=datetime.now(UTC) + LENGTH, length=LENGTH, host="b", pid=2)
    await asyncio.wait_for(crawler.closed.wait(), 60)
    assert crawler.reason == "lease-lost"
    assert "process 2 on b has held it since" in caplog.text
    extension.spider_closed()
    assert records.find_lease(lease_name("kun_uz")) is not None
