"""Whom a crawl connects to: never a private machine by a public name, never a server that cannot prove who it is."""

from __future__ import annotations

import json
import os
import socket
import ssl
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, cast

import pytest
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler
from twisted.internet.error import DNSLookupError
from twisted.internet.testing import MemoryReactor

from crawler.handlers.certificates import CertificatePolicy
from crawler.handlers.resolver import PublicResolver, trusted_names
from tests import fork_server
from tests.certificates import write_certificates
from tests.crawler.handlers.dns_server import DnsServer

NO_FIRST_CHECK = {
    "DOWNLOADER_MIDDLEWARES": {"crawler.middlewares.private_address.PrivateAddressMiddleware": None}
}

# Fetches one address with the settings of the project, and prints what came of it.
_FETCH = """
import json, os, sys
from tests.crawler.handlers.dns_server import resolve_by
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings
from crawler.reasons import reason_of

class Fetch(Spider):
    name = "fetch"
    unverified_hosts = tuple(json.loads(sys.argv[3]))
    async def start(self):
        yield Request(sys.argv[1], callback=self.keep, errback=self.fail)
    def keep(self, response):
        print(response.status, response.text)
    def fail(self, failure):
        print(reason_of(failure.value))

if port := os.environ.get("DNS_PORT"):
    resolve_by(int(port))
settings = get_project_settings()
settings.setdict(json.loads(sys.argv[2]) | {"EXTENSIONS": {}, "ITEM_PIPELINES": {}, "RETRY_TIMES": 0, "ROBOTSTXT_OBEY": False})
for name in settings["DOWNLOADER_MIDDLEWARES"].copy():
    if name.startswith("crawler.middlewares.robots"):
        settings["DOWNLOADER_MIDDLEWARES"][name] = None
process = AsyncCrawlerProcess(settings)
process.crawl(Fetch)
process.start()
"""


def fetch(url: str, settings: dict[str, Any], unverified: tuple[str, ...] = (), **environment: str) -> str:
    words = (url, json.dumps(settings), json.dumps(unverified))
    done = fork_server.run(_FETCH, *words, env=os.environ | environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


class Server:
    """A web server on loopback, with or without TLS; `asked` counts its requests."""

    def __init__(self, certificates: Path | None = None) -> None:
        self.asked: list[str] = []
        place = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                place.asked.append(self.path)
                self.send_response(200)
                self.send_header("Content-Length", "5")
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(b"salom")

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("0.0.0.0" if certificates is None else "127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a handshake that the client broke off
        if certificates is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificates / "server.pem", certificates / "server-key.pem")
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def plain() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[Server]:
    write_certificates(tmp_path)
    server = Server(tmp_path)
    yield server
    server.close()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["localhost", socket.gethostname()])
def test_a_name_that_turns_out_to_be_private_is_not_connected_to(plain: Server, name: str) -> None:
    """The check before the request is left out, as if it had been given another, public address."""
    url = f"http://{name}:{plain.port}/"
    assert fetch(url, NO_FIRST_CHECK) == "private-address"
    assert plain.asked == []
    assert fetch(url, NO_FIRST_CHECK | {"XABAR_ALLOW_PRIVATE": True}) == "200 salom"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answers", "outcome", "questions"),
    [
        (["91.212.89.1", "127.0.0.1"], "private-address", 2),  # to the check, and to the connection
        (["127.0.0.1", "91.212.89.1"], "private-address", 1),
        (["91.212.89.1", "169.254.169.254"], "private-address", 2),
    ],
)
def test_a_name_whose_address_changes_between_the_check_and_the_connection_is_refused(
    plain: Server, answers: list[str], outcome: str, questions: int
) -> None:
    dns = DnsServer(answers)
    try:
        settings = {"ASYNCIO_EVENT_LOOP": None}  # uvloop resolves past Python
        url = f"http://rebinding.example:{plain.port}/"
        assert fetch(url, settings, DNS_PORT=str(dns.port)) == outcome
        assert dns.asked == ["rebinding.example"] * questions
        assert plain.asked == []
        allowed = settings | {"XABAR_ALLOW_PRIVATE": True}
        if answers[-1] == "127.0.0.1":  # the server would have been reached
            assert fetch(url, allowed, DNS_PORT=str(dns.port)) == "200 salom"
    finally:
        dns.close()


@pytest.mark.slow
def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Server, tmp_path: Path) -> None:
    url = f"https://localhost:{secure.port}/"
    allowed = {"XABAR_ALLOW_PRIVATE": True}
    assert fetch(url, allowed) == "bad-certificate"
    assert secure.asked == []
    assert fetch(url, allowed, ("kun.uz",)) == "bad-certificate"
    assert fetch(url, allowed, ("localhost",)) == "200 salom"
    assert fetch(url, allowed, SSL_CERT_FILE=str(tmp_path / "ca.pem")) == "200 salom"


async def test_the_resolver_refuses_private_names_but_ours() -> None:
    resolver = PublicResolver(cast(Any, MemoryReactor)(), 0, 5.0)
    with pytest.raises(DNSLookupError, match="private"):
        resolver._refuse_private("127.0.0.1", "kun.uz")
    assert resolver.refused == {"kun.uz"}
    assert resolver._refuse_private("91.212.89.1", "kun.uz") == "91.212.89.1"
    assert resolver.refused == set()


def test_the_mirror_and_the_proxies_may_be_private(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.corp:3128")
    monkeypatch.delenv("https_proxy", raising=False)
    trusted = trusted_names(Settings({"XABAR_MIRROR": "http://mirror:8765"}))
    assert trusted is not None
    assert trusted >= {"mirror", "proxy.corp"}
    assert trusted_names(Settings({"XABAR_ALLOW_PRIVATE": True})) is None


def test_certificates_are_verified_by_default() -> None:
    import crawler.settings

    assert crawler.settings.DOWNLOAD_VERIFY_CERTIFICATES is True
    policy = CertificatePolicy.from_crawler(get_crawler(settings_dict={"DOWNLOAD_VERIFY_CERTIFICATES": True}))
    assert policy.unverified == frozenset()
