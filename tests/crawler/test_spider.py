"""The spider of all sites: its arguments, and which pages it reads in the crawl's own process."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from crawler.arguments import RunArguments
from crawler.page_reading import FetchedArticle
from crawler.spiders.kun_uz import KunUz
from tests.test_site import respond
from xabar.http_response import HttpResponse
from xabar.rejection import Rejected

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"limit": "0"}, "limit must be a whole number above zero, got '0'"),
        ({"limit": "ten"}, "limit must be a whole number above zero, got 'ten'"),
        ({"since": "24.11.2026"}, "since must be a day like 2026-11-24, got '24.11.2026'"),
        ({"until": "2026-02-31"}, "until must be a day like 2026-11-24"),
        ({"since": "2026-11-24", "until": "2026-11-01"}, "since must not be after until"),
        ({"pages": "3"}, "kun_uz takes limit, since, until, refetch and reason, not pages"),
    ],
)
def test_wrong_arguments_are_named(arguments: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        KunUz(**arguments)


def test_arguments_come_as_words_or_values() -> None:
    spider = KunUz(limit="20", since="2026-11-01", until=date(2026, 11, 24))
    assert spider.arguments == RunArguments(20, date(2026, 11, 1), date(2026, 11, 24))


@pytest.mark.parametrize(
    "response",
    [respond(), HttpResponse("https://kun.uz/a.pdf", b"%PDF-1.7" + b"<" * 2_000_000), respond(status=404)],
)
async def test_an_ordinary_page_and_a_large_file_need_no_worker(response: HttpResponse) -> None:
    spider = KunUz()  # without a crawler it has no workers
    try:
        article = KunUz.read_article(response, fetched_at=NOW)
    except Rejected as rejected:
        with pytest.raises(Rejected, match=str(rejected)):
            await spider.reader.read(FetchedArticle(response, NOW))
    else:
        assert await spider.reader.read(FetchedArticle(response, NOW)) == article
