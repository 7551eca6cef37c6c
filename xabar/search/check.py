"""Comparing an index with the records."""

from __future__ import annotations

from dataclasses import dataclass

from xabar.records.articles import ArticleState
from xabar.records.store import RecordStore
from xabar.search.engine import EngineUnavailable, Generation, SearchEngine, active_generation
from xabar.search.fed import fed
from xabar.search.ownership import claim_generation

ATTEMPTS = 3  # a rebuild may replace the generation while it is read


@dataclass(frozen=True, slots=True)
class IndexCheck:
    """The active generation beside the records. Articles that wait in the feed or are dead are in neither list."""

    generation: str
    expected: int
    held: int
    waiting: int
    dead: int
    missing: tuple[str, ...]  # ids that the records hold and the index does not
    superfluous: tuple[str, ...]  # ids that the index holds and the records do not
    damaged: tuple[str, ...] = ()  # ids of articles that the records hold and cannot read any more
    outdated: str | None = None  # the hash of its analysis tables, if they are not today's

    @property
    def compared(self) -> bool:
        """False if everything in the records waits, so that nothing in the index could be missing."""
        return self.expected > 0 or self.waiting == 0

    @property
    def differs(self) -> bool:
        """True if the index holds other articles than were confirmed, or terms that today's searches do not find."""
        return bool(self.missing or self.superfluous) or self.outdated is not None

    @property
    def ok(self) -> bool:
        """True if something was compared, the index holds exactly what was confirmed, and all of it can be read."""
        return self.compared and not self.differs and not self.damaged


async def check_index(records: RecordStore, engine: SearchEngine) -> IndexCheck:
    """Compare id by id while crawls go on. Raise EngineUnavailable if no active generation answers.

    Raise ForeignIndex if the index is not this store's: a comparison would only say that everything differs.
    An article that changes meanwhile is left out. If the generation is replaced meanwhile, the new one is read.
    """
    active, confirmed, before, held = await _read_index(records, engine)
    after = _states(records)
    damaged = tuple(sorted(records.damaged_articles()))
    dead = {letter.id for letter in records.dead_letters(fed(engine, active))}
    steady = {key: state for key, state in before.items() if after.get(key) == state}
    settled = {key for key, state in steady.items() if state.sequence <= confirmed} - dead - set(damaged)
    expected = {key for key in settled if not steady[key].removed}
    unknown = held - before.keys() - after.keys()
    return IndexCheck(
        generation=active.name,
        expected=len(expected),
        held=len(held),
        waiting=sum(state.sequence > confirmed for state in before.values()),
        dead=len(dead),
        missing=tuple(sorted(expected - held)),
        superfluous=tuple(sorted(unknown | (held & settled - expected))),
        damaged=damaged,
        outdated=active.analysis_hash if active.outdated else None,
    )


async def _read_index(
    records: RecordStore, engine: SearchEngine
) -> tuple[Generation, int, dict[str, ArticleState], set[str]]:
    """Return the active generation, its confirmed number, the records' articles and then the ids in the index."""
    for attempt in range(1, ATTEMPTS + 1):
        active = await active_generation(engine)
        await claim_generation(records, engine, active, note=False)
        confirmed = records.confirmed(fed(engine, active))
        before = _states(records)
        await engine.refresh()
        try:
            held = {article_id async for article_id in engine.ids(active.name)}
            return active, confirmed, before, held
        except EngineUnavailable:
            if attempt == ATTEMPTS or (await active_generation(engine)).name == active.name:
                raise
    raise AssertionError("the last attempt returns or raises")


def _states(records: RecordStore) -> dict[str, ArticleState]:
    return {state.id: state for state in records.article_states()}
