"""python -m bench.serve [--articles 100000] [--rate 50] [--searches 1500] [--folder DIR]: see README.md."""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

from bench.embedded.corpus import articles, queries
from bench.search_times import percentile
from bench.serve.load import Load, ask_steadily
from xabar.records.store import RecordStore
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.engine import FACETS, SearchRequest
from xabar.search.feed import Feeder
from xabar.web.asked import Asked

BATCH = 5000


async def fill(folder: Path, count: int) -> None:
    """Store and index the corpus, unless the folder has it from an earlier run."""
    with RecordStore(folder / "records.sqlite") as records:
        if records.count_articles() == count:
            return
        engine = EmbeddedEngine(folder / "index", records)
        await engine.setup()
        rest = articles(count)
        while batch := list(islice(rest, BATCH)):
            with records.transaction():
                for article in batch:
                    records.put_article(article)
            await Feeder(records, engine).feed_until_done()
        await engine.close()


def mixed_searches(count: int, articles_there: int) -> list[SearchRequest]:
    """Return searches of every kind in any order; no two are the same."""
    kinds = queries(list(articles(min(articles_there, 4000))), each=count // 5)
    mixed = [request for kind in kinds.values() for request in kind]
    random.Random(5).shuffle(mixed)
    return mixed


def address_of(request: SearchRequest) -> str:
    """Return the parameters of the page of a search."""
    return Asked(
        q=request.query,
        language=request.languages,
        since=request.since.isoformat() if request.since else "",
        until=request.until.isoformat() if request.until else "",
    ).address()


async def engine_alone(folder: Path, requests: list[SearchRequest]) -> tuple[list[float], float]:
    """Return the milliseconds of each search by the engine alone, one after another, and its CPU seconds."""
    times = []
    with RecordStore(folder / "records.sqlite") as records:
        engine = EmbeddedEngine(folder / "index", records)
        await engine.search(replace(requests[0], facets=FACETS))
        cpu = time.process_time()
        for request in requests:
            began = time.perf_counter()
            await engine.search(replace(request, facets=FACETS))
            times.append((time.perf_counter() - began) * 1000)
        spent = time.process_time() - cpu
        await engine.close()
    return times, spent


@contextmanager
def served(folder: Path, core: int | None) -> Iterator[tuple[str, int]]:
    """Yield the address and the process of a server over the folder, which has one core of the machine."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XABAR_")}
    environment["XABAR_DATA"] = str(folder)
    command = [sys.executable, "-m", "xabar", "serve", "--port", "0", "--timeout", "60"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as server:
        try:
            assert server.stderr is not None
            address = server.stderr.readline().split()[-1]
            if core is not None:
                os.sched_setaffinity(server.pid, {core})
            yield address, server.pid
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)


def cpu_seconds(pid: int) -> float:
    """Return the CPU seconds that a process has taken (proc(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def print_load(load: Load, spent: float, asked: int) -> None:
    """Print what the server did."""
    print(f"{'searches a CPU second':40}{asked / spent:10.1f}")
    for share in (0.5, 0.99):
        print(f"{f'page p{share * 100:.0f}, ms':40}{percentile(load.latencies, share):10.1f}")
    print(f"{'answers that failed':40}{load.failures:10}")
    print(f"{'largest page, kB':40}{max(load.sizes) / 1000:10.1f}")


def main() -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rate", type=float, default=50.0, help="searches a second")
    parser.add_argument("--searches", type=int, default=1500)
    parser.add_argument("--folder", type=Path, help="keep the corpus here, or take it from here")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        asyncio.run(fill(folder, given.articles))
        requests = mixed_searches(given.searches, given.articles)
        alone, spent = asyncio.run(engine_alone(folder, requests[: given.searches // 3]))
        print(f"{given.articles:,} articles, {len(requests)} searches, load {os.getloadavg()[0]:.1f}")
        print(f"{'engine alone: searches a CPU second':40}{len(alone) / spent:10.1f}")
        for share in (0.5, 0.99):
            print(f"{f'engine alone: p{share * 100:.0f}, ms':40}{percentile(alone, share):10.1f}")
        core = max(os.sched_getaffinity(0)) if len(os.sched_getaffinity(0)) > 1 else None
        addresses = [address_of(request) for request in requests]
        with served(folder, core) as (address, pid):
            asyncio.run(ask_steadily(address, addresses[:40], given.rate))  # it opens what it needs
            before = cpu_seconds(pid)
            load = asyncio.run(ask_steadily(address, addresses, given.rate))
            print_load(load, cpu_seconds(pid) - before, len(addresses))


if __name__ == "__main__":
    main()
