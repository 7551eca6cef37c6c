"""Worker processes that tests share as the pages of a crawl do, because one takes most of a second to start."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from xabar.workers.pool import WorkerPool


class KeptPool(WorkerPool):
    """A pool whose processes stay when its user closes it."""

    def close(self) -> None:
        """Keep the processes: `end` is what ends them."""

    def end(self) -> None:
        """End the processes."""
        super().close()


@contextmanager
def kept_pools() -> Iterator[Callable[..., WorkerPool]]:
    """Yield what stands for `WorkerPool`: it returns the same pool for the same limits. End all of them."""
    pools: dict[tuple[float, ...], KeptPool] = {}

    def open_pool(*, workers: int, seconds: float, memory: int) -> WorkerPool:
        limits = (workers, seconds, memory)
        if limits not in pools:
            pools[limits] = KeptPool(workers=workers, seconds=seconds, memory=memory)
        return pools[limits]

    try:
        yield open_pool
    finally:
        for pool in pools.values():
            pool.end()
