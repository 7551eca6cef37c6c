"""Answers whose headers have no end, over a real connection: each is given up at about 64 kB, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING

from crawler.handlers.bounded import HEADER_BYTES

if TYPE_CHECKING:
    from tests.crawler.conftest import Crawl, Site

DAY = f"https://kun.uz/news/{datetime.now(UTC):%Y/%m/%d}"
A = b"a" * 1000
# what stands before the body, and what then comes again and again
ENDLESS = {
    "many-headers": (b"HTTP/1.1 200 OK\r\n", b"X-Name: " + A + b"\r\n"),
    "one-long-header": (b"HTTP/1.1 200 OK\r\nX-Name: ", A),
    "one-continued-header": (b"HTTP/1.1 200 OK\r\nX-Name: a\r\n", b" " + A + b"\r\n"),
    "a-status-line": (b"HTTP/1.1 ", A),
    "interim-answers": (b"", b"HTTP/1.1 103 Early Hints\r\nLink: " + A + b"\r\n\r\n"),
}


def test_headers_without_end_are_given_up_at_the_bound_and_not_tried_again(
    site: Site, crawl: Callable[..., Crawl]
) -> None:
    sent: dict[str, int] = {}

    def pour(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        name = handler.path.rpartition("/")[2]
        first, chunk = ENDLESS[name]
        handler.wfile.write(first)
        try:
            for number in range(100_000):  # 100 MB
                sent[name] = number * len(chunk)
                handler.wfile.write(chunk)
        except OSError:
            return  # the crawler had enough

    links = "".join(f"<item><link>{DAY}/{name}</link></item>" for name in (*ENDLESS, "large-headers"))
    site.put("https://kun.uz/news/rss", f"<rss><channel>{links}</channel></rss>", Content_Type="text/xml")
    for name in ENDLESS:
        site.put(f"{DAY}/{name}", pour)
    site.put(f"{DAY}/large-headers", b"", X_Long="a" * (HEADER_BYTES - 2000))
    done = crawl("kun_uz", {"RETRY_TIMES": 2, "DOWNLOAD_TIMEOUT": 20})
    assert done.counts["rejected"] == {"too-large": len(ENDLESS), "empty-page": 1}
    assert done.balanced
    assert all(site.asked.count(f"{DAY}/{name}") == 1 for name in ENDLESS)
    assert (
        max(sent.values()) < HEADER_BYTES + 16 * 2**20
    )  # what fits the buffers of both sockets is sent, too
    assert "Traceback" not in done.log
