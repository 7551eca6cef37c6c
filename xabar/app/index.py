"""What the commands do with the index: set it up, feed it, say how far it has come."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from xabar.records.store import RecordStore
from xabar.search.engine import (
    EngineUnavailable,
    Generation,
    SearchEngine,
    SetupOptions,
    SetupStep,
)
from xabar.search.fed import fed
from xabar.search.feed import Feeder
from xabar.search.feed_counts import FeedReport, Progress, show_nothing
from xabar.search.ownership import ForeignIndex, claim_index, owner_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class GenerationStatus:
    """One generation of the index beside the records."""

    generation: str
    active: bool
    documents: int | None  # None: they cannot be counted now
    confirmed: int
    waiting: int
    dead: int
    analysis: str  # current, or outdated and what to do
    created: str | None
    store: str | None  # another store, whose articles it holds; None if they are this one's


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """An index with all its generations, the oldest first."""

    address: str
    articles: int  # in the records
    generations: tuple[GenerationStatus, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return asdict(self)


async def set_up(
    records: RecordStore | None, engine: SearchEngine, options: SetupOptions
) -> AsyncIterator[SetupStep]:
    """Set the engine up as the options ask, and yield each step, then how many articles wait for the index.

    Raise ForeignIndex if there is an index of another store. Without records, an index that holds articles is another's:
    only keys and passwords are made then.
    """
    new, active = False, None
    bare = options == SetupOptions()
    claim = partial(claim_index, records) if records else partial(_leave_alone, only_look=bare)
    async for step in engine.provision(options, records.mark() if records else None, claim):
        new, active = new or step.new_index, active or step.active
        yield step
    if active is None or records is None:
        return
    if new and active.documents == 0:  # a lost index of that name may have confirmed articles
        records.forget_generation(fed(engine, active))
    if waiting := records.count_changes_after(records.confirmed(fed(engine, active))):
        yield SetupStep(f"{waiting} articles wait: run `xabar index feed`")


async def _leave_alone(engine: SearchEngine, *, only_look: bool) -> None:
    """Raise ForeignIndex if a setup without records would have nothing to do but to touch somebody's index."""
    for generation in await engine.generations():
        if only_look and generation.active and generation.documents != 0:
            raise ForeignIndex(
                f"{engine.address}: generation {generation.name} holds {generation.documents} articles"
                f" {_whose(generation)}, and there are no records here. Nothing was changed. Set XABAR_DATA to the folder"
                " of that store, or XABAR_SEARCH_URL to another server"
            )


def _whose(generation: Generation) -> str:
    return " and ".join(f"of the store {store}" for store in generation.stores) or "of a store unknown"


async def read_status(records: RecordStore, engine: SearchEngine) -> IndexStatus:
    """Return the state of every generation of the index."""
    found = await engine.generations()
    statuses = (_generation_status(records, engine, generation) for generation in found)
    return IndexStatus(engine.address, records.count_articles(), tuple(statuses))


def _generation_status(
    records: RecordStore, engine: SearchEngine, generation: Generation
) -> GenerationStatus:
    confirmed = records.confirmed(fed(engine, generation))
    created = generation.created_at
    return GenerationStatus(
        generation=generation.name,
        active=generation.active,
        documents=generation.documents,
        confirmed=confirmed,
        waiting=records.count_changes_after(confirmed),
        dead=records.count_dead(fed(engine, generation)),
        analysis="outdated: run `xabar index rebuild`" if generation.outdated else "current",
        created=created.isoformat(timespec="seconds") if created else None,
        store=None if owner_of(records, generation) is None else _whose(generation),
    )


async def feed_index(
    records: RecordStore,
    engine: SearchEngine,
    progress: Progress = show_nothing,
) -> FeedReport:
    """Carry what waits into the index.

    Raise ForeignIndex if the index is another store's.
    """
    feeder = Feeder(records, engine)
    try:
        while await feeder.feed_batch():
            report = feeder.report()
            progress(report.confirmed + report.dead, report.stored)
    except ForeignIndex:
        raise
    except (
        EngineUnavailable
    ) as error:  # the feeder tries again below, and its report says why something waits
        logger.debug("%s", error)
    report = await feeder.feed_until_done()
    await feeder.show()
    return report
