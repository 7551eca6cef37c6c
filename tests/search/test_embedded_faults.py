"""The faults that a folder of files can have: outdated, damaged, lost, on a full disk."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import textwrap
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.search.articles import CORPUS, make_article
from tests.search.contract.calls import active, fill, search
from xabar.records.store import RecordStore
from xabar.search.check import check_index
from xabar.search.elasticsearch_analysis import ANALYSIS_HASH
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.embedded.language_index import DamagedIndex, explain_reading
from xabar.search.engine import EngineUnavailable, IndexOutdated, SearchRequest
from xabar.search.feed import Feeder
from xabar.search.rebuild import rebuild_index


@pytest.fixture
async def engine(tmp_path: Path, records: RecordStore) -> AsyncIterator[EmbeddedEngine]:
    """An embedded engine in an empty folder."""
    engine = EmbeddedEngine(tmp_path / "index", records)
    yield engine
    await engine.close()


async def test_other_analysis_tables_are_refused_until_a_rebuild(
    tmp_path: Path, records: RecordStore, engine: EmbeddedEngine
) -> None:
    await fill(engine, records)
    await engine.close()
    newer = EmbeddedEngine(tmp_path / "index", records, analysis_hash="of tomorrow")
    with pytest.raises(IndexOutdated, match="xabar index rebuild"):
        await search(newer, "metro")
    report = await Feeder(records, newer).feed_until_done(pause=0)
    assert "xabar index rebuild" in (report.problem or "")
    with pytest.raises(IndexOutdated):
        await newer.write(await active(newer), records.changes_after(0, 1))
    assert (await rebuild_index(records, newer)).documents == len(CORPUS)
    assert (await search(newer, "metro")).total > 0
    with pytest.raises(IndexOutdated, match=ANALYSIS_HASH):
        await search(engine, "metro")
    await newer.close()


async def test_a_damaged_index_says_so_and_is_rebuilt(
    tmp_path: Path, records: RecordStore, engine: EmbeddedEngine
) -> None:
    await fill(engine, records)
    await engine.close()
    (tmp_path / "index" / "000001" / "uz" / "meta.json").write_text("{")
    engine = EmbeddedEngine(tmp_path / "index", records)
    with pytest.raises(EngineUnavailable, match="xabar index rebuild"):
        await search(engine, "metro")
    report = await rebuild_index(records, engine)
    assert (report.documents, report.dropped) == (len(CORPUS), ("000001",))
    assert (await search(engine, "*")).total == len(CORPUS)
    await engine.close()


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"chain": "a", "created_at": "then"}', "\0" * 9])
async def test_a_generation_made_with_unknown_tables_is_rebuilt(
    tmp_path: Path, records: RecordStore, engine: EmbeddedEngine, content: str
) -> None:
    await fill(engine, records)
    await engine.close()
    (tmp_path / "index" / "000001" / "chain.json").write_text(content)
    engine = EmbeddedEngine(tmp_path / "index", records)
    with pytest.raises(EngineUnavailable, match="xabar index rebuild"):
        await search(engine, "metro")
    (generation,) = await engine.generations()
    assert (generation.analysis_hash, generation.documents) == ("unknown", len(CORPUS))
    assert (await check_index(records, engine)).outdated == "unknown"
    report = await rebuild_index(records, engine)
    assert (report.documents, report.dropped) == (len(CORPUS), ("000001",))
    await engine.close()


async def test_what_else_lies_in_the_folder_is_left_alone(
    tmp_path: Path, records: RecordStore, engine: EmbeddedEngine
) -> None:
    await fill(engine, records)
    copy = tmp_path / "index" / "000001.bak"
    shutil.copytree(tmp_path / "index" / "000001", copy)
    assert [generation.name for generation in await engine.generations()] == ["000001"]
    assert (await rebuild_index(records, engine)).generation == "000002"
    assert copy.is_dir()


@pytest.mark.parametrize("content", [b"", b"\0\0\0\0\0\0\0", b"\xff"])
async def test_a_broken_name_of_the_active_generation_is_written_again_by_setup(
    tmp_path: Path, records: RecordStore, engine: EmbeddedEngine, content: bytes
) -> None:
    await fill(engine, records)
    (tmp_path / "index" / "ACTIVE").write_bytes(content)
    with pytest.raises(EngineUnavailable, match="xabar index setup"):
        await search(engine, "metro")
    assert await engine.setup()
    assert await active(engine) == "000001"
    assert (await search(engine, "*")).total == len(CORPUS)


async def test_a_lost_folder_is_made_again_from_the_records(
    tmp_path: Path, records: RecordStore, engine: EmbeddedEngine
) -> None:
    await fill(engine, records)
    await engine.close()
    shutil.rmtree(tmp_path / "index")
    engine = EmbeddedEngine(tmp_path / "index", records)
    report = await rebuild_index(records, engine)
    assert report.documents == len(CORPUS)
    await engine.close()


async def test_a_lost_folder_is_filled_again_by_the_feed(
    tmp_path: Path, records: RecordStore, engine: EmbeddedEngine
) -> None:
    await fill(engine, records)
    await engine.close()
    shutil.rmtree(tmp_path / "index")
    engine = EmbeddedEngine(tmp_path / "index", records)
    await fill(engine, records, [])
    assert (await search(engine, "*")).total == len(CORPUS)
    await engine.close()


# Feeds argv[1] while no file may grow beyond 2,000 bytes, as on a full disk, then again when there is room.
FULL_DISK = textwrap.dedent("""
    import asyncio, resource, signal, sys
    from pathlib import Path
    from xabar.records.store import RecordStore
    from xabar.search.embedded.engine import EmbeddedEngine
    from xabar.search.engine import EngineUnavailable
    from xabar.search.feed import Feeder

    async def main(data):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with RecordStore(data / "records.sqlite") as records:
            engine = EmbeddedEngine(data / "index", records)
            await engine.setup()
            changes = records.changes_after(0, 100)
            resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, resource.RLIM_INFINITY))
            for attempt in range(2):
                try:
                    await engine.write("000001", changes)
                except EngineUnavailable as error:
                    print("unavailable")
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            print((await Feeder(records, engine).feed_until_done()).confirmed)
            await engine.close()

    asyncio.run(main(Path(sys.argv[1])))
