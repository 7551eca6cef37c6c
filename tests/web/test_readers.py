"""A slow, a dead and an empty index."""

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path

import pytest

import xabar
from tests.search.articles import CORPUS
from tests.web.client import Answer, Client
from tests.web.conftest import Serve
from xabar.records.store import RecordStore
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.engine import SearchPage, SearchRequest


@pytest.fixture
def one(tmp_path: Path) -> Path:
    """A folder with one article."""
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_article(CORPUS[0])
    with xabar.open(tmp_path, search_url="", create=True):
        return tmp_path


def test_a_slow_search_keeps_no_other_waiting(
    one: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, entered, released = EmbeddedEngine.search, threading.Event(), threading.Event()

    async def search(self: EmbeddedEngine, request: SearchRequest) -> SearchPage:
        if request.query == "slow":
            entered.set()
            released.wait(20)  # as C code does: the thread answers nobody
        return await slow(self, request)

    monkeypatch.setattr(EmbeddedEngine, "search", search)
    client = serve(one, readers=2, timeout=30.0)

    async def ask_both() -> tuple[Answer, Answer]:
        first = asyncio.ensure_future(client.ask("GET", "/?q=slow", b"", {}))
        await asyncio.to_thread(entered.wait, 20)
        other = await client.ask("GET", "/?q=metro", b"", {})
        assert not first.done()
        released.set()
        return await first, other

    first, other = client.thread.run(ask_both())
    assert (first.status, other.status) == (200, 200)


def test_what_takes_too_long_is_told_and_the_reader_comes_back(
    one: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick, released = EmbeddedEngine.search, threading.Event()

    async def search(self: EmbeddedEngine, request: SearchRequest) -> SearchPage:
        if request.query == "slow":
            released.wait(20)
        return await quick(self, request)

    monkeypatch.setattr(EmbeddedEngine, "search", search)
    client = serve(one, readers=1, timeout=0.3)
    answers = [client.get("/?q=slow"), client.get("/?q=metro")]  # for the second no reader is left
    released.set()
    for answer in answers:
        assert (answer.status, answer.headers["retry-after"]) == (503, "10")
        assert "has not answered for 0.3 s; try again" in answer.texts(".words")[0]
    until = time.monotonic() + 20
    while (again := client.get("/?q=metro")).status != 200 and time.monotonic() < until:
        pass
    assert again.status == 200


def test_no_records_and_no_index_say_what_to_run(tmp_path: Path, serve: Serve) -> None:
    client = serve(tmp_path)
    for path in ("/", "/article/abcd", "/saved"):
        answer = client.get(path)
        assert (answer.status, "xabar crawl" in answer.texts(".words")[0]) == (503, True)
    assert client.get("/health").status == 503
    assert client.get("/?format=json").json()["status"] == 503
    assert list(tmp_path.iterdir()) == []
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_article(CORPUS[0])
    assert "xabar index setup" in client.get("/").texts(".words")[0]
    with xabar.open(tmp_path, search_url="", create=True):
        pass
    assert client.get("/").texts(".hit h2") == [CORPUS[0].title]  # without a new start
    assert client.get("/health").text == "ok\n"


def test_an_empty_index_says_what_to_run(tmp_path: Path, serve: Serve) -> None:
    with xabar.open(tmp_path, search_url="", create=True):
        pass
    answer = serve(tmp_path).get("/")
    assert answer.status == 200
    assert answer.texts(".empty code") == ["xabar crawl kun_uz egemen_kz"]


def test_a_server_that_does_not_answer(one: Path, serve: Serve) -> None:
    client = serve(one, search_url="http://127.0.0.1:9")
    answer = client.get("/?q=metro")
    assert (answer.status, "127.0.0.1:9" in answer.texts(".words")[0]) == (503, True)
    assert client.get(f"/article/{CORPUS[0].id}").status == 200  # the records are there


def test_a_fault_of_ours_is_a_page_too(
    one: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def search(self: EmbeddedEngine, request: SearchRequest) -> SearchPage:
        raise KeyError("secret")

    monkeypatch.setattr(EmbeddedEngine, "search", search)
    client: Client = serve(one)
    with pytest.raises(KeyError):  # which the server logs, after the page is sent
        client.get("/?q=metro")
    assert "KeyError: 'secret'" in caplog.text
