"""A page that a person asks for is asked for as a crawl asks for it."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from xabar.app.explain import explain_page
from xabar.app.fetch import find_request_url
from xabar.app.project import all_sites, project_settings
from xabar.config import Config
from xabar.http_response import HttpResponse

SETTINGS = project_settings()
PAGES = Path(__file__).parents[1] / "pages"


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://uznews.uz/uz/news/10001", "https://api.uznews.uz/api/v1/posts/10001"),
        ("https://kun.uz/news/2026/11/24/koprik", "https://kun.uz/news/2026/11/24/koprik"),
        ("https://example.org/1", "https://example.org/1"),
    ],
)
def test_an_article_is_asked_for_at_its_site_s_interface(url: str, asked: str) -> None:
    assert find_request_url(url, SETTINGS) == asked


def test_what_an_interface_gave_is_explained_like_a_page(tmp_path: Path) -> None:
    body = gzip.decompress((PAGES / "uznews_uz" / "interface.html.gz").read_bytes())
    response = HttpResponse("https://api.uznews.uz/api/v1/posts/78445", body)
    report = explain_page(
        response,
        all_sites(SETTINGS)["uznews_uz"],
        now=datetime(2026, 11, 24, 12, 30, tzinfo=UTC),
        config=Config(data=tmp_path),
    )
    assert report.article
    assert report.article.url == "https://uznews.uz/news/78445"
    assert [layer.place for layer in report.layers if layer.verdict == "taken"] == ["article.interface"]
