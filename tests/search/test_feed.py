"""The feeder with an engine that is down, refuses changes, puts them off, or is fed by two at once.

The engine is the embedded one with a gate before `write`, so that a test can make it answer like a busy server.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import pytest

from tests.search.articles import make_article
from xabar.crawl_stats import IndexStats
from xabar.records.change import Change
from xabar.records.errors import RecordsLocked
from xabar.records.store import RecordStore
from xabar.search.check import check_index
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.engine import EngineUnavailable, RebuildFailed, SearchRequest, WriteOutcome
from xabar.search.feed import PATIENCE, Feeder
from xabar.search.rebuild import Permission, rebuild_index


class GatedEngine(EmbeddedEngine):
    """The embedded engine. `gate` may raise, or answer for a change instead of the engine."""

    gate: Callable[[Change], WriteOutcome | None] = staticmethod(lambda change: None)

    async def write(self, generation: str, changes: Sequence[Change]) -> list[WriteOutcome]:
        answers = {change.sequence: self.gate(change) for change in changes}
        passed = [change for change in changes if answers[change.sequence] is None]
        outcomes = iter(await super().write(generation, passed))
        return [answers[change.sequence] or next(outcomes) for change in changes]


@pytest.fixture
async def engine(tmp_path: Path, records: RecordStore) -> AsyncIterator[GatedEngine]:
    """A gated engine in an empty folder."""
    engine = GatedEngine(tmp_path / "index", records)
    yield engine
    await engine.close()


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let who waits for another feeder look again at once."""
    monkeypatch.setattr("xabar.search.feed.LOOK", 0.01)


def put(records: RecordStore, *paths: str) -> list[str]:
    """Store articles with these paths and return their ids."""
    articles = [make_article(path, f"Sarlavha {path}") for path in paths]
    for article in articles:
        records.put_article(article)
    return [article.id for article in articles]


async def total(engine: EmbeddedEngine) -> int:
    return (await engine.search(SearchRequest("*"))).total


async def test_everything_is_carried_in_batches(records: RecordStore, engine: GatedEngine) -> None:
    put(records, *map(str, range(25)))
    report = await Feeder(records, engine, batch=10).feed_until_done()
    assert (report.stored, report.confirmed, report.waiting, report.dead) == (25, 25, 0, 0)
    assert report.problem is None
    assert await total(engine) == 25


async def test_what_waited_before_is_counted_apart(records: RecordStore, engine: GatedEngine) -> None:
    def refuse_two(change: Change) -> WriteOutcome | None:
        url = change.article.url if change.article else ""
        return WriteOutcome(change.id, "dead", "too odd") if url.endswith(("/b", "/f")) else None

    engine.gate = refuse_two
    put(records, "a")
    assert (await Feeder(records, engine).feed_until_done()).waiting == 0
    put(records, "b", "c", "d")  # a run that ended before its index had them
    feeder, began = Feeder(records, engine, batch=2), records.last_sequence()
    put(records, "e", "f")
    await feeder.feed_batch()
    assert feeder.stats_since(began) == IndexStats(
        stored=2, waiting=2, older_confirmed=1, older_waiting=1, older_dead=1
    )
    await feeder.feed_until_done()
    stats = feeder.stats_since(began)
    assert stats == IndexStats(stored=2, confirmed=1, dead=1, older_confirmed=2, older_dead=1)
    assert (stats.balanced, stats.older) == (True, 3)


async def test_an_index_that_is_down_loses_nothing(records: RecordStore, engine: GatedEngine) -> None:
    put(records, "a", "b")

    def down(change: Change) -> None:
        raise EngineUnavailable("nobody answers")

    engine.gate = down
    feeder = Feeder(records, engine)
    report = await feeder.feed_until_done(pause=0)
    assert (report.stored, report.confirmed, report.waiting, report.dead) == (2, 0, 2, 0)
    assert report.problem == "nobody answers"
    engine.gate = lambda change: None
    report = await feeder.feed_until_done()
    assert (report.stored, report.confirmed, report.waiting, report.problem) == (2, 2, 0, None)


async def test_an_index_that_was_never_reached_leaves_all_waiting(
    records: RecordStore, engine: GatedEngine, tmp_path: Path
) -> None:
    put(records, "a", "b")
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "ACTIVE").write_text("000007\n")
    report = await Feeder(records, engine).feed_until_done(pause=0)
    assert (report.generation, report.stored, report.waiting) == (None, 2, 2)
    assert "xabar index rebuild" in (report.problem or "")


