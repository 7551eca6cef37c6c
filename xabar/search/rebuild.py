"""Making a new generation of the whole index beside the old one, while crawls and searches go on."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass
from typing import Final

from xabar.records.feeds import FedGeneration
from xabar.records.store import RecordStore
from xabar.search.engine import (
    EngineUnavailable,
    Generation,
    RebuildFailed,
    SearchEngine,
    SearchRequest,
    find_generation,
)
from xabar.search.fed import fed
from xabar.search.feed import Feeder
from xabar.search.feed_ahead import feed_ahead
from xabar.search.feed_counts import Progress, show_nothing
from xabar.search.ownership import MOSTLY, UNKNOWN, ForeignIndex, claim_generation, count_known, owner_of

KEPT: Final = (
    0.9  # of the articles that searches see: searches are not switched unasked to a generation with fewer
)


class SmallerIndex(RebuildFailed):
    """The new generation would hold far fewer articles than searches see now. Searches still see the old one."""


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """The generation that searches now see, what it holds, and which old ones are gone or still there."""

    generation: str
    documents: int
    dead: int
    dropped: tuple[str, ...]
    in_use: tuple[str, ...]  # another process still writes there; the next rebuild removes them
    kept: tuple[str, ...] = ()  # another store's, or a newer copy's: they are not ours to remove


@dataclass(frozen=True, slots=True)
class Permission:
    """What a rebuild may do that it does not do unasked."""

    smaller: bool = False  # switch to far fewer articles
    take_over: str | None = (
        None  # build beside the index of this store: its id or the beginning of it, or UNKNOWN
    )


NOTHING_MORE: Final = Permission()


async def rebuild_index(
    records: RecordStore,
    engine: SearchEngine,
    progress: Progress = show_nothing,
    permission: Permission = NOTHING_MORE,
) -> RebuildReport:
    """Feed everything from number 0 into a new generation, compare the counts, activate it, drop the old ones.

    Both are complete at the moment of the change, so a search sees one or the other and never a gap. The old one is
    dropped when the new one has answered a search. Raise RebuildFailed if the counts differ, SmallerIndex if they fall
    by more than a tenth, ForeignIndex if the index is another store's, and EngineUnavailable if it does not answer; the
    old generation stays then. Two rebuilds at the same time do no harm: in the end searches see the later one's.
    """
    records.require_writable()  # they note how far the new generation has come
    await _may_replace(records, engine, permission)
    generation = await engine.create_generation(records.mark())
    built = fed(engine, await find_generation(engine, generation))
    records.forget_generation(built)  # a lost index may have had the same name
    feeder = Feeder(records, engine)
    await _catch_up(feeder, built, progress)
    await engine.refresh()
    dead = records.count_dead(built)
    documents = await _refuse_incomplete(records, engine, built, dead)
    former = await _may_replace(records, engine, permission, dead, built=generation)
    await engine.activate(generation)
    await _catch_up(feeder, built, progress)
    await engine.refresh()
    await _prove(engine, generation, documents, former)
    dropped, in_use, kept = await _drop_others(records, engine, generation)
    documents = await _count(engine, generation)
    return RebuildReport(generation, documents, dead, tuple(dropped), tuple(in_use), tuple(kept))


async def _may_replace(
    records: RecordStore,
    engine: SearchEngine,
    permission: Permission,
    dead: int = 0,
    built: str | None = None,
) -> Generation | None:
    """Return the generation that searches see, if one with what is stored now may take its place; None without one.

    A crawl adds to both meanwhile, so what is stored, without the dead letters, is counted after that generation. Raise
    ForeignIndex or SmallerIndex otherwise, without what was built in vain.
    """
    former = next((generation for generation in await engine.generations() if generation.active), None)
    if former is None:
        return None
    try:
        if not _is_taken_over(former, permission.take_over):
            await claim_generation(records, engine, former, note=False)
        if not permission.smaller:
            _refuse_smaller(records, engine.address, former, records.count_articles() - dead)
    except (ForeignIndex, SmallerIndex):
        if built is not None:
            await engine.drop(built)
        raise
    return former


def _is_taken_over(former: Generation, named: str | None) -> bool:
    """Return whether the store that a user named is the one whose articles the generation holds."""
    if not named:
        return False
    ids = [store.id for store in former.stores] or [UNKNOWN]
    return all(each.startswith(named) and len(named) >= len(UNKNOWN) for each in ids)


def _refuse_smaller(records: RecordStore, address: str, former: Generation, count: int) -> None:
    if former.documents and count < KEPT * former.documents:
        raise SmallerIndex(
            f"{address}: searches see {former.documents} articles, and a new generation from {records.place} would hold"
            f" {count}; nothing was changed. If that is right, add --yes; if not, set XABAR_DATA to the right folder"
        )


async def _refuse_incomplete(
    records: RecordStore, engine: SearchEngine, generation: FedGeneration, dead: int
) -> int:
    """Return how many articles the generation holds. Raise RebuildFailed if all was confirmed and yet some are missing."""
    documents = await _count(engine, generation.name)
    expected = records.count_articles()
    complete = documents + dead >= expected
    if not complete and records.last_sequence() == records.confirmed(generation):
        raise RebuildFailed(
            f"the new generation {generation.name} holds {documents} articles and refused {dead}, the records hold"
            f" {expected}; searches still see the old one"
        )
    return documents


async def _prove(engine: SearchEngine, generation: str, documents: int, former: Generation | None) -> None:
    """Search the new generation. If it does not answer, let searches see the former one again, and raise RebuildFailed."""
    try:
        found = (await engine.search(SearchRequest("*", size=1))).total
        problem = "it finds nothing" if documents and not found else None
    except EngineUnavailable as error:
        problem = str(error)
    if problem is None:
        return
    again = "there is no former one"
    if former is not None:
        await engine.activate(former.name)
        again = f"searches see generation {former.name} again"
    raise RebuildFailed(f"the new generation {generation} does not answer a search ({problem}); {again}")


async def _catch_up(feeder: Feeder, generation: FedGeneration, progress: Progress) -> None:
    total = _count_waiting(feeder.records, generation)
    if total:  # the second time hardly anything waits
        progress(0, total)
    async with aclosing(feed_ahead(feeder, generation)) as batches:
        async for _ in batches:
            left = _count_waiting(feeder.records, generation)
            total = max(total, left)  # a crawl may store faster than an index takes
            progress(total - left, total)


def _count_waiting(records: RecordStore, generation: FedGeneration) -> int:
    return records.count_changes_after(records.confirmed(generation))


async def _count(engine: SearchEngine, name: str) -> int:
    documents = (await find_generation(engine, name)).documents
    if documents is None:
        raise EngineUnavailable(
            f"{engine.address}: generation {name} cannot be counted now; rebuild again later"
        )
    return documents


async def _drop_others(
    records: RecordStore, engine: SearchEngine, keep: str
) -> tuple[list[str], list[str], list[str]]:
    """Drop the former generations. Return which are gone, which are in use, and which are not this store's to drop."""
    dropped, in_use, kept = [], [], []
    for generation in await engine.generations():
        if generation.name >= keep:
            continue  # a later one is another rebuild's, which is still filling it
        try:
            if not await _may_drop(records, engine, generation):
                kept.append(generation.name)
                continue
            await engine.drop(generation.name)
        except EngineUnavailable:
            in_use.append(generation.name)
            continue
        records.forget_generation(fed(engine, generation))
        dropped.append(generation.name)
    return dropped, in_use, kept


async def _may_drop(records: RecordStore, engine: SearchEngine, generation: Generation) -> bool:
    if generation.stores:
        return owner_of(records, generation) is None
    if not generation.documents:  # empty, or so damaged that nothing in it can be read
        return generation.documents == 0
    known, held = await count_known(records, engine, generation.name)
    return known >= MOSTLY * held
