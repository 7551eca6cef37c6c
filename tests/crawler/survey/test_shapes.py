"""Shapes of addresses: what was an article's address stays one, lists never become one, and no address takes long."""

from __future__ import annotations

import inspect
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.survey import shapes
from crawler.survey.article_shapes import WIDTH, ArticleShape, article_lines, generalize
from crawler.survey.shapes import (
    KINDS,
    LIST_WORDS,
    Shape,
    group_by_shape,
    kind_of,
    path_of,
    shape_of,
)

CODES = ("ru", "uz")
HOST = "https://gazeta.example.uz/"

# From the addresses in use on sites of the two countries.
SHAPES = [
    ("news/2026/11/24/yangi-bekat", ("word", "year", "two", "two", "word"), True),  # kun.uz
    ("2026/11/24/yangi-bekat/", ("year", "two", "two", "word"), True),  # daryo.uz
    ("uz/posts/yangi-bekat_436197", ("word", "slug-number"), True),  # uza.uz
    ("uz/news/yangi-bekat-120881", ("word", "slug-number"), True),  # qalampir.uz
    ("uz/jamiyat/12345-yangi-bekat.html", ("word", "number-slug"), True),  # zamin.uz
    ("politics/kazakhstan/2086925-zhana-mektep/", ("word", "word", "number-slug"), True),  # nur.kz
    ("6507353-zhana-mektep.html", ("number-slug",), True),  # zakon.kz
    ("kz/zhana-mektep_a1234567", ("word", "slug-number"), True),  # inform.kz
    ("news/zhana-mektep-4f1a7c/", ("word", "slug-hash"), True),  # inform.kz
    ("a/yangi-bekat/31234567.html", ("word", "word", "number"), True),  # ozodlik.org
    ("20261124/yangi-bekat-12345678.html", ("day", "word"), True),  # sputniknews.uz
    ("news/10001", ("word", "number"), True),  # uznews.uz
    ("uzbek/articles/c8y949r98pgt", ("word", "word", "hash"), False),  # bbc.com
    ("novosti/yangi-bekat-ochildi", ("word", "slug"), False),  # informburo.kz
    ("zhana-mektep-ashyldy/", ("slug",), False),  # orda.kz
]  # fmt: skip


@pytest.mark.parametrize(("path", "kinds", "strong"), SHAPES)
def test_the_shapes_of_the_press(path: str, kinds: tuple[str, ...], strong: bool) -> None:
    shape = shape_of(HOST + path, CODES)
    assert shape is not None
    assert (shape.kinds, shape.is_strong) == (kinds, strong)


@pytest.mark.parametrize(
    "path",
    ["", "uz/", "2026/11/24/", "20261124/", "tag/yangi-bekat", "uz/author/12-ism", "archive/2026/11/24/x", "rss", "a/" * 9],
)  # fmt: skip
def test_lists_calendars_and_front_pages_have_no_shape(path: str) -> None:
    assert shape_of(HOST + path, CODES) is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_beside_each_kind_is_of_it(kind: str) -> None:
    source = inspect.getsource(shapes)
    (line,) = (line for line in source.splitlines() if line.startswith(f'    "{kind}": r"'))
    for example in line.partition("  # ")[2].split(", "):
        assert kind_of(example) == kind, example


words = st.text("abcdefgh", min_size=1, max_size=8)
numbers = st.integers(1, 99_999_999).map(str)
slugs = st.lists(st.one_of(words, numbers), min_size=1, max_size=6).map("-".join)
parts = st.one_of(
    words,
    numbers,
    slugs,
    st.sampled_from(["2026", "11", "24", "20261124", "news", "uz", *sorted(LIST_WORDS)]),
)
paths = st.lists(parts, min_size=1, max_size=5).map("/".join)
urls = st.builds(
    lambda path, end: HOST + path + end,
    paths,
    st.sampled_from(["", "/", ".html", "/?p=12", "?p=7", "?utm_source=x"]),
)


@settings(max_examples=40)
@given(st.lists(urls, min_size=1, max_size=12), st.lists(urls, max_size=6))
def test_what_was_an_article_stays_one_and_what_has_no_shape_becomes_none(
    seen: list[str], others: list[str]
) -> None:
    for shape, articles in group_by_shape(seen, CODES).items():
        pattern = generalize(shape, articles, others, CODES).pattern
        assert all(re.fullmatch(pattern, path_of(url, CODES)) for url in articles)
        whole = re.compile("".join(article_lines([generalize(shape, articles, others, CODES)], CODES)))
        assert not whole.search(HOST)
        assert (
            not whole.search(f"{HOST}tag/{path_of(articles[0], CODES).partition('?')[0]}")
            or "word" in shape.kinds[:1]
        )


@given(urls)
def test_a_named_list_is_never_an_article(url: str) -> None:
    shape = shape_of(url, CODES)
    parts = [part.lower() for part in path_of(url, CODES).partition("?")[0].split("/")]
    assert shape is None or not (LIST_WORDS & set(parts[:-1]))


@settings(max_examples=40)
@given(st.lists(urls, min_size=1, max_size=8))
def test_other_pages_of_the_same_shape_are_left_out_by_name(seen: list[str]) -> None:
    *articles, other = seen
    for shape, known in group_by_shape(articles, CODES).items():
        if path_of(other, CODES) in {path_of(url, CODES) for url in known}:
            continue
        pattern = "".join(article_lines([generalize(shape, known, [other], CODES)], CODES, [other]))
        assert not re.search(pattern, HOST + path_of(other, CODES))


@pytest.mark.parametrize("unit", ["a-", "1-", "1", "a", "/a", "-_", "%D0%B0-", "a1", "2026/11/24/"])
def test_no_address_takes_long(unit: str) -> None:
    tried = [Shape((kind,)) for kind in KINDS] + [
        Shape(("word", "word", "number-slug")),
        Shape(("word", "slug")),
    ]
    found = [generalize(shape, [HOST + "/".join("x" for _ in shape.kinds)], [], CODES) for shape in tried]
    pattern = re.compile("".join(article_lines(found, CODES)))
    begin = time.process_time()
    pattern.search(HOST + unit * (8_000 // len(unit)) + "?!")
    assert time.process_time() - begin < 0.2


@given(st.lists(st.text("ab-.?/", min_size=1, max_size=40), min_size=1, max_size=60, unique=True))
def test_many_words_of_a_section_are_an_expression_in_short_lines(words: list[str]) -> None:
    shape = ArticleShape(Shape(("word", "number")), (tuple(words), ()))
    lines = article_lines([shape], CODES)
    assert max(map(len, lines)) <= 2 * WIDTH
    pattern = re.compile("".join(lines))
    assert all(pattern.search(f"{HOST}ru/{word}/12/") for word in words)
    assert not pattern.search(f"{HOST}c/12")
