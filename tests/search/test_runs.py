"""Runs and alarms as documents: what Kibana is to show, in fields that are mapped and no more of them, whatever sites answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.search.measured_run import measured_run
from xabar.crawl_stats import CrawlStats, IndexStats, SiteStats
from xabar.records.alarms import INSTALLATION, Alarm
from xabar.search.elastic.runs import RUN_FIELDS, alarm_document, run_documents

AT = datetime(2026, 4, 1, 8, tzinfo=UTC)


def mapped(document: dict[str, Any], fields: dict[str, Any] = RUN_FIELDS) -> bool:
    """Return whether a strict mapping takes a document."""
    return all(
        name in fields and (not isinstance(value, dict) or mapped(value, fields[name]["properties"]))
        for name, value in document.items()
    )


def test_a_run_says_what_its_pages_were_measured_by() -> None:
    site, index = run_documents(measured_run(), AT)
    assert mapped(site)
    assert mapped(index)
    assert site["layers"] == {"selectors": 2, "blocks": 1}
    assert site["missing"] == {"authors": 3, "image": 0, "section": 0, "tags": 0, "time": 0}
    assert site["codes"] == {"2xx": 3, "4xx": 2, "403": 2}  # 999 and 0 are no field
    assert (site["challenges"], site["agreement"], site["body_length"]) == (2, 90, 1024)
    assert site["cut_share"] == 0.1


def test_a_run_without_pages_leaves_out_what_was_not_measured() -> None:
    run = CrawlStats(sites=[SiteStats("kun_uz")], index=IndexStats(problem="away"))
    site, index = run_documents(run, AT)
    assert not {"layers", "agreement", "missing"} & site.keys()
    assert (mapped(site), index["problem"]) == (True, "away")


def test_an_alarm_is_open_until_it_has_an_end() -> None:
    later = AT + timedelta(hours=2)
    document = alarm_document(Alarm("a1", "kun_uz", "drift", "why", AT, later))
    assert mapped(document)
    assert (document["at"], "cleared_at" in document) == (later.isoformat(), False)
    over = alarm_document(Alarm("a1", INSTALLATION, "disk", "why", AT, AT, cleared_at=later))
    assert mapped(over)
    assert ("site" in over, over["cleared_at"]) == (False, later.isoformat())
