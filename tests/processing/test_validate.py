"""What is refused, and with which reason."""

from __future__ import annotations

from datetime import date

import pytest

from tests.processing.articles import make_article
from xabar.article import Article
from xabar.processing.steps import Context
from xabar.processing.validate import MIN_BODY, validate_article
from xabar.rejection import Rejected

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("reason", "article"),
    [
        ("no-title", make_article(title=" — ", published_day=DAY)),
        ("no-body", make_article(body="Батафсил…", published_day=DAY)),
        ("no-body", make_article(body="12 345 678 " * 20, published_day=DAY)),
        ("no-date", make_article()),
    ],
)
def test_article_without_a_part_is_refused(reason: str, article: Article) -> None:
    with pytest.raises(Rejected) as refusal:
        validate_article(article, Context())
    assert refusal.value.reason == reason


def test_whole_article_passes_unchanged() -> None:
    article = make_article(published_day=DAY)
    before = article.to_dict()
    assert validate_article(article, Context()).to_dict() == before


def test_news_flash_of_one_sentence_passes() -> None:
    flash = "Тошкентда эртага кучли ёмғир ёғади, шамол тезлиги секундига йигирма метрга етади."
    assert len(flash) >= MIN_BODY
    assert validate_article(make_article(body=flash, published_day=DAY), Context())
