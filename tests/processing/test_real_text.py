"""A real article as a naive crawler stored it, through every step into the index."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from xabar.article import Article, PrintedDate
from xabar.config import Config
from xabar.processing.ingest import ingest
from xabar.processing.steps import process_article
from xabar.search.engine import SearchRequest
from xabar.workspace import open_workspace

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
async def test_text_ends_where_the_article_ends_and_is_found(tmp_path: Path) -> None:
    with open_workspace(Config(data=tmp_path)) as workspace:
        workspace.join_feed()
        article = process_article(zamin_article(), workspace.context("zamin_uz"))
        ingest(workspace.records, article)
        await workspace.leave_feed()
        engine = workspace.open_engine()
        for query in ("Qozogʻiston Rubio", "Қозоғистон Рубио", "стратегик шериклик"):
            found = await engine.search(SearchRequest(query))
            assert [hit.article.id for hit in found.hits] == [article.id], query
        await engine.close()

    assert article.body.endswith("ҳисобланади.")
    assert "Telegram" not in article.body
    assert "Ctrl" not in article.body
    assert len(article.body.split("\n")) == 14
    assert (article.language, article.script) == ("uz", "Cyrl")
