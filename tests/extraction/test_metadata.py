"""The fields beside the text come from the layout's places, or from what the page says to machines."""

from __future__ import annotations

import pytest

from tests.extraction.example_page import NEW, TITLE, URL, extract, page
from xabar.extraction.page import extract_page


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Guldarada yangi koʻprik ochildi"}</script>',
        f'<meta property="og:title" content="{TITLE} | KUN.UZ"><meta property="og:site_name" content="Kun.uz">',
        f'<meta property="og:title" content="{TITLE} — Kun.uz">',
        "",  # <title>
    ],
)
def test_title_without_the_layouts_heading(head: str) -> None:
    assert extract(page(title="", head=head)).title == TITLE


def test_a_title_keeps_its_own_dashes() -> None:
    title = "Koʻprik — orzu edi | qishloq bitdi"
    assert extract(page(title="", head=f'<meta property="og:title" content="{title}">')).title == title


def test_dates_come_the_most_trusted_first() -> None:
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-11-24T10:15:00+05:00"}</script>'
        '<meta property="article:published_time" content="2026-11-24T10:16:00+05:00">'
        '<meta property="article:modified_time" content="2026-11-25T00:00:00+05:00">'
    )
    around = '<span class="date"><time datetime="2026-11-24T10:17">24 noyabr</time> <b>1234</b></span>'
    assert extract(page(head=head, around=around)).dates == (
        ("2026-11-24T10:15:00+05:00", "json-ld"),
        ("2026-11-24T10:16:00+05:00", "meta"),
        ("2026-11-24T10:17", "time"),
        ("24 noyabr 1234", "printed"),
        ("2026-11-24", "url"),
    )


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type":"NewsArticle","dateModified":"2026-11-25T09:00"}</script>',
        '<meta property="article:modified_time" content="2026-11-25T09:00">',
        '<meta property="og:updated_time" content="2026-11-25T09:00">',
    ],
)
def test_the_date_of_a_change_is_kept_apart(head: str) -> None:
    found = extract(page(head=head))
    assert found.modified == "2026-11-25T09:00"
    assert found.dates == (("2026-11-24", "url"),)


BARE = """<html><head>{head}</head><body><div class="today">Bugun 24 noyabr, 2026 yil</div>{before}<h1>Koʻprik ochildi</h1>
{below}<div><p>Qishloq yonida koʻprik ochildi.</p></div><aside><b class="d">23.11.2026</b></aside></body></html>"""


@pytest.mark.parametrize(
    ("below", "dates"),
    [
        ('<div class="info">17:47 / 21.11.2026</div>', (("17:47 / 21.11.2026", "printed"),)),
        ('<i class="d">20.11.2026 10249 9 min.</i>', (("20.11.2026 10249 9 min.", "printed"),)),
        ('<time datetime="2026-11-21">shanba</time>', (("2026-11-21", "time"), ("shanba", "printed"))),
        ('<span class="clock">12:30</span>', ()),  # today's time, or a clock
        ("<p class='n'>371</p>", ()),
        ("", ()),
        ('<ul><li class="d">1.11.2026</li><li class="d">2.11.2026</li><li class="d">3.11.2026</li></ul>', ()),
    ],
)
def test_a_date_alone_below_the_title_is_believed_where_no_place_is_known(
    below: str, dates: tuple[tuple[str, str], ...]
) -> None:
    html = BARE.format(head="", before="", below=below)
    assert extract_page(html, url="https://a.uz/koprik", layouts=()).dates == dates


@pytest.mark.parametrize(
    ("head", "before"),
    [
        ('<meta property="article:published_time" content="2026-11-24T10:16:00+05:00">', ""),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-11-24"}</script>',
            "<b>1.1.2020</b>",
        ),
    ],
)
def test_it_is_not_looked_for_where_machines_are_told(head: str, before: str) -> None:
    html = BARE.format(head=head, before=before, below='<div class="info">17:47 / 21.11.2026</div>')
    dates = extract_page(html, url="https://a.uz/koprik", layouts=()).dates
    assert [text[:10] for text, _ in dates] == ["2026-11-24"]


def test_dates_of_other_articles_are_no_candidates() -> None:
    around = (
        '<time datetime="2026-11-25T09:00">bugun</time><time datetime="2026-11-20T09:00">20 noyabr</time>'
    )
    assert extract(page(around=around)).dates == (("2026-11-24", "url"),)


@pytest.mark.parametrize(
    ("head", "around", "authors"),
    [
        (
            "",
            '<b class="author">Ali Valiyev</b><b class="author">Vali Aliyev</b>',
            ("Ali Valiyev", "Vali Aliyev"),
        ),
        ('<meta name="author" content="Ali Valiyev">', "", ("Ali Valiyev",)),
        ('<meta name="author" content="kun.uz">', "", ()),
        (
            "",
            '<span itemprop="author" itemscope><i itemprop="name">Ali Valiyev</i></span><a rel="author">Ali Valiyev</a>',
            ("Ali Valiyev",),
        ),
        ('<meta property="article:author" content="https://www.facebook.com/kun">', "", ()),
    ],
)
def test_authors(head: str, around: str, authors: tuple[str, ...]) -> None:
    assert extract(page(head=head, around=around)).authors == authors


@pytest.mark.parametrize(
    ("head", "around"),
    [
        ("", '<a class="tag">#koʻprik</a><a class="tag">qishloq</a><a class="tag">koʻprik</a>'),
        (
            '<meta property="article:tag" content="koʻprik"><meta property="article:tag" content="qishloq">',
            "",
        ),
        ('<meta name="news_keywords" content="koʻprik, qishloq">', ""),
        ("", '<a rel="tag">koʻprik</a><a rel="nofollow tag">#qishloq</a>'),
    ],
)
def test_tags(head: str, around: str) -> None:
    assert extract(page(head=head, around=around)).tags == ("koʻprik", "qishloq")


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://www.kun.uz/news/2026/11/24/koprik.html", URL + ".html"),
        ("//kun.uz/news/2026/11/24/koprik.html", URL + ".html"),
        ("https://www.kun.uz/news/2026/11/24/koprik-abc/", URL),  # another article, for all that is known
        ("https://boshqa.uz/news/2026/11/24/koprik-abc", URL),
        ("javascript:", URL),
        ("", URL),
    ],
)
def test_canonical_address(canonical: str, url: str) -> None:
    assert extract(page(head=f'<link rel="canonical" href="{canonical}">')).canonical_url == url


def test_a_canonical_address_that_is_no_article_is_not_believed() -> None:
    html = page(head='<link rel="canonical" href="https://kun.uz/news/list">')
    found = extract_page(html, url=URL, layouts=(NEW,), is_article=lambda address: "/2026/" in address)
    assert found.canonical_url == URL


@pytest.mark.parametrize(
    "clock",
    [
        '<aside><time datetime="2026-11-24T16:59:00">16:59</time></aside>',
        '<header><time datetime="2026-11-24T16:59:00">16:59</time></header>',
        '<aside><article><time itemprop="datePublished" datetime="2026-11-23">Boshqasi</time></article></aside>',
        '<footer><time datetime="2026-11-24">2026</time></footer>',
    ],
)
def test_a_time_beside_the_article_is_not_its_date(clock: str) -> None:
    html = f"<html><body>{clock}<article><h1>Koʻprik ochildi</h1><p>Matn.</p></article></body></html>"
    page = extract_page(html, url="https://example.uz/news/1", layouts=())
    assert page.dates == ()
