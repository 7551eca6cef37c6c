"""A run is in the records from its beginning, with its counts, its measures and what it refused."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from xabar.crawl_stats import SiteStats
from xabar.records.runs import KEPT, MOST_REJECTIONS, RefusedAddress
from xabar.records.store import RecordStore
from xabar.run_measures import RunMeasures

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def measured() -> SiteStats:
    """Counts of a run that read two articles."""
    measures = RunMeasures(articles=2, layers=Counter(selectors=2), dead=0, lag=1.5)
    measures.add_length(1200)
    measures.certificates["kun.uz"] = NOW
    return SiteStats(
        "kun_uz", fetched=3, stored=2, rejected=Counter({"no-date": 1}), known=9, measures=measures
    )


def test_a_run_that_was_killed_is_there_with_its_last_counts(records: RecordStore) -> None:
    run_id = records.begin_run("kun_uz", NOW)
    records.note_progress(
        run_id, measured(), NOW + MINUTE, [RefusedAddress("https://kun.uz/1", "no-date", 200)]
    )
    [run] = records.run_records("kun_uz")
    assert (run.id, run.finished_at, run.seen_at) == (run_id, None, NOW + MINUTE)
    assert (run.stats.stored, run.stats.known) == (2, 9)
    assert records.refused_addresses(run_id) == [RefusedAddress("https://kun.uz/1", "no-date", 200)]
    assert records.runs("kun_uz") == []  # only those that have ended


def test_a_run_that_ended_has_its_measures(records: RecordStore) -> None:
    run_id = records.begin_run("kun_uz", NOW)
    records.end_run(run_id, measured(), finished_at=NOW + MINUTE)
    [run] = records.run_records()
    assert run.stats == measured()
    assert (run.finished_at, run.reason) == (NOW + MINUTE, "finished")


def test_refused_addresses_are_bounded_over_all_notes_of_a_run(records: RecordStore) -> None:
    run_id = records.begin_run("kun_uz", NOW)
    refused = [RefusedAddress(f"https://kun.uz/{number}", "gone", 404) for number in range(MOST_REJECTIONS)]
    records.note_progress(run_id, measured(), NOW, refused[:-1])
    records.end_run(run_id, measured(), finished_at=NOW, refused=refused[-3:])
    kept = records.refused_addresses(run_id)
    assert len(kept) == MOST_REJECTIONS
    assert kept[-1] == refused[-3]


def test_old_addresses_are_forgotten_and_the_run_is_kept(records: RecordStore) -> None:
    old = records.begin_run("kun_uz", NOW - KEPT - MINUTE)
    records.end_run(
        old, measured(), finished_at=NOW - KEPT, refused=[RefusedAddress("https://kun.uz/1", "no-date")]
    )
    assert records.refused_addresses(old)
    records.end_run(records.begin_run("kun_uz", NOW), measured(), finished_at=NOW)
    assert records.refused_addresses(old) == []
    assert len(records.run_records("kun_uz")) == 2


@pytest.mark.parametrize(("beginning", "found"), [("", 2), ("no such", 0)])
def test_runs_are_found_by_the_beginning_of_their_id(
    records: RecordStore, beginning: str, found: int
) -> None:
    ids = [records.begin_run(site, NOW) for site in ("kun_uz", "daryo_uz")]
    assert len(records.find_runs(beginning)) == found
    assert [run.id for run in records.find_runs(ids[0])] == ids[:1]


def test_runs_are_chosen_by_site_and_time(records: RecordStore) -> None:
    for hours in range(3):
        records.begin_run("kun_uz", NOW + timedelta(hours=hours))
    began = [
        run.started_at.hour
        for run in records.run_records(since=NOW + timedelta(hours=1), until=NOW + timedelta(hours=2))
    ]
    assert began == [9]
    assert records.run_records("daryo_uz") == []
    assert records.run_sites() == ["kun_uz"]
