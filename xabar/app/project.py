"""The settings and the sites of the Scrapy project, as the commands see them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.misc import load_object

from crawler.environment import check_environment
from crawler.setting_checks import check_overrides, check_steps
from crawler.spider import NewsSpider
from crawler.spider_loader import described_sites
from xabar.app.errors import UnknownSite
from xabar.app.site_names import check_sites, explain_unknown_site
from xabar.config import Config
from xabar.extraction.addresses import is_on_site


def project_settings(overrides: Mapping[str, Any] | None = None) -> Settings:
    """Return `crawler.settings`, with `overrides` as if they were given on the command line.

    Raise ConfigError for an override, or a XABAR_ variable of the environment, that does not exist or cannot be, and
    for a step without an adapter.
    """
    check_environment(os.environ)
    check_overrides(overrides or {})
    check_steps()
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict(dict(overrides or {}), priority="cmdline")
    return settings


def all_sites(settings: Settings) -> dict[str, type[NewsSpider]]:
    """Return every site of the project by its name. A broken file is named in the log and left out."""
    loader = _spider_loader(settings)
    loaded = ((name, loader.load(name)) for name in sorted(loader.list()))
    return {name: site for name, site in loaded if issubclass(site, NewsSpider)}


def load_sites(names: Iterable[str], settings: Settings) -> dict[str, type[NewsSpider]]:
    """Return the sites of these names, and load no other file. Raise UnknownSite for the first that does not exist."""
    loader = _spider_loader(settings)
    sites: dict[str, type[NewsSpider]] = {}
    for name in names:
        try:
            site = loader.load(name)
        except KeyError:
            site = None
        if site is None or not issubclass(site, NewsSpider):
            raise UnknownSite(explain_unknown_site(name, list(all_sites(settings))))
        sites[name] = site
    return sites


def _spider_loader(settings: Settings) -> SpiderLoader:
    """Return what Scrapy's `get_spider_loader` does, without the copy of all settings: that takes 3 ms."""
    loader: SpiderLoader = load_object(settings["SPIDER_LOADER_CLASS"]).from_settings(settings)
    return loader


def sites_ever(settings: Settings) -> dict[str, type[NewsSpider]]:
    """Return every site that is or was crawled and can be read: also a described one whose place a class has taken."""
    return {**described_sites(Config.from_settings(settings)), **all_sites(settings)}


def find_site(name: str | None, url: str, settings: Settings) -> type[NewsSpider]:
    """Return the site of that name, or else the one on which the address lies; raise UnknownSite if there is none."""
    sites = all_sites(settings)
    if name:
        check_sites([name], list(sites))
        return sites[name]
    for site in sites.values():
        if is_on_site(url, site.allowed_domains):
            return site
    raise UnknownSite(f"{url} lies on no site of the project; name one with --site: {', '.join(sites)}")
