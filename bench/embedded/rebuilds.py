"""A rebuild of the whole index in one process, and with all cores, one after the other over the same records."""

from __future__ import annotations

import os
import time
from pathlib import Path

from xabar.records.store import RecordStore
from xabar.search.embedded.batch_analysis import available_cores
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.rebuild import rebuild_index


async def measure_rebuilds(folder: Path, records: RecordStore) -> None:
    """Print the seconds of both by the clock, their ratio, and how busy the machine was."""
    seconds = {}
    for processes in (1, available_cores()):
        engine = EmbeddedEngine(folder / f"index-by-{processes}", records, processes=processes)
        began = time.perf_counter()
        await rebuild_index(records, engine)
        seconds[processes] = time.perf_counter() - began
        await engine.close()
    alone, together = seconds[1], seconds[available_cores()]
    print(
        f"{'rebuild, s: 1 process, all cores':34}{alone:12.1f}{together:12.1f}  {alone / together:.2f} times"
    )
    print(f"{'load of the machine':34}{os.getloadavg()[0]:12.1f}")