""")


def test_a_full_disk_makes_it_unavailable_until_there_is_room(tmp_path: Path, records: RecordStore) -> None:
    for number in range(20):
        records.put_article(make_article(f"a{number}"))
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.split() == ["unavailable", "unavailable", "20"], done.stderr
    assert "Traceback" not in done.stderr


async def test_a_folder_in_which_nothing_can_be_made_is_said_in_words(
    tmp_path: Path, records: RecordStore
) -> None:
    (tmp_path / "index").write_text("a file in the way")
    with pytest.raises(EngineUnavailable, match=r"cannot be made \(File exists\)"):
        await EmbeddedEngine(tmp_path / "index", records).create_generation()


@pytest.mark.parametrize("seed", range(2))
async def test_flipped_bytes_are_an_index_that_is_unavailable_or_harmless(
    tmp_path: Path,
    records: RecordStore,
    engine: EmbeddedEngine,
    seed: int,
    capfd: pytest.CaptureFixture[str],
) -> None:
    await fill(engine, records)
    await engine.close()
    rng = random.Random(seed)
    files = [
        path for path in sorted((tmp_path / "index").rglob("*")) if path.is_file() and path.stat().st_size
    ]
    unavailable = 0
    for number in range(10):
        folder = tmp_path / str(number)
        shutil.copytree(tmp_path / "index", folder)
        file = folder / rng.choice(files).relative_to(tmp_path / "index")
        content = bytearray(file.read_bytes())
        for place in rng.sample(range(len(content)), min(4, len(content))):
            content[place] ^= rng.randrange(1, 256)
        file.write_bytes(content)
        unavailable += await count_refusals(EmbeddedEngine(folder, records), records)
    assert unavailable
    assert "panicked" not in capfd.readouterr().err


def test_what_others_write_while_an_index_is_read_is_written_after_all(
    capfd: pytest.CaptureFixture[str],
) -> None:
    def read(said: bytes, error: BaseException) -> None:
        with explain_reading("x"):
            with explain_reading("x"):  # by another thread
                os.write(2, said)
            raise error

    with pytest.raises(DamagedIndex):
        read(b"said by another thread\n", ValueError())
    assert capfd.readouterr().err == "said by another thread\n"
    with pytest.raises(DamagedIndex):
        read(b"thread panicked\n", type("PanicException", (BaseException,), {})())
    os.write(2, b"to the end")
    assert capfd.readouterr().err == "to the end"


async def count_refusals(engine: EmbeddedEngine, records: RecordStore) -> int:
    """Ask a damaged index everything. It may answer, or say that it is unavailable."""

    async def read_ids() -> list[str]:
        return [article_id async for article_id in engine.ids("000001")]

    refused = 0
    for ask in (
        lambda: engine.search(SearchRequest("metro OR *", facets=("site", "day"))),
        lambda: engine.search(SearchRequest("*", sort="newest")),
        read_ids,
        engine.generations,
        lambda: engine.write("000001", records.changes_after(0, 3)),
    ):
        try:
            await ask()
        except EngineUnavailable:
            refused += 1
    await engine.close()
    return refused
