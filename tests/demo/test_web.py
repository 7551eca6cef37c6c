"""The fake sites as a whole: every address answers, pages are as heavy and as cluttered as real ones."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import ClassVar
from urllib.parse import urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.demo.sites import EDITIONS, SITES
from xabar.demo.editions import FakeEdition, address_of, editions_of
from xabar.demo.entries import Entry, demo_entries, generate_entries
from xabar.demo.response import FakeResponse
from xabar.demo.sources import source_pages
from xabar.demo.styles import FAKED_SITES
from xabar.demo.traps import TRAPS, Trap
from xabar.demo.web import FakeWeb, build_web, generate_pages
from xabar.site import Edition, Site
from xabar.source import Found, Window

NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
EDITION = [pytest.param(edition, id=edition.style.stories) for edition in EDITIONS]


@pytest.fixture(scope="module")
def web() -> FakeWeb:
    return build_web(SITES.values(), NOW)


def fetch(web: FakeWeb, address: str) -> FakeResponse:
    parts = urlsplit(address)
    return web.respond(parts.netloc, f"{parts.path}?{parts.query}" if parts.query else parts.path)


def fetch_entry(web: FakeWeb, entry: Entry) -> str:
    return fetch(web, entry.url).body.decode(entry.edition.style.charset)


@pytest.mark.parametrize("edition", EDITION)
def test_pages_hold_their_text_and_much_else(edition: FakeEdition, web: FakeWeb) -> None:
    for entry in demo_entries(edition, NOW):
        html = fetch_entry(web, entry)
        shown = LexborHTMLParser(html).text()
        story = entry.read()
        assert len(html.encode()) > 30_000
        assert all(paragraph in " ".join(shown.split()) for paragraph in (story.title, *story.paragraphs))
        assert "$" not in shown  # no placeholder was left


def test_all_addresses_answer_and_only_traps_answer_badly(web: FakeWeb) -> None:
    bad = {address for address in web.addresses() if fetch(web, address).status != 200}
    assert len(bad) == sum(trap.kind in ("gone", "redirect-loop") for trap in TRAPS)


def test_links_in_pages_lead_to_pages(web: FakeWeb) -> None:
    known = set(web.addresses())
    for edition in EDITIONS:
        entry = demo_entries(edition, NOW)[0]
        tree = LexborHTMLParser(fetch_entry(web, entry))
        sidebar = [node.attributes["href"] for node in tree.css(".sidebar-news__link")]
        assert {f"https://{edition.host}{path}" for path in sidebar} <= known


def test_an_unknown_address_is_not_found(web: FakeWeb) -> None:
    assert web.respond("kun.uz", "/nothing").status == 404
    assert web.respond("example.org", "/").status == 404


def test_robots_forbid_one_address(web: FakeWeb) -> None:
    answer = web.respond("www.gazeta.uz", "/robots.txt")
    assert b"Disallow: /*/chop-etish-uchun" in answer.body


def test_one_sitemap_is_packed(web: FakeWeb) -> None:
    answer = web.respond("kaz.nur.kz", "/sitemaps/articles-1.xml.gz")
    assert b"<urlset" in gzip.decompress(answer.body)


def test_one_site_is_in_windows_1251(web: FakeWeb) -> None:
    entry = demo_entries(editions_of(SITES["zamin_uz"])[0], NOW)[0]
    answer = fetch(web, entry.url)
    assert "charset" not in answer.content_type
    assert b"&#1179;" in answer.body  # қ, which the charset lacks
    assert entry.read().title.split()[0].encode("windows-1251") in answer.body


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.kind)
def test_a_trap_stands_on_its_site(trap: Trap, web: FakeWeb) -> None:
    site = trap.stories.partition(".")[0]
    hosts = {edition.host for edition in editions_of(SITES[site])}
    addresses = [address for address in web.addresses() if trap.slug in address]
    assert addresses
    assert {urlsplit(address).netloc.removeprefix("api.") for address in addresses} <= hosts


def test_dates_move_with_the_clock() -> None:
    later = NOW + timedelta(days=40)
    first, second = (demo_entries(EDITIONS[0], now)[0] for now in (NOW, later))
    assert second.at - first.at == timedelta(days=40)
    assert second.path != first.path


def test_a_site_of_any_size_is_rendered_on_demand() -> None:
    web = FakeWeb(generate_entries(SITES["gazeta_uz"], 500, seed=3, now=NOW), now=NOW)
    assert web.articles == 500
    feed = web.respond("www.gazeta.uz", "/oz/rss/")
    assert feed.body.count(b"<item>") == 50
    last = web.respond("www.gazeta.uz", "/oz/list/news/?page=13")
    assert last.body.count(b'class="nblock"') == 10


def test_generated_pages_are_distinct_and_repeatable() -> None:
    pages = dict(islice(generate_pages(SITES["egemen_kz"], 10_000_000, seed=1, now=NOW), 60))
    again = dict(islice(generate_pages(SITES["egemen_kz"], 10_000_000, seed=1, now=NOW), 60))
    assert pages == again
    assert len(pages) == len(set(pages.values())) == 60
    assert sum(map(len, pages.values())) / 60 > 30_000


def test_every_site_of_the_project_may_be_given_and_those_with_a_style_are_faked(web: FakeWeb) -> None:
    class Stranger(Site):
        name = "stranger"
        zone = "Asia/Tashkent"
        allowed_domains = ("example.org",)
        editions = (Edition("https://example.org/", "uz"),)
        article = r"/\d+$"
        discovery = SITES["kun_uz"].discovery
        layouts = SITES["kun_uz"].layouts

    assert web.sites == FAKED_SITES
    assert len(FAKED_SITES) == 12
    assert set(build_web([Stranger, *SITES.values()], NOW).addresses()) == set(web.addresses())
    assert editions_of(Stranger) == ()
    with pytest.raises(ValueError, match=r"no pages of stranger: add it to xabar/demo/styles\.py"):
        next(generate_pages(Stranger, 1, seed=1, now=NOW))


def test_a_site_may_be_missing() -> None:
    web = build_web([SITES["uza_uz"]], NOW)
    assert web.sites == ("uza_uz",)
    assert web.respond("api.uza.uz", "/api/v1/posts?page=1&_f=json&_l=uz").status == 200
    assert web.respond("kun.uz", "/").status == 404


def test_every_source_of_a_faked_site_has_its_pages(web: FakeWeb) -> None:
    window = Window(since=NOW.date(), until=NOW.date(), now=NOW, language="uz", zone="Asia/Tashkent")
    for name in FAKED_SITES:
        for source in SITES[name].discovery:
            for address in source.first_pages(window):
                assert fetch(web, address).status == 200, address


def test_a_source_of_an_unknown_kind_has_no_pages() -> None:
    class Stranger:
        kind: ClassVar[str] = "list of a stranger"
        newest_first: ClassVar[bool] = False
        address = ""

        def first_pages(self, window: Window) -> list[str]:
            return []

        def read(self, body: bytes, url: str, window: Window) -> Found:
            return Found()

    entries = demo_entries(EDITIONS[0], NOW)
    assert list(source_pages(Stranger(), entries, NOW)) == []
    assert not address_of(Stranger())
