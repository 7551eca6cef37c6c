"""The Scrapy project as the commands see it: its settings and its sites."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from crawler.site import NewsSpider


def project_settings(overrides: Mapping[str, Any] | None = None) -> Settings:
    """`crawler.settings`, with `overrides` as if given on the command line."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict(dict(overrides or {}), priority="cmdline")
    return settings


def all_sites(settings: Settings) -> dict[str, type[NewsSpider]]:
    """Every site of the project by name."""
    loader = SpiderLoader.from_settings(settings)
    loaded = ((name, loader.load(name)) for name in sorted(loader.list()))
    return {name: site for name, site in loaded if issubclass(site, NewsSpider)}


def check_sites(names: Sequence[str], known: Sequence[str]) -> None:
    """UsageError (exit 2) for a site that does not exist, naming the nearest ones."""
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name.replace(".", "_"), known, n=3, cutoff=0.5)
            advice = f"did you mean {' or '.join(near)}?" if near else "`xabar sites` lists all"
            raise click.UsageError(f"there is no site {name!r}; {advice}")


def records_path(settings: Settings) -> Path:
    """The record file of the data folder."""
    return Path(settings["XABAR_DATA"]) / "records.sqlite"
