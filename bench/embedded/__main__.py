"""python -m bench.embedded [--articles 100000] [--many 1000000] [--kills 20] [--folder DIR]: see README.md."""

from __future__ import annotations

import argparse
import asyncio
import resource
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from bench.embedded.bare_tantivy import tantivy_times
from bench.embedded.corpus import articles, queries
from bench.embedded.fts5 import Fts5
from bench.embedded.kills import kill_writers
from bench.embedded.rebuilds import measure_rebuilds
from bench.search_times import ROUNDS, percentile, search_times
from xabar.article import Article
from xabar.records.store import RecordStore
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.embedded.language_index import LanguageIndex
from xabar.search.engine import INDEX_LANGUAGES, SearchRequest, active_generation
from xabar.search.feed import Feeder

BATCH = 5000


def batches(found: Iterable[Article]) -> Iterator[list[Article]]:
    """Yield lists of 5,000."""
    rest = iter(found)
    while batch := list(islice(rest, BATCH)):
        yield batch


def megabytes(path: Path) -> float:
    """Return the size of a file or folder in MB."""
    files = [path] if path.is_file() else path.rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


@dataclass(slots=True)
class Timing:
    """Articles written and the time for it; making the articles is not counted."""

    articles: int = 0
    cpu: float = 0.0  # seconds
    wall: float = 0.0  # seconds

    @contextmanager
    def of(self, batch: list[Article]) -> Iterator[None]:
        """Measure what happens inside, for this batch."""
        cpu, wall = time.process_time(), time.perf_counter()
        yield
        self.cpu += time.process_time() - cpu
        self.wall += time.perf_counter() - wall
        self.articles += len(batch)


async def upsert(
    records: RecordStore, feeder: Feeder, peer: Fts5, found: Iterable[Article]
) -> tuple[Timing, Timing]:
    """Store and feed in batches, each beside the baseline."""
    ours, theirs = Timing(), Timing()
    for batch in batches(found):
        with ours.of(batch):
            with records.transaction():
                for article in batch:
                    records.put_article(article)
            await feeder.feed_until_done()
        with theirs.of(batch):
            peer.put(batch)
    return ours, theirs


def fts5_times(peer: Fts5, requests: list[SearchRequest]) -> list[float]:
    """Return what `search_times` does, for the baseline."""
    times = []
    for request in requests:
        rounds = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            peer.search(request)
            rounds.append((time.perf_counter() - began) * 1000)
        times.append(min(rounds))
    return times


async def measure(folder: Path, count: int) -> None:
    """Print the table of one number of articles."""
    with RecordStore(folder / "records.sqlite") as records:
        # in one process: the CPU of others would not be seen
        engine = EmbeddedEngine(folder / "index", records, processes=1)
        feeder = Feeder(records, engine)
        peer = Fts5(folder / "fts5.sqlite")
        new = await upsert(records, feeder, peer, articles(count))
        changed = await upsert(records, feeder, peer, articles(count // 20, seed=8))
        print(f"{f'{count:,} articles':34}{'xabar':>12}{'FTS5':>12}{'tantivy':>12}")
        for label, timings in (("new", new), ("changed", changed)):
            each = [f"{timing.articles / timing.cpu:12,.0f}" for timing in timings]
            print(f"{f'{label} articles a CPU second':34}{''.join(each)}")
            each = [f"{timing.articles / timing.wall:12,.0f}" for timing in timings]
            print(f"{f'{label} articles a second':34}{''.join(each)}")
        text = sum(len(a.title.encode()) + len(a.body.encode()) for a in articles(1000)) * count / 1e9
        print(f"{'text, MB':34}{text:12,.0f}")
        print(f"{'index, MB':34}{megabytes(folder / 'index'):12,.0f}")
        sqlite = sum(map(megabytes, folder.glob("records.sqlite*")))  # with its log
        print(f"{'records, MB':34}{sqlite:12,.0f}{megabytes(folder / 'fts5.sqlite'):12,.0f}")
        print(f"{'peak memory, MB':34}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:12,.0f}")
        kinds = queries(list(articles(min(count, 2000))))
        await measure_merges(engine, kinds["term"])
        await measure_searches(engine, peer, kinds)
        await engine.close()


async def measure_merges(engine: EmbeddedEngine, requests: list[SearchRequest]) -> None:
    """Print how long terms take right after feeding, then let the index finish what it still merges."""
    for label in ("right after feeding", "after merging"):
        generation = await active_generation(engine)
        with open_indexes(Path(engine.address) / generation.name) as indexes:
            segments = sum(index.searcher().num_segments for index in indexes)
        times = await search_times(engine, [replace(request, exact=True) for request in requests])
        print(f"{f'term {label}, p99, ms':34}{percentile(times, 0.99):12.2f}  {segments} segments")
        await engine.close()  # it opens itself again


async def measure_searches(engine: EmbeddedEngine, peer: Fts5, kinds: dict[str, list[SearchRequest]]) -> None:
    """Print the times of each kind beside the baselines, and whether they stay below the bound."""
    generation = await active_generation(engine)
    with open_indexes(Path(engine.address) / generation.name) as indexes:
        for kind, requests in kinds.items():
            ours = await search_times(engine, requests)
            exact = await search_times(engine, [replace(request, exact=True) for request in requests])
            theirs, bare = fts5_times(peer, requests), tantivy_times(indexes, requests)
            for share in (0.5, 0.99):
                label = f"{kind}, p{share * 100:.0f}, ms"
                row = [percentile(times, share) for times in (ours, theirs, bare)]
                print(f"{label:34}{''.join(f'{milliseconds:12.2f}' for milliseconds in row)}")
            print(f"{'  ours ≤ 1.5 x tantivy + 3 ms':34}{share_within(ours, bare):12.0%}")
            if any(request.facets for request in requests):
                counting = tantivy_times(indexes, requests, facets=True)
                print(f"{'  tantivy with its facets, p99, ms':34}{percentile(counting, 0.99):36.2f}")
                print(f"{'  ours ≤ 1.5 x that + 3 ms':34}{share_within(ours, counting):12.0%}")
            print(f"{'  as typed only, p99, ms':34}{percentile(exact, 0.99):12.2f}")


def share_within(ours: list[float], bare: list[float]) -> float:
    """Return how many of our times stay below one and a half times the bare one and 3 ms."""
    return sum(time <= 1.5 * bound + 3 for time, bound in zip(ours, bare, strict=True)) / len(ours)


@contextmanager
def open_indexes(folder: Path) -> Iterator[list[LanguageIndex]]:
    """Open those of a generation beside the engine, for reading."""
    indexes = [LanguageIndex(folder / language) for language in INDEX_LANGUAGES]
    try:
        yield indexes
    finally:
        for index in indexes:
            index.close()


def main() -> None:
    """Read the options, measure, kill."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--many", type=int, help="measure so many articles too")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder, removed, by default")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="xabar-bench-") as temporary:
        folder = options.folder or Path(temporary)
        for count in filter(None, (options.articles, options.many)):
            asyncio.run(measure(folder / f"speed-{count}", count))
            measure_rebuilds(folder / f"speed-{count}")
        if options.kills:
            kills = kill_writers(folder / "kills", options.kills)
            print(
                f"{kills.trials} kills while {kills.acknowledged} articles were acknowledged: {kills.lost} lost,"
            )
            print(f"{kills.twice} twice, {kills.reopen_errors} reopening errors,")
            print(f"slowest reopening {kills.slowest_reopening * 1000:.0f} ms, the feed caught up")


if __name__ == "__main__":
    main()
