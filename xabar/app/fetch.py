"""Load one page from a file or an address. An address is fetched as politely as in a crawl."""

from __future__ import annotations

import gzip
import json
import pickle
import subprocess
import sys
import zlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Request, Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from crawler.answers import to_http_response
from crawler.reasons import reason_of
from xabar.app.errors import AppError, WrongUse
from xabar.app.own_address import own_address
from xabar.app.project import all_sites, project_settings
from xabar.crawl_stats import REJECTIONS
from xabar.extraction.addresses import article_key_url, is_on_site
from xabar.http_response import HttpResponse
from xabar.workers.answers import load_answer
from xabar.workers.pool import WorkerPool
from xabar.workers.time_limit import TooCostly

GZIP: Final = b"\x1f\x8b"


def load_page(
    source: str, url: str | None, settings: Mapping[str, Any], *, workers: WorkerPool
) -> HttpResponse:
    """Return the page of an address or a file. Raise WrongUse if `source` is neither, AppError if it cannot be read.

    `url` is the address of the page if `source` is a file or a copy; a file may name its own. `settings` override
    those of the project. A worker looks for the address that a file names.
    """
    if source.startswith(("http://", "https://")):
        response = _fetch(find_request_url(check_address(source), project_settings(settings)), settings)
        return replace(response, url=check_address(url)) if url else response
    project = project_settings(settings)
    body = _read_file(Path(source), project.getint("DOWNLOAD_MAXSIZE"))
    address = url or _find_own_address(source, body, workers)
    if address is None:
        raise WrongUse(f"{source} does not say its address; give it with --url")
    return HttpResponse(check_address(address), body)


def find_request_url(url: str, settings: Settings) -> str:
    """Return the address that a crawl asks for to get a page: that of the site's interface, if the site has one."""
    sites = all_sites(settings).values()
    site = next((site for site in sites if is_on_site(url, site.allowed_domains)), None)
    return site.request_url(url) if site else url


def check_address(url: str) -> str:
    """Return the address of a page; raise WrongUse if it is not one."""
    try:
        article_key_url(url)
    except ValueError as error:
        raise WrongUse(f"{url!r} is not the address of a page: {error}") from None
    return url


def _read_file(path: Path, limit: int) -> bytes:
    """Return the bytes of a saved page, which may be packed with gzip. Raise AppError for more than `limit` of them."""
    try:
        with path.open("rb") as file:
            packed = file.read(2) == GZIP
            file.seek(0)
            body = gzip.GzipFile(fileobj=file).read(limit + 1) if packed else file.read(limit + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise AppError(f"{path} does not unpack: {error}") from None
    except OSError as error:
        raise WrongUse(f"{path}: {error.strerror}; give a saved page or an http(s) address") from None
    if len(body) > limit:
        raise AppError(f"{path}: {REJECTIONS['too-large']}, {limit} bytes")
    return body


def _find_own_address(source: str, body: bytes, workers: WorkerPool) -> str | None:
    """Return the address that a saved page gives as its own; a worker reads the page, whatever it holds."""
    try:
        return workers.run_blocking(own_address, body)
    except TooCostly:
        raise AppError(f"{source}: {REJECTIONS['too-costly']}; give its address with --url") from None


def _fetch(url: str, settings: Mapping[str, Any]) -> HttpResponse:
    """Fetch an address: a crawl of this one page, in a process of its own because a reactor starts only once."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", __name__, url, json.dumps(dict(settings))],
        stdout=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        raise AppError(f"{url} was not fetched")
    answer = load_answer(done.stdout)
    if isinstance(answer, str):
        raise AppError(f"{url} was not fetched: {answer}")
    response: HttpResponse = answer
    return response


class OnePage(scrapy.Spider):
    """A spider that asks for one address, and keeps the answer or the reason why there is none."""

    name = "one_page"
    url: str
    answer: HttpResponse | str = REJECTIONS["no-answer"]

    async def start(self) -> AsyncIterator[Request]:
        """Yield the one request."""
        yield Request(self.url, callback=self.keep, errback=self.explain)

    def keep(self, response: Response) -> None:
        """Keep the answer."""
        self.answer = to_http_response(response)

    def explain(self, failure: Failure) -> None:
        """Keep the reason why there is no answer."""
        self.answer = REJECTIONS[reason_of(failure.value)]
        if str(failure.value):
            self.answer += f" ({failure.value})"


def main(url: str, overrides: Mapping[str, Any]) -> None:
    """Write the pickled answer to the standard output."""
    settings = {"EXTENSIONS": {}, "ITEM_PIPELINES": {}, "LOG_LEVEL": "ERROR"} | dict(overrides)
    process = AsyncCrawlerProcess(project_settings(settings))
    crawler = process.create_crawler(OnePage)
    process.crawl(crawler, url=url)
    process.start()
    assert isinstance(crawler.spider, OnePage)
    sys.stdout.buffer.write(pickle.dumps(crawler.spider.answer))


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))
