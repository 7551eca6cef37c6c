"""Letting somebody else act just before a request that it should disturb."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any


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
