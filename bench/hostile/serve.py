"""Serve the hostile pages on loopback, in another process so that the crawl's CPU time does not include it."""

from __future__ import annotations

import gzip
import sys
from datetime import UTC, datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bench.hostile.pages import print_pages

TODAY = datetime.now(UTC)


class Handler(BaseHTTPRequestHandler):
    """Answers like kun.uz, under /kun.uz: with a feed of all pages, and with the pages in gzip as sites send them."""

    protocol_version = "HTTP/1.1"
    pages: dict[str, str]

    def do_GET(self) -> None:
        """Answer with the feed, a page, or 404."""
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
        """Log nothing."""


def address(name: str) -> str:
    """Return the path of a page's address."""
    return f"/news/{TODAY:%Y/%m/%d}/{name}"


@cache
def _packed(page: str) -> bytes:
    return gzip.compress(page.encode(), 1)


def main(sizes: tuple[int, ...]) -> None:
    """Print the address, then serve until the process ends."""
    Handler.pages = dict(print_pages(sizes))
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])))
