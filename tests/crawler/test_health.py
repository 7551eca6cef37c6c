"""The health of real crawls over loopback: what a site answers becomes an alarm, an exit code and a message, and passes."""

from __future__ import annotations

import json
import os
import ssl
import subprocess
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from tests import fork_server
from tests.certificates import write_certificates
from tests.crawler.conftest import Site, _handler
from tests.crawler.test_scrapy_habits import SINCE, put_articles

pytestmark = pytest.mark.slow

# The words are ours; the script is the mark by which such pages are known.
CHALLENGE = """<html><head><title>Bir lahza</title></head><body><h1>Brauzeringiz tekshirilmoqda</h1>
<p>Sahifa tekshiruvdan keyin ochiladi.</p><script src="/cdn-cgi/challenge-platform/h/b/orchestrate.js"></script></body></html>"""
DAYS = ("--since", "2026-11-24", "--until", "2026-11-24")


class Machine:
    """A folder of records, and the commands over it."""

    def __init__(self, folder: Path, address: str, **environment: str) -> None:
        self._settings = ("-s", f"XABAR_MIRROR={address}", "-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=0")
        self._environment: Mapping[str, str] = {
            **os.environ,
            "XABAR_DATA": str(folder),
            "SCRAPY_SETTINGS_MODULE": "crawler.settings",
            **environment,
        }

    def crawl(self, program: str = "xabar") -> subprocess.CompletedProcess[str]:
        """Crawl kun.uz with `xabar crawl` or `scrapy crawl`."""
        if program == "scrapy":
            return self._run(fork_server.SCRAPY, "crawl", "kun_uz", *SINCE, *self._settings)
        return self._run(fork_server.XABAR, "crawl", "kun_uz", *DAYS, *self._settings)

    def health(self) -> tuple[int, dict[str, str]]:
        """Return the exit code of `xabar health`, and the cause of each kind of alarm."""
        done = self._run(fork_server.XABAR, "health", "--json")
        states = json.loads(done.stdout)
        return done.returncode, {each["kind"]: each["cause"] for state in states for each in state["alarms"]}

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return fork_server.run(*words, env=self._environment)


def test_a_challenge_is_an_alarm_until_the_site_answers_again_and_is_told_once(
    site: Site, tmp_path: Path
) -> None:
    """The second crawl is one of `scrapy crawl`, whose end is judged and told as that of `xabar crawl` is."""
    told = tmp_path / "told"
    script = tmp_path / "tell.py"
    script.write_text(f"import sys; open({str(told)!r}, 'a').write(sys.stdin.read())")
    machine = Machine(tmp_path, site.address, XABAR_HEALTH_TO=f"command:{sys.executable} {script}")
    urls = put_articles(site, 4)
    answers = dict(site.answers)
    for url, status in zip(urls, (403, 503, 200, 403), strict=True):
        site.put(url, CHALLENGE, status)
    assert "keeps us out" not in machine.crawl().stderr
    assert machine.health() == (0, {}), "one run alone may be an outage that passes"
    assert "kun_uz: the site keeps us out" in machine.crawl("scrapy").stderr
    code, alarms = machine.health()
    assert (code, [*alarms]) == (1, ["blocked"])
    assert "challenge pages" in alarms["blocked"]
    assert [json.loads(line)["data"]["event"] for line in told.read_text().splitlines()] == ["opened"]
    site.answers = answers
    assert machine.crawl().returncode == 0
    assert machine.health() == (0, {})
    events = [json.loads(line)["data"] for line in told.read_text().splitlines()]
    assert [(each["event"], each["alarm"]["kind"]) for each in events] == [
        ("opened", "blocked"),
        ("cleared", "blocked"),
    ]


def test_the_end_of_a_news_sites_certificate_is_seen_in_time(tmp_path: Path) -> None:
    write_certificates(tmp_path, timedelta(days=5))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem", tmp_path / "server-key.pem")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler())
    server.daemon_threads = True
    server.socket = context.wrap_socket(server.socket, server_side=True)
    site = Site(f"https://localhost:{server.server_address[1]}")
    server.site = site  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        put_articles(site, 1)
        machine = Machine(tmp_path, site.address, SSL_CERT_FILE=str(tmp_path / "ca.pem"))
        assert machine.crawl().returncode == 0
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    code, alarms = machine.health()
    assert (code, [*alarms]) == (1, ["certificate"])
    assert f"ends on {datetime.now(UTC) + timedelta(days=5):%Y-%m-%d}" in alarms["certificate"]
