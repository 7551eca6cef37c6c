"""A rebuild of the whole index on one core, and on all of them, one after the other over the same records.

    python -m bench.embedded.rebuilds FOLDER PROCESSES    # one of them: prints its seconds by the clock and of CPU

Each begins in a new process, which remembers no word yet. One process keeps to one core: tantivy's own thread would
take a second one. On a busy machine the clock says little; the CPU time of both says how much faster all cores can be
at best, if none of them ever waits.
"""

from __future__ import annotations

import asyncio
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from xabar.records.store import RecordStore
from xabar.search.embedded.batch_analysis import available_cores
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.rebuild import rebuild_index


class Spent(NamedTuple):
    """What a rebuild took, in seconds."""

    clock: float
    cpu: float  # of all its processes


def measure_rebuilds(folder: Path) -> None:
    """Print the seconds of both, by the clock and of CPU, their ratio, and how busy the machine was."""
    cores = available_cores()
    alone, together = (_run(folder, processes) for processes in (1, cores))
    for label, one, other in (
        ("rebuild, s: 1 core, all cores", alone.clock, together.clock),
        ("CPU, s; at best", alone.cpu, together.cpu / cores),
    ):
        print(f"{label:34}{one:12.1f}{other:12.1f}  {one / other:.2f} times")
    print(f"{'load of the machine':34}{os.getloadavg()[0]:12.1f}")


def _run(folder: Path, processes: int) -> Spent:
    command = [sys.executable, "-m", __name__, str(folder), str(processes)]
    printed = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return Spent(*map(float, printed.split()))


async def rebuild(folder: Path, processes: int) -> Spent:
    """Make an index of the records in a folder."""
    if processes == 1:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with RecordStore(folder / "records.sqlite") as records:
        engine = EmbeddedEngine(folder / f"index-by-{processes}", records, processes=processes)
        began, cpu = time.perf_counter(), _cpu_seconds()
        await rebuild_index(records, engine)
        clock = time.perf_counter() - began
        await engine.close()  # what its processes took is known when they have ended
    return Spent(clock, _cpu_seconds() - cpu)


def _cpu_seconds() -> float:
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    print(*asyncio.run(rebuild(Path(sys.argv[1]), int(sys.argv[2]))))
