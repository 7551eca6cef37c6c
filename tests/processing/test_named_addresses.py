"""A page may name any address as its own: it never takes another article's place."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.spiders.zamin_uz import ZaminUz
from tests.processing.articles import TEXT, make_article
from xabar.article import Article
from xabar.http_response import HttpResponse
from xabar.processing.ingest import ingest
from xabar.processing.steps import Context, process_article
from xabar.records.store import RecordStore

BLOG = (
    "Ойлик шарҳ: бу саҳифада бошқа мавзуда гап боради.",
    "Бозорда нархлар кескин ўзгармади, дейди мутахассис.",
)
LATER = make_article().fetched_at + timedelta(hours=3)


def page(fetched: str, claimed: str, body: tuple[str, ...], at: datetime = LATER) -> Article:
    """The article of a page that was fetched from one address and is believed to be that of another."""
    article = make_article(url=claimed, body="\n".join(body), fetched_at=at)
    article.fetched_url = article.requested_url = fetched
    article.claimed_url = claimed
    return process_article(article, Context())


OWN = "https://kun.uz/news/2026/11/24/koprik"
PRINT = "https://kun.uz/news/2026/11/24/koprik?print=1"


def test_another_page_with_another_text_is_an_article_of_its_own(records: RecordStore) -> None:
    ingest(records, page(OWN, OWN, TEXT))
    stranger = page(PRINT, OWN, BLOG)
    assert ingest(records, stranger).outcome == "stored"
    assert stranger.url == PRINT
    kept = records.get_article(make_article(url=OWN).id)
    assert kept is not None
    assert kept.body == "\n".join(TEXT)
    assert records.count_articles() == 2


@pytest.mark.parametrize("body", [TEXT, (*TEXT, "Тузатиш киритилди.")])
def test_another_page_with_nearly_the_same_text_is_a_duplicate(
    records: RecordStore, body: tuple[str, ...]
) -> None:
    ingest(records, page(OWN, OWN, TEXT))
    ingested = ingest(records, page(PRINT, OWN, body))
    assert (ingested.outcome, ingested.original and ingested.original.url) == ("duplicate", OWN)
    assert len(records.versions(make_article(url=OWN).id)) == 1
    marks = [seen and seen.outcome for seen in map(records.page, (OWN, PRINT))]
    assert marks == ["stored", "duplicate"]  # so that corrections of the article are still looked for


def test_the_page_that_an_article_was_stored_from_corrects_it(records: RecordStore) -> None:
    ingest(records, page(PRINT, OWN, TEXT))
    assert ingest(records, page(PRINT, OWN, BLOG, LATER + timedelta(hours=1))).outcome == "stored"
    assert ingest(records, page(OWN, OWN, TEXT, LATER + timedelta(hours=2))).outcome == "stored"
    assert records.count_articles() == 1
    assert len(records.versions(make_article(url=OWN).id)) == 3


PAGE = """<!DOCTYPE html><html><head><title>{title}</title>{head}
<meta property="article:published_time" content="2026-11-24T10:00:00+05:00"><meta property="og:type" content="article">
</head><body><article class="article"><h1>{title}</h1><div class="fdesc"><p>{text}</p></div></article></body></html>"""
NUMBERS = st.integers(150_000, 150_009)


@given(
    articles=st.lists(st.tuples(NUMBERS, st.sampled_from(["jamiyat", "sport"])), min_size=2, unique=True),
    named=st.tuples(NUMBERS, st.sampled_from(["jamiyat", "sport"])),
    home=st.booleans(),
)
def test_a_site_whose_pages_all_name_one_address_keeps_all_its_articles(
    articles: list[tuple[int, str]], named: tuple[int, str], home: bool
) -> None:
    """Ten articles that named one address were «10 stored», and one in the index."""
    one = "https://zamin.uz/uz/" + ("" if home else f"{named[1]}/{named[0]}-bir.html")
    urls = set()
    for number, section in articles:
        words = f"Bu {number} raqamli maqola, unda {section} haqida soʻz boradi va boshqa hech narsa takrorlanmaydi."
        html = PAGE.format(
            title=f"Sarlavha {number}", head=f'<link rel="canonical" href="{one}">', text=words
        )
        address = f"https://zamin.uz/uz/{section}/{number}-maqola.html"
        response = HttpResponse(address, html.encode(), 200, "text/html; charset=utf-8")
        article = ZaminUz.read_article(response, fetched_at=LATER)
        assert isinstance(article, Article), article
        urls.add(article.url)
    assert len(urls) >= len({number for number, _ in articles})
