"""Our pipelines among those of other projects: in every place, for short and long articles, for any kind of item."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem
from scrapy.pipelines import ItemPipelineManager
from scrapy.utils.test import get_crawler

import crawler.settings
from pipelines.dates import DatesPipeline
from pipelines.items import RejectedItem
from pipelines.validate import ValidatePipeline
from tests import forked_workers
from tests.processing.articles import TEXT, make_article
from tests.record_stores import lay_empty_folder
from xabar.article import Article, PrintedDate
from xabar.bounded_steps import LONG
from xabar.config import Config
from xabar.extraction.plain import paragraph_key
from xabar.processing import dates
from xabar.processing.cuts import whole_article
from xabar.processing.steps import STEPS
from xabar.records.errors import RecordsUnreachable
from xabar.workers import pool
from xabar.workers.pool import WorkerPool
from xabar.workers.time_limit import TimeLimit
from xabar.workspace import Workspace, open_workspace

OURS = crawler.settings.ITEM_PIPELINES
PLACES = range(50, 100 * len(OURS), 100)  # before each of ours


@pytest.fixture(autouse=True)
def shared_workers(open_kept_pool: Callable[..., WorkerPool], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xabar.workspace.WorkerPool", open_kept_pool)


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path) -> None:
    lay_empty_folder(tmp_path)


class Stranger:
    """An ordinary pipeline of another project: it changes a title and knows nothing of ours."""

    def process_item(self, item: Any) -> Any:
        item.title += "!"
        return item


class AsyncStranger:
    """The same, asynchronous."""

    async def process_item(self, item: Any) -> Any:
        item.title += "!"
        return item


async def run(data: Path, item: Any, strangers: dict[Any, int]) -> Any:
    """Put one item through all pipelines, as Scrapy would."""
    values = {"XABAR_DATA": str(data), "XABAR_FEED_WAIT": 60, "ITEM_PIPELINES": OURS | strangers}
    running = get_crawler(settings_dict={"TWISTED_REACTOR_ENABLED": False} | values)
    manager = ItemPipelineManager.from_crawler(running)
    await manager.open_spider_async()
    try:
        return await manager.process_item_async(item)
    finally:
        await manager.close_spider_async()


def long_article() -> Article:
    text = [
        f"{number}-мактаб ўқувчилари учун янги спорт зали {number * 7} кунда қурилди."
        for number in range(400)
    ]
    article = make_article(body="\n".join(text))
    assert len(article.body) > LONG
    return article


def test_the_order_of_the_settings_is_that_of_the_steps() -> None:
    ordered = sorted(OURS, key=lambda path: OURS[path])
    assert [path.split(".")[1] for path in ordered] == [*STEPS, "index"]


@pytest.mark.parametrize("stranger", [Stranger, AsyncStranger])
@pytest.mark.parametrize("length", ["short", "long"])
@pytest.mark.parametrize("place", PLACES)
async def test_a_stranger_may_stand_between_any_two(
    tmp_path: Path, place: int, length: str, stranger: type
) -> None:
    article = make_article() if length == "short" else long_article()
    title = article.title
    await run(tmp_path, article, {stranger: place})
    with open_workspace(Config(data=tmp_path)) as workspace:
        stored = workspace.records.get_article(article.id)
    assert stored is not None
    assert stored.title == title + "!"
    assert (stored.language, stored.published_source) == ("uz", "printed")


class CopyingStranger:
    """One that hands on a dictionary, as many do."""

    def process_item(self, item: Any) -> Any:
        values = ItemAdapter(item).asdict()
        return values | {"title": values["title"] + "!"}


PROMOTION = "«Янги кун»ни Telegram’да ўқинг!"
OWN = "Бизни кузатиб боринг, шунда ҳамма янгиликлардан хабардор бўласиз"


@pytest.mark.parametrize("place", [50, 350, 650])
async def test_a_stranger_may_hand_on_a_dictionary(tmp_path: Path, place: int) -> None:
    article = make_article(body="\n".join((*TEXT, PROMOTION)), structure="pppp")
    await run(tmp_path, article, {CopyingStranger: place})
    with open_workspace(Config(data=tmp_path)) as workspace:
        stored = workspace.records.get_article(article.id)
    assert stored is not None
    assert stored.title == article.title + "!"
    assert (stored.body, [cut.text for cut in stored.cuts]) == ("\n".join(TEXT), [PROMOTION])
    assert (stored.published_source, stored.published_day) == ("printed", date(2026, 11, 24))


@pytest.mark.parametrize(
    ("place", "length"), [*((place, "short") for place in PLACES[1:]), (250, "long"), (650, "long")]
)
async def test_a_stranger_may_change_the_text(tmp_path: Path, place: int, length: str) -> None:
    class Adding:
        def process_item(self, item: Any) -> Any:
            item.body += f"\n{changed}\n{OWN}"
            return item

    changed = "Ushbu xabar 7-noyabr kuni tarjima qilindi."
    text = TEXT if length == "short" else long_article().body.split("\n")
    article = make_article(body="\n".join((*text, PROMOTION)), structure="p" * (len(text) + 1))
    with open_workspace(Config(data=tmp_path)) as workspace:
        workspace.records.set_verdict("kun_uz", paragraph_key(OWN), OWN, "pinned")
        await run(tmp_path, article, {Adding: place})
        stored = workspace.records.get_article(article.id)
    assert stored is not None
    assert stored.body.split("\n") == [*text, changed]
    assert stored.body_normalized is not None
    assert stored.body_normalized.split("\n")[-1] == changed
    assert len(stored.body_normalized.split("\n")) == len(text) + 1
    assert whole_article(stored).body.split("\n") == [*text, changed, OWN]


@pytest.mark.parametrize("length", ["short", "long"])
async def test_a_stranger_may_drop_an_article_and_it_leaves_no_trace(tmp_path: Path, length: str) -> None:
    class Dropping:
        def process_item(self, item: Any) -> Any:
            raise DropItem("not today")

    article = make_article() if length == "short" else long_article()
    with pytest.raises(DropItem, match="not today"):
        await run(tmp_path, article, {Dropping: 650})
    with open_workspace(Config(data=tmp_path)) as workspace:
        assert workspace.records.last_sequence() == 0
        assert workspace.records.count_site_articles("kun_uz") == 0


async def test_a_long_article_is_worked_on_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    step = DatesPipeline(Config(data=tmp_path))
    monkeypatch.setattr(step._step, "_run", None)  # what the loop itself would run
    article = await step.process_item(long_article())
    assert article.published_source == "printed"


async def test_a_date_that_only_dateparser_may_read_is_read_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = DatesPipeline(Config(data=tmp_path))
    monkeypatch.setattr(dates, "read_with_dateparser", None)  # what the loop itself would call
    article = make_article(printed_dates=(PrintedDate("24 Kasım 2026, 10:30", "printed"),), language="tr")
    read = await step.process_item(article)
    assert (read.published_day, read.published_source) == (date(2026, 11, 24), "printed")
    with pytest.raises(RejectedItem, match="date"):
        await step.process_item(make_article(printed_dates=(PrintedDate("24 Karim 2026", "printed"),)))


@pytest.mark.parametrize("field", ["body", "title", "tags", "authors"])
async def test_one_article_that_takes_too_long_costs_nothing_but_itself(
    tmp_path: Path, field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        pool, "start_process", forked_workers.start_by_python
    )  # what takes long are the imports
    step = DatesPipeline(Config(data=tmp_path, worker_seconds=0.001))
    value: Any = "Матн " * LONG
    changes: dict[str, Any] = {field: (value,) if field in ("tags", "authors") else value}
    article = make_article(**changes)
    with pytest.raises(RejectedItem) as refusal:
        await step.process_item(article)
    assert refusal.value.reason == "too-costly"
    step._step._limit = TimeLimit(
        60
    )  # the tight one is for the page above: any article may take a millisecond here
    assert (await step.process_item(make_article())).published_source == "printed"


async def test_a_refusal_of_a_long_article_keeps_its_reason(tmp_path: Path) -> None:
    with pytest.raises(RejectedItem) as refusal:
        await ValidatePipeline(Config(data=tmp_path)).process_item(make_article(body="1 " * LONG))
    assert refusal.value.reason == "no-body"


async def test_records_that_are_away_for_a_moment_cost_no_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def be_away(*_: object) -> None:
        monkeypatch.undo()
        raise RecordsUnreachable("the server does not answer")

    monkeypatch.setattr(Workspace, "context", be_away)
    article = make_article()
    await run(tmp_path, article, {})
    with open_workspace(Config(data=tmp_path)) as workspace:
        assert workspace.records.get_article(article.id) is not None
