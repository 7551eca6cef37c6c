"""Searches of an index and of the same one ten times as large: python -m bench.embedded.grown FOLDER [--times 10]

FOLDER holds records and index as `python -m bench.embedded --folder` leaves them (`speed-100000`). The larger index has
every segment so many times, each under a name of its own; tantivy then merges them as it merges what is fed. So a
million articles are there in minutes, and terms, their frequencies and the words of the vocabulary are those of the
smaller one. Times are CPU milliseconds, the best of three.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import tempfile
import time
from pathlib import Path
from uuid import uuid4

from bench.embedded.corpus import articles, queries
from bench.search_times import percentile
from xabar.records.store import RecordStore
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.embedded.folder import IndexFolder
from xabar.search.embedded.language_index import LanguageIndex
from xabar.search.engine import INDEX_LANGUAGES, SearchRequest

ROUNDS = 3


def grow(index: Path, grown: Path, times: int) -> None:
    """Make an index of the active generation with each of its segments so many times, merged."""
    generation = IndexFolder(index).active()
    assert generation is not None, f"no index in {index}"
    shutil.copytree(index, grown, ignore=shutil.ignore_patterns(*INDEX_LANGUAGES))
    for language in INDEX_LANGUAGES:
        target = grown / generation / language
        target.mkdir()
        _repeat_segments(index / generation / language, target, times)
        opened = LanguageIndex(target)
        opened.lock().commit()
        opened.close()  # waits for the merges


def _repeat_segments(source: Path, target: Path, times: int) -> None:
    meta = json.loads((source / "meta.json").read_text())
    segments, names = [], ["meta.json"]
    for segment in meta["segments"]:
        former = segment["segment_id"].replace("-", "")
        for _ in range(times):
            name = uuid4()
            segments.append(segment | {"segment_id": str(name)})
            for file in source.glob(f"{former}.*"):
                names.append(file.name.replace(former, name.hex))
                os.link(file, target / names[-1])
    (target / "meta.json").write_text(json.dumps(meta | {"segments": segments}))
    (target / ".managed.json").write_text(json.dumps(names))


async def cpu_times(index: Path, records: RecordStore, requests: list[SearchRequest]) -> list[float]:
    """Return the CPU milliseconds of each search."""
    engine = EmbeddedEngine(index, records)
    times = []
    for request in requests:
        rounds = []
        for _ in range(ROUNDS):
            began = time.process_time()
            await engine.search(request)
            rounds.append((time.process_time() - began) * 1000)
        times.append(min(rounds))
    await engine.close()
    return times


async def measure(folder: Path, times: int) -> None:
    """Print the times of each kind of search in both."""
    kinds = queries(list(articles(2000)))
    with (
        tempfile.TemporaryDirectory(prefix="grown-", dir=folder) as temporary,
        RecordStore(folder / "records.sqlite") as records,
    ):
        grown = Path(temporary) / "index"
        grow(folder / "index", grown, times)
        print(f"{'p50 · p99, CPU ms':20}{'as it is':>18}{f'{times} times':>18}{'p99':>12}")
        for kind, requests in kinds.items():
            found = [await cpu_times(index, records, requests) for index in (folder / "index", grown)]
            shown = [f"{percentile(each, 0.5):.1f} · {percentile(each, 0.99):.1f}" for each in found]
            one, other = (percentile(each, 0.99) for each in found)
            print(f"{kind:20}{shown[0]:>18}{shown[1]:>18}{other / one:>10.1f} x", flush=True)


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=10)
    options = parser.parse_args()
    asyncio.run(measure(options.folder, options.times))


if __name__ == "__main__":
    main()
