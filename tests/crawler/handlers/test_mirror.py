"""With a mirror, nothing reaches a site: neither through a proxy nor from an own address."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from scrapy.http import Request
from scrapy.utils.test import get_crawler
from twisted.internet.testing import MemoryReactorClock

from crawler.handlers.mirror import MirrorAgent, MirrorDownloadHandler

MIRROR = "http://127.0.0.1:8765"


@pytest.fixture(autouse=True)
def _reactor_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no real reactor be installed in the process of the tests."""
    reactor = MemoryReactorClock()  # type: ignore[no-untyped-call]
    monkeypatch.setitem(sys.modules, "twisted.internet.reactor", reactor)


class Asked:
    """Keeps the address that it is asked for."""

    def request(self, method: bytes, uri: bytes, *rest: Any) -> bytes:
        return uri


@pytest.mark.parametrize(
    ("address", "moved"),
    [
        ("https://kun.uz/news/rss", "kun.uz/news/rss"),
        ("https://kun.uz/", "kun.uz/"),
        ("https://kun.uz", "kun.uz/"),
        ("https://kun.uz?to=/news", "kun.uz/?to=/news"),
        ("http://kun.uz:8080/a;b?c=d?e&f=http://x/y", "kun.uz:8080/a;b?c=d?e&f=http://x/y"),
    ],
)
def test_an_address_is_asked_for_on_the_mirror(address: str, moved: str) -> None:
    agent: Any = MirrorAgent(Asked(), MIRROR.encode())  # type: ignore[arg-type]
    assert agent.request(b"GET", address.encode()) == f"{MIRROR}/{moved}".encode()


@pytest.mark.parametrize("meta", [{}, {"proxy": "http://10.0.0.1:3128"}, {"bindaddress": "10.0.0.2"}])
def test_every_request_goes_to_the_mirror(meta: dict[str, Any]) -> None:
    handler = MirrorDownloadHandler(get_crawler(settings_dict={"XABAR_MIRROR": f"{MIRROR}/"}))
    agent = handler._page_agent()._get_agent(Request("https://kun.uz/", meta=meta), 30.0)
    assert isinstance(agent, MirrorAgent)
    assert agent._mirror == MIRROR.encode()


def test_without_a_mirror_requests_go_to_the_site() -> None:
    agent = MirrorDownloadHandler(get_crawler())._page_agent()._get_agent(Request("https://kun.uz/"), 30.0)
    assert not isinstance(agent, MirrorAgent)