async def test_what_the_index_refuses_is_a_dead_letter_and_the_rest_goes_on(
    records: RecordStore, engine: GatedEngine
) -> None:
    first, _, _ = put(records, "a", "b", "c")
    engine.gate = lambda change: WriteOutcome(change.id, "dead", "too odd") if change.id == first else None
    feeder = Feeder(records, engine)
    report = await feeder.feed_until_done()
    assert (report.stored, report.confirmed, report.waiting, report.dead) == (3, 2, 0, 1)
    assert [(letter.id, letter.reason) for letter in records.dead_letters()] == [(first, "too odd")]
    engine.gate = lambda change: None
    assert records.retry_dead() == 1
    await feeder.feed_until_done()
    assert (records.dead_letters(), await total(engine)) == ([], 3)


async def test_a_change_put_off_stops_the_number_before_it(records: RecordStore, engine: GatedEngine) -> None:
    _, second, _ = put(records, "a", "b", "c")
    engine.gate = lambda change: WriteOutcome(change.id, "retry", "429") if change.id == second else None
    report = await Feeder(records, engine).feed_until_done(pause=0)
    assert (report.confirmed, report.waiting, report.dead, report.problem) == (1, 2, 0, "429")
    assert await total(engine) == 2  # the third is there; it is carried again, which changes nothing
    engine.gate = lambda change: None
    report = await Feeder(records, engine).feed_until_done()
    assert (report.confirmed, report.waiting) == (2, 0)
    assert await total(engine) == 3


async def test_one_change_put_off_for_ever_while_others_pass_is_dead(
    records: RecordStore, engine: GatedEngine
) -> None:
    first, _ = put(records, "a", "b")
    engine.gate = lambda change: WriteOutcome(change.id, "retry", "500") if change.id == first else None
    report = await Feeder(records, engine).feed_until_done(attempts=PATIENCE + 1, pause=0)
    assert (report.confirmed, report.waiting, report.dead) == (1, 0, 1)
    assert records.dead_letters()[0].reason.endswith("500")


async def test_when_all_are_put_off_nothing_is_ever_dead(records: RecordStore, engine: GatedEngine) -> None:
    put(records, "a", "b")
    engine.gate = lambda change: WriteOutcome(change.id, "retry", "429")
    report = await Feeder(records, engine).feed_until_done(attempts=PATIENCE * 2, pause=0)
    assert (report.waiting, report.dead) == (2, 0)


async def test_two_feeders_share_the_work(records: RecordStore, engine: GatedEngine) -> None:
    put(records, *map(str, range(30)))
    feeders = [Feeder(records, engine, batch=7) for _ in range(2)]
    reports = await asyncio.gather(*(feeder.feed_until_done() for feeder in feeders))
    assert {report.waiting for report in reports} == {0}
    assert await total(engine) == 30
    (generation,) = await engine.generations()
    assert generation.documents == 30


async def test_a_run_follows_the_feed_until_it_is_stopped(records: RecordStore, engine: GatedEngine) -> None:
    stop = asyncio.Event()
    task = asyncio.create_task(Feeder(records, engine, linger=0.001).run(stop))
    put(records, "a")
    async with asyncio.timeout(60):
        while not (await engine.generations()) or await total(engine) == 0:
            await asyncio.sleep(0.001)
    put(records, "b", "c")
    stop.set()
    report = await task
    assert (report.stored, report.confirmed, report.waiting) == (3, 3, 0)


