"""The embedded engine: the contract, and several processes over one folder."""

from __future__ import annotations

import asyncio
import gc
import json
import signal
import textwrap
from collections.abc import AsyncIterator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Barrier

import pytest
import tantivy

from tests import fork_server
from tests.search.articles import CORPUS, make_article
from tests.search.contract import EngineContract
from tests.search.contract.calls import change_of, fill, search
from tests.search.contract.shared import Filled, SharedIndexes
from xabar.collecting import SELDOM
from xabar.records.change import Change
from xabar.records.store import RecordStore
from xabar.search import feed
from xabar.search.check import check_index
from xabar.search.elasticsearch_analysis import ANALYSIS_HASH
from xabar.search.embedded import near
from xabar.search.embedded.batch_analysis import Analyzed
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.embedded.writer import Indexes, write_batch
from xabar.search.engine import (
    INDEX_LANGUAGES,
    IndexOutdated,
    SetupOptions,
    SetupRefused,
    WriteOutcome,
    active_generation,
)
from xabar.search.fed import fed
from xabar.search.feed import Feeder
from xabar.search.feed_turn import LENGTH, FeedTurn, now_utc
from xabar.search.rebuild import rebuild_index


@pytest.fixture
async def engine(tmp_path: Path, records: RecordStore) -> AsyncIterator[EmbeddedEngine]:
    """An embedded engine in an empty folder."""
    engine = EmbeddedEngine(tmp_path / "index", records)
    yield engine
    await engine.close()


@pytest.fixture
async def ready(engine: EmbeddedEngine, records: RecordStore) -> EmbeddedEngine:
    """The same engine, set up."""
    await engine.setup(records.mark())
    return engine


@pytest.fixture(scope="module")
def shared_indexes(tmp_path_factory: pytest.TempPathFactory) -> SharedIndexes:
    folder = tmp_path_factory.mktemp("indexes")
    return SharedIndexes(
        folder, lambda number, records: EmbeddedEngine(folder / str(number) / "index", records)
    )


@pytest.fixture
async def filled(shared_indexes: SharedIndexes) -> AsyncIterator[Filled]:
    async with shared_indexes.for_a_test() as filled:
        yield filled


class TestContract(EngineContract):
    """The embedded engine keeps the contract."""


def test_setup_requests_are_refused_in_words(engine: EmbeddedEngine) -> None:
    with pytest.raises(SetupRefused, match="set XABAR_SEARCH_URL"):
        engine.setup_requests(SetupOptions())


@pytest.mark.parametrize("in_pairs", [6, 1])
async def test_nearness_is_the_same_where_it_is_read_from_the_records(
    filled: Filled, monkeypatch: pytest.MonkeyPatch, in_pairs: int
) -> None:
    """As it is for words that may stand near each other in too many ways."""
    monkeypatch.setattr(near, "MOST_WAYS", 0)
    monkeypatch.setattr(near, "MOST_IN_PAIRS", in_pairs)
    await TestContract().test_nearness_is_what_its_definition_says(filled)


async def test_an_index_with_the_fields_of_old_asks_for_a_rebuild(
    tmp_path: Path, records: RecordStore, engine: EmbeddedEngine
) -> None:
    """As every index made before an article's authors could be looked for: the tables are the same, the fields are not."""
    records.put_article(CORPUS[0])
    _make_generation_of_old(tmp_path / "index", "000001")
    for asked in (engine.setup(), search(engine, "metro"), engine.write("000001", [change_of(CORPUS[0])])):
        with pytest.raises(IndexOutdated, match=r"with other fields.* `xabar index rebuild`"):
            await asked
    (generation,) = await engine.generations()
    assert (generation.outdated, generation.documents) == (True, 1)
    await rebuild_index(records, engine)
    assert (await search(engine, "metro")).total == 1
    assert [each.outdated for each in await engine.generations()] == [False]


async def test_a_rebuild_tells_how_many_of_all_changes_it_has_carried(
    records: RecordStore, engine: EmbeddedEngine
) -> None:
    """Of the articles, not of the numbers of the feed, which skip what was changed since."""
    for minutes in range(3):
        records.put_article(make_article("often", f"Sarlavha {minutes}", minutes=minutes))
    records.put_article(make_article("once", "Boshqa", "Boshqa matn."))
    told: list[tuple[int, int]] = []
    await rebuild_index(records, engine, lambda done, total: told.append((done, total)))
    assert told == [(0, 2), (2, 2)]


