"""What is made for the first request to a host is there for the others, and only what may be shared."""

from __future__ import annotations

import sys
from typing import Any, cast

import pytest
from scrapy.core.downloader.handlers.http11 import _ScrapyAgent
from scrapy.http import Request
from scrapy.utils.test import get_crawler
from twisted.internet.testing import MemoryReactorClock
from twisted.web._newclient import Response as TxResponse
from twisted.web.client import URI, Agent
from twisted.web.http_headers import Headers as TxHeaders

from crawler.handlers.agent import HostEndpoints, PageAgent
from crawler.handlers.certificates import CertificatePolicy


@pytest.fixture(autouse=True)
def _reactor_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no real reactor be installed in the process of the tests."""
    reactor = MemoryReactorClock()  # type: ignore[no-untyped-call]
    monkeypatch.setitem(sys.modules, "twisted.internet.reactor", reactor)


class CountingPolicy(CertificatePolicy):
    """Notes for which hosts it was asked."""

    asked: list[tuple[bytes, int]]

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:
        self.asked.append((hostname, port))
        return super().creatorForNetloc(hostname, port)


def read_uri(url: bytes) -> URI:
    return cast(URI, URI.fromBytes(url))  # type: ignore[no-untyped-call]


def test_the_endpoint_of_a_host_is_made_once() -> None:
    policy = CountingPolicy()
    policy.asked = []
    endpoints = HostEndpoints(MemoryReactorClock(), policy, 30.0)  # type: ignore[no-untyped-call]
    first, again, plain, other, port = (
        endpoints.endpointForURI(read_uri(url))
        for url in (
            b"https://kun.uz/a",
            b"https://kun.uz/b?c",
            b"http://kun.uz/a",
            b"https://daryo.uz/a",
            b"https://kun.uz:8443/a",
        )
    )
    assert first is again
    assert len({id(each) for each in (first, plain, other, port)}) == 4
    assert policy.asked == [(b"kun.uz", 443), (b"daryo.uz", 443), (b"kun.uz", 8443)]


def test_an_endpoint_connects_again_and_resolves_the_name_again() -> None:
    reactor = MemoryReactorClock()  # type: ignore[no-untyped-call]
    endpoint = HostEndpoints(reactor, CountingPolicy(), 30.0).endpointForURI(
        read_uri(b"http://127.0.0.1:81/")
    )
    for _ in range(2):
        cast(Any, endpoint).connect(object())
        reactor.advance(1)
    assert [(host, port) for host, port, *_ in reactor.tcpClients] == [("127.0.0.1", 81)] * 2


def page_agent(**settings: Any) -> tuple[PageAgent, Agent]:
    direct = cast(Agent, object())
    asked = get_crawler()
    return PageAgent(
        direct=lambda timeout: direct, contextFactory=CertificatePolicy(), crawler=asked, **settings
    ), direct


@pytest.mark.parametrize(
    ("meta", "settings", "is_direct"),
    [
        ({}, {}, True),
        ({"proxy": None}, {}, True),
        ({"proxy": "http://127.0.0.1:3128"}, {}, False),
        ({"bindaddress": "127.0.0.2"}, {}, False),
        ({}, {"bindAddress": "127.0.0.2"}, False),
    ],
)
def test_only_a_request_without_a_proxy_or_an_own_address_shares_an_agent(
    meta: dict[str, Any], settings: dict[str, Any], is_direct: bool
) -> None:
    agent, direct = page_agent(**settings)
    assert (agent._get_agent(Request("http://kun.uz/", meta=meta), 30.0) is direct) is is_direct


def test_the_headers_of_an_answer_are_read_once_and_as_scrapy_does() -> None:
    answer: Any = TxResponse(  # type: ignore[no-untyped-call]
        (b"HTTP", 1, 1), 200, b"OK", TxHeaders({b"Set-Cookie": [b"a", b"b"]}), cast(Any, None)
    )
    answer.length = 5
    agent, _ = page_agent()
    headers = agent._headers_from_twisted_response(answer)
    assert headers == _ScrapyAgent._headers_from_twisted_response(answer)
    assert agent._headers_from_twisted_response(answer) is headers
