"""Work of several tasks in the turns of an event loop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial

import pytest

from xabar.workers.turns import TURN, own_turn


def _work(seconds: float) -> None:
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        pass


async def _turns_of(seconds: float, tasks: int) -> list[int]:
    """Return in which turn of the loop each of the tasks worked, all of which are ready at once."""
    turn, worked = 0, []

    async def count() -> None:
        nonlocal turn
        while True:
            await asyncio.sleep(0)
            turn += 1

    async def work() -> None:
        async with own_turn():
            _work(seconds)
            worked.append(turn)

    counting = asyncio.ensure_future(count())
    await asyncio.gather(*(work() for _ in range(tasks)))
    counting.cancel()
    return worked


def test_long_pieces_of_work_never_share_a_turn() -> None:
    turns = asyncio.run(_turns_of(2 * TURN, 5))
    assert len(set(turns)) == len(turns) == 5


def test_short_pieces_of_work_share_a_turn() -> None:
    # on a machine with much other work even a short one may be interrupted for longer than a turn
    assert len(set(asyncio.run(_turns_of(0, 5)))) < 5


def test_what_fails_does_not_keep_the_others_waiting() -> None:
    async def fail_then_work() -> str:
        with pytest.raises(ValueError, match="broken"):
            async with own_turn():
                raise ValueError("broken")
        async with own_turn():
            return "done"

    assert asyncio.run(asyncio.wait_for(fail_then_work(), 5)) == "done"


async def test_who_comes_while_nobody_has_the_turn_works_at_once() -> None:
    async with own_turn():
        waits = asyncio.ensure_future(_enter())
        await asyncio.sleep(0)
    comes = _enter()
    with pytest.raises(StopIteration):
        comes.send(None)  # it did not wait behind the one who has been called
    await waits


async def test_who_waits_is_called_in_order_and_who_gave_up_stops_nobody() -> None:
    worked: list[int] = []
    async with own_turn():
        waiting = [asyncio.ensure_future(_enter(partial(worked.append, number))) for number in range(4)]
        await asyncio.sleep(0)
        waiting[1].cancel()
    waiting[0].cancel()  # it was called already
    await asyncio.gather(*waiting[2:])
    assert worked == [2, 3]


async def _enter(work: Callable[[], object] = lambda: None) -> None:
    async with own_turn():
        work()
