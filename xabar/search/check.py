"""Whether an index holds what the records say it must."""

from __future__ import annotations

from dataclasses import dataclass

from xabar.records.store import RecordStore
from xabar.search.engine import EngineUnavailable, SearchEngine


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

    @property
    def ok(self) -> bool:
        """The index holds exactly what was confirmed."""
        return not self.missing and not self.superfluous


async def check_index(records: RecordStore, engine: SearchEngine) -> IndexCheck:
    """Compare id by id. Raises EngineUnavailable when there is no active build or it does not answer."""
    active = next((each for each in await engine.generations() if each.active), None)
    if active is None:
        raise EngineUnavailable(f"{engine.address} has no active index; run `xabar index setup`")
    confirmed = records.confirmed(engine.address, active.name)
    states = {state.id: state for state in records.article_states()}
    dead = {letter.id for letter in records.dead_letters(engine.address) if letter.generation == active.name}
    await engine.refresh()
    held = {article_id async for article_id in engine.ids(active.name)}
    settled = {state.id for state in states.values() if state.sequence <= confirmed} - dead
    expected = {article_id for article_id in settled if not states[article_id].removed}
    unknown = held - states.keys()
    removed = held & settled - expected
    return IndexCheck(
        generation=active.name,
        expected=len(expected),
        held=len(held),
        waiting=sum(state.sequence > confirmed for state in states.values()),
        dead=len(dead),
        missing=tuple(sorted(expected - held)),
        superfluous=tuple(sorted(unknown | removed)),
    )
