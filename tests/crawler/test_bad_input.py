"""Every kind of bad answer, in one real crawl: each ends as one reason, and the counts balance."""

from __future__ import annotations

import gzip
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.crawler.conftest import Crawl, Site

TODAY = datetime.now(UTC).strftime("%Y/%m/%d")
TITLE = "Гулдарада янги кўприк очилди"
TEXT = (
    "<p>Қашқадарё вилоятидаги Гулдара қишлоғида шанба куни дарё устидан янги кўприк очилди.</p>"
    "<p>Кўприк икки йил ичида қурилди, энди болалар мактабга ўн беш дақиқада етиб боради, {}.</p>"
)
RUSSIAN = (
    "<p>В посёлке Гулдара Кашкадарьинской области в субботу открыли новый мост через реку, работы шли два года.</p>"
    "<p>Теперь дети доходят до школы за пятнадцать минут, а урожай быстрее попадает на городской рынок.</p>"
)


def article(text: str, title: str = TITLE, head: str = "") -> str:
    return (
        f"<!doctype html><html><head>{head}<title>{title}</title></head><body>"
        f'<h1 class="news-inner__content-title">{title}</h1>'
        f'<div class="news-inner__content-page">{text}</div></body></html>'
    )


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


def stay_silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(12)  # longer than the crawl's DOWNLOAD_TIMEOUT
    handler.close_connection = True


def pour_out(handler: BaseHTTPRequestHandler) -> None:
    """50 MB of HTML without saying so first."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    handler.close_connection = True
    chunk = b"<p>" + b"a" * 2**20
    try:
        for _ in range(50):
            handler.wfile.write(chunk)
    except OSError:
        return  # the crawler had enough


def put_bad_pages(site: Site) -> dict[str, str | None]:
    """Pages of kun.uz by their last part, with the reason each must end as; None for a stored article."""
    pages: dict[str, str | None] = {}

    def put(name: str, reason: str | None, body: object = b"", status: int = 200, **headers: str) -> None:
        pages[name] = reason
        site.put(f"https://kun.uz/news/{TODAY}/{name}", body, status, **headers)

    bomb = gzip.compress(b"<p>" + b"a" * (60 * 2**20))
    noise = random.Random(7).randbytes(4_000)
    broken = article(TEXT.format("одамлар хурсанд")).encode().replace("қ".encode(), b"\xd2", 1)
    challenge = "<title>Just a moment...</title><body>cf_chl_opt"
    home = '<link rel="canonical" href="https://kun.uz/"><body>' + "<h3>Янгиликлар</h3>" * 50
    loop = f"https://kun.uz/news/{TODAY}/loop"

    put("good", None, article(TEXT.format("барча хурсанд")))
    put("broken-utf8", None, broken)
    put(
        "windows-1251",
        None,
        article(RUSSIAN).encode("cp1251"),
        Content_Type="text/html; charset=windows-1251",
    )
    put(
        "undeclared-1251",
        None,
        article(RUSSIAN.replace("Гулдара", "Навбахор")).encode("cp1251"),
        Content_Type="text/html",
    )
    put("gzip", None, gzip.compress(article(TEXT.format("ҳамма рози")).encode()), Content_Encoding="gzip")
    put("moved", None, status=301, Location=f"/news/{TODAY}/moved-here")
    site.put(
        f"https://kun.uz/news/{TODAY}/moved-here", article(TEXT.format("бозор яқин, йўл текис, ҳаво тоза"))
    )

    put("large", "too-large", pour_out)
    put("large-announced", "too-large", b"a" * (11 * 2**20))
    put("bomb", "bad-compression", bomb, Content_Encoding="gzip")
    put("no-gzip", "bad-compression", b"\x1f\x8b\x08 no gzip at all", Content_Encoding="gzip")
    put("noise", "bad-encoding", noise)
    put("pdf", "not-html", b"%PDF-1.7 ...", Content_Type="application/pdf")
    put("empty", "empty-page", b"")
    put("shell", "empty-page", '<html><body><div id="app"></div><script src="/a.js"></script></body></html>')
    put("template", "template", article("<p>{{ $text }}</p>", title="{{ $title }}"))
    put(
        "no-text",
        "no-body",
        article("<p>Қисқа.</p>", head='<meta property="article:published_time" content="x">'),
    )
    put("challenge", "challenge", challenge)
    put("challenge-403", "challenge", challenge, 403)
    put("challenge-503", "challenge", challenge, 503)
    put("home", "home-page", home)
    put("to-home", "home-page", status=302, Location="/")
    put("to-list", "not-article", status=302, Location="/news/list")
    put("gone", "gone", b"", 404)
    put("broken-server", "http-error", b"oops", 500)
    put("loop", "redirect-loop", status=302, Location=loop)
    put("to-private", "private-address", status=302, Location="http://10.0.0.7/news/2026/11/24/x")
    put("to-loopback", "private-address", status=302, Location="http://127.0.0.1:9200/_cat/indices")
    put("to-ipv6", "private-address", status=302, Location="http://[::ffff:127.0.0.1]/")
    put("to-decimal", "private-address", status=302, Location="http://2130706433/")
    put("to-localhost", "private-address", status=302, Location="http://localhost:9200/")
    put("to-metadata", "private-address", status=302, Location="http://169.254.169.254/latest/meta-data")
    put("elsewhere", "not-article", status=302, Location="https://example.com/news/2026/11/24/x")
    put("forbidden", "robots", article(TEXT.format("ёпиқ")))
    put("hung-up", "no-answer", hang_up)
    put("silent", "no-answer", stay_silent)
    site.put("https://kun.uz/", home)
    site.put("https://kun.uz/news/list", home)
    site.put(
        "https://kun.uz/robots.txt",
        f"User-agent: *\nDisallow: /news/{TODAY}/forbidden",
        Content_Type="text/plain",
    )
    links = "".join(f"<item><link>https://kun.uz/news/{TODAY}/{name}</link></item>" for name in pages)
    site.put("https://kun.uz/news/rss", f"<rss><channel>{links}</channel></rss>", Content_Type="text/xml")
    return pages


@pytest.mark.timeout(120)
def test_every_bad_page_ends_as_one_reason(site: Site, crawl: Callable[..., Crawl]) -> None:
    pages = put_bad_pages(site)
    done = crawl("kun_uz", {"DOWNLOAD_TIMEOUT": 6, "CONCURRENT_REQUESTS_PER_DOMAIN": 8})

    reasons = {name: reason for name, reason in pages.items() if reason is not None}
    expected: dict[str, int] = {}
    for reason in reasons.values():
        expected[reason] = expected.get(reason, 0) + 1
    seen = {line for line in done.log.splitlines() if "[kun_uz] INFO: https://kun.uz" in line}
    wrong = [
        f"{name}: expected {reason}"
        for name, reason in reasons.items()
        if not any(line.endswith(f"/{name}: {reason}") for line in seen)
        and not name.startswith(("to-", "elsewhere"))
    ]
    assert not wrong, done.log
    assert done.counts["rejected"] == expected, done.log
    assert done.counts["stored"] == len(pages) - len(reasons)
    assert done.counts["fetched"] == len(pages)
    assert done.balanced
    assert "Traceback" not in done.log
