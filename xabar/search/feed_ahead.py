"""Feeding a whole generation: while one batch is written, the next is read and given to the engine already.

An engine that analyses with all cores then has work for them at any time, also while it commits.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from typing import NamedTuple

from xabar.records.change import Change
from xabar.records.feeds import FedGeneration
from xabar.search.engine import WriteOutcome
from xabar.search.feed import Feeder


class _Batch(NamedTuple):
    """Changes that are being written."""

    changes: Sequence[Change]
    outcomes: asyncio.Task[list[WriteOutcome]]

    @property
    def last(self) -> int:
        return self.changes[-1].sequence


async def feed_ahead(feeder: Feeder, generation: FedGeneration) -> AsyncGenerator[int, None]:
    """Carry every change to a generation, active or not; yield for each batch how many the index has settled.

    What was written behind a change that is put off is written again, which changes nothing. Raise EngineUnavailable if
    the index puts off the first change of a batch.
    """
    ahead: _Batch | None = None
    batch = await _begin_writing(feeder, generation, feeder.records.confirmed(generation))
    try:
        while batch is not None:
            ahead = await _begin_writing(feeder, generation, batch.last)
            carried = feeder.confirm(generation, batch.changes, await batch.outcomes)
            if (confirmed := feeder.records.confirmed(generation)) < batch.last:
                await _give_up(ahead)
                ahead = await _begin_writing(feeder, generation, confirmed)
            batch = ahead
            yield carried
    finally:
        await _give_up(batch)
        await _give_up(ahead)


async def _begin_writing(feeder: Feeder, generation: FedGeneration, after: int) -> _Batch | None:
    changes = await feeder.read(after)
    return _Batch(changes, asyncio.create_task(feeder.write(generation.name, changes))) if changes else None


async def _give_up(batch: _Batch | None) -> None:
    if batch is not None:
        batch.outcomes.cancel()
        await asyncio.gather(batch.outcomes, return_exceptions=True)
