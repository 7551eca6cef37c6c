"""A packed answer that was cut off is no page: half an article would be stored as the whole."""

from __future__ import annotations

import asyncio
import gzip
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy import Request, Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.middlewares.compression import BadCompression, CompressionMiddleware, is_small

PAGE = "".join(
    f"<p>{number}. Guldara qishlogʻida yangi koʻprik ochildi.</p>" for number in range(200)
).encode()
PACKED = gzip.compress(PAGE)
MIDDLEWARE = CompressionMiddleware.from_crawler(get_crawler(Spider))
REQUEST = Request("https://kun.uz/a")


def unpack(body: bytes) -> bytes:
    response = Response(REQUEST.url, body=body, headers={"Content-Encoding": "gzip"})
    answer = asyncio.run(MIDDLEWARE.process_response(REQUEST, response))
    assert isinstance(answer, Response)
    return answer.body


@settings(deadline=None)
@given(st.integers(1, len(PACKED) - 1))
def test_an_answer_that_was_cut_off_is_refused(end: int) -> None:
    with pytest.raises(BadCompression):
        unpack(PACKED[:end])


@pytest.mark.parametrize("more", [b"", b"\0" * 9, b"\r\n", gzip.compress(b"<!-- more -->")])
def test_a_whole_answer_is_taken_whatever_stands_behind_it(more: bytes) -> None:
    assert unpack(PACKED + more).startswith(PAGE)


@pytest.mark.parametrize(
    ("body", "small"),
    [
        (PACKED, True),
        (gzip.compress(bytes(2_000_000)), False),  # a small answer that becomes large
        (PACKED[:-4] + (3_000_000).to_bytes(4, "little"), False),
        (b"", True),
    ],
)
def test_only_a_small_answer_is_unpacked_at_once(body: bytes, small: bool) -> None:
    headers = {"Content-Encoding": "gzip"}
    assert is_small(Response(REQUEST.url, body=body, headers=headers)) is small
    assert not is_small(Response(REQUEST.url, body=body, headers={"Content-Encoding": "br"}))


@pytest.mark.parametrize(
    ("headers", "url", "meta"),
    [
        ({"Content-Type": "text/html; charset=windows-1251", "X-Served-By": ["a", "b"]}, "", {}),
        ({"Content-Type": "application/rss+xml"}, "", {}),
        ({"Content-Type": "image/png"}, "", {}),
        ({}, ".json", {}),
        ({}, ".html", {}),
        ({"Content-Encoding": ["unknown", "gzip"]}, "", {}),
        ({}, "", {"download_maxsize": 0}),
        ({}, "", {"download_warnsize": 10}),
    ],
)
def test_an_unpacked_answer_is_that_of_scrapys_middleware(
    headers: dict[str, Any], url: str, meta: dict[str, Any]
) -> None:
    request = Request(f"{REQUEST.url}{url}", meta=meta)
    response = Response(
        request.url, body=PACKED, headers={"Content-Encoding": "gzip", **headers}, flags=["a"]
    )
    answers, counts = [], []
    for kind in (CompressionMiddleware, HttpCompressionMiddleware):
        crawler = get_crawler(Spider)
        answer: Any = kind.from_crawler(crawler).process_response(request, response.copy())
        answers.append(asyncio.run(answer) if asyncio.iscoroutine(answer) else answer)
        counts.append(crawler.stats.get_stats())
    ours, scrapys = answers
    assert type(ours) is type(scrapys)
    assert ours.to_dict() == scrapys.to_dict()
    assert getattr(ours, "encoding", None) == getattr(scrapys, "encoding", None)
    assert counts[0] == counts[1]
