"""Fetching discovery pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK

from xabar.source import split_form

MAX_BYTES: Final = 64 * 2**20  # of a discovery page: whole-site sitemaps are large (qalampir.uz: 17 MB)

# Of a list behind a button: some servers answer only what looks like the script of their own page.
_FORM_HEADERS: Final = {
    "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
    "X-Requested-With": "XMLHttpRequest",
}


def discovery_request(page: str, hosts: tuple[str, ...]) -> Request:
    """Return the request for a discovery page on one of `hosts`: a GET, or a POST of its form."""
    url, form = split_form(page)
    meta = {"download_maxsize": MAX_BYTES, "allowed_hosts": hosts}
    request = Request(url, callback=NO_CALLBACK, meta=meta, priority=10)
    return request if form is None else request.replace(method="POST", body=form, headers=_FORM_HEADERS)


async def fetch_discovery_page(
    crawler: Crawler, hosts: tuple[str, ...], page: str, headers: Mapping[str, str]
) -> Response:
    """Fetch a discovery page on one of `hosts`, or post its form. Raise what Scrapy raises when no page comes."""
    assert crawler.engine is not None
    request = discovery_request(page, hosts)
    request.headers.update(headers)
    return await crawler.engine.download_async(request)
