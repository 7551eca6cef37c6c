"""Connections on which nothing is asked."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Sequence

import pytest
import uvicorn

from xabar.web import serving
from xabar.web.impatience import ImpatientProtocol

pytestmark = pytest.mark.slow


async def _app(scope: dict[str, object], receive: object, send: object) -> None:
    if scope["type"] == "http":
        await asyncio.sleep(0.5)  # longer than a head may take
        await send({"type": "http.response.start", "status": 204, "headers": []})  # type: ignore[operator]
        await send({"type": "http.response.body"})  # type: ignore[operator]


async def _ask(pieces: Sequence[bytes], pause: float) -> bytes:
    """Return all that a server answers to the pieces."""
    protocol = type("Hasty", (ImpatientProtocol,), {"seconds": 0.3})
    server = uvicorn.Server(
        uvicorn.Config(
            _app, port=0, log_level="critical", http=protocol, lifespan="off", timeout_keep_alive=1
        )
    )
    serving_task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for piece in pieces:
        writer.write(piece)
        await asyncio.sleep(pause)
    try:
        answer = await asyncio.wait_for(reader.read(), 10)
    except ConnectionError:  # it was closed while we wrote
        answer = b""
    writer.close()
    server.should_exit = True
    await serving_task
    return answer


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
def test_a_head_that_does_not_come_ends_the_connection(pieces: list[bytes], answers: int) -> None:
    assert asyncio.run(_ask(pieces, 0.1)).count(b"HTTP/1.1 204") == answers


def test_the_server_is_impatient() -> None:
    assert "http=ImpatientProtocol" in inspect.getsource(serving.serve)
