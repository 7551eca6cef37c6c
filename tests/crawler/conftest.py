"""A site on loopback, and crawls of it by real Scrapy processes."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests import fork_server
from tests.record_stores import lay_empty_folder
from xabar.source import FORM

# Runs one crawl and prints Scrapy's statistics as JSON; what the crawl logs goes to stderr.
_CRAWL = """
import json, sys, warnings
warnings.filterwarnings("error", category=DeprecationWarning, module="crawler")
from dataclasses import fields
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings

site, settings, arguments = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3])
project = get_project_settings()
project.setdict(settings, priority="cmdline")
process = AsyncCrawlerProcess(project)
crawler = process.create_crawler(site)
process.crawl(crawler, **arguments)
process.start()
stats = crawler.stats.get_stats()
total = stats.get("xabar/stats")
print(json.dumps({"counts": {f.name: getattr(total, f.name) for f in fields(total)} if total else None, "balanced": bool(total and total.balanced),
                  "stats": {key: value for key, value in stats.items() if isinstance(value, int | str)}}, default=str))
"""


@dataclass
class Answer:
    """What the site says to one address; a callable body writes to the socket itself."""

    body: bytes | str | Callable[[BaseHTTPRequestHandler], None] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Site:
    """A web server that answers for any host, as a mirror: /HOST/PATH. Everything asked is in `asked`.

    What is posted has its form behind the address, as the pages of a source do.
    """

    address: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def put(self, url: str, body: Any = b"", status: int = 200, **headers: str) -> None:
        """Let `url` be answered so; header names with _ for -."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[url] = Answer(body, status, named)


@dataclass(frozen=True)
class Crawl:
    """What a crawl ended with."""

    counts: dict[str, Any]
    balanced: bool
    stats: dict[str, Any]
    log: str
    printed: list[str]  # lines that the crawl itself printed


@pytest.fixture
def site() -> Iterator[Site]:
    """A site without pages."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler())
    server.daemon_threads = True
    place = Site(f"http://127.0.0.1:{server.server_address[1]}")
    server.site = place  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield place
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def crawl(site: Site, tmp_path: Path) -> Callable[..., Crawl]:
    """`crawl("kun_uz", {"SETTING": value}, limit=3)`: a real crawl of the loopback site, in its own process."""
    if not (tmp_path / "records.sqlite").exists():
        lay_empty_folder(tmp_path)

    def run(name: str, settings: Mapping[str, Any] | None = None, **arguments: Any) -> Crawl:
        values = {
            "XABAR_MIRROR": site.address,
            "XABAR_DATA": str(tmp_path),
            "DOWNLOAD_DELAY": 0,
            "RETRY_TIMES": 0,
        }
        values |= settings or {}
        environment = {**os.environ, "PYTHONPATH": str(fork_server.ROOT)}
        words = (name, json.dumps(values), json.dumps(arguments))
        done = fork_server.run(_CRAWL, *words, env=environment)
        assert done.returncode == 0, done.stderr
        *printed, last = done.stdout.splitlines()
        answer = json.loads(last)
        return Crawl(answer["counts"] or {}, answer["balanced"], answer["stats"], done.stderr, printed)

    return run


def _handler() -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.answer("https:/" + self.path)

        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.answer(f"https:/{self.path}{FORM}{form}")

        def answer(self, url: str) -> None:
            place: Site = self.server.site  # type: ignore[attr-defined]
            place.asked.append(url)
            answer = place.answers.get(url) or place.answers.get(url.partition("?utm_")[0], Answer(b"", 404))
            if callable(answer.body):
                answer.body(self)
                return
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                self.close_connection = True  # the crawler had enough

        def log_message(self, *_: object) -> None:
            pass

    return Handler
