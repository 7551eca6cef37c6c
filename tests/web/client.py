"""A browser without a window: it asks an application (ASGI) in this process, keeps its cookies, follows no redirect."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

import orjson
from selectolax.lexbor import LexborHTMLParser, LexborNode
from starlette.types import ASGIApp

from xabar.app.loop_thread import LoopThread

HOST = "127.0.0.1:8000"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the application answered."""

    status: int
    headers: dict[str, str]  # the last of each name
    body: bytes
    cookies: list[str]

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return orjson.loads(self.body)

    def all(self, selector: str) -> list[LexborNode]:
        """Return the elements of the page that a selector finds."""
        return LexborHTMLParser(self.text).css(selector)

    def texts(self, selector: str) -> list[str]:
        """Return their texts, with single spaces."""
        return [" ".join(node.text().split()) for node in self.all(selector)]

    def links(self, selector: str) -> list[str]:
        """Return where they lead to."""
        return [node.attributes.get("href") or "" for node in self.all(selector)]


@dataclass
class Client:
    """Asks the application. `headers` go with every request."""

    app: ASGIApp
    headers: dict[str, str] = field(default_factory=lambda: {"host": HOST})
    cookies: dict[str, str] = field(default_factory=dict)
    thread: LoopThread = field(default_factory=LoopThread)

    def start(self) -> None:
        """Let the application begin."""
        self.thread.call(self._begin)
        self.thread.run(self._lifespan_step("startup"))

    def stop(self) -> None:
        """Let the application end."""
        self.thread.run(self._lifespan_step("shutdown"))
        self.thread.close()

    def get(self, address: str, **headers: str) -> Answer:
        """Ask for a page."""
        return self.thread.run(self.ask("GET", address, b"", headers))

    def post(self, address: str, form: dict[str, str], **headers: str) -> Answer:
        """Send a form, as a browser sends one of our own pages."""
        sent = {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"} | headers
        return self.thread.run(self.ask("POST", address, urlencode(form).encode(), sent))

    async def ask(self, method: str, address: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Send one request."""
        parts = urlsplit(address)
        sent = self.headers | {name.replace("_", "-"): value for name, value in headers.items() if value}
        if self.cookies:
            sent["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(),
            "root_path": "",
            "headers": [(name.lower().encode(), value.encode()) for name, value in sent.items()],
            "client": ("127.0.0.1", 50_000),
            "server": ("127.0.0.1", 8000),
        }
        events: list[MutableMapping[str, Any]] = []

        waiting = iter([True])

        async def receive() -> dict[str, Any]:
            if not next(waiting, False):
                await asyncio.Event().wait()  # nobody goes away
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(event: MutableMapping[str, Any]) -> None:
            events.append(event)

        await self.app(scope, receive, send)
        pairs = [(name.decode(), value.decode()) for name, value in events[0]["headers"]]
        cookies = [value for name, value in pairs if name == "set-cookie"]
        for cookie in cookies:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
        text = b"".join(event.get("body", b"") for event in events[1:])
        return Answer(events[0]["status"], dict(pairs), text, cookies)

    def _begin(self) -> None:
        self._to_app: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._from_app: asyncio.Queue[MutableMapping[str, Any]] = asyncio.Queue()
        scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
        self._running = asyncio.ensure_future(self.app(scope, self._to_app.get, self._from_app.put))

    async def _lifespan_step(self, step: str) -> None:
        await self._to_app.put({"type": f"lifespan.{step}"})
        assert (await self._from_app.get())["type"] == f"lifespan.{step}.complete"
