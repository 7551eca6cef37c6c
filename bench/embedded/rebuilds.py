"""A rebuild of the whole index in one process, and with all cores, one after the other over the same records.

    python -m bench.embedded.rebuilds FOLDER PROCESSES    # one of them: prints its seconds by the clock

Each begins in a new process, which remembers no word yet.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

from xabar.records.store import RecordStore
from xabar.search.embedded.batch_analysis import available_cores
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.rebuild import rebuild_index


def measure_rebuilds(folder: Path) -> None:
    """Print the seconds of both by the clock, their ratio, and how busy the machine was."""
    alone, together = (_run(folder, processes) for processes in (1, available_cores()))
    print(
        f"{'rebuild, s: 1 process, all cores':34}{alone:12.1f}{together:12.1f}  {alone / together:.2f} times"
    )
    print(f"{'load of the machine':34}{os.getloadavg()[0]:12.1f}")


def _run(folder: Path, processes: int) -> float:
    command = [sys.executable, "-m", __name__, str(folder), str(processes)]
    return float(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)


async def rebuild(folder: Path, processes: int) -> float:
    """Make an index of the records in a folder, and return the seconds."""
    with RecordStore(folder / "records.sqlite") as records:
        engine = EmbeddedEngine(folder / f"index-by-{processes}", records, processes=processes)
        began = time.perf_counter()
        await rebuild_index(records, engine)
        seconds = time.perf_counter() - began
        await engine.close()
    return seconds


if __name__ == "__main__":
    print(asyncio.run(rebuild(Path(sys.argv[1]), int(sys.argv[2]))))
