"""Ordinary pipelines of another project, which know nothing of ours."""

from __future__ import annotations

from typing import Any

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem


class Dropping:
    """Wants no news of that woman."""

    def process_item(self, item: Any) -> Any:
        if "Gulbara" in ItemAdapter(item)["title"]:
            raise DropItem("not wanted")
        return item


class Failing:
    """Has a fault."""

    def process_item(self, item: Any) -> Any:
        if "Gulcara" in ItemAdapter(item)["title"]:
            raise ZeroDivisionError
        return item


class Copying:
    """Hands on a dictionary."""

    def process_item(self, item: Any) -> Any:
        return ItemAdapter(item).asdict()
