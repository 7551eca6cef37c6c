"""Making a new generation of the whole index beside the old one, while crawls and searches go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from xabar.records.store import RecordStore
from xabar.search.engine import EngineUnavailable, SearchEngine
from xabar.search.feed import Feeder

Progress = Callable[[int, int], None]  # changes carried, changes in all


class RebuildFailed(Exception):
    """The new generation holds fewer articles than the records. Searches still see the old one."""


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """The generation that searches now see, what it holds, and which old ones are gone or still in use."""

    generation: str
    documents: int
    dead: int
    dropped: tuple[str, ...]
    in_use: tuple[str, ...]  # another process still writes there; the next rebuild removes them


async def rebuild_index(
    records: RecordStore, engine: SearchEngine, progress: Progress | None = None
) -> RebuildReport:
    """Feed everything from number 0 into a new generation, compare the counts, activate it, drop the old ones.

    Both are complete at the moment of the change, so a search sees one or the other and never a gap. Raise
    RebuildFailed if the counts differ and EngineUnavailable if the index does not answer; the old generation stays
    then. Two rebuilds at the same time do no harm: in the end searches see the generation of the later one.
    """
    generation = await engine.create_generation()
    records.forget_generation(engine.address, generation)  # a lost index may have had the same name
    feeder = Feeder(records, engine)
    await _catch_up(feeder, generation, progress)
    await engine.refresh()
    dead = records.count_dead(engine.address, generation)
    await _refuse_incomplete(records, engine, generation, dead)
    await engine.activate(generation)
    await _catch_up(feeder, generation, progress)
    await engine.refresh()
    dropped, in_use = await _drop_others(records, engine, generation)
    documents = await _count(engine, generation)
    return RebuildReport(generation, documents, dead, tuple(dropped), tuple(in_use))


async def _refuse_incomplete(records: RecordStore, engine: SearchEngine, generation: str, dead: int) -> None:
    """Raise RebuildFailed if everything was confirmed and yet articles are missing."""
    documents = await _count(engine, generation)
    expected = records.count_articles()
    complete = documents + dead >= expected
    if not complete and records.last_sequence() == records.confirmed(engine.address, generation):
        raise RebuildFailed(
            f"the new generation {generation} holds {documents} articles and refused {dead}, the records hold"
            f" {expected}; searches still see the old one"
        )


async def _catch_up(feeder: Feeder, generation: str, progress: Progress | None) -> None:
    while await feeder.feed_generation(generation):
        if progress:
            records = feeder.records
            progress(records.confirmed(feeder.engine.address, generation), records.last_sequence())


async def _count(engine: SearchEngine, name: str) -> int:
    found = {generation.name: generation.documents for generation in await engine.generations()}
    if name not in found:
        raise EngineUnavailable(
            f"{engine.address}: generation {name} went away while it was filled: another rebuild was faster, and"
            " searches see its generation"
        )
    documents = found[name]
    if documents is None:
        raise EngineUnavailable(
            f"{engine.address}: generation {name} cannot be counted now; rebuild again later"
        )
    return documents


async def _drop_others(records: RecordStore, engine: SearchEngine, keep: str) -> tuple[list[str], list[str]]:
    dropped, in_use = [], []
    for generation in await engine.generations():
        if generation.name >= keep:
            continue  # a later one is another rebuild's, which is still filling it
        try:
            await engine.drop(generation.name)
        except EngineUnavailable:
            in_use.append(generation.name)
            continue
        records.forget_generation(engine.address, generation.name)
        dropped.append(generation.name)
    return dropped, in_use
