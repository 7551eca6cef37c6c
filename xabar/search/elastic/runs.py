"""The statistics of crawls and the alarms as documents beside the articles, so that Kibana can show what is wrong.

A run adds documents. An alarm has one, by its id, which is written anew whenever health was judged, until it is over. The
truth is in the records; these documents may be lost or late without harm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final, get_args

import orjson
from elasticsearch import ApiError, AsyncElasticsearch

from xabar.article import BodyLayer
from xabar.crawl_stats import CrawlStats, SiteStats
from xabar.records.alarms import INSTALLATION, Alarm
from xabar.run_measures import RunMeasures
from xabar.search.elastic.connection import describe_error
from xabar.search.engine import EngineUnavailable

_KEYWORD, _INTEGER, _DATE = {"type": "keyword"}, {"type": "integer"}, {"type": "date"}
_TEXT = {"type": "keyword", "ignore_above": 1024}
LAYERS: Final = get_args(BodyLayer)
MISSING: Final = ("authors", "image", "section", "tags", "time")
CODES: Final = ("2xx", "3xx", "4xx", "5xx", "401", "403", "404", "410", "429", "451", "503")
"""Response codes and their classes. A site may answer anything: that must not become ever more fields."""


def _counts(names: Sequence[str]) -> dict[str, Any]:
    return {"properties": dict.fromkeys(names, _INTEGER)}


RUN_FIELDS: dict[str, dict[str, Any]] = {
    "at": _DATE,  # of an alarm: when it was last seen
    "kind": _KEYWORD,  # site: one site's statistics; index: what became of the feed; alarm
    "site": _KEYWORD,
    "fetched": _INTEGER,
    "stored": _INTEGER,
    "unchanged": _INTEGER,
    "duplicate": _INTEGER,
    "rejected": _INTEGER,
    "known": _INTEGER,  # pages that were not fetched because they are not due yet
    "discovery": _INTEGER,
    "errors": _INTEGER,
    "confirmed": _INTEGER,
    "waiting": _INTEGER,
    "dead": _INTEGER,
    "problem": _TEXT,
    "ended": _KEYWORD,  # why a run ended, in Scrapy's words
    "articles": _INTEGER,  # that were read to their end
    "challenges": _INTEGER,  # pages that were a challenge instead
    "layers": _counts(LAYERS),
    "missing": _counts(MISSING),
    "codes": _counts(CODES),
    "body_length": _INTEGER,  # median characters
    "agreement": _INTEGER,  # median percent of words that selectors and the generic check share
    "cut_share": {"type": "float"},  # part of the printed text that was cut as boilerplate
    "alarm": _KEYWORD,  # what kind of alarm it is
    "cause": _TEXT,
    "opened_at": _DATE,
    "cleared_at": _DATE,  # an alarm without it is open
}


def runs_body() -> dict[str, Any]:
    """Return settings and strict mapping of the index of runs."""
    settings = {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-1", "refresh_interval": "5s"}}
    return {"settings": settings, "mappings": {"dynamic": "strict", "properties": RUN_FIELDS}}


def runs_template(index: str) -> dict[str, Any]:
    """Return a template for this one index, so that it comes back as it was if somebody removes it."""
    return {"index_patterns": [index], "priority": 500, "template": runs_body(), "_meta": {"by": "xabar"}}


async def create_runs_index(client: AsyncElasticsearch, index: str) -> bool:
    """Make the index of runs and its template if they are missing; return True if the index was made.

    One that an older version made gets the fields that it lacks.
    """
    await client.indices.put_index_template(name=index, body=runs_template(index))
    try:
        await client.indices.create(index=index)
    except ApiError as error:
        if error.message != "resource_already_exists_exception":
            raise
        await client.indices.put_mapping(index=index, properties=RUN_FIELDS)
        return False
    return True


def run_documents(run: CrawlStats, at: datetime) -> list[dict[str, Any]]:
    """Return one document per site and one for the index. `at` must be aware of its zone."""
    moment = _write_time(at)
    index = {
        "at": moment,
        "kind": "index",
        "stored": run.index.stored,
        "confirmed": run.index.confirmed,
        "waiting": run.index.waiting,
        "dead": run.index.dead,
    }
    if run.index.problem:
        index["problem"] = run.index.problem
    return [*({"at": moment} | _site_document(site) for site in run.sites), index]


def alarm_document(alarm: Alarm) -> dict[str, Any]:
    """Return the document of an alarm. One of the installation has no site."""
    document = {
        "at": _write_time(alarm.cleared_at or alarm.seen_at),
        "kind": "alarm",
        "site": alarm.site,
        "alarm": alarm.kind,
        "cause": alarm.cause,
        "opened_at": _write_time(alarm.opened_at),
    }
    if alarm.site == INSTALLATION:
        del document["site"]
    return document | ({"cleared_at": _write_time(alarm.cleared_at)} if alarm.cleared_at else {})


async def write_run(client: AsyncElasticsearch, index: str, run: CrawlStats, at: datetime) -> None:
    """Add the documents of one run. The client's errors pass through."""
    await _write(client, index, [_bulk_line({}, document) for document in run_documents(run, at)])


