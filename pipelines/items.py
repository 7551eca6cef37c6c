"""Read what comes as an item, and say in Scrapy's way why an article does not go on."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem

from xabar.article import Article
from xabar.bounded_steps import renew_changed
from xabar.config import Config
from xabar.field_limits import bound_fields
from xabar.rejection import Rejected


class RejectedItem(DropItem):
    """An article that a step refused. `reason` is a key of `xabar.crawl_stats.REJECTIONS`."""

    def __init__(self, rejected: Rejected) -> None:
        super().__init__(str(rejected))
        self.reason = rejected.reason


class DuplicateItem(DropItem):
    """An article that is already stored under another address. It is counted as a duplicate, and not refused."""

    reason: Final = "duplicate"


async def read_item(item: Any, config: Config) -> Article:
    """Return the item as an Article. Where another pipeline has changed its text, make what follows from it fit again.

    The item may be an Article already, or any item that itemadapter knows with the same fields. Their values may be those
    of an Article, as `ItemAdapter.asdict` copies them, or those of its JSON.
    """
    article = item if isinstance(item, Article) else _to_article(ItemAdapter(item).asdict())
    return await renew_changed(article, config)


def _to_article(values: dict[str, Any]) -> Article:
    values = {name: value for name, value in values.items() if value is not None}
    days = {name: value.isoformat() for name, value in values.items() if isinstance(value, date)}
    return bound_fields(Article.from_dict(values | days))
