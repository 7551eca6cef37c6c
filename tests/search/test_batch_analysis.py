"""A large batch, analysed by several processes: the same index, whatever becomes of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Future
from itertools import chain, cycle
from pathlib import Path
from threading import Event

import pytest

from tests.search.articles import CORPUS, make_article
from tests.search.contract.calls import change_of
from xabar.records.change import Change
from xabar.records.store import RecordStore
from xabar.search import analysis
from xabar.search.analysis import Terms
from xabar.search.embedded import analysis_workers, batch_analysis
from xabar.search.embedded.analysis_workers import AnalysisWorkers, _Task
from xabar.search.embedded.batch_analysis import Analyzed, BatchAnalysis
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.engine import SearchRequest
from xabar.workers.pool import WorkerPool

ROOT = Path(__file__).parents[2]
REMOVAL = Change(7, "0" * 32, 1, None)


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a handful of articles be a large batch."""
    monkeypatch.setattr(batch_analysis, "LARGE", 3)
    monkeypatch.setattr(batch_analysis, "CHUNK", 2)
    monkeypatch.setattr(batch_analysis, "CHUNK_FOR_WORKERS", 2)


@pytest.fixture(scope="module")
def shared() -> Iterator[BatchAnalysis]:
    """Two processes for all tests of the module."""
    two = BatchAnalysis(2)
    yield two
    two.close()


def changes() -> list[Change]:
    return [*map(change_of, CORPUS), REMOVAL]


def analyze(analysis: BatchAnalysis, batch: Sequence[Change]) -> list[Analyzed]:
    with analysis.of(batch) as chunks:
        return [*chain.from_iterable(chunks)]


def processes(analysis: BatchAnalysis) -> list[subprocess.Popen[bytes]]:
    assert analysis._workers is not None
    return [worker._process for lane in analysis._workers._lanes for worker in lane.pool._idle]


def test_processes_give_the_terms_of_this_process_in_the_order_of_the_batch(shared: BatchAnalysis) -> None:
    found = analyze(shared, changes())
    assert processes(shared)
    assert found == analyze(BatchAnalysis(1), changes())
    assert [change for change, _ in found] == changes()
    assert found[-1] == (REMOVAL, None)


def test_a_small_batch_needs_no_process_and_ends_those_of_a_large_one(shared: BatchAnalysis) -> None:
    analyze(shared, changes())
    some = processes(shared)
    assert len(analyze(shared, changes()[:2])) == 2
    assert processes(shared) == []
    assert all(process.returncode is not None for process in some)


