"""Whether an index holds what the records say it must."""

from __future__ import annotations

from dataclasses import dataclass

from xabar.records.articles import ArticleState
from xabar.records.store import RecordStore
from xabar.search.engine import EngineUnavailable, SearchEngine, active_generation

ATTEMPTS = 3  # a rebuild may replace the build while it is read


@dataclass(frozen=True, slots=True)
class IndexCheck:
    """The active build beside the records. What waits in the feed, or is dead, is neither missing nor superfluous."""

    generation: str
    expected: int
    held: int
    waiting: int
    dead: int
    missing: tuple[str, ...]  # ids that the records hold and the index does not
    superfluous: tuple[str, ...]  # ids that the index holds and the records do not
    outdated: str | None = None  # the hash of the analysis tables it was built with, if they are not today's

    @property
    def compared(self) -> bool:
        """False when all that the records hold waits, so that nothing in the index could be missing."""
        return self.expected > 0 or self.waiting == 0

    @property
    def differs(self) -> bool:
        """The index holds something else than what was confirmed, or in terms that today's searches do not find."""
        return bool(self.missing or self.superfluous) or self.outdated is not None

    @property
    def ok(self) -> bool:
        """Something was compared, and the index holds exactly what was confirmed."""
        return self.compared and not self.differs


async def check_index(records: RecordStore, engine: SearchEngine) -> IndexCheck:
    """Compare id by id, while crawls go on. EngineUnavailable when there is no active build or it does not answer.

    An article that changes meanwhile is judged neither way, and a build that is replaced meanwhile is left for the new.
    """
    for attempt in range(1, ATTEMPTS + 1):
        active = await active_generation(engine)
        confirmed = records.confirmed(engine.address, active.name)
        before = _states(records)
        await engine.refresh()
        try:
            held = {article_id async for article_id in engine.ids(active.name)}
            break
        except EngineUnavailable:
            if attempt == ATTEMPTS or (await active_generation(engine)).name == active.name:
                raise
    after = _states(records)
    dead = {letter.id for letter in records.dead_letters(engine.address) if letter.generation == active.name}
    steady = {key: state for key, state in before.items() if after.get(key) == state}
    settled = {key for key, state in steady.items() if state.sequence <= confirmed} - dead
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
        outdated=active.analysis_hash if active.outdated else None,
    )


def _states(records: RecordStore) -> dict[str, ArticleState]:
    return {state.id: state for state in records.article_states()}
