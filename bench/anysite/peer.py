"""The same newspapers by news-please's own crawler, with its own settings, through a proxy on loopback."""

from __future__ import annotations

import json
import os
import re
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

SECONDS: Final = 300  # for one newspaper
# news-please names its files by the second, so that pages of one second overwrite each other; here each is kept.
_KEEP: Final = """
import json, os
from newsplease.pipeline.pipelines import ExtractedInformationStorage

class Keep:
    def process_item(self, item, spider):
        with open(os.environ["KEPT"], "a") as file:
            file.write(json.dumps(ExtractedInformationStorage.extract_relevant_info(item), default=str) + "\\n")
        return item
"""
_FIND: Final = "import newsplease, os; print(os.path.dirname(newsplease.__file__))"


class PeerArticle(NamedTuple):
    """What news-please stored for one page."""

    url: str
    at: datetime | None
    text: str


def crawl_by_peer(
    python: Path, addresses: Mapping[str, str], web: Any, folder: Path
) -> Iterator[tuple[str, list[PeerArticle]]]:
    """Crawl each newspaper by its front page, as news-please does by default, and yield what it stored."""
    home = subprocess.run([python, "-c", _FIND], capture_output=True, text=True, check=True).stdout.split()[
        -1
    ]
    usual = (Path(home) / "config" / "config.cfg").read_text(encoding="utf-8")
    with serve_proxy(web) as proxy:
        for name, address in addresses.items():
            work = folder / name
            work.mkdir()
            config = re.sub(r"(?m)^working_path = .*$", f"working_path = {work}/", usual)
            config = config.replace("newsplease.pipeline.pipelines.JsonFileStorage':300", "keep.Keep':300")
            (work / "config.cfg").write_text(config, encoding="utf-8")
            (work / "keep.py").write_text(_KEEP, encoding="utf-8")
            sites = {"base_urls": [{"url": address.replace("https://", "http://", 1)}]}
            (work / "sitelist.hjson").write_text(json.dumps(sites), encoding="utf-8")
            command: list[str | Path] = [
                python,
                f"{home}/single_crawler.py",
                work / "config.cfg",
                work / "sitelist.hjson",
                "0",
                "False",
                "False",
            ]
            environment = {
                **os.environ,
                "http_proxy": proxy,
                "PYTHONPATH": str(work),
                "KEPT": str(work / "kept"),
            }
            with (work / "log").open("wb") as log:
                try:
                    subprocess.run(
                        command, env=environment, stdout=log, stderr=log, timeout=SECONDS, check=False
                    )
                except subprocess.TimeoutExpired:
                    log.write(b"\nstopped after its time\n")
            yield name, list(_stored(work))


def _stored(work: Path) -> Iterator[PeerArticle]:
    kept = work / "kept"
    for line in kept.read_text(encoding="utf-8").splitlines() if kept.exists() else ():
        found = json.loads(line)
        printed = found.get("date_publish")
        at = datetime.fromisoformat(printed) if printed else None
        yield PeerArticle(found["url"].replace("http://", "https://", 1), at, found.get("maintext") or "")


@contextmanager
def serve_proxy(web: Any) -> Iterator[str]:
    """Serve the newspapers as a proxy for http. Their addresses on the pages are changed to http."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            path = f"{asked.path or '/'}?{asked.query}" if asked.query else asked.path or "/"
            answer = web.respond(asked.netloc, path)
            body = answer.body.replace(b"https://", b"http://")
            self.send_response(answer.status)
            for header, value in (*answer.headers, ("Content-Type", answer.content_type)):
                self.send_header(header, value.replace("https://", "http://"))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def handle(self) -> None:
            """Answer until the crawler goes."""
            with suppress(ConnectionResetError):
                super().handle()

        def log_message(self, format: str, *args: object) -> None:
            """Log nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
