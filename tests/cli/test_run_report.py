"""A setting that is given with `-s` reaches the report of the run, too."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from xabar.cli.commands import crawl
from xabar.crawl_stats import CrawlStats, SiteStats

STATS = CrawlStats(sites=[SiteStats("kun_uz", fetched=1, stored=1)])


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[tuple[str, list[str]]]:
    """The address of a server that accepts everything, and the requests that it got."""
    received: list[str] = []
    answers = [getattr(request, "param", b'{"errors": false, "items": []}')]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            received.append(f"{self.path} {body.decode()}")
            answer = answers[0]
            self.send_response(200)
            self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_PUT = do_POST

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        threading.Thread(target=listening.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_address[1]}", received
        listening.shutdown()


@pytest.fixture
def invoke(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Run the command with a crawl that has ended already."""
    monkeypatch.setattr(crawl, "run_crawl", lambda sites, **_: STATS)
    data = f"XABAR_DATA={tmp_path}"
    return lambda url: CliRunner().invoke(
        crawl.command, ["kun_uz", "-s", data, "-s", f"XABAR_SEARCH_URL={url}"]
    )


def test_a_server_that_is_given_for_one_run_gets_its_report(
    invoke: Any, server: tuple[str, list[str]]
) -> None:
    address, received = server
    result = invoke(address)
    assert result.exit_code == 0, result.output
    assert any("news-runs" in request and "kun_uz" in request for request in received), received


def test_a_server_that_does_not_answer_is_only_a_warning(
    invoke: Any, caplog: pytest.LogCaptureFixture
) -> None:
    result = invoke("http://127.0.0.1:9")
    assert result.exit_code == 0, result.output
    assert "the dashboard will not show this run" in caplog.text


REFUSED = (
    b'{"errors": true, "items": [{"index": {"status": 403, "error": {"type": "cluster_block_exception"}}}]}'
)


@pytest.mark.parametrize("server", [REFUSED, b"", b"{}", b"null", b"[1]", b"<html>"], indirect=True)
def test_whatever_the_server_says_to_the_report_the_counts_are_printed(
    invoke: Any, server: tuple[str, list[str]], caplog: pytest.LogCaptureFixture
) -> None:
    result = invoke(server[0])
    assert result.exit_code == 0, result.output
    assert "kun_uz        1         1" in result.output
    assert "the dashboard will not show this run" in caplog.text
