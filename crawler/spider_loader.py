"""Load the sites of the project. A file that is broken is named and skipped; all other sites work."""

from __future__ import annotations

import logging
import pkgutil
from collections.abc import Iterator
from importlib import import_module

from scrapy.spiderloader import SpiderLoader

from xabar.site import DeclarationError

logger = logging.getLogger(__name__)


class SiteLoader(SpiderLoader):
    """A spider loader that goes on where Scrapy's own stops, at a module that cannot be imported."""

    def _load_all_spiders(self) -> None:
        for package in self.spider_modules:
            for name in _module_names(package):
                try:
                    self._load_spiders(import_module(name))
                except DeclarationError as error:
                    logger.error("%s is skipped: %s", name, error)
                except Exception as error:  # whatever a file does wrong, the other sites must work
                    logger.error("%s is skipped: %s: %s", name, type(error).__name__, error)
        self._check_name_duplicates()


def _module_names(package: str) -> Iterator[str]:
    """Yield the names of a package and of all modules in it."""
    yield package
    for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
        yield module.name
