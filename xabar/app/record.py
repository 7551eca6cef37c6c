"""Record a page as a test of its site, with the values expected from it. For a new site, draft its class."""

from __future__ import annotations

import difflib
import gzip
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from scrapy.settings import Settings

import crawler
from crawler.spider import NewsSpider
from crawler.survey.description import SiteDescription
from crawler.templates.new_site import NewSite
from crawler.templates.surveyed_site import SurveyedSite
from xabar.app.described import surveyed_site
from xabar.app.errors import AppError, UnknownSite, WrongUse
from xabar.app.expected import FIELDS
from xabar.app.explain import read_in_bounds, report_page
from xabar.app.fetch import load_page
from xabar.app.opening import open_workers
from xabar.app.project import all_sites, project_settings
from xabar.app.skeleton import sketch_site
from xabar.article import Article
from xabar.config import Config
from xabar.declaration import SITE_NAME
from xabar.extraction.addresses import is_on_site
from xabar.extraction.decoding import decode_html
from xabar.http_response import HttpResponse
from xabar.workers.pool import WorkerPool

NAMES: Final = {"Latn": "latin", "Cyrl": "cyrillic", "Arab": "arabic"}  # of a page, by its script
_PAGE: Final = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Checkout:
    """The folder of the project, which holds the sites and their pages."""

    folder: Path

    def spider(self, site: str) -> Path:
        """Return the file of a site's class."""
        return self.folder / "crawler" / "spiders" / f"{site}.py"

    def pages(self, site: str) -> Path:
        """Return the folder of a site's pages."""
        return self.folder / "tests" / "pages" / site


@dataclass(frozen=True, slots=True)
class Recording:
    """The files to write for one page of a site, with the class if the site is new."""

    checkout: Checkout
    files: Mapping[Path, bytes]
    draft: NewSite | None  # of the site, if it had no class

    def write(self, *, force: bool) -> list[str]:
        """Write all files and return their names in the checkout. Raise WrongUse if one exists, unless forced.

        If one cannot be written, none of the new ones stays.
        """
        existing = [path for path in self.files if path.exists()]
        if existing and not force:
            raise WrongUse(
                f"{self._name(existing[0])} is there already; give the page another --name, or --force"
            )
        made: list[Path] = []
        try:
            for path, content in self.files.items():
                made += [folder for folder in (path.parent,) if not folder.exists()]
                path.parent.mkdir(parents=True, exist_ok=True)
                made += [] if path in existing else [path]
                path.write_bytes(content)
        except OSError as error:
            _remove(made)
            raise AppError(f"{error.filename} cannot be written: {error.strerror}") from error
        return [self._name(path) for path in self.files]

    def _name(self, path: Path) -> str:
        return str(path.relative_to(self.checkout.folder))


def _remove(made: list[Path]) -> None:
    for path in reversed(made):
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)


def find_checkout(folder: Path | None) -> Checkout:
    """Return the checkout in a folder, or this project's; raise WrongUse if the folder holds none."""
    folder = folder or Path(crawler.__file__).parent.parent
    for part in ("crawler/spiders", "tests/pages"):
        if not (folder / part).is_dir():
            raise WrongUse(f"{folder} has no {part}; give the folder of the project with --project")
    return Checkout(folder)


def record_page(
    site: str,
    source: str,
    *,
    checkout: Checkout,
    name: str | None = None,
    url: str | None = None,
    now: datetime | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Recording:
    """Return the files to write for a page of a site; none is written yet. Raise AppError if it is no article.

    `source` is a file or an address, `url` the address that a file was saved from, `now` when it was fetched. The
    name of the page follows from its script unless `name` gives it; `settings` override those of the project.
    """
    if name and not _PAGE.fullmatch(name):
        raise WrongUse(f"--name takes small letters, digits and hyphens, got {name!r}")
    # What is found on a page must not depend on what was crawled here, so name a folder without records.
    surveyed = surveyed_site(site, settings or {})
    overrides = dict(settings or {}) | {
        "XABAR_DATA": str(checkout.folder / "no-records"),
        "XABAR_RECORDS": None,
    }
    project = project_settings(overrides)
    config = Config.from_settings(project)
    with open_workers(config) as workers:
        page = load_page(source, url, overrides, workers=workers)
        fetched_at = now or _time_of(source)
        spider, new = _find_spider(site, page, fetched_at, project, surveyed)
        article = _read_article(page, spider, new, now=fetched_at, config=config, workers=workers)
    files = {checkout.spider(site): new.to_source().encode()} if new else {}
    name = name or NAMES.get(article.script or "", "page")
    files |= _page_files(checkout.pages(site) / name, page, fetched_at, article)
    return Recording(checkout, files, new)


def _read_article(
    page: HttpResponse,
    site: type[NewsSpider],
    new: NewSite | None,
    *,
    now: datetime,
    config: Config,
    workers: WorkerPool,
) -> Article:
    if new:  # a worker could not import its class
        report = report_page(page, site, now=now, config=config)
        advice = f"try another article of the site, or begin with `scrapy genspider {new.name} {new.host}`"
    else:
        report = read_in_bounds(report_page, page, site, now=now, config=config, workers=workers)
        advice = "`xabar page` shows what was made of it"
    if report.problem or report.article is None:
        raise AppError(f"{page.url} gives no article: {report.problem}; {advice}")
    return report.article


def _time_of(source: str) -> datetime:
    """Return the time of the last change of a file; now for an address."""
    path = Path(source)
    return datetime.fromtimestamp(path.stat().st_mtime, UTC) if path.is_file() else datetime.now(UTC)


def _find_spider(
    name: str, page: HttpResponse, now: datetime, settings: Settings, surveyed: SiteDescription | None
) -> tuple[type[NewsSpider], NewSite | None]:
    """Return the site's class. For a new site, return one drafted from the page, and from a survey if there was one."""
    sites = all_sites(settings)
    if name in sites:
        if not is_on_site(page.url, sites[name].allowed_domains):
            hosts = ", ".join(sites[name].allowed_domains)
            raise WrongUse(f"{page.url} is not a page of {name}, which lies on {hosts}")
        return sites[name], None
    for known, spider in sites.items():
        if is_on_site(page.url, spider.allowed_domains):
            raise UnknownSite(f"there is no site {name!r}; did you mean {known}, on which {page.url} lies?")
    if not SITE_NAME.fullmatch(name):
        near = difflib.get_close_matches(name.lower().replace(".", "_"), sites, n=1, cutoff=0.5)
        advice = f"did you mean {near[0]}? " if near else ""
        raise UnknownSite(
            f"there is no site {name!r}; {advice}the name of a new one consists of small letters, digits and"
            " single underscores, such as example_uz"
        )
    new = sketch_site(name, page, now)
    if surveyed is not None and is_on_site(page.url, surveyed.hosts):
        new = SurveyedSite.of(surveyed, new.layout)
    return new.to_class(), new


def _page_files(path: Path, page: HttpResponse, now: datetime, article: Article) -> dict[Path, bytes]:
    """Return the files with the bytes of the page and its expected values. `path` is theirs without the suffix."""
    contents = {
        "url": page.url,
        "crawled_at": now.isoformat(timespec="seconds"),
        "expected": {field: of(article) for field, of in FIELDS.items()},
    }
    if decode_html(page.body) != page.html:
        contents["content_type"] = page.content_type  # only the server named the encoding
    text = json.dumps(contents, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return {
        path.with_name(f"{path.name}.html.gz"): gzip.compress(page.body, mtime=0),
        path.with_name(f"{path.name}.json"): text.encode(),
    }
