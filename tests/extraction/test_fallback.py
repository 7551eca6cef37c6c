"""The layers behind the blocks: JSON-LD's text, a gallery's captions, trafilatura, long paragraphs."""

from __future__ import annotations

import json

from tests.extraction.example_page import FIRST, SECOND, THIRD, TITLE
from tests.extraction.unknown_page import FOURTH, LINES, TEASER, URL, read_unknown, unknown_page
from xabar.extraction.last_layers import trafilatura_body
from xabar.extraction.layers import run_layers

LONG_ENOUGH = "\n".join(f"{line} {line}" for line in LINES)


def article_of(text: str) -> str:
    thing = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-11-24", "articleBody": text}
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


def test_json_ld_s_text_wins_where_the_page_shows_another_article() -> None:
    shown = "".join(f"<p>{n}. {TEASER}</p>" for n in range(4))
    found = read_unknown(unknown_page(f"<div class='x'>{shown}</div>", head=article_of(LONG_ENOUGH)))
    assert (found.body_layer, found.problem) == ("json-ld", None)
    assert found.paragraphs == tuple(LONG_ENOUGH.split("\n"))


def test_json_ld_s_text_is_read_without_its_markup() -> None:
    text = "".join(f"<p>{line} <b>{line}</b></p>" for line in LINES)
    assert read_unknown(unknown_page("", head=article_of(text))).paragraphs == tuple(LONG_ENOUGH.split("\n"))


def test_a_shortened_text_in_json_ld_does_not_replace_the_page_s() -> None:
    found = read_unknown(unknown_page(head=article_of(f"{FIRST} {SECOND} {THIRD} {FOURTH[:20]}")))
    assert (found.body_layer, found.paragraphs) == ("blocks", LINES)


def test_the_captions_of_a_gallery_are_its_text() -> None:
    pictures = "".join(
        f"<figure><img src='/{at}.jpg'><figcaption>{line}</figcaption></figure>"
        for at, line in enumerate(LINES)
    )
    head = '<meta property="article:published_time" content="2026-11-24T10:15:00+05:00">'
    found = read_unknown(unknown_page(f"<div class='x'><p>Surat: A. Valiyev</p>{pictures}</div>", head=head))
    assert found.problem is None
    assert found.paragraphs[-4:] == LINES


def page_of_lines(town: str) -> str:
    rows = "".join(
        f"<tr><td>{n}-bosqich</td><td>{n} aprel, {town} shahri, stadion</td></tr>" for n in range(1, 15)
    )
    head = '<meta property="article:published_time" content="2026-11-24T10:15:00+05:00">'
    return unknown_page(f"<article><table>{rows}</table></article>", head=head)


def test_what_consists_of_lines_is_left_to_trafilatura() -> None:
    found = read_unknown(page_of_lines("Qoʻqon"))
    assert found.problem is None
    assert "Qoʻqon shahri" in " ".join(found.paragraphs)


def test_a_page_that_is_read_once_more_is_not_given_to_trafilatura_again() -> None:
    """A survey and `xabar page` read a page as an article first, and then to see its places and its layers."""
    before = trafilatura_body.cache_info()
    html = page_of_lines("Xiva")
    assert read_unknown(html).body_layer == "trafilatura"
    assert any(layer.layer == "trafilatura" for layer in run_layers(html, url=URL, layouts=()))
    after = trafilatura_body.cache_info()
    assert (after.misses, after.hits) == (before.misses + 1, before.hits + 1)


def test_scripts_and_styles_do_not_count_as_size() -> None:
    script = f"<script>{'x' * 2_000_000}</script>"
    assert read_unknown(unknown_page(below=script)).paragraphs == LINES


def test_a_page_without_text() -> None:
    assert read_unknown(unknown_page("")).problem == "no-body"
