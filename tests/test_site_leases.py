"""The leases of sites: one crawl at a time, and nothing held by a process that was killed on this machine."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from xabar.records.leases import LeaseHeld, LeaseLost
from xabar.records.store import RecordStore
from xabar.site_leases import LENGTH, SiteLeases, describe_holder, held_sites, lease_name

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
_TAKE = """
import sys
from datetime import datetime
from pathlib import Path
from xabar.records.store import RecordStore
from xabar.site_leases import SiteLeases
with RecordStore(Path(sys.argv[1])) as records:
    SiteLeases(records).take("kun_uz", datetime.fromisoformat(sys.argv[2]))
    print("taken", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def records(tmp_path: Path) -> Iterator[RecordStore]:
    with RecordStore(tmp_path / "records.sqlite") as store:
        yield store


def test_two_crawls_of_one_process_do_not_share_a_site(records: RecordStore) -> None:
    leases = SiteLeases(records)
    leases.take("kun_uz", NOON)
    leases.take("zamin_uz", NOON)
    with pytest.raises(LeaseHeld):
        leases.take("kun_uz", NOON)
    leases.end("kun_uz")
    leases.end("kun_uz")
    leases.take("kun_uz", NOON)


def test_a_lease_that_was_lost_stays_lost_and_who_never_took_one_may_write(records: RecordStore) -> None:
    leases = SiteLeases(records)
    leases.require("kun_uz")
    leases.take("kun_uz", NOON)
    leases.renew("kun_uz", NOON + LENGTH / 2)
    leases.require("kun_uz")
    SiteLeases(records).take("kun_uz", NOON + 2 * LENGTH)
    for _ in range(2):
        with pytest.raises(LeaseLost):
            leases.require("kun_uz")
    with pytest.raises(LeaseLost):
        leases.renew("kun_uz", NOON + 2 * LENGTH)


def test_held_sites_are_named_with_their_holder_until_the_lease_ends(records: RecordStore) -> None:
    records.take_lease(lease_name("kun_uz"), now=NOON, length=LENGTH, host="elsewhere", pid=7)
    held = held_sites(records, ["kun_uz", "zamin_uz"], NOON + LENGTH / 2)
    assert list(held) == ["kun_uz"]
    words = describe_holder("kun_uz", held["kun_uz"])
    assert words.startswith(
        "kun_uz is being crawled by process 7 on elsewhere since 2026-11-26 12:00:00 UTC;"
    )
    assert held_sites(records, ["kun_uz"], NOON + LENGTH) == {}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells processes apart")
def test_a_process_that_was_killed_here_holds_nothing(records: RecordStore, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _TAKE, str(tmp_path / "records.sqlite"), NOON.isoformat()]
    soon = NOON + timedelta(seconds=1)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "taken\n"
        assert list(held_sites(records, ["kun_uz"], soon)) == ["kun_uz"]
        with pytest.raises(LeaseHeld):
            SiteLeases(records).take("kun_uz", soon)
        process.kill()
    assert held_sites(records, ["kun_uz"], soon) == {}
    SiteLeases(records).take("kun_uz", soon)