async def test_a_run_that_waits_for_the_turn_of_another_process_looks_for_it_often(
    records: RecordStore, engine: GatedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xabar.search.feed.FREE", 0.01)
    feeder, stop, refusals = Feeder(records, engine, linger=60.0), asyncio.Event(), [1, 2]
    take = feeder._turn.take

    def take_later(index: str) -> bool:
        if not refusals:
            return take(index)
        refusals.pop()
        feeder._turn.holder = "another process"
        return False

    monkeypatch.setattr(feeder._turn, "take", take_later)
    put(records, "a")
    task = asyncio.create_task(feeder.run(stop))
    async with asyncio.timeout(60):
        while not (await engine.generations()) or await total(engine) == 0:
            await asyncio.sleep(0.001)
    stop.set()
    await task


async def test_a_run_waits_for_an_index_that_is_down_and_stops_at_once(
    records: RecordStore, engine: GatedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xabar.search.feed.FIRST_PAUSE", 0.01)
    monkeypatch.setattr(Feeder.feed_until_done, "__defaults__", (3, 0.01))
    put(records, "a")
    refused = asyncio.Event()

    def down(change: Change) -> None:
        refused.set()
        raise EngineUnavailable("nobody answers")

    engine.gate = down
    stop = asyncio.Event()
    task = asyncio.create_task(Feeder(records, engine).run(stop))
    await refused.wait()
    stop.set()
    report = await task
    assert (report.waiting, report.problem) == (1, "nobody answers")


async def test_the_report_counts_only_what_this_feeder_had_to_carry(
    records: RecordStore, engine: GatedEngine
) -> None:
    put(records, "a", "b")
    await Feeder(records, engine).feed_until_done()
    put(records, "c")
    report = await Feeder(records, engine).feed_until_done()
    assert (report.stored, report.confirmed) == (1, 1)


async def test_a_rebuild_that_is_not_complete_is_not_activated(
    records: RecordStore, engine: GatedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(records, "a", "b")
    await Feeder(records, engine).feed_until_done()
    (former,) = await engine.generations()
    engine.gate = lambda change: WriteOutcome(change.id, "confirmed")  # but it writes nothing
    with pytest.raises(RebuildFailed, match="holds 0 articles"):
        await rebuild_index(records, engine)
    active = [generation.name for generation in await engine.generations() if generation.active]
    assert active == [former.name]
    assert await total(engine) == 2


async def test_a_damaged_article_is_a_dead_letter_and_rebuild_search_and_check_go_on(
    records: RecordStore, engine: GatedEngine
) -> None:
    first, second, third = put(records, "a", "b", "c")
    await Feeder(records, engine).feed_until_done()
    records._db.execute(
        "UPDATE article SET payload = CAST(substr(payload, 1, 40) || x'00' || substr(payload, 42) AS BLOB) WHERE id = ?",
        (bytes.fromhex(second),),
    )
    found = await engine.search(SearchRequest("*"))
    assert {hit.article.id for hit in found.hits} == {first, third}
    checked = await check_index(records, engine)
    assert (checked.ok, checked.damaged, checked.missing, checked.superfluous) == (False, (second,), (), ())
    report = await rebuild_index(records, engine, permission=Permission(smaller=True))
    assert (report.documents, report.dead) == (2, 1)
    (letter,) = records.dead_letters()
    assert letter.id == second
    assert "damaged" in letter.reason


async def test_an_index_that_has_lost_a_language_is_said_with_the_command_that_mends_it(
    records: RecordStore, engine: GatedEngine
) -> None:
    for number in range(4):
        records.put_article(make_article(f"uz/{number}", f"Sarlavha {number}", language="uz"))
        records.put_article(make_article(f"kk/{number}", f"Тақырып {number}", language="kk"))
    assert (await Feeder(records, engine).feed_until_done()).problem is None
    assert (await Feeder(records, engine).feed_until_done()).problem is None
    lost = [
        change
        for change in records.changes_after(0, 10)
        if change.article and change.article.language == "uz"
    ]
    (generation,) = await engine.generations()
    for change in lost:
        await EmbeddedEngine.write(
            engine, generation.name, [Change(change.sequence, change.id, change.version, None)]
        )
    report = await Feeder(records, engine).feed_until_done()
    assert (report.waiting, report.problem) == (
        0,
        "the index has lost 4 of 8 articles (languages: uz): run `xabar index rebuild`",
    )
    await rebuild_index(records, engine)
    assert (await Feeder(records, engine).feed_until_done()).problem is None


async def test_records_that_are_locked_do_not_end_the_feeding(
    records: RecordStore, engine: GatedEngine
) -> None:
    put(records, "a")
    feeder = Feeder(records, engine)
    refusals = [RecordsLocked("locked"), RecordsLocked("locked")]

    def locked(change: Change) -> None:
        if refusals:
            raise refusals.pop()

    engine.gate = locked
    report = await feeder.feed_until_done(pause=0)
    assert (report.confirmed, report.waiting, report.problem) == (1, 0, None)


async def test_who_has_the_turn_and_finds_another_writing_lets_it_go_on_and_waits(
    tmp_path: Path, records: RecordStore, engine: GatedEngine, caplog: pytest.LogCaptureFixture
) -> None:
    put(records, "a")
    slow = Feeder(records, GatedEngine(tmp_path / "index", records))
    await slow.feed_batch()  # it writes to the index until it is closed
    put(records, "b")
    slow._turn.give_back()  # as when it stood still for longer than its turn lasts
    waiting = asyncio.create_task(Feeder(records, engine).feed_until_done())
    await asyncio.sleep(0.1)
    assert not waiting.done()
    while not await slow.feed_batch():
        await asyncio.sleep(0.01)
    report = await waiting
    await slow.engine.close()
    assert (report.waiting, report.problem) == (0, None)
    assert "does not take" not in caplog.text
