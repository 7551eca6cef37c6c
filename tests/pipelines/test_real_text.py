"""A real article as a naive crawler stored it, through every step into the index."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.utils.test import get_crawler

from pipelines.boilerplate import BoilerplatePipeline
from pipelines.dates import DatesPipeline
from pipelines.duplicates import DuplicatesPipeline
from pipelines.index import IndexPipeline
from pipelines.language import LanguagePipeline
from pipelines.scripts import ScriptsPipeline
from pipelines.sharing import SharedRecords
from pipelines.validate import ValidatePipeline
from xabar.article import Article, PrintedDate
from xabar.search.engine import SearchRequest
from xabar.search.opening import open_engine

SHARED = Path(os.environ.get("XABAR_SHARED", Path(__file__).parents[3] / "shared"))
TEXT = SHARED / "pages" / "zamin-uz-article-2025.txt"


def zamin_article() -> Article:
    """The text as the body of an article; its address and title are ours."""
    return Article(
        url="https://zamin.uz/uz/dunyo/1-sinov.html",
        site="zamin_uz",
        fetched_at=datetime(2025, 3, 1, 12, tzinfo=UTC),
        zone="Asia/Tashkent",
        declared_language="uz",
        title="Икки мамлакат вазирлари учрашди",
        body=TEXT.read_text(encoding="utf-8").strip(),
        printed_dates=(PrintedDate("01-03-2025, 10:20", "printed"),),
    )


@pytest.mark.needs_shared
@pytest.mark.skipif(not TEXT.exists(), reason=f"{TEXT} is not there; XABAR_SHARED names its folder")
async def test_text_ends_where_the_article_ends_and_is_found(tmp_path: Path, records: SharedRecords) -> None:
    values = {
        "XABAR_DATA": str(tmp_path),
        "XABAR_FEED_WAIT": 60,
        "XABAR_ALPHABETS": {"uz": "Latn"},
        "TWISTED_REACTOR_ENABLED": False,
    }
    crawler = get_crawler(settings_dict=values)
    boilerplate, duplicates = (
        BoilerplatePipeline.from_crawler(crawler),
        DuplicatesPipeline.from_crawler(crawler),
    )
    index = IndexPipeline.from_crawler(crawler)
    boilerplate.open_spider()
    duplicates.open_spider()
    await index.open_spider()
    middle = (ScriptsPipeline(), LanguagePipeline.from_crawler(crawler), DatesPipeline())
    article = zamin_article()
    for step in (boilerplate, *middle, duplicates, ValidatePipeline(), index):
        article = step.process_item(article)
    await index.close_spider()
    duplicates.close_spider()
    boilerplate.close_spider()

    assert article.body.endswith("ҳисобланади.")
    assert "Telegram" not in article.body
    assert "Ctrl" not in article.body
    assert len(article.body.split("\n")) == 14
    assert (article.language, article.script) == ("uz", "Cyrl")
    engine = open_engine(None, data=tmp_path, api_key=None, records=records.store)
    for query in ("Qozogʻiston Rubio", "Қозоғистон Рубио", "стратегик шериклик"):
        found = await engine.search(SearchRequest(query))
        assert [hit.article.id for hit in found.hits] == [article.id], query
    await engine.close()
