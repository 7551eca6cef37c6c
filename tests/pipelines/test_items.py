"""What other pipelines hand on is read, and a refusal is one that Scrapy knows."""

from __future__ import annotations

import pytest
from scrapy.exceptions import DropItem

from pipelines.dates import DatesPipeline
from pipelines.items import RejectedItem
from pipelines.validate import ValidatePipeline
from tests.processing.articles import TEXT, make_article
from xabar.article import Article
from xabar.config import Config


async def test_an_item_of_another_kind_becomes_an_article() -> None:
    values = make_article().to_dict()
    article = await DatesPipeline(Config()).process_item(values)
    assert isinstance(article, Article)
    assert article.body == "\n".join(TEXT)
    assert article.published_source == "printed"


async def test_a_refusal_reaches_scrapy_with_its_reason() -> None:
    with pytest.raises(RejectedItem) as refusal:
        await ValidatePipeline(Config()).process_item(make_article(title="—"))
    assert isinstance(refusal.value, DropItem)
    assert refusal.value.reason == "no-title"
