"""Letting somebody else act just before a request that it should disturb."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from xabar.search.elastic.engine import ElasticsearchEngine


def meanwhile(target: Any, method: str, act: Callable[[], Awaitable[Any]], *, call: int = 1) -> None:
    """Let `act` happen just before the given call of a method."""
    ours = getattr(target, method)
    calls = 0

    async def disturbed(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call:
            await act()
        return await ours(*arguments, **named)

    setattr(target, method, disturbed)


def before_a_bulk(engine: ElasticsearchEngine, act: Callable[[], Awaitable[Any]], *, call: int = 1) -> None:
    """Let `act` happen just before the given bulk request; the client's helper sends it over the same transport."""
    transport = engine.client.transport
    ours, calls = transport.perform_request, 0

    async def disturbed(method: str, target: str, **named: Any) -> Any:
        nonlocal calls
        calls += target.startswith("/_bulk")
        if calls == call and target.startswith("/_bulk"):
            await act()
        return await ours(method, target, **named)

    setattr(transport, "perform_request", disturbed)  # noqa: B010  # mypy refuses the plain assignment
