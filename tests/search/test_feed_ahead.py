"""A generation fed ahead: the next batch is given to the engine while one is written, and nothing is lost or left running."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from tests.search.articles import make_article
from xabar.records.change import Change
from xabar.records.feeds import FedGeneration
from xabar.records.store import RecordStore
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.engine import EngineUnavailable, WriteOutcome, active_generation
from xabar.search.fed import fed
from xabar.search.feed import Feeder
from xabar.search.feed_ahead import feed_ahead


class ScriptedEngine(EmbeddedEngine):
    """An engine that only notes what it is given. `before` may wait or raise, and `answer` may put changes off."""

    def __init__(self, path: Path, records: RecordStore) -> None:
        super().__init__(path, records)
        self.given: list[list[int]] = []

    async def before(self, changes: Sequence[Change]) -> None:
        """Do nothing."""

    def answer(self, change: Change) -> WriteOutcome:
        return WriteOutcome(change.id, "confirmed")

    async def write(self, generation: str, changes: Sequence[Change]) -> list[WriteOutcome]:
        self.given.append([change.sequence for change in changes])
        await self.before(changes)
        return [self.answer(change) for change in changes]


@pytest.fixture
async def engine(tmp_path: Path, records: RecordStore) -> AsyncIterator[ScriptedEngine]:
    """Such an engine with an empty generation, and six changes that wait."""
    engine = ScriptedEngine(tmp_path / "index", records)
    await engine.setup()
    for number in range(6):
        records.put_article(make_article(str(number)))
    yield engine
    await engine.close()


async def generation_of(engine: ScriptedEngine) -> FedGeneration:
    return fed(engine, await active_generation(engine))


async def test_the_next_batch_is_given_while_one_is_written(
    records: RecordStore, engine: ScriptedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    second_is_given = asyncio.Event()

    async def wait_for_the_second(changes: Sequence[Change]) -> None:
        if changes[0].sequence > 1:
            second_is_given.set()
        await asyncio.wait_for(second_is_given.wait(), 20)

    monkeypatch.setattr(engine, "before", wait_for_the_second)
    generation = await generation_of(engine)
    carried = [each async for each in feed_ahead(Feeder(records, engine, batch=2), generation)]
    assert carried == [2, 2, 2]
    assert engine.given == [[1, 2], [3, 4], [5, 6]]
    assert records.confirmed(generation) == 6


async def test_what_was_put_off_comes_again_before_the_rest(
    records: RecordStore, engine: ScriptedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def put_off_once(change: Change) -> WriteOutcome:
        first = sum(change.sequence in batch for batch in engine.given) == 1
        return WriteOutcome(change.id, "retry" if change.sequence == 2 and first else "confirmed")

    monkeypatch.setattr(engine, "answer", put_off_once)
    generation = await generation_of(engine)
    carried = [each async for each in feed_ahead(Feeder(records, engine, batch=3), generation)]
    assert carried == [1, 3, 2]
    assert engine.given[0] == [1, 2, 3]
    assert engine.given[-2:] == [[2, 3, 4], [5, 6]]


async def test_an_index_that_is_gone_leaves_nothing_running(
    records: RecordStore, engine: ScriptedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse_the_first(changes: Sequence[Change]) -> None:
        await asyncio.sleep(0)
        if changes[0].sequence == 1:
            raise EngineUnavailable("nobody answers")
        await asyncio.Event().wait()  # for ever

    monkeypatch.setattr(engine, "before", refuse_the_first)
    generation = await generation_of(engine)
    with pytest.raises(EngineUnavailable, match="nobody answers"):
        async for _ in feed_ahead(Feeder(records, engine, batch=2), generation):
            pass
    assert asyncio.all_tasks() == {asyncio.current_task()}
    assert records.confirmed(generation) == 0
