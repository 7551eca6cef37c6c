"""A long article's steps work in a thread where they can; what must be one act stays one."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler

from crawler.steps import LONG, Steps
from tests.pipelines.articles import make_article
from xabar.article import Article


class Step:
    """Writes down which thread asked for what."""

    def __init__(self, name: str, asked: list[tuple[str, bool]], *, pure: bool = False) -> None:
        self._name, self._asked, self.pure = name, asked, pure

    def process_item(self, item: Article) -> Article:
        self._asked.append((self._name, threading.current_thread() is threading.main_thread()))
        return item


class Prepared(Step):
    """A step with something to prepare."""

    def warm_up(self) -> None:
        self._asked.append((f"warm up {self._name}", threading.current_thread() is threading.main_thread()))

    def prepare(self, item: Article) -> None:
        self._asked.append((f"prepare {self._name}", threading.current_thread() is threading.main_thread()))


class Refusing(Step):
    """A step that refuses."""

    def process_item(self, item: Article) -> Article:
        raise DropItem("no")


def steps(*middlewares: Any) -> Steps:
    return Steps(*middlewares, crawler=get_crawler())


async def test_pure_steps_of_a_long_article_leave_the_loop_free() -> None:
    asked: list[tuple[str, bool]] = []
    chain = steps(Step("clean", asked), Step("repair", asked, pure=True), Prepared("store", asked))
    article = make_article(body="a" * (LONG + 1))
    assert await chain.process_item_async(article) is article
    assert asked == [("clean", True), ("repair", False), ("prepare store", False), ("store", True)]


async def test_what_the_first_article_needs_is_loaded_before_it_comes() -> None:
    asked: list[tuple[str, bool]] = []
    await steps(Step("clean", asked), Prepared("store", asked)).open_spider_async()
    assert asked == [("warm up store", False)]


async def test_a_short_article_goes_the_usual_way() -> None:
    asked: list[tuple[str, bool]] = []
    chain = steps(Step("repair", asked, pure=True), Prepared("store", asked))
    await chain.process_item_async(make_article(body="a" * LONG))
    assert asked == [("repair", True), ("store", True)]


async def test_no_other_article_comes_between_the_last_steps() -> None:
    asked: list[tuple[str, bool]] = []
    chain = steps(Prepared("compare", asked), Step("store", asked))
    await asyncio.gather(
        *(chain.process_item_async(make_article(n, body="a" * (LONG + 1))) for n in range(3))
    )
    names = [name for name, _ in asked if name != "prepare compare"]
    assert names == ["compare", "store"] * 3


@pytest.mark.parametrize("pure", [True, False])
async def test_a_refusal_ends_the_way(pure: bool) -> None:
    asked: list[tuple[str, bool]] = []
    chain = steps(Refusing("validate", asked, pure=pure), Step("store", asked))
    with pytest.raises(DropItem):
        await chain.process_item_async(make_article(body="a" * (LONG + 1)))
    assert asked == []
