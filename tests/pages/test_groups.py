"""The same article in several scripts is stored once in each, and all of them are one group."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages.test_pages import SITES, article_of, expectation
from xabar.article import Article
from xabar.processing.ingest import ingest
from xabar.records.store import RecordStore

STORIES = [
    ("abai_kz/cyrillic", "abai_kz/latin", "abai_kz/arabic"),  # prefixes that hreflang calls lt and tt
    ("qamshy_kz/cyrillic", "qamshy_kz/latin"),
    ("anatili_kz/cyrillic", "anatili_kz/latin"),  # one path, told by ?ln=lat
    ("aqshamnews_kz/cyrillic", "aqshamnews_kz/arabic"),
    ("astana_akshamy_kz/cyrillic", "astana_akshamy_kz/latin"),
]


@pytest.mark.parametrize("pages", STORIES)
def test_the_editions_of_an_article_are_one_group(pages: tuple[str, ...], tmp_path: Path) -> None:
    with RecordStore(tmp_path / "records.sqlite") as records:
        articles = [Article.from_dict(article_of(page).to_dict()) for page in pages]
        assert [ingest(records, article).outcome for article in articles] == ["stored"] * len(pages)
        stored = [records.get_article(article.id) for article in articles]
    assert {article.group_id for article in stored if article} == {articles[0].id}


@pytest.mark.parametrize("page", [page for pages in STORIES for page in pages])
def test_the_edition_s_script_is_that_of_its_text(page: str) -> None:
    site = SITES[page.partition("/")[0]]
    expected = expectation(page)
    assert site.edition_of(expected["url"]).script == expected["expected"]["script"]
