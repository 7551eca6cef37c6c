"""Work of several tasks in the turns of an event loop."""

from __future__ import annotations

import asyncio
import time

import pytest

from xabar.workers.turns import MOST, TURN, own_turn, wait_for_others


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

    assert asyncio.run(asyncio.wait_for(fail_then_work(), 60)) == "done"


async def test_articles_that_waited_for_each_other_take_each_step_together() -> None:
    await wait_for_others()
    taken: list[tuple[str, int]] = []

    async def take(article: int) -> None:
        await wait_for_others()
        for step in ("first", "second", "third"):
            async with own_turn():
                taken.append((step, article))

    await asyncio.gather(*map(take, range(3)))
    assert taken == [(step, article) for step in ("first", "second", "third") for article in range(3)]


async def test_an_article_that_waited_for_no_other_takes_a_step_at_once() -> None:
    async def take() -> None:
        async with own_turn():
            pass

    await wait_for_others()
    step = take()
    with pytest.raises(StopIteration):
        step.send(None)


async def test_a_page_that_comes_alone_waits_for_no_others() -> None:
    waits = wait_for_others()
    with pytest.raises(StopIteration):
        waits.send(None)


async def test_pages_wait_for_others_until_they_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xabar.workers.turns.PATIENCE", 60.0)
    await wait_for_others()
    waiting = [asyncio.ensure_future(wait_for_others()) for _ in range(MOST - 1)]
    await asyncio.sleep(0)
    waiting[3].cancel()
    await asyncio.sleep(0)
    assert not any(each.done() for each in waiting if each is not waiting[3])
    await asyncio.wait_for(wait_for_others(), 60)
    await asyncio.gather(*waiting, return_exceptions=True)


async def test_pages_wait_for_others_a_short_time_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xabar.workers.turns.PATIENCE", 0.01)
    await wait_for_others()
    for _ in range(3):
        await asyncio.wait_for(asyncio.gather(wait_for_others(), wait_for_others()), 60)
