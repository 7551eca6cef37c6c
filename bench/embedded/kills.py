"""kill -9 in the middle of storing and feeding: every acknowledged article must be there once and be found."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.embedded.corpus import articles
from xabar.article import article_id
from xabar.records.store import RecordStore
from xabar.search.check import check_index
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.feed import Feeder


@dataclass(slots=True)
class Kills:
    """What the kills did."""

    trials: int = 0
    acknowledged: int = 0
    lost: int = 0
    twice: int = 0
    reopen_errors: int = 0
    slowest_reopening: float = 0.0  # seconds, including the time in which the feed catches up


async def _write(data: Path, start: int) -> None:
    """Store articles, one commit each, feed them meanwhile, and print each number when it is acknowledged."""
    with RecordStore(data / "records.sqlite") as records:
        engine = EmbeddedEngine(data / "index", records)
        following = asyncio.create_task(Feeder(records, engine, linger=0.01).run(asyncio.Event()))
        for article in articles(100_000, start=start):
            records.put_article(article)
            sys.stdout.write(article.url.rsplit("/", 1)[1] + "\n")
            sys.stdout.flush()
            await asyncio.sleep(0)
        await following


def kill_writers(data: Path, trials: int) -> Kills:
    """Start, kill after a moment, reopen and compare, `trials` times over the same files."""
    rng = random.Random(3)
    result = Kills()
    for trial in range(trials):
        writer = subprocess.Popen(
            [sys.executable, "-m", "bench.embedded.kills", str(data), str(trial * 100_000)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout is not None
        lines = [writer.stdout.readline()]  # the first is acknowledged: it is writing
        time.sleep(0.2 + rng.random())
        os.kill(writer.pid, signal.SIGKILL)
        lines += writer.stdout.readlines()
        writer.wait()
        acknowledged = [line.strip() for line in lines if line.endswith("\n")]
        asyncio.run(_compare(data, acknowledged, result))
    return result


async def _compare(data: Path, acknowledged: list[str], result: Kills) -> None:
    result.trials += 1
    result.acknowledged += len(acknowledged)
    began = time.perf_counter()
    try:
        with RecordStore(data / "records.sqlite") as records:
            engine = EmbeddedEngine(data / "index", records)
            await Feeder(records, engine).feed_until_done()
            result.slowest_reopening = max(result.slowest_reopening, time.perf_counter() - began)
            ids = [article_id(f"https://news.example/{number}") for number in acknowledged]
            result.lost += len(ids) - len(records.get_articles(ids))
            found = await check_index(records, engine)
            result.lost += len(found.missing)
            result.twice += found.held - len({each async for each in engine.ids(found.generation)})
            generation = (await engine.generations())[-1]
            result.twice += (generation.documents or 0) - found.held
            await engine.close()
    except Exception as error:
        result.reopen_errors += 1
        print(f"  reopening failed: {error}", file=sys.stderr)


if __name__ == "__main__":
    asyncio.run(_write(Path(sys.argv[1]), int(sys.argv[2])))
