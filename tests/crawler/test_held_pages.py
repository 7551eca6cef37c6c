"""Pages that were refused before the layout of their site was known are read again in the same run, unasked."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from scrapy.http import HtmlResponse, Request

from crawler.held_pages import FETCHED_AT, HELD, READ_BY, TAKEN_BACK, HeldPages, fetched_at
from crawler.middlewares.compression import PACKED_BODY
from crawler.middlewares.held import HeldPageMiddleware
from xabar.extraction.layout import Layout
from xabar.extraction.learned_layout import LearnedLayout

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
LEARNED = (LearnedLayout(Layout(title="h1", body="div.matn", date="div.sana"), 10),)


def answer(url: str, size: int = 100) -> HtmlResponse:
    """Return an answer that was read without learned layouts."""
    request = Request(url, meta={READ_BY: (), "page": url, "parts": [], FETCHED_AT: NOW})
    return HtmlResponse(url, body=b"x" * size, request=request)


@pytest.mark.parametrize("reason", ["no-date", "not-article"])
def test_a_page_is_read_again_once_when_its_edition_has_other_layouts(reason: str) -> None:
    held = HeldPages()
    held.hold(reason, answer("https://gazeta.example.uz/1"))
    assert list(held.take(lambda url: ())) == []
    (again,) = held.take(lambda url: LEARNED)
    assert (again.meta[TAKEN_BACK], again.meta["page"]) == (reason, "https://gazeta.example.uz/1")
    assert list(held.take(lambda url: LEARNED)) == []
    held.hold("no-date", HtmlResponse(again.url, request=again))  # in vain
    assert list(held.take(lambda url: ())) == []


@pytest.mark.parametrize("reason", ["gone", "store-error", "too-costly"])
def test_what_no_layout_mends_is_not_held(reason: str) -> None:
    held = HeldPages()
    held.hold(reason, answer("https://gazeta.example.uz/1"))
    assert list(held.take(lambda url: LEARNED)) == []


def test_memory_is_bounded_and_what_has_no_room_is_fetched_again() -> None:
    held = HeldPages(max_bytes=250, max_pages=4)
    for number in range(9):
        held.hold("no-date", answer(f"https://gazeta.example.uz/{number}"))
    again = list(held.take(lambda url: LEARNED))
    assert [HELD in request.meta for request in again] == [True, True, False, False]
    assert [request.meta.get(FETCHED_AT) for request in again] == [NOW, NOW, None, None]
    assert all(one.url < other.url for one, other in pairwise(again))


async def test_what_is_held_answers_as_it_came() -> None:
    """The body is held packed; it is unpacked once more, so that it is kept in a WARC file as it came."""
    response = answer("https://gazeta.example.uz/1", size=5_000)
    assert response.request is not None
    response.request.meta[PACKED_BODY] = (b"gzip", b"packed")
    held = HeldPages()
    held.hold("no-date", response)
    (request,) = held.take(lambda url: LEARNED)
    middleware = HeldPageMiddleware()
    found = await middleware.process_request(request)
    assert found is not None
    assert (found.body, found.headers["Content-Encoding"], found.request) == (b"packed", b"gzip", None)
    assert await middleware.process_request(request) is None


def test_a_page_keeps_the_time_at_which_it_came() -> None:
    request = Request("https://gazeta.example.uz/1")
    assert fetched_at(request, NOW) == NOW
    assert fetched_at(request, datetime(2026, 11, 27, tzinfo=UTC)) == NOW