def test_a_small_batch_behind_a_large_one_is_for_the_processes_too(
    shared: BatchAnalysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def note(pool: WorkerPool, function: object, texts: list[tuple[str, str]], kept: int) -> list[Terms]:
        asked.extend(text for text, _ in texts)
        return analysis.analyze_texts(texts, kept)

    monkeypatch.setattr(WorkerPool, "run_blocking", note)
    behind = change_of(make_article("behind", "Keyingi"))
    with shared.of(changes()) as chunks:
        assert analyze(shared, [behind]) == analyze(BatchAnalysis(1), [behind])
        assert [*chain.from_iterable(chunks)] == analyze(BatchAnalysis(1), changes())
    assert "Keyingi" in asked


@pytest.mark.parametrize(
    ("waiting", "chosen"),
    [
        (
            {"uz": 8, "kk": 2},
            "uz kk uz kk uz -- uz -- uz -- uz --",
        ),  # few are left to the one that knows the words
        ({"uz": 26, "kk": 2}, "uz kk uz kk uz uz uz uz"),  # many are not
        ({"uz": 4}, "uz uz uz uz -- --"),  # one language is for all
        ({"uz": 3, "kk": 3}, "uz kk uz kk uz kk -- --"),
    ],
)
def test_each_process_keeps_to_a_language(waiting: dict[str, int], chosen: str) -> None:
    workers = AnalysisWorkers(2)
    for language, count in waiting.items():
        workers._waiting[language].extend(_Task([("qala", language)], Future()) for _ in range(count))
    for lane, expected in zip(cycle(workers._lanes), chosen.split(), strict=False):
        task = workers._choose(lane)
        assert (task.texts[0][1] if task else "--") == expected
    workers.close()


def test_a_killed_process_costs_time_and_no_article(
    shared: BatchAnalysis, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that dies again and again, in the middle of its work."""
    monkeypatch.setattr(analysis_workers, "analyze_texts", _Deadly())
    found = analyze(shared, changes())
    assert "without a process of their own" in caplog.text
    assert found == analyze(BatchAnalysis(1), changes())


class _Deadly:
    """Analyses here, and where it is sent ends that process."""

    def __call__(self, texts: list[tuple[str, str]], kept: int) -> list[Terms]:
        return analysis.analyze_texts(texts, kept)

    def __reduce__(self) -> tuple[object, ...]:
        return (os._exit, (9,))


def test_an_answer_of_another_length_is_never_put_beside_the_articles(
    shared: BatchAnalysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WorkerPool, "run_blocking", lambda *_: [])
    assert analyze(shared, changes()) == analyze(BatchAnalysis(1), changes())


def test_what_is_not_wanted_any_more_is_not_worked_on(
    shared: BatchAnalysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What both threads have begun is finished, and nothing after it is begun."""
    gate, begun = Event(), []

    def wait(pool: WorkerPool, function: object, texts: list[tuple[str, str]], kept: int) -> list[Terms]:
        begun.append(texts)
        gate.wait()
        return analysis.analyze_texts(texts, kept)

    monkeypatch.setattr(WorkerPool, "run_blocking", wait)
    with shared.of(changes()) as chunks:
        pass
    gate.set()
    with pytest.raises(CancelledError):
        list(chunks)
    assert len(begun) <= 2


async def terms_of(engine: EmbeddedEngine, generation: str) -> dict[str, list[tuple[str, float]]]:
    words = ["metro", "мактаб", "toshkent", "қала", "Тоқаев", "yangi"]
    pages = {word: await engine.search(SearchRequest(word, size=50)) for word in words}
    return {word: [(hit.article.id, hit.score) for hit in page.hits] for word, page in pages.items()}


async def test_the_index_is_the_same(tmp_path: Path, records: RecordStore) -> None:
    """The same hits with the same scores, which depend on every term of every text."""
    for article in CORPUS:
        records.put_article(article)
    found = []
    for number in (1, 2):
        engine = EmbeddedEngine(tmp_path / f"index{number}", records, processes=number)
        await engine.setup()
        outcomes = await engine.write("000001", changes())
        assert {outcome.status for outcome in outcomes} == {"confirmed"}
        found.append(await terms_of(engine, "000001"))
        await engine.close()
    assert any(found[0].values())
    assert found[0] == found[1]


async def test_a_batch_that_ends_in_the_middle_leaves_nothing_in_the_index(
    tmp_path: Path, records: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither now nor with the next batch."""
    engine = EmbeddedEngine(tmp_path / "index", records, processes=1)
    await engine.setup()
    rounds = []

    def second_fails(texts: list[tuple[str, str]], kept: int) -> list[Terms]:
        rounds.append(texts)
        if len(rounds) == 2:
            raise KeyError("a language without tables")
        return analysis.analyze_texts(texts, kept)

    monkeypatch.setattr(batch_analysis, "analyze_texts", second_fails)
    with pytest.raises(KeyError):
        await engine.write("000001", changes())
    await engine.write("000001", [change_of(make_article("other"))])
    assert [generation.documents for generation in await engine.generations()] == [1]
    await engine.close()


# Keeps two processes at work, as a batch does, until it is killed.
BUSY = textwrap.dedent("""
    from concurrent.futures import ThreadPoolExecutor
    from xabar.search.embedded.analysis_workers import AnalysisWorkers, _Task

    line = b"busy" + bytes((10,))  # in one call, so that the two do not mix
    task = f"import os; os.write(2, {line}); sum(range(10**13))"
    with ThreadPoolExecutor(2) as threads:
        for lane in AnalysisWorkers(2)._lanes:
            threads.submit(lane.pool.run_blocking, exec, task)
""")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process ends with its task")
def test_kill_minus_nine_leaves_no_process_behind() -> None:
    feeding = subprocess.Popen([sys.executable, "-c", BUSY], cwd=ROOT, stderr=subprocess.PIPE, text=True)
    with feeding:
        assert feeding.stderr is not None
        assert [feeding.stderr.readline(), feeding.stderr.readline()] == ["busy\n", "busy\n"]
        feeding.send_signal(signal.SIGKILL)
        assert feeding.stderr.read() == ""  # ends when the last process that could write there is gone
