"""A loopback server for the demo's newspapers: http://127.0.0.1:PORT/HOST/PATH answers for https://HOST/PATH."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from xabar.demo.press import Answer, Press

_WORTH_PACKING = 1024  # bytes


class NewspaperServer(ThreadingHTTPServer):
    """Serves a Press on 127.0.0.1; port 0 takes a free one."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, press: Press, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.press = press

    @property
    def base(self) -> str:
        """What XABAR_MIRROR must be set to."""
        return f"http://127.0.0.1:{self.server_address[1]}"


@contextmanager
def serve_newspapers(press: Press, port: int = 0) -> Iterator[str]:
    """Serve `press` in a thread of this process while the block runs; gives the address for XABAR_MIRROR."""
    with NewspaperServer(press, port) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="newspapers", daemon=True)
        thread.start()
        try:
            yield server.base
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: NewspaperServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # one packet for head and body

    def do_GET(self) -> None:
        host, _, path = self.path.removeprefix("/").partition("/")
        answer = self.server.press.answer(host, f"/{path}")
        tag = f'"{hashlib.sha1(answer.body, usedforsecurity=False).hexdigest()}"'
        if answer.status == 200 and self.headers.get("If-None-Match") == tag:
            self._send(Answer(b"", 304), tag)
        else:
            self._send(answer, tag)

    def log_message(self, format: str, *args: object) -> None:
        """Silent: the crawl has a log of its own."""

    def _send(self, answer: Answer, tag: str) -> None:
        body = answer.body
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Type", answer.content_type)
            if self._may_pack(answer):
                body = gzip.compress(body, 1, mtime=0)
                self.send_header("Content-Encoding", "gzip")
        self.send_header("ETag", tag)
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _may_pack(self, answer: Answer) -> bool:
        accepted = "gzip" in self.headers.get("Accept-Encoding", "")
        return accepted and len(answer.body) > _WORTH_PACKING and answer.content_type != "application/gzip"
