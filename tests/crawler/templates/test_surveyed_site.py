"""A surveyed site, written as a class: everything that the survey found, and nothing that a page could make code."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest

from crawler.described import make_site
from crawler.discovery import Feed
from crawler.survey.article_shapes import article_lines, generalize
from crawler.survey.shapes import group_by_shape
from crawler.templates.surveyed_site import SurveyedSite
from tests.crawler.templates.test_new_site import HOSTILE, declared, load
from tests.crawler.test_described import HOME, KNOWN
from xabar.extraction.layout import Layout

LAYOUT = Layout(title="h1", body="div.matn")
SITE = SurveyedSite.of(KNOWN, LAYOUT)


def test_source_and_class_declare_what_the_survey_found() -> None:
    written, surveyed = load(SITE), make_site(KNOWN)
    assert declared(written) == declared(SITE.to_class())
    for name in ("name", "zone", "allowed_domains", "editions", "article", "article_parameters", "discovery"):
        assert getattr(written, name) == getattr(surveyed, name), name
    assert written.is_article(f"{HOME}?p=12")


def test_a_tuple_of_one_short_value_stands_on_one_line_as_the_formatter_wants() -> None:
    source = SurveyedSite.of(replace(KNOWN, sources=(Feed(f"{HOME}rss"),)), LAYOUT).to_source()
    assert f'    discovery = (Feed("{HOME}rss"),)\n' in source


def test_what_the_page_does_not_show_is_taken_from_the_survey() -> None:
    assert SITE.layout == replace(LAYOUT, date=".when")
    assert SurveyedSite.of(replace(KNOWN, layouts=()), LAYOUT).layout == LAYOUT


@pytest.mark.parametrize("text", HOSTILE)
def test_what_strangers_write_stays_a_value(text: str) -> None:
    known = replace(
        KNOWN,
        sources=(Feed(HOME + text),),
        articles=(("x", f"|{text.replace('(', '').replace('*', '')}".rstrip("\\")),),
    )
    source = SurveyedSite.of(known, LAYOUT).to_source()
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert calls == {"Edition", "Feed", "Layout"}


URLS = (
    "https://gazeta.example.uz/news/yangi-bekat-ochildi-{}",
    "https://gazeta.example.uz/jamiyat/voqea/{}",
    "https://gazeta.example.uz/maqola/2026/11/24/{}-son",
)


def test_the_expression_for_addresses_is_written_in_short_lines() -> None:
    shapes = group_by_shape([url.format(number) for url in URLS for number in range(4_000, 4_012)], ())
    found = [generalize(shape, urls, (), ()) for shape, urls in shapes.items()]
    names = [URLS[0].format(f"haqida-{number}") for number in range(30)]
    lines = article_lines(found, ("oz", "ru"), names)
    assert sum(map(len, lines)) > 300
    known = replace(KNOWN, articles=(lines, (r"/eski/\d{4}\.html$",)))
    site = SurveyedSite.of(known, LAYOUT)
    source = site.to_source()
    written = source[source.index("    article = (") : source.index("    discovery")]
    assert max(map(len, written.splitlines())) <= 110
    assert "{SECTION}" in written
    imports = [line for line in source.splitlines() if line.startswith("from ")]
    assert imports == sorted(imports)
    assert len(written.splitlines()) >= 6
    assert load(site).article == known.article
