"""What has become of the changes that a feed had to carry into an index: confirmed, waiting or dead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from xabar.crawl_stats import IndexStats
from xabar.records.feeds import FedGeneration
from xabar.records.store import RecordStore

Progress: TypeAlias = Callable[[int, int], None]
"""Is told after each batch how many changes are carried, and how many there are in all; a rebuild tells it at its start too."""


def show_nothing(done: int, total: int) -> None:
    """Be a Progress that nobody sees."""


@dataclass(frozen=True, slots=True)
class FeedReport:
    """What became of the changes that the feed had to carry: stored = confirmed + waiting + dead.

    Changes are counted, not articles: an article that changed twice counts twice.
    """

    generation: str | None  # None: the index never answered
    stored: int
    confirmed: int
    waiting: int
    dead: int
    problem: str | None = None  # why something waits, or what the index has lost


def report_feed(
    records: RecordStore, generation: FedGeneration | None, start: int, problem: str | None, lost: str | None
) -> FeedReport:
    """Return what has become of the changes after the number `start`.

    Without a generation the index never answered, and all of them wait. `problem` is why something waits, if it does;
    `lost` is what the index has lost, in words.
    """
    last = records.last_sequence()
    if generation is None:
        return FeedReport(None, last, 0, last, 0, problem)
    now = max(records.confirmed(generation), start)
    dead = records.count_dead(generation, after=start)
    return FeedReport(
        generation=generation.name,
        stored=last - start,
        confirmed=now - start - dead,
        waiting=last - now,
        dead=dead,
        problem=(problem if last > now else None) or lost,
    )


def count_since(
    records: RecordStore, generation: FedGeneration | None, start: int, began: int, problem: str | None
) -> IndexStats:
    """Return what has become of the changes after the number `began`, and apart of those from `start` up to it."""
    last = records.last_sequence()
    if generation is None:
        return IndexStats(stored=last - began, waiting=last - began, problem=problem)
    start = min(start, began)
    now = max(records.confirmed(generation), start)
    dead = records.count_dead(generation, after=began)
    older_dead = records.count_dead(generation, after=start) - dead
    return IndexStats(
        stored=last - began,
        confirmed=max(now, began) - began - dead,
        waiting=last - max(now, began),
        dead=dead,
        problem=problem,
        older_confirmed=min(now, began) - start - older_dead,
        older_waiting=began - min(now, began),
        older_dead=older_dead,
    )
