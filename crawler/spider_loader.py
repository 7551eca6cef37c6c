"""Load the sites of the project. A file that is broken is named and skipped; all other sites work."""

from __future__ import annotations

import builtins
import logging
import pkgutil
from contextlib import suppress
from importlib import import_module
from typing import Any

from scrapy import Request, Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader

from crawler.described import DescribedSite, make_site
from crawler.survey.description import BadDescription, SiteDescription
from xabar.config import Config
from xabar.extraction.addresses import is_on_site
from xabar.records.errors import RecordsError
from xabar.site import DeclarationError, Site
from xabar.workspace import open_existing

logger = logging.getLogger(__name__)


class SiteLoader(SpiderLoader):
    """A spider loader that goes on where Scrapy's own stops, at a module that cannot be imported.

    It knows the sites of the records too, which were described by a survey. A class has priority over a description of
    its name or its hosts. One site is loaded from the file of its name; to load all takes as long as ten of its pages.
    """

    _spiders: dict[str, Any]

    def __init__(self, settings: BaseSettings) -> None:
        self._config = Config.from_settings(settings)
        self._has_all = False
        super().__init__(settings)

    def load(self, spider_name: str) -> type[Spider]:
        """Return the site of that name. Raise KeyError if there is none."""
        if spider_name not in self._spiders and not self._load_file_of(spider_name):
            self._load_every_site()
        return super().load(spider_name)

    def list(self) -> list[str]:
        """Return the names of all sites."""
        self._load_every_site()
        return super().list()

    def find_by_request(self, request: Request) -> builtins.list[str]:
        """Return the names of the sites on whose hosts the request lies."""
        self._load_every_site()
        return super().find_by_request(request)

    def _load_all_spiders(self) -> None:
        """Import the packages alone, since one that is not there is a setting that is wrong. Scrapy asks for it at once."""
        for package in self.spider_modules:
            import_module(package)

    def _load_file_of(self, name: str) -> bool:
        """Load the file of that name, and return whether the site is there. What is wrong with it, loading all will say."""
        for package in self.spider_modules if name.isidentifier() else ():
            with suppress(Exception, SystemExit):
                self._load_spiders(import_module(f"{package}.{name}"))
        return name in self._spiders

    def _load_every_site(self) -> None:
        if self._has_all:
            return
        self._has_all = True
        self._spiders.clear()
        self._found.clear()
        for package in self.spider_modules:
            self._load_module(package)
        self._check_name_duplicates()
        for name, site in described_sites(self._config).items():
            if not any(_owns(known, site) for known in self._spiders.values()):
                self._spiders.setdefault(name, site)

    def _load_module(self, name: str) -> None:
        """Load the sites of a module, and of those in it if it is a package."""
        module = None
        try:
            module = import_module(name)
            self._load_spiders(module)
        except DeclarationError as error:
            logger.error("%s is skipped: %s", name, error)
        except (Exception, SystemExit) as error:  # whatever a file does wrong, the other sites must work
            logger.error("%s is skipped: %s: %s", name, type(error).__name__, error)
        for inner in pkgutil.iter_modules(getattr(module, "__path__", ())):
            self._load_module(f"{name}.{inner.name}")


def described_sites(config: Config) -> dict[str, type[DescribedSite]]:
    """Return the sites of the records by name. Whatever is wrong with them, the classes must work."""
    try:
        with open_existing(config) as workspace:
            texts = workspace.records.descriptions() if workspace else {}
    except RecordsError as error:
        # who needs the records says himself what is wrong with them
        logger.info("the sites without a class are not known: %s", error)
        return {}
    return {name: site for name, text in texts.items() if (site := _load_described(name, text))}


def _load_described(name: str, text: str) -> type[DescribedSite] | None:
    try:
        site = make_site(SiteDescription.from_json(text))
        if site.name != name:
            raise BadDescription(f"it is one of {site.name}")
    except (BadDescription, DeclarationError) as error:
        logger.error("the description of %s is skipped: %s", name, error)
    except Exception as error:  # whatever stands in the records, the other sites must work
        logger.error("the description of %s is skipped: %s: %s", name, type(error).__name__, error)
    else:
        return site
    return None


def _owns(known: type[Site], described: type[DescribedSite]) -> bool:
    """Return whether a class of the project has a host of a described site."""
    return not issubclass(known, DescribedSite) and any(
        is_on_site(f"https://{host}/", known.allowed_domains) for host in described.allowed_domains
    )
