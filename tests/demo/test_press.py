"""The newspapers as a whole: every address answers, pages are as heavy and as cluttered as real ones."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from itertools import islice
from urllib.parse import urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from xabar.demo.entries import Entry, demo_entries
from xabar.demo.newspapers import EDITIONS, SITES, Edition, editions_of
from xabar.demo.press import Answer, Press, generate_pages, generate_press, print_newspapers
from xabar.demo.traps import TRAPS, Trap

NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
EDITION = [pytest.param(edition, id=edition.stories) for edition in EDITIONS]


@pytest.fixture(scope="module")
def press() -> Press:
    return print_newspapers(NOW)


def fetch(press: Press, address: str) -> Answer:
    parts = urlsplit(address)
    return press.answer(parts.netloc, f"{parts.path}?{parts.query}" if parts.query else parts.path)


def fetch_entry(press: Press, entry: Entry) -> str:
    return fetch(press, f"https://{entry.edition.host}{entry.path}").body.decode(entry.edition.charset)


@pytest.mark.parametrize("edition", EDITION)
def test_pages_hold_their_text_and_much_else(edition: Edition, press: Press) -> None:
    for entry in demo_entries(edition, NOW):
        html = fetch_entry(press, entry)
        shown = LexborHTMLParser(html).text()
        story = entry.read()
        assert len(html.encode()) > 30_000
        assert all(paragraph in " ".join(shown.split()) for paragraph in (story.title, *story.paragraphs))
        assert "$" not in shown  # no placeholder was left


def test_all_addresses_answer_and_only_traps_answer_badly(press: Press) -> None:
    bad = {address for address in press.addresses() if fetch(press, address).status != 200}
    assert len(bad) == sum(trap.kind in ("gone", "redirect-loop") for trap in TRAPS)


def test_links_in_pages_lead_to_pages(press: Press) -> None:
    known = set(press.addresses())
    for edition in EDITIONS:
        entry = demo_entries(edition, NOW)[0]
        tree = LexborHTMLParser(fetch_entry(press, entry))
        sidebar = [node.attributes["href"] for node in tree.css(".sidebar-news__link")]
        assert {f"https://{edition.host}{path}" for path in sidebar} <= known


def test_an_unknown_address_is_not_found(press: Press) -> None:
    assert press.answer("kun.uz", "/nothing").status == 404
    assert press.answer("example.org", "/").status == 404


def test_robots_forbid_one_address(press: Press) -> None:
    answer = press.answer("www.gazeta.uz", "/robots.txt")
    assert b"Disallow: /*/chop-etish-uchun" in answer.body


def test_one_sitemap_is_packed(press: Press) -> None:
    answer = press.answer("kaz.nur.kz", "/sitemaps/articles-1.xml.gz")
    assert b"<urlset" in gzip.decompress(answer.body)


def test_one_newspaper_prints_in_windows_1251(press: Press) -> None:
    entry = demo_entries(editions_of("zamin_uz")[0], NOW)[0]
    answer = fetch(press, f"https://zamin.uz{entry.path}")
    assert "charset" not in answer.content_type
    assert b"&#1179;" in answer.body  # қ, which the charset lacks
    assert entry.read().title.split()[0].encode("windows-1251") in answer.body


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.kind)
def test_a_trap_stands_in_its_newspaper(trap: Trap, press: Press) -> None:
    site = trap.stories.partition(".")[0]
    hosts = {edition.host for edition in editions_of(site)}
    addresses = [address for address in press.addresses() if trap.slug in address]
    assert addresses
    assert {urlsplit(address).netloc for address in addresses} <= hosts


def test_dates_move_with_the_clock() -> None:
    later = NOW + timedelta(days=40)
    first, second = (demo_entries(EDITIONS[0], now)[0] for now in (NOW, later))
    assert second.at - first.at == timedelta(days=40)
    assert second.path != first.path


def test_a_newspaper_of_any_size_is_printed_on_demand() -> None:
    press = generate_press("gazeta_uz", 500, seed=3, now=NOW)
    assert press.articles == 500
    feed = press.answer("www.gazeta.uz", "/oz/rss/")
    assert feed.body.count(b"<item>") == 50
    last = press.answer("www.gazeta.uz", "/oz/list/news/?page=13")
    assert last.body.count(b'class="nblock"') == 10


def test_generated_pages_are_distinct_and_repeatable() -> None:
    pages = dict(islice(generate_pages("egemen_kz", 10_000_000, seed=1, now=NOW), 60))
    again = dict(islice(generate_pages("egemen_kz", 10_000_000, seed=1, now=NOW), 60))
    assert pages == again
    assert len(pages) == len(set(pages.values())) == 60
    assert sum(map(len, pages.values())) / 60 > 30_000


def test_a_site_that_is_not_printed_is_named() -> None:
    with pytest.raises(ValueError, match=r"site must be one of kun_uz, .*, got 'kunuz'"):
        editions_of("kunuz")
    assert len(SITES) == 12
