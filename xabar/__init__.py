"""The library under crawler and pipelines; knows no Scrapy."""

from typing import Final

__version__: Final = "0.1.0"
