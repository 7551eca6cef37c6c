"""The statistics of crawls as documents beside the articles, so that Kibana can show silent sites and what waits.

The truth is in the records; these documents may be lost or late without harm.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
from elasticsearch import ApiError, AsyncElasticsearch

from xabar.crawl_stats import CrawlStats
from xabar.search.elastic.connection import describe_error
from xabar.search.engine import EngineUnavailable

_KEYWORD, _INTEGER = {"type": "keyword"}, {"type": "integer"}
RUN_FIELDS: dict[str, dict[str, Any]] = {
    "at": {"type": "date"},
    "kind": _KEYWORD,  # site: one site's statistics; index: what became of the feed
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
    "problem": {"type": "keyword", "ignore_above": 1024},
}


def runs_body() -> dict[str, Any]:
    """Return settings and strict mapping of the index of runs."""
    settings = {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-1", "refresh_interval": "5s"}}
    return {"settings": settings, "mappings": {"dynamic": "strict", "properties": RUN_FIELDS}}


def runs_template(index: str) -> dict[str, Any]:
    """Return a template for this one index, so that it comes back as it was if somebody removes it."""
    return {"index_patterns": [index], "priority": 500, "template": runs_body(), "_meta": {"by": "xabar"}}


async def create_runs_index(client: AsyncElasticsearch, index: str) -> bool:
    """Make the index of runs and its template if they are missing; return True if the index was made."""
    await client.indices.put_index_template(name=index, body=runs_template(index))
    try:
        await client.indices.create(index=index)
    except ApiError as error:
        if error.message != "resource_already_exists_exception":
            raise
        return False
    return True


def run_documents(run: CrawlStats, at: datetime) -> list[dict[str, Any]]:
    """Return one document per site and one for the index. `at` must be aware of its zone."""
    moment = at.astimezone(UTC).isoformat(timespec="seconds")
    sites = [
        {
            "at": moment,
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
        }
        for site in run.sites
    ]
    index = {
        "at": moment,
        "kind": "index",
        "stored": run.index.stored,
        "confirmed": run.index.confirmed,
        "waiting": run.index.waiting,
        "dead": run.index.dead,
    }
    return [*sites, index | ({"problem": run.index.problem} if run.index.problem else {})]


async def write_run(client: AsyncElasticsearch, index: str, run: CrawlStats, at: datetime) -> None:
    """Add the documents of one run. The client's errors pass through."""
    lines: list[Any] = [
        orjson.dumps({"index": {}}) + b"\n" + orjson.dumps(document) + b"\n"
        for document in run_documents(run, at)
    ]
    answer = await client.bulk(index=index, operations=lines)
    if answer["errors"]:
        refused = next(item["index"]["error"] for item in answer["items"] if "error" in item["index"])
        raise EngineUnavailable(f"the index {index} refused the run: {describe_error(refused)}")
