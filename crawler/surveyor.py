"""Fetch the pages of a survey: with the manners and guards of a crawl, and bounds on every page that is read."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, date, datetime
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

import scrapy
from scrapy.http import Request

from crawler.answers import to_http_response
from crawler.discovery.requests import discovery_request
from crawler.reasons import describe
from crawler.survey.describe import NoSite, describe_site
from crawler.survey.description import SiteDescription
from crawler.survey.look import Look, look_at
from crawler.survey.survey import Survey
from xabar.source import Window
from xabar.workers.pool import WorkerPool
from xabar.workers.time_limit import TooCostly
from xabar.zones import ASSUMED_ZONE, guess_zone

Done: TypeAlias = Callable[[SiteDescription | str], object]

logger = logging.getLogger(__name__)

EVER: Final = date(1990, 1, 1)  # a survey looks at articles of any age
# Settings of a crawler that stores nothing.
SETTINGS: Final = {
    "EXTENSIONS": {"crawler.extensions.watchdog.Watchdog": None},
    "ITEM_PIPELINES": {},
    "CLOSESPIDER_TIMEOUT": 1800,
    "RETRY_TIMES": 1,
}


class SurveySpider(scrapy.Spider):
    """A spider that surveys one site, and hands what it found to `done`: its description, or why there is none."""

    name = "survey"

    def __init__(self, site: str, address: str, workers: WorkerPool, done: Done) -> None:
        super().__init__()
        self._site = site
        self._workers = workers
        self._survey = Survey(address)
        self._done = done
        self.allowed_domains = (self._survey.findings.site,)

    async def start(self) -> AsyncIterator[Request]:
        """Survey the site. No request is left for the scheduler."""
        try:
            await self._run()
            self._done(describe_site(self._survey.findings, self._site, datetime.now(UTC)))
        except NoSite as reason:
            self._done(str(reason))
        except Exception as error:
            logger.exception("the survey of %s failed", self._site)
            self._done(f"the survey failed: {error!r}")
        nothing_more: tuple[Request, ...] = ()
        for request in nothing_more:
            yield request

    async def _run(self) -> None:
        window = self._window()
        steps = self._survey.steps()
        seen: Sequence[Look] | None = None
        while True:
            try:
                urls = next(steps) if seen is None else steps.send(seen)
            except StopIteration:
                return
            seen = await asyncio.gather(*(self._look(url, window) for url in urls))

    async def _look(self, url: str, window: Window) -> Look:
        """Return what is seen at an address; if there is nothing, why."""
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(discovery_request(url, self.allowed_domains))
            return await self._workers.run(look_at, url, to_http_response(response), window)
        except TooCostly as error:
            return Look(asked=url, url=url, problem=str(error))
        except Exception as error:
            return Look(asked=url, url=url, problem=describe(error))

    def _window(self) -> Window:
        zone, _ = guess_zone(self._survey.findings.site, "und") or ASSUMED_ZONE
        now = datetime.now(ZoneInfo(zone))
        return Window(since=EVER, until=now.date(), now=now, language="und", zone=zone)
