"""Asking a server at a steady rate, whatever it answers: a late answer keeps no later question waiting."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import aiohttp


@dataclass(slots=True)
class Load:
    """What came back."""

    latencies: list[float] = field(default_factory=list)  # ms from the moment when the question was due
    sizes: list[int] = field(default_factory=list)  # bytes
    failures: int = 0  # other answers than 200, and none


async def ask_steadily(address: str, queries: Sequence[str], rate: float) -> Load:
    """Ask for each page, `rate` a second."""
    load = Load()
    connections = aiohttp.TCPConnector(limit=200)
    async with aiohttp.ClientSession(connector=connections) as session:
        began = time.perf_counter()
        asking = []
        for number, query in enumerate(queries):
            due = began + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            asking.append(asyncio.create_task(_ask(session, address + query, due, load)))
        await asyncio.gather(*asking)
    return load


async def _ask(session: aiohttp.ClientSession, address: str, due: float, load: Load) -> None:
    try:
        async with session.get(address, timeout=aiohttp.ClientTimeout(60)) as answer:
            size = len(await answer.read())
            load.failures += answer.status != 200
    except (aiohttp.ClientError, TimeoutError):
        load.failures += 1
        return
    load.latencies.append((time.perf_counter() - due) * 1000)
    load.sizes.append(size)
