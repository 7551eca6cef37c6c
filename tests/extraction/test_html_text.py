"""What kind each paragraph is, what belongs to the pictures, and where another article begins."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extraction.example_page import FIRST, NEW, SECOND, THIRD, TITLE, URL, extract, page
from xabar.extraction.agreement import agreement
from xabar.extraction.html_text import PARAGRAPH_KINDS
from xabar.extraction.layout import Layout
from xabar.extraction.page import extract_page

ARTICLE = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        (f"<p>{THIRD}</p>", "p"),
        (f"<div><span>{THIRD}</span></div>", "p"),
        (f"<h2>{THIRD}</h2>", "h"),
        (f"<h1>{THIRD}</h1>", "h"),
        (f"<ul><li>{THIRD}</li></ul>", "i"),
        (f"<ol><li><p>{THIRD}</p></li></ol>", "i"),
        (f"<blockquote><p>{THIRD}</p></blockquote>", "q"),
        (f'<p><a href="/news/2026/11/23/boshqa">{THIRD}</a></p>', "a"),
        (f'<h3><a href="https://kun.uz/boshqa"><b>{THIRD}</b></a></h3>', "t"),
        (f'<p><a href="https://boshqa.uz/">{THIRD}</a></p>', "p"),
        (f'<p><a href="{URL}">{THIRD}</a></p>', "p"),
        (f'<p>{THIRD[:20]}<a href="/boshqa">{THIRD[20:]}</a></p>', "p"),
    ],
)
def test_kind_of_a_paragraph(markup: str, kind: str) -> None:
    found = extract(page(f"<p>{FIRST}</p><p>{SECOND}</p>{markup}"))
    assert (found.paragraphs, found.structure) == ((FIRST, SECOND, THIRD), f"pp{kind}")
    assert kind in PARAGRAPH_KINDS


def test_the_generic_layer_keeps_subheads_and_lists() -> None:
    body = (
        f"<p>{FIRST}</p><h3>Qurilish tarixi</h3><p>{SECOND}</p><ul><li>{THIRD}</li></ul><p>{FIRST} Yana.</p>"
    )
    head = '<meta property="article:published_time" content="2026-11-24T10:15:00+05:00">'
    found = extract(page(body, title=f"<h1>{TITLE}</h1>", name="content", head=head))
    assert found.body_layer == "blocks"
    kinds = dict(zip(found.paragraphs, found.structure, strict=True))
    assert (kinds["Qurilish tarixi"], kinds[THIRD], kinds[FIRST]) == ("h", "i", "p")


def test_captions_pictures_and_links_stand_apart() -> None:
    picture = '<figure><img src="/a.jpg"><figcaption>Yangi koʻprik. Surat: A. Valiyev</figcaption></figure>'
    late = '<img data-src="//cdn.kun.uz/b.webp" src="data:image/gif;base64,R0"><div class="img-caption">Daryo</div>'
    links = '<p>Batafsil <a href="/hujjat.pdf">qarorda</a> va <a href="https://lex.uz/1#2">qonunda</a>.</p>'
    found = extract(page(f"{picture}{ARTICLE}{late}{links}"))
    assert found.captions == ("Yangi koʻprik. Surat: A. Valiyev", "Daryo")
    assert found.images == ("https://kun.uz/a.jpg", "https://cdn.kun.uz/b.webp")
    assert found.links == ("https://kun.uz/hujjat.pdf", "https://lex.uz/1")
    assert found.image == "https://kun.uz/a.jpg"
    assert not any("Surat" in text or "Daryo" in text for text in found.paragraphs)


@pytest.mark.parametrize(
    "box",
    [
        '<div><h3><a href="/b">Boshqa xabar</a></h3><p>Boshqa xabarning matni.</p></div>',
        '<div><div><a href="/b"><img src="/b.jpg"></a></div><h4><a href="/b">Boshqa</a></h4><p>Matni.</p></div>',
        '<section><a href="/b"><img src="/b.jpg"><h3>Boshqa xabar</h3></a><p>Boshqa xabarning matni.</p></section>',
        '<ul><li><h5><a href="/b">Boshqa xabar</a></h5><p>Boshqa xabarning matni.</p></li></ul>',
    ],
)
def test_a_box_with_another_article_s_linked_title_is_not_read(box: str) -> None:
    own = (FIRST, SECOND, f"{FIRST} Yana.", THIRD)
    text = [f"<p>{line}</p>" for line in own]
    assert extract(page("".join((*text[:3], box, text[3])))).paragraphs == own


@pytest.mark.parametrize(
    "box",
    [
        f'<div><h3><a href="https://boshqa.uz/">Boshqa sayt</a></h3><p>{THIRD}</p></div>',
        f"<div><h3>Oraliq sarlavha</h3><p>{THIRD}</p></div>",
        f'<div><p><a href="/b">Havola</a> bilan boshlangan matn.</p><p>{THIRD}</p></div>',
        f'<div>{THIRD} <h3><a href="/b">Boshqa xabar</a></h3></div>',
    ],
)
def test_a_box_of_text_is_read(box: str) -> None:
    assert THIRD in extract(page(f"<p>{FIRST}</p><p>{SECOND}</p><p>{FIRST} Yana.</p>{box}")).paragraphs


@pytest.mark.parametrize(
    "further",
    [
        f'<h1 class="title">Boshqa xabar</h1><p>{FIRST} Bu boshqa.</p>',
        f"<article><h2>Boshqa xabar</h2><p>{FIRST} Bu boshqa.</p></article>",
    ],
)
def test_an_article_that_runs_on_below_is_not_read(further: str) -> None:
    assert extract(page(f"{ARTICLE}{further}")).paragraphs == (FIRST, SECOND, THIRD)


@pytest.mark.parametrize(
    ("head", "section"),
    [
        ('<meta property="article:section" content="Jamiyat">', "Jamiyat"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","articleSection":["Jamiyat"]}</script>',
            "Jamiyat",
        ),
        (
            '<script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":[{"name":"Kun.uz"},'
            f'{{"item":{{"name":"Jamiyat"}}}},{{"name":"{TITLE}"}}]}}</script>',
            "Jamiyat",
        ),
        ('<meta itemprop="articleSection" content="Jamiyat">', "Jamiyat"),
        ("", None),
    ],
)
def test_section(head: str, section: str | None) -> None:
    assert extract(page(head=head)).section == section


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:image" content="/a.jpg">',
        '<meta name="twitter:image" content="//kun.uz/a.jpg">',
        '<script type="application/ld+json">{"@type":"NewsArticle","image":{"url":"https://kun.uz/a.jpg"}}</script>',
        '<script type="application/ld+json">{"@type":"NewsArticle","image":["https://kun.uz/a.jpg"]}</script>',
    ],
)
def test_picture_of_the_article(head: str) -> None:
    assert extract(page(head=head)).image == "https://kun.uz/a.jpg"


def test_a_later_object_fills_in_what_the_first_lacks_unless_it_is_another_article() -> None:
    same = f'{{"@type":"NewsArticle","headline":"{TITLE}","articleSection":"Jamiyat","image":"https://kun.uz/a.jpg"}}'
    other = '{"@type":"NewsArticle","headline":"Boshqa","articleSection":"Sport","keywords":"futbol"}'
    first = f'{{"@type":"NewsArticle","headline":"{TITLE}"}}'
    head = "".join(f'<script type="application/ld+json">{text}</script>' for text in (first, other, same))
    found = extract(page(head=head))
    assert (found.section, found.image, found.tags) == ("Jamiyat", "https://kun.uz/a.jpg", ())


def test_agreement_of_two_texts() -> None:
    assert agreement([FIRST, SECOND], [FIRST, SECOND]) == 1
    assert agreement([FIRST], []) == 0
    assert agreement([], []) == 1
    assert 0.3 < agreement([FIRST, SECOND], [FIRST]) < 0.9


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(" .,_-'ʻ1a"))))
def test_words_that_two_texts_share_are_counted_as_they_are_found(line: str) -> None:
    words = len(re.findall(r"\w+", line))
    assert agreement([line], [line, "besh"]) == (1 if line == "besh" else 2 * words / (2 * words + 1))


def test_agreement_falls_where_a_layout_reads_something_else() -> None:
    menu = "".join(f"<div>{word} boʻlimi, {word} xabarlari va {word} suhbatlari</div>" for word in "abcdefgh")
    html = page(menu, around=f"<section>{ARTICLE}</section>")
    assert extract_page(html, url=URL, layouts=(NEW,)).body_agreement == 0
    assert extract(page()).body_agreement == 100


def test_a_subhead_in_the_title_s_element_ends_no_text() -> None:
    layout = Layout(title="h1", body=".text")
    body = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><h1>Qancha turadi?</h1><p>{FIRST} Narxi maʼlum.</p>"
    html = f'<h1>Guldarada yangi koʻprik ochildi</h1><div class="text">{body}</div>'
    found = extract_page(html, url=URL, layouts=(layout,))
    assert found.structure == "ppphp"


def test_a_table_inside_a_figure_is_text_and_its_caption_is_not() -> None:
    table = "<figure><table><tr><td>АИ-80</td><td>6 500</td></tr></table><figcaption>Нархлар</figcaption></figure>"
    found = extract(page(f"<p>{FIRST}</p><p>{SECOND}</p>{table}<p>{THIRD}</p>"))
    assert found.paragraphs == (FIRST, SECOND, "АИ-80 6 500", THIRD)
