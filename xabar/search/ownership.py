"""Whose articles an index holds: it is fed, compared and rebuilt from the store that it was made from, and no other."""

from __future__ import annotations

import logging
from contextlib import aclosing
from typing import Final

from xabar.records.store import RecordStore
from xabar.search.engine import EngineUnavailable, Generation, SearchEngine

logger = logging.getLogger(__name__)

MOSTLY: Final = 0.9  # of the articles of an index without a note: so many known ones make it this store's
LOOKED_AT: Final = 20_000  # articles of such an index that are looked up
UNKNOWN: Final = "unknown"  # stands for the store of an index without a note


class ForeignIndex(EngineUnavailable):
    """The index holds another store's articles, or newer ones of this store than these records know."""


def owner_of(records: RecordStore, generation: Generation) -> str | None:
    """Return the id of the store that a generation must not be taken from; None if it is this one's, or not noted.

    An older copy of the store is another one: what the index holds beyond the copy would be lost.
    """
    ours = records.mark()
    for theirs in generation.stores:
        if theirs.id != ours.id or theirs.sequence > ours.sequence:
            return theirs.id
    return None


def refuse_foreign(records: RecordStore, address: str, generation: Generation) -> None:
    """Raise ForeignIndex if a generation is noted as another store's, or made from a newer copy of this one."""
    ours = records.mark()
    for theirs in generation.stores:
        if theirs.id != ours.id:
            raise _foreign(records, address, generation, f"of the store {theirs}", theirs.id[:12])
        if theirs.sequence > ours.sequence:
            raise ForeignIndex(
                f"{address}: generation {generation.name} was made from this store's change {theirs.sequence}, and"
                f" {records.place} ends at change {ours.sequence}: it is an older copy of {theirs}. Nothing was changed."
                f" Set XABAR_DATA to the newer one; if that is lost, {_take_over(theirs.id[:12])}"
            )


async def claim_index(records: RecordStore, engine: SearchEngine) -> None:
    """Claim the generation that searches see, if there is one."""
    for generation in await engine.generations():
        if generation.active:
            await claim_generation(records, engine, generation)


async def claim_generation(
    records: RecordStore, engine: SearchEngine, generation: Generation, *, note: bool = True
) -> None:
    """Raise ForeignIndex if a generation is not this store's. One without a note is, if it holds mostly its articles.

    That is then noted, where the API key may do so. Without the right to, it is found out anew each time.
    """
    refuse_foreign(records, engine.address, generation)
    if generation.stores:
        return
    known, held = 0, 0
    if generation.documents != 0:
        known, held = await count_known(records, engine, generation.name)
    if known < MOSTLY * held:
        whose = f"of a store that it does not name: of {held} looked at, these records know {known}"
        raise _foreign(records, engine.address, generation, whose, UNKNOWN)
    if note:
        await _note(records, engine, generation.name)


async def count_known(records: RecordStore, engine: SearchEngine, generation: str) -> tuple[int, int]:
    """Return how many articles of a generation the records know, and how many were looked at."""
    await engine.refresh()
    held: list[str] = []
    async with aclosing(engine.ids(generation)) as ids:
        async for article_id in ids:
            held.append(article_id)
            if len(held) == LOOKED_AT:
                break
    return len(records.known_ids(held)), len(held)


async def _note(records: RecordStore, engine: SearchEngine, generation: str) -> None:
    try:
        await engine.note_store(generation, records.mark())
    except EngineUnavailable as error:
        logger.warning(
            "%s: it is not noted whose articles generation %s holds: run `xabar index setup` as an administrator (%s)",
            engine.address,
            generation,
            error,
        )


def _foreign(
    records: RecordStore, address: str, generation: Generation, whose: str, store: str
) -> ForeignIndex:
    count = "articles" if generation.documents is None else f"{generation.documents} articles"
    return ForeignIndex(
        f"{address}: generation {generation.name} holds {count} {whose}. The records here are"
        f" {records.mark()}, with {records.count_articles()} articles. Nothing was changed. Set XABAR_DATA to the folder"
        f" of that store, or XABAR_SEARCH_URL to another server; if that store is gone, {_take_over(store)}"
    )


def _take_over(store: str) -> str:
    return f"`xabar index rebuild --take-over {store}` makes an index of these records beside it and deletes nothing"
