"""A site of hostile pages on loopback, in a process of its own so that its CPU is not the crawl's."""

from __future__ import annotations

import gzip
import sys
from datetime import UTC, datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bench.hostile.pages import print_pages

TODAY = datetime.now(UTC)


class Handler(BaseHTTPRequestHandler):
    """Answers as kun.uz, under /kun.uz: a feed of all pages, and the pages, packed as sites pack them."""

    protocol_version = "HTTP/1.1"
    pages: dict[str, str]

    def do_GET(self) -> None:
        """The feed, a page, or 404."""
        name = self.path.rpartition("/")[2]
        if name == "rss":
            links = (f"<item><link>https://kun.uz{address(name)}</link></item>" for name in self.pages)
            self._answer(f"<rss><channel>{''.join(links)}</channel></rss>".encode(), "text/xml")
        elif name in self.pages:
            self._answer(_packed(self.pages[name]), "text/html; charset=utf-8", packed=True)
        else:
            self.send_error(404)

    def _answer(self, body: bytes, kind: str, *, packed: bool = False) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def address(name: str) -> str:
    """The path of a page's address."""
    return f"/news/{TODAY:%Y/%m/%d}/{name}"


@cache
def _packed(page: str) -> bytes:
    return gzip.compress(page.encode(), 1)


def main(sizes: tuple[int, ...]) -> None:
    """Print the address, then serve until the process is ended."""
    Handler.pages = dict(print_pages(sizes))
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])))
