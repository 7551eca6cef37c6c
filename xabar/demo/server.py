"""The server of the fake sites, on loopback: http://127.0.0.1:PORT/HOST/PATH answers for https://HOST/PATH."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from xabar.demo.response import FakeResponse
from xabar.demo.web import FakeWeb

_WORTH_PACKING = 1024  # bytes


class FakeWebServer(ThreadingHTTPServer):
    """Serves a FakeWeb on 127.0.0.1; port 0 takes a free one."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, web: FakeWeb, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.web = web

    @property
    def base(self) -> str:
        """What XABAR_MIRROR must be set to."""
        return f"http://127.0.0.1:{self.server_address[1]}"


@contextmanager
def serve_sites(web: FakeWeb, port: int = 0) -> Iterator[str]:
    """Serve `web` in a thread of this process while the block runs; gives the address for XABAR_MIRROR."""
    with FakeWebServer(web, port) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="fake sites", daemon=True)
        thread.start()
        try:
            yield server.base
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: FakeWebServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # one packet for head and body

    def do_GET(self) -> None:
        host, _, path = self.path.removeprefix("/").partition("/")
        response = self.server.web.respond(host, f"/{path}")
        tag = f'"{hashlib.sha1(response.body, usedforsecurity=False).hexdigest()}"'
        if response.status == 200 and self.headers.get("If-None-Match") == tag:
            self._send(FakeResponse(b"", 304), tag)
        else:
            self._send(response, tag)

    def log_message(self, format: str, *args: object) -> None:
        """Silent: the crawl has a log of its own."""

    def _send(self, response: FakeResponse, tag: str) -> None:
        body = response.body
        self.send_response(response.status)
        for name, value in response.headers:
            self.send_header(name, value)
        if response.status != 304:
            self.send_header("Content-Type", response.content_type)
            if self._may_pack(response):
                body = gzip.compress(body, 1, mtime=0)
                self.send_header("Content-Encoding", "gzip")
        self.send_header("ETag", tag)
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _may_pack(self, response: FakeResponse) -> bool:
        accepted = "gzip" in self.headers.get("Accept-Encoding", "")
        return (
            accepted and len(response.body) > _WORTH_PACKING and response.content_type != "application/gzip"
        )
