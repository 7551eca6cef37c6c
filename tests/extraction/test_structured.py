import json
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from xabar.extraction.markup import Markup
from xabar.extraction.structured import StructuredData, read_structured_data

ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Yangi koʻprik ochildi",
    "datePublished": "2026-11-24T10:35:00+05:00",
    "author": {"@type": "Person", "name": "Ali Valiyev"},
    "keywords": "koʻprik, qishloq",
}


def read(script: str) -> StructuredData:
    tree = LexborHTMLParser(f'<script type="application/ld+json">{script}</script>')
    return read_structured_data(Markup(tree, "https://kun.uz/").json_ld)


@pytest.mark.parametrize(
    "value",
    [
        ARTICLE,
        [{"@type": "Organization", "name": "Kun.uz"}, ARTICLE],
        {"@graph": [{"@type": "WebPage"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        {**ARTICLE, "@type": ["Article", "NewsArticle"]},
        {**ARTICLE, "@type": "https://schema.org/ReportageNewsArticle"},
    ],
)
def test_the_article_is_found_wherever_it_lies(value: Any) -> None:
    data = read(json.dumps(value))
    assert data.is_article
    assert data.headline == "Yangi koʻprik ochildi"
    assert data.published == "2026-11-24T10:35:00+05:00"
    assert data.authors == ("Ali Valiyev",)
    assert data.keywords == ("koʻprik", "qishloq")


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle","headline":"A b","datePublished":"2026-11-24",}',  # a comma too many
        '{"@type":"NewsArticle","headline":"A\nb","datePublished":"2026-11-24"}',  # a line break in a string
        '<!-- {"@type":"NewsArticle","headline":"A b","datePublished":"2026-11-24"} -->',
        '//<![CDATA[\n{"@type":"NewsArticle","headline":"A b","datePublished":"2026-11-24"}\n//]]>',
        '{"@type":"NewsArticle","headline":"A b","datePublished":"2026-11-24","about":"say "hi""}',  # quotes
        '{"@type":"NewsArticle","headline":"A b","datePublished":"2026-11-24","articleBody":"cut of',
    ],
)
def test_broken_json_gives_what_it_can(script: str) -> None:
    data = read(script)
    assert (data.headline, data.published) == ("A b", "2026-11-24")


@pytest.mark.parametrize(
    "script", ["", "null", "[]", "{", '{"@type":"Organization","name":"Kun.uz"}', "[[[[1]]]]"]
)
def test_no_article(script: str) -> None:
    assert not read(script).is_article


def test_entities_in_a_headline_are_read() -> None:
    assert (
        read(json.dumps({**ARTICLE, "headline": "&quot;Zamin&quot; &amp; odamlar"})).headline
        == '"Zamin" & odamlar'
    )


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ali Valiyev", ("Ali Valiyev",)),
        ([{"@type": "Person", "name": "A"}, {"@type": "Person", "name": "B"}], ("A", "B")),
        ({"@type": "Organization", "name": "Kun.uz"}, ()),
        ({"name": "Ali"}, ("Ali",)),
        ("Ali Valiyev, Vali Aliyev", ("Ali Valiyev", "Vali Aliyev")),
        (None, ()),
    ],
)
def test_authors(author: Any, names: tuple[str, ...]) -> None:
    assert read(json.dumps({**ARTICLE, "author": author})).authors == names


def test_a_list_page_names_its_types() -> None:
    data = read(json.dumps({"@type": "CollectionPage", "mainEntity": {"@type": "ItemList"}}))
    assert data.types == {"CollectionPage", "ItemList"}


def test_depth_is_bounded() -> None:
    assert not read("[" * 100_000).is_article
