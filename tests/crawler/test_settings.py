"""The tables of components: what runs of Scrapy's own, and what does not."""

from __future__ import annotations

import pytest
from scrapy.settings import default_settings

from crawler import settings

MIDDLEWARES = "scrapy.downloadermiddlewares"
LEFT_OUT = {
    "EXTENSIONS": {"scrapy.extensions.remote_control.RemoteControl"},
    "DOWNLOADER_MIDDLEWARES": {
        f"{MIDDLEWARES}.offsite.OffsiteMiddleware",  # ours in its place, as of the next three
        f"{MIDDLEWARES}.robotstxt.RobotsTxtMiddleware",
        f"{MIDDLEWARES}.httpcompression.HttpCompressionMiddleware",
        f"{MIDDLEWARES}.redirect.RedirectMiddleware",
        f"{MIDDLEWARES}.redirect.MetaRefreshMiddleware",
        f"{MIDDLEWARES}.httpauth.HttpAuthMiddleware",
        f"{MIDDLEWARES}.cookies.CookiesMiddleware",
    },
    "SPIDER_MIDDLEWARES": {
        "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware",
        "scrapy.spidermiddlewares.referer.RefererMiddleware",
        "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware",
        "scrapy.spidermiddlewares.depth.DepthMiddleware",
        "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware",
        "scrapy.spidermiddlewares.start.StartSpiderMiddleware",
    },
}


@pytest.mark.parametrize("table", LEFT_OUT)
def test_every_component_of_scrapy_is_named_in_its_place_or_left_out(table: str) -> None:
    """A component that a new version of Scrapy adds must be decided on."""
    theirs, ours = getattr(default_settings, f"{table}_BASE"), getattr(settings, table)
    assert getattr(settings, f"{table}_BASE") == {}
    assert theirs.keys() - ours.keys() == LEFT_OUT[table]
    assert {name: ours[name] for name in theirs.keys() & ours.keys()} == {
        name: theirs[name] for name in theirs.keys() - LEFT_OUT[table]
    }
