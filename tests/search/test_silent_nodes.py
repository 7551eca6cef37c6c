"""A node that says nothing, as one without power does, stops no search; one that is slow is waited for."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import pytest
from aiohttp import web
from aiohttp.test_utils import BaseTestServer, TestServer

from xabar.search.elastic import watched_node
from xabar.search.elastic.connection import Connection, translate_errors
from xabar.search.engine import EngineUnavailable

Node = Callable[[web.Request], Awaitable[web.Response]]
SECONDS = 0.05


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watched_node, "SILENCE", SECONDS)
    monkeypatch.setattr(watched_node, "NODE_SECONDS", SECONDS * 10)
    monkeypatch.setattr("xabar.search.elastic.connection.DEAD_NODE_SECONDS", SECONDS)


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a port that takes connections and never answers, as of a process that was stopped."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


async def _answer(request: web.Request) -> web.Response:
    if request.path == "/_slow":
        await asyncio.sleep(SECONDS * 6)
    return web.json_response({"took": 1}, headers={"X-Elastic-Product": "Elasticsearch"})


def _server(port: int | None = None) -> TestServer:
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", _answer)
    return TestServer(application, port=port)


def _address(server: BaseTestServer) -> str:
    return str(server.make_url("")).rstrip("/")


@pytest.fixture
async def alive() -> AsyncIterator[str]:
    """The address of a node that answers, `/_slow` only after a while."""
    async with _server() as server:
        yield _address(server)


async def _ask(addresses: str, target: str = "/_search", times: int = 1) -> None:
    client = Connection(addresses).open()
    try:
        for _ in range(times):
            with translate_errors(addresses):
                found = await client.perform_request("GET", target, headers={"accept": "application/json"})
            assert found.body == {"took": 1}
    finally:
        await client.close()


async def test_the_next_node_is_asked_when_one_is_silent(silent: str, alive: str) -> None:
    async with asyncio.timeout(20):  # and not the time that the slowest search may take
        await _ask(f"{silent},{alive}", times=3)
        await _ask(f"{alive},{silent}", times=3)


async def test_a_slow_node_that_lives_is_waited_for(alive: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        watched_node, "NODE_SECONDS", 60.0
    )  # no node is silent here, and the machine may be busy
    await _ask(f"{alive},{alive.replace('127.0.0.1', 'localhost')}", "/_slow")


async def test_when_all_are_silent_they_are_named(silent: str) -> None:
    addresses = f"{silent},{silent.replace('127.0.0.1', 'localhost')}"
    with pytest.raises(EngineUnavailable, match=f"{addresses}: cannot connect .*no sign of life from http"):
        await _ask(addresses)


async def test_a_node_that_returns_is_asked_again(alive: str) -> None:
    async with _server() as first:
        port, address = first.port, _address(first)
    client = Connection(f"{address},{alive}").open()
    asked: list[str] = []

    async def ask() -> None:
        found = await client.perform_request("GET", "/_search", headers={"accept": "application/json"})
        asked.append(str(found.meta.node.port))

    try:
        for _ in range(4):
            await ask()
        assert str(port) not in asked
        async with _server(port), asyncio.timeout(20):
            while str(port) not in asked:
                await ask()
                await asyncio.sleep(SECONDS / 5)
    finally:
        await client.close()