async def write_alarms(client: AsyncElasticsearch, index: str, alarms: Sequence[Alarm]) -> None:
    """Write the documents of alarms anew, if there are any. The client's errors pass through.

    Raise EngineUnavailable if there is no index, and make none: health is also judged where nothing was ever set up.
    """
    if not alarms:
        return
    if not await client.indices.exists(index=index):
        raise EngineUnavailable(f"the index {index} is not there; `xabar index setup` makes it")
    known = [_bulk_line({"_id": f"alarm-{alarm.id}"}, alarm_document(alarm)) for alarm in alarms]
    await _write(client, index, known)


async def _write(client: AsyncElasticsearch, index: str, lines: Sequence[Any]) -> None:
    answer = await client.bulk(index=index, operations=lines)
    if answer["errors"]:
        refused = next(item["index"]["error"] for item in answer["items"] if "error" in item["index"])
        raise EngineUnavailable(
            f"the index {index} refused what is for the dashboard: {_describe_refusal(refused)}"
        )


def _site_document(site: SiteStats) -> dict[str, Any]:
    counts = {
        "kind": "site",
        "site": site.site,
        "fetched": site.fetched,
        "stored": site.stored,
        "unchanged": site.unchanged,
        "duplicate": site.duplicate,
        "rejected": site.rejected.total(),
        "known": site.known,
        "discovery": site.discovery,
        "errors": site.errors.total(),
        "challenges": site.rejected["challenge"],
        "ended": site.ended,
    }
    return counts | (_measured(site.measures) if site.measures else {})


def _measured(measures: RunMeasures) -> dict[str, Any]:
    """Return what the pages were measured by, as far as there were any."""
    found = {
        "articles": measures.articles,
        "layers": {name: measures.layers[name] for name in LAYERS if measures.layers[name]},
        "missing": {name: measures.missing[name] for name in MISSING} if measures.articles else {},
        "codes": _codes(measures),
        "body_length": measures.body_length,
        "agreement": measures.agreement,
        "cut_share": measures.cut_share,
    }
    return {name: value for name, value in found.items() if value not in (None, {})}


def _codes(measures: RunMeasures) -> dict[str, int]:
    classes: Counter[str] = Counter()
    for code, count in measures.statuses.items():
        classes[f"{code[0]}xx"] += count
        classes[code] += count
    return {name: classes[name] for name in CODES if classes[name]}


def _bulk_line(action: dict[str, str], document: dict[str, Any]) -> bytes:
    return orjson.dumps({"index": action}) + b"\n" + orjson.dumps(document) + b"\n"


def _write_time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _describe_refusal(error: Any) -> str:
    words = describe_error(error)
    if "strict_dynamic_mapping_exception" in words:
        return f"it was made by an older version, and `xabar index setup` gives it the new fields ({words})"
    return words
