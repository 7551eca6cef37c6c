"""What the commands do with the index: set it up, feed it, say how far it has come."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from xabar.records.store import RecordStore
from xabar.search.engine import EngineUnavailable, Generation, SearchEngine, SetupOptions, SetupStep
from xabar.search.feed import Feeder, FeedReport


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
    records: RecordStore, engine: SearchEngine, options: SetupOptions
) -> AsyncIterator[SetupStep]:
    """Set the engine up as the options ask, and yield each step, then how many articles wait for the index."""
    new, active = False, None
    async for step in engine.provision(options):
        new, active = new or step.new_index, active or step.active
        yield step
    if active is None:
        return
    if new and active.documents == 0:  # a lost index of that name may have confirmed articles
        records.forget_generation(engine.address, active.name)
    if waiting := records.count_changes_after(records.confirmed(engine.address, active.name)):
        yield SetupStep(f"{waiting} articles wait: run `xabar index feed`")


async def read_status(records: RecordStore, engine: SearchEngine) -> IndexStatus:
    """Return the state of every generation of the index."""
    found = await engine.generations()
    statuses = (_generation_status(records, engine.address, generation) for generation in found)
    return IndexStatus(engine.address, records.count_articles(), tuple(statuses))


def _generation_status(records: RecordStore, address: str, generation: Generation) -> GenerationStatus:
    confirmed = records.confirmed(address, generation.name)
    created = generation.created_at
    return GenerationStatus(
        generation=generation.name,
        active=generation.active,
        documents=generation.documents,
        confirmed=confirmed,
        waiting=records.count_changes_after(confirmed),
        dead=records.count_dead(address, generation.name),
        analysis="outdated: run `xabar index rebuild`" if generation.outdated else "current",
        created=created.isoformat(timespec="seconds") if created else None,
    )


async def feed_index(
    records: RecordStore,
    engine: SearchEngine,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> FeedReport:
    """Carry what waits into the index. `progress` gets the changes of each batch, and how many there are in all."""
    feeder = Feeder(records, engine)
    with suppress(EngineUnavailable):  # the feeder tries again below, and its report says why something waits
        while carried := await feeder.feed_batch():
            progress(carried, feeder.report().stored)
    report = await feeder.feed_until_done()
    await feeder.show()
    return report