async def test_a_small_batch_waits_for_what_its_languages_merge_one_after_the_other(
    tmp_path: Path, records: RecordStore, engine: EmbeddedEngine
) -> None:
    """Only the index whose lock guards the generation may still merge when a batch is written."""
    await engine.setup()
    merged = 0
    for number in range(9):
        articles = [
            make_article(f"{language}{number}", "Metro", "Metro ochildi.", language=language)
            for language in ("uz", "kk", "ru")
        ]
        await engine.write("000001", [change_of(article) for article in articles])
        for language in ("kk", "ru"):
            state = json.loads((tmp_path / "index" / "000001" / language / "meta.json").read_text())
            assert len(state["segments"]) < 8  # tantivy merges eight
            merged += len(state["segments"]) < number + 1
    assert merged == 2 * 2  # after the eighth batch and the ninth


async def test_a_small_batch_is_written_language_by_language_and_answered_in_its_order(
    records: RecordStore, engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The removal comes last, and the article that has changed its language stands in one index only."""
    await engine.setup()
    languages = ("uz", "kk", "tr", "kk", "uz", "ru")
    articles = [make_article(str(n), language=language) for n, language in enumerate(languages)]
    batch = [change_of(article) for article in articles]
    await engine.write("000001", batch)
    written: list[list[str]] = []

    def write(
        indexes: Indexes, changes: Sequence[Change], analyzed: Iterable[list[Analyzed]]
    ) -> list[WriteOutcome]:
        written.append([change.id for change in changes])
        return write_batch(indexes, changes, analyzed)

    monkeypatch.setattr("xabar.search.embedded.engine.write_batch", write)
    moved = replace(batch[1], version=batch[1].version + 1, article=replace(articles[1], language="ru"))
    removed = Change(7, articles[0].id, batch[0].version + 1, None)
    outcomes = await engine.write("000001", [removed, moved, *batch[2:]])
    ids = [article.id for article in articles]
    assert [(outcome.id, outcome.status) for outcome in outcomes] == [(each, "confirmed") for each in ids]
    assert written == [[ids[3]], [ids[1], ids[5]], [ids[2]], [ids[0], ids[4]]]
    assert sorted([each async for each in engine.ids("000001")]) == sorted(ids[1:])


@pytest.mark.parametrize("large", [2, 3])
async def test_garbage_is_looked_for_seldom_while_a_large_batch_is_written(
    large: int, engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    await engine.setup()
    usual, met = gc.get_threshold(), []

    def write(
        indexes: Indexes, changes: Sequence[Change], analyzed: Iterable[list[Analyzed]]
    ) -> list[WriteOutcome]:
        met.append(gc.get_threshold())
        return write_batch(indexes, changes, analyzed)

    monkeypatch.setattr("xabar.search.embedded.engine.LARGE", large)
    monkeypatch.setattr("xabar.search.embedded.engine.write_batch", write)
    await engine.write("000001", [change_of(make_article(name, language="uz")) for name in ("1", "2")])
    assert met == [SELDOM if large == 2 else usual]
    assert gc.get_threshold() == usual


def _make_generation_of_old(index: Path, name: str) -> None:
    schema = tantivy.SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw").build()
    for language in INDEX_LANGUAGES:
        (index / name / language).mkdir(parents=True)
        writer = tantivy.Index(schema, path=str(index / name / language)).writer(15_000_000, 1)
        if language == "uz":
            writer.add_document(tantivy.Document(id=[CORPUS[0].id]))
        writer.commit()
        writer.wait_merging_threads()
    chain = {"chain": ANALYSIS_HASH, "created_at": "2026-01-01T00:00:00+00:00"}
    (index / name / "chain.json").write_text(json.dumps(chain))
    (index / "ACTIVE").write_text(name + "\n")


# A second process that feeds argv[1] in batches of argv[2], prints "fed" after each, then waits for its input to end.
FEEDER = textwrap.dedent("""
    import asyncio, sys
    from pathlib import Path
    from xabar.records.store import RecordStore
    from xabar.search.embedded.engine import EmbeddedEngine
    from xabar.search.feed import Feeder

    async def main(data, batch, most):
        with RecordStore(data / "records.sqlite") as records:
            feeder = Feeder(records, EmbeddedEngine(data / "index", records), batch=batch)
            while most and await feeder.feed_batch():
                print("fed", flush=True)
                most -= 1
            print("done", flush=True)
            sys.stdin.read()

    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
""")


async def test_one_process_writes_and_the_other_waits_its_turn(
    tmp_path: Path, records: RecordStore, engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "STALLED", 3.0)
    records.put_article(CORPUS[0])
    with fork_server.asked(FEEDER, tmp_path, 10, 9) as (other, asking):
        assert other.stdout is not None
        while other.stdout.readline() != "done\n":
            pass
        records.put_article(CORPUS[1])
        report = await Feeder(records, engine).feed_until_done(pause=0)
        assert (report.stored, report.waiting) == (1, 1)
        assert f"process {other.pid} " in (report.problem or "")
        # It does not renew its turn, but holds the index itself.
        monkeypatch.setattr(feed, "FeedTurn", partial(FeedTurn, clock=lambda: now_utc() + 2 * LENGTH))
        report = await Feeder(records, engine).feed_until_done(pause=0)
        assert (report.stored, report.waiting) == (1, 1)
        assert "another process is feeding" in (report.problem or "")
        assert (await search(engine, "*")).total == 1  # what the other process wrote is seen here
        asking.close()
        assert other.wait(60) == 0
    assert (await Feeder(records, engine).feed_until_done()).waiting == 0
    assert (await search(engine, "*")).total == 2


async def test_kill_9_in_the_middle_of_feeding_loses_and_doubles_nothing(
    tmp_path: Path, records: RecordStore, engine: EmbeddedEngine
) -> None:
    with records.transaction():
        for number in range(600):
            records.put_article(make_article(str(number), "Metro", "soʻz " * 50))
    for batches in (1, 4, 7):
        with fork_server.asked(FEEDER, tmp_path, 20, batches + 3) as (other, _):
            assert other.stdout is not None
            for _ in range(batches):
                assert other.stdout.readline() == "fed\n"
            other.kill()
            assert other.wait(60) == -signal.SIGKILL
    confirmed = records.confirmed(fed(engine, await active_generation(engine)))
    assert 240 <= confirmed < 600
    assert (await search(engine, "metro")).total >= confirmed
    assert (await Feeder(records, engine).feed_until_done()).waiting == 0
    found = await check_index(records, engine)
    assert (found.ok, found.held) == (True, 600)
    assert (await search(engine, "metro")).total == 600


def test_setups_at_the_same_time_make_one_generation(tmp_path: Path) -> None:
    path, together = tmp_path / "index", Barrier(8)
    (path / "building-abc").mkdir(parents=True)  # a setup was killed here

    def set_up(number: int) -> bool:
        with RecordStore(tmp_path / "records.sqlite") as records:
            engine = EmbeddedEngine(path, records)
            together.wait()
            return asyncio.run(engine.setup(records.mark()))

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(set_up, range(8))) == 1
    assert {entry.name for entry in path.iterdir()} == {"000001", "ACTIVE", "lock"}


async def test_a_generation_that_another_process_writes_is_not_dropped(
    tmp_path: Path, records: RecordStore, engine: EmbeddedEngine
) -> None:
    records.put_article(CORPUS[0])
    with fork_server.asked(FEEDER, tmp_path, 10, 9) as (other, asking):
        assert other.stdout is not None
        while other.stdout.readline() != "done\n":
            pass
        report = await rebuild_index(records, engine)
        assert (report.dropped, report.in_use) == ((), ("000001",))
        asking.close()
        assert other.wait(60) == 0
    assert (await rebuild_index(records, engine)).dropped == ("000001", "000002")


async def test_an_article_removed_since_is_not_a_hit(records: RecordStore, engine: EmbeddedEngine) -> None:
    await fill(engine, records)
    records.remove_article(CORPUS[0].id, CORPUS[0].fetched_at)
    page = await search(engine, "bekati")
    assert (page.total, page.hits) == (1, ())
