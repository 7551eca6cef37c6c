"""What must be true after the trial: each count as the records, the index, the searches and the commands tell it."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections import Counter
from collections.abc import Mapping
from typing import Any

from bench.fleet.crawlers import XABAR
from xabar.records.store import RecordStore
from xabar.search.check import check_index
from xabar.search.elastic.connection import Connection
from xabar.search.elastic.engine import ElasticsearchEngine

ONE_EACH = ("site", "language", "script", "day")  # facets of which an article has one value


def texts_of(records: RecordStore) -> dict[str, str]:
    """Return the hash of each article's text, by its id."""
    ids = [state.id for state in records.article_states() if not state.removed]
    return {article.id: article.content_hash for article in records.get_articles(ids).values()}


def find_faults(
    place: str, addresses: str, environment: Mapping[str, str], wanted: Mapping[str, str], runs_killed: int
) -> dict[str, int]:
    """Return how much of each fault there is. `environment` is that of the commands."""
    with RecordStore(place) as records:
        return {
            **_faults_of_articles(records, wanted),
            **_faults_of_runs(records, environment, runs_killed),
            **_faults_of_index(records, addresses, environment),
        }


def _faults_of_articles(records: RecordStore, wanted: Mapping[str, str]) -> dict[str, int]:
    stored = texts_of(records)
    # Where one text lies at two addresses, the one that comes first is stored: texts are compared, not addresses.
    texts, wanted_texts = Counter(stored.values()), Counter(wanted.values())
    copies = Counter(article.url for article in records.get_articles(list(stored)).values())
    return {
        "articles missing": (wanted_texts - texts).total(),
        "articles that no undisturbed crawl has": (texts - wanted_texts).total(),
        "articles with another text": sum(stored.get(key, text) != text for key, text in wanted.items()),
        "articles stored twice": sum(count - 1 for count in copies.values()),
        "numbers of the feed that two articles have": _doubles(records),
    }


def _doubles(records: RecordStore) -> int:
    numbers = Counter(state.sequence for state in records.article_states())
    return sum(count - 1 for count in numbers.values())


def _faults_of_runs(records: RecordStore, environment: Mapping[str, str], runs_killed: int) -> dict[str, int]:
    runs = records.run_records()
    told = _ask(environment, "runs", "--json", "--limit", "100000")
    balances = [
        run["fetched"] == run["stored"] + run["unchanged"] + run["duplicate"] + sum(run["rejected"].values())
        for run in told
        if run["finished_at"]
    ]
    unfinished = sum(run.finished_at is None for run in runs)
    return {
        "runs that `xabar runs` leaves out": len(runs) - len(told),
        "finished runs whose counts do not balance": balances.count(False),
        "runs without an end that nobody killed": max(0, unfinished - runs_killed),
    }


def _faults_of_index(records: RecordStore, addresses: str, environment: Mapping[str, str]) -> dict[str, int]:
    count = records.count_articles()
    status = _ask(environment, "index", "status", "--json")
    (active,) = [generation for generation in status["generations"] if generation["active"]]
    options = ("--json", "--size", "0", "--facets", ",".join(ONE_EACH))
    answer = _ask(environment, "search", "*", *options)
    counted = _count_by_value(records)
    return {
        "differences between index and records": asyncio.run(_compare(records, addresses)),
        "articles that `xabar index status` counts wrongly": abs(status["articles"] - count)
        + abs(active["documents"] - count),
        "changes that wait, or are dead": active["waiting"] + active["dead"],
        "articles that a search for all does not count": abs(answer["total"] - count),
        "facets whose counts are not those of the records": sum(
            {value["value"]: value["count"] for value in answer["facets"][name]} != counted[name]
            for name in ONE_EACH
        ),
    }


def _count_by_value(records: RecordStore) -> dict[str, Counter[str]]:
    """Return how many articles have each value of the facets, by name of the facet."""
    ids = [state.id for state in records.article_states() if not state.removed]
    counts: dict[str, Counter[str]] = {name: Counter() for name in ONE_EACH}
    for article in records.get_articles(ids).values():
        day = article.published_day and article.published_day.isoformat()
        values = (article.site, article.language, article.script, day)
        for name, value in zip(ONE_EACH, values, strict=True):
            counts[name].update([str(value)] if value else [])
    return counts


async def _compare(records: RecordStore, addresses: str) -> int:
    """Return by how many articles the index differs from the records."""
    engine = ElasticsearchEngine(Connection(addresses))
    try:
        await engine.refresh()
        found = await check_index(records, engine)
        return 0 if found.ok else len(found.missing) + len(found.superfluous) or 1
    finally:
        await engine.close()


def _ask(environment: Mapping[str, str], *words: str) -> Any:
    """Return what a command answers as JSON."""
    done = subprocess.run([*XABAR, *words], env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)
