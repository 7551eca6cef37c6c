"""Connections on which nothing is asked."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Sequence

import pytest
import uvicorn

from tests.loop_clock import LoopClock
from xabar.web import serving
from xabar.web.impatience import HEAD_SECONDS, ImpatientProtocol

pytestmark = pytest.mark.slow

PAUSE = HEAD_SECONDS / 3


class _Counted(ImpatientProtocol):
    """Tells how much it has got, and from whom."""

    got = 0
    connected = lost = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        type(self).connected = True

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        type(self).got += len(data)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        type(self).lost = True


async def _app(scope: dict[str, object], receive: object, send: object) -> None:
    if scope["type"] == "http":
        await asyncio.sleep(5 * PAUSE)  # longer than a head may take
        await send({"type": "http.response.start", "status": 204, "headers": []})  # type: ignore[operator]
        await send({"type": "http.response.body"})  # type: ignore[operator]


async def _ask(pieces: Sequence[bytes]) -> bytes:
    """Return all that a server answers to the pieces, each of which comes a third of a head's time after the last."""
    clock, sent = LoopClock(), 0
    protocol: type[_Counted] = type("Counted", (_Counted,), {})
    server = uvicorn.Server(uvicorn.Config(_app, port=0, log_level="critical", http=protocol, lifespan="off"))
    serving_task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answering = asyncio.create_task(reader.read())
    for piece in pieces:
        writer.write(piece)
        sent += len(piece)
        while not (protocol.lost or (protocol.connected and protocol.got == sent)):
            await asyncio.sleep(0)
        clock.advance(PAUSE)
    while not answering.done():
        await asyncio.sleep(0.01)
        clock.advance(PAUSE)
    writer.close()
    server.should_exit = True
    await serving_task
    # It may have been closed while we wrote.
    return b"" if isinstance(answering.exception(), ConnectionError) else answering.result()


WHOLE = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.mark.parametrize(
    ("pieces", "answers"),
    [
        ([], 0),
        ([b"GET / HTTP/1.1\r\nHost: loc"], 0),
        ([b"GET / ", *[b"x"] * 5], 0),  # a byte now and then
        ([WHOLE], 1),
        ([WHOLE[:20], WHOLE[20:]], 1),
        ([WHOLE + WHOLE], 2),
        ([WHOLE, b"", b"", b"", b"", b"", b"GET / HT"], 1),  # half a second request
    ],
)
async def test_a_head_that_does_not_come_ends_the_connection(pieces: list[bytes], answers: int) -> None:
    assert (await _ask(pieces)).count(b"HTTP/1.1 204") == answers


def test_the_server_is_impatient() -> None:
    assert "http=ImpatientProtocol" in inspect.getsource(serving.serve)
