import pytest
from scrapy import signals
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from crawler.middlewares.redirect import RedirectMiddleware


async def test_a_redirect_has_no_referer_even_where_the_site_wants_one(
    caplog: pytest.LogCaptureFixture,
) -> None:
    crawler = get_crawler()
    middleware = RedirectMiddleware.from_crawler(crawler)
    crawler.signals.send_catch_log(signals.engine_started)
    headers = {"Location": "/b", "Referrer-Policy": "unsafe-url"}
    response = Response("https://kun.uz/a", status=301, headers=headers)
    followed = middleware.process_response(Request("https://kun.uz/a"), response)
    assert isinstance(followed, Request)
    assert (followed.url, followed.headers.get("Referer")) == ("https://kun.uz/b", None)
    assert not caplog.records
