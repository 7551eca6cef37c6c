"""A packed answer that was cut off is no page: half an article would be stored as the whole."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.middlewares.compression import BadCompression, CompressionMiddleware

PAGE = "".join(
    f"<p>{number}. Guldara qishlogʻida yangi koʻprik ochildi.</p>" for number in range(200)
).encode()
PACKED = gzip.compress(PAGE)
MIDDLEWARE = CompressionMiddleware.from_crawler(get_crawler(Spider))
REQUEST = Request("https://kun.uz/a")


def unpack(body: bytes) -> bytes:
    answer = MIDDLEWARE.process_response(
        REQUEST, Response(REQUEST.url, body=body, headers={"Content-Encoding": "gzip"})
    )
    assert isinstance(answer, Response)
    return answer.body


@given(st.integers(1, len(PACKED) - 1))
def test_an_answer_that_was_cut_off_is_refused(end: int) -> None:
    with pytest.raises(BadCompression):
        unpack(PACKED[:end])


@pytest.mark.parametrize("more", [b"", b"\0" * 9, b"\r\n", gzip.compress(b"<!-- more -->")])
def test_a_whole_answer_is_taken_whatever_stands_behind_it(more: bytes) -> None:
    assert unpack(PACKED + more).startswith(PAGE)
