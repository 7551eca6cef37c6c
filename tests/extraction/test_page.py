"""One page in, its article out: which layer reads it, what a paragraph is, and what is not an article."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extraction.example_page import FIRST, NEW, OLD, SECOND, THIRD, TITLE, URL, extract, page
from xabar.extraction.layout import Layout
from xabar.extraction.page import MAX_PARAGRAPHS, MAX_TEXT, FallbackNeeded, Page, extract_page
from xabar.extraction.page_checks import is_too_deep


def test_an_article_in_the_layouts_places() -> None:
    found = extract(
        page(around='<i class="date">10:15 / 24.11.2026</i><b class="author">Muallif: Ali Valiyev</b>')
    )
    assert found == Page(
        canonical_url=URL,
        title=TITLE,
        paragraphs=(FIRST, SECOND, THIRD),
        structure="ppp",
        places=("", "", ""),
        body_agreement=100,
        authors=("Ali Valiyev",),
        dates=(("10:15 / 24.11.2026", "printed"), ("2026-11-24", "url")),
    )


def test_the_older_layout_answers_where_the_newer_does_not_fit() -> None:
    found = extract(page(title=f'<h1 class="old-title">{TITLE}</h1>', name="old-text"))
    assert (found.title, found.paragraphs, found.body_layer) == (TITLE, (FIRST, SECOND, THIRD), "selectors")


def test_the_blocks_answer_where_no_layout_fits() -> None:
    head = '<meta property="article:published_time" content="2026-11-24T10:15:00+05:00">'
    found = extract(page(title=f"<h1>{TITLE}</h1>", name="content", head=head))
    assert (found.title, found.body_layer, found.problem) == (TITLE, "blocks", None)
    assert FIRST in found.paragraphs
    assert found.dates[0] == ("2026-11-24T10:15:00+05:00", "meta")


def test_a_brief_of_one_paragraph_is_an_article() -> None:
    found = extract(page(f"<p>{FIRST}</p>"))
    assert (found.paragraphs, found.body_layer, found.problem) == ((FIRST,), "selectors", None)


# --- what is a paragraph ---


@pytest.mark.parametrize(
    "body",
    [
        f"{FIRST}<br><br>{SECOND}<br />{THIRD}",
        f"<div>{FIRST}<p>{SECOND}</p>{THIRD}</div>",
        f"<p>{FIRST}</p><ul><li>{SECOND}</li><li>{THIRD}</li></ul>",
        f"<p>{FIRST}</p><blockquote>{SECOND}</blockquote><h3>{THIRD}</h3>",
        f"<p> {FIRST.replace(' ', chr(10) + '   ')} </p><p>{SECOND.replace(' ', '&nbsp;')}</p><p></p><p>{THIRD}</p>",
        f"<p>{FIRST[:20]}<b>{FIRST[20:30]}</b>{FIRST[30:]}</p><p><i>{SECOND}</i></p><p><span>{THIRD}</span></p>",
        f"<table><tr><td>{FIRST}</td></tr><tr><td>{SECOND}</td></tr></table><p>{THIRD}</p>",
        f"<p>{TITLE}</p><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>",  # the title once more
    ],
)
def test_paragraphs(body: str) -> None:
    assert extract(page(body)).paragraphs == (FIRST, SECOND, THIRD)


@pytest.mark.parametrize(
    "boilerplate",
    [
        "<script>var reklama = 1;</script><style>p{}</style>",
        '<figure><img src="a.jpg"><figcaption>Surat: A. Valiyev</figcaption></figure>',
        '<div class="share-buttons"><p>Ulashish</p></div>',
        '<div class="block related-news"><p>Mavzuga oid: boshqa xabar</p></div>',
        '<div class="promo-box"><p>Saytning oʻz reklamasi</p></div>',
        '<div class="tg-telegram-bar">Telegramda oʻqing</div>',
        '<div class="orphus">Xato topdingizmi? Ctrl+Enter</div>',
        '<iframe src="https://youtube.com">video</iframe><form><p>Obuna</p></form><aside><p>Yon</p></aside>',
        '<p style="color:red;display: none">Оригинал статьи</p><p hidden>yashirin</p>',
        "<!-- izoh --><noscript><p>JavaScript yoqing</p></noscript>",
    ],
)
def test_boilerplate_inside_the_body_is_cut(boilerplate: str) -> None:
    assert extract(page(f"<p>{FIRST}</p>{boilerplate}<p>{SECOND}</p><p>{THIRD}</p>")).paragraphs == (
        FIRST,
        SECOND,
        THIRD,
    )


@pytest.mark.parametrize(("name", "stays"), [("views", False), ("text views", False), ("interviews", True)])
def test_a_whole_class_name_is_not_a_part_of_another(name: str, stays: bool) -> None:
    body = f'<p>{FIRST}</p><p>{SECOND}</p><p class="{name}">{THIRD}</p>'
    assert (THIRD in extract(page(body)).paragraphs) is stays


def test_a_wrapper_with_an_unlucky_name_is_not_cut() -> None:
    body = f'<div class="social-news-text"><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>'
    assert extract(page(body)).paragraphs == (FIRST, SECOND, THIRD)


def test_a_lead_outside_the_body_comes_first_and_once() -> None:
    lead = "Guldara aholisi oʻn yil kutgan koʻprik bitdi."
    around = f'<p class="lead">{lead}</p>'
    assert extract(page(around=around)).paragraphs[:2] == (lead, FIRST)
    assert extract(page(f"<p>{lead}</p><p>{FIRST}</p><p>{SECOND}</p>", around=around)).paragraphs[:2] == (
        lead,
        FIRST,
    )


# --- what is no article ---

_CARDS = "".join(
    f'<div><time>10:{n}</time><h3><a href="/news/{n}">{FIRST}</a></h3></div>' for n in range(10, 40)
)


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ("", "empty-page"),
        ("  \n ", "empty-page"),
        ("<html><body></body></html>", "empty-page"),
        (
            '<html><body><div id="root"></div><script>render({"text": "'
            + "a" * 500
            + '"})</script></body></html>',
            "empty-page",
        ),
        (
            "<title>Just a moment...</title><body><p>Checking your browser before accessing kun.uz</p>",
            "challenge",
        ),
        ('<script src="/cdn-cgi/challenge-platform/h/b/x.js"></script><body>' + FIRST, "challenge"),
        (f'<link rel="canonical" href="https://kun.uz/"><body>{_CARDS}', "home-page"),
        (f'<link rel="canonical" href="https://kun.uz/uz/"><body>{_CARDS}', "home-page"),
        (f'<meta property="og:type" content="website"><body>{_CARDS}', "home-page"),
        (f'<meta property="og:type" content="article"><body><h1>Yangiliklar</h1>{_CARDS}', "not-article"),
        (page(title='<h1 class="title">{{ $article->title }}</h1>'), "template"),
        (page("<p>{{ $article->text }}</p><p>{!! $more !!}</p>"), "template"),
        (
            page("<p>Qisqa.</p>", title=f"<h1>{TITLE}</h1>", head='<meta name="pubdate" content="2026">'),
            "no-body",
        ),
    ],
)
def test_problems(html: str, problem: str) -> None:
    assert extract(html).problem == problem


def test_no_title() -> None:
    html = f'<body><div class="text"><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>'
    assert extract(html).problem == "no-title"


@pytest.mark.parametrize("element", ["div", "b", "ul><li", "DIV class=a"])
def test_a_deep_page_is_read(element: str) -> None:
    deep = f"<{element}>" * 700
    found = extract(page(f"<p>{FIRST}</p><p>{SECOND}</p>{deep}{THIRD}"))
    assert found.paragraphs[:2] == (FIRST, SECOND)
    assert found.paragraphs[2].startswith(THIRD)


@pytest.mark.slow
@pytest.mark.parametrize("element", ["div", "b", "ul><li", "DIV class=a"])
def test_a_page_nested_without_end_is_not_even_parsed(element: str) -> None:
    assert (
        extract(page(f"<p>{FIRST}</p><p>{SECOND}</p>{f'<{element}>' * 500_000}{THIRD}")).problem
        == "too-costly"
    )


def test_of_a_page_nested_without_end_only_the_beginning_is_looked_at() -> None:
    html = "<div>" * 100_000
    tracemalloc.start()
    try:
        assert is_too_deep(html)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 100_000  # bytes


def test_a_page_of_many_short_elements_is_read() -> None:
    many = "<p>a<br><img src=b><li>c<b>d</b>" * 10_000
    assert FIRST in extract(page(f"<p>{FIRST}</p><p>{SECOND}</p>{many}")).paragraphs


def test_a_huge_page_without_a_layout_is_read() -> None:
    head = '<meta property="article:published_time" content="2026-11-24T10:15:00+05:00">'
    text = "".join(f"<p>{number} {FIRST}</p>" for number in range(1_000)) + f"<!--{'a' * 1_000_000}-->"
    found = extract(page(text, title=f"<h1>{TITLE}</h1>", name="content", head=head))
    assert (found.body_layer, found.problem) == ("blocks", None)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (TITLE * 40, f"<p>{FIRST}</p><p>{SECOND}</p>"),
        (TITLE, "".join(f"<p>{number}-modda.</p>" for number in range(MAX_PARAGRAPHS + 1))),
        (TITLE, f"<p>{FIRST}</p><p>{'a ' * (MAX_TEXT // 2)}</p>"),
    ],
    ids=["title", "paragraphs", "characters"],
)
def test_what_is_larger_than_any_article_is_none(title: str, text: str) -> None:
    assert extract(page(text, title=f'<h1 class="title">{title}</h1>')).problem == "too-large"


def test_a_code_of_laws_is_an_article() -> None:
    text = "".join(f"<p>{number}-modda. {FIRST * 2}</p>" for number in range(900))
    found = extract(page(text))
    assert (len(found.paragraphs), found.problem) == (900, None)


def test_without_the_fallback_a_page_with_no_fitting_layout_is_left() -> None:
    html = page(f"<p>{FIRST}</p><p>{SECOND}</p>", name="content")
    with pytest.raises(FallbackNeeded):
        extract_page(html, url=URL, layouts=(NEW, OLD), fallback=False)
    fitting = page(f"<p>{FIRST}</p><p>{SECOND}</p>")
    assert extract_page(fitting, url=URL, layouts=(NEW, OLD), fallback=False) == extract(fitting)


def test_an_article_about_challenges_is_an_article() -> None:
    html = page(f"<p>{FIRST} Just a moment... cf_chl_opt</p><p>{SECOND}</p><p>{THIRD}</p>")
    assert extract(html).problem is None


@given(st.text(alphabet="<>/=\"'pdivh1a {}&;абв", max_size=300))
def test_any_text_has_an_answer(html: str) -> None:
    found = extract_page(html, url=URL, layouts=(Layout(title="h1", body="div"),))
    assert found.problem or (found.title and found.paragraphs)


def test_a_list_of_links_is_no_article_whatever_it_says() -> None:
    items = "".join(f'<li><a href="/{n}">Sarlavha shu yerda turadi</a></li>' for n in range(50))
    html = f"""<html><head><title>Yangiliklar</title>
    <meta property="article:published_time" content="2026-11-23T10:00:00+05:00"></head>
    <body><h1>Yangiliklar</h1><ul>{items}</ul></body></html>"""
    assert extract_page(html, url="https://kun.uz/news/2026/11/23/x", layouts=()).problem == "not-article"


def test_the_writer_s_name_is_no_paragraph_of_a_guessed_text() -> None:
    html = """<html><head><title>Yangi ko‘prik</title><meta name="author" content="Nigora Karimova">
    <meta property="article:published_time" content="2026-11-23T10:00:00+05:00"></head><body><article>
    <h1>Yangi ko‘prik</h1><p>Nigora Karimova</p>
    <p>Bugun Qoratosh daryosining ikki qirg‘og‘ini bog‘laydigan yangi ko‘prikda harakat boshlandi.</p>
    <p>Uzunligi 184 metr bo‘lgan inshoot eskirgan yog‘och ko‘prik o‘rniga ikki yil ichida qurildi.</p>
    </article></body></html>"""
    page = extract_page(html, url="https://kun.uz/news/2026/11/23/x", layouts=())
    assert page.authors == ("Nigora Karimova",)
    assert [text[:5] for text in page.paragraphs] == ["Bugun", "Uzunl"]
