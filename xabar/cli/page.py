"""`xabar page`: one page through extraction and every step, nothing stored."""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
import urllib.error
import urllib.request
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import click
from rich.console import Console
from scrapy.exceptions import CloseSpider, DropItem
from scrapy.http import HtmlResponse
from scrapy.settings import Settings
from selectolax.lexbor import LexborHTMLParser

from crawler.site import NewsSpider
from pipelines.boilerplate import BoilerplatePipeline
from pipelines.dates import DatesPipeline
from pipelines.duplicates import DuplicatesPipeline
from pipelines.language import LanguagePipeline
from pipelines.scripts import ScriptsPipeline
from pipelines.validate import ValidatePipeline
from xabar.article import Article
from xabar.cli._project import all_sites, check_sites, project_settings, records_path
from xabar.extraction.addresses import canonicalize_url, is_on_site
from xabar.extraction.furniture import cut_furniture
from xabar.run import REJECTIONS

MAX_PAGE: Final = 10 * 2**20  # bytes, as in a crawl
GZIP: Final = b"\x1f\x8b"
TIMEOUT: Final = 30  # seconds


@dataclass(slots=True)
class Step:
    """What one step did to the article: field -> (before, after)."""

    name: str
    changed: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    cuts: list[tuple[str, str]] = field(default_factory=list)  # (rule, text)


@dataclass(slots=True)
class Reading:
    """What became of a page: the article as far as it came, and why it went no further."""

    site: str
    steps: list[Step] = field(default_factory=list)
    article: Article | None = None
    problem: str | None = None  # in words


@click.command()
@click.argument("source", metavar="FILE-or-URL")
@click.option("--site", help="The site whose page it is. [default: by the address]")
@click.option("--url", help="The address that a FILE was saved from. [default: as the page says]")
@click.option("--now", type=click.DateTime(), help="When the page was fetched, UTC. [default: now]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(source: str, site: str | None, url: str | None, now: datetime | None, as_json: bool) -> None:
    """Show what a page gives: each field, where it is from, and what each step did. Nothing is stored.

    Exit status: 0 it is an article, 1 it is refused, 2 wrong use.
    """
    settings = project_settings()
    body, address = _load(source, url, settings)
    spider = _spider(site, address, settings)
    moment = now.replace(tzinfo=UTC) if now else datetime.now(UTC)
    try:
        reading = read_page(body, address, spider, now=moment, settings=settings)
    except CloseSpider as stop:  # a step could not open the records
        raise click.ClickException(str(stop.__cause__)) from None
    if as_json:
        click.echo(json.dumps(_to_dict(reading), ensure_ascii=False))
    else:
        _print(reading, Console())
    sys.exit(1 if reading.problem else 0)


def read_page(body: bytes, url: str, spider: NewsSpider, *, now: datetime, settings: Settings) -> Reading:
    """The page of one address, as a crawl would read it at `now`.

    Learned furniture and duplicates come from the records, where there are any; they are only read.
    """
    reading = Reading(site=spider.name)
    response = HtmlResponse(url, body=body, headers={"Content-Type": "text/html"})
    found = spider.read_article(response, fetched_at=now)
    if isinstance(found, str):
        reading.problem = REJECTIONS[found]
        return reading
    reading.article = found
    with _steps(settings) as steps:
        for step in steps:
            try:
                reading.steps.append(_run(step, found))
            except DropItem as refusal:
                reading.problem = str(refusal)
                break
    return reading


@contextmanager
def _steps(settings: Settings) -> Iterator[list[Any]]:
    """Every step but the last, which stores; on the real records when they exist, else on empty ones."""
    with tempfile.TemporaryDirectory(prefix="xabar-") as empty:
        data = settings["XABAR_DATA"] if records_path(settings).exists() else empty
        boilerplate = BoilerplatePipeline(data)
        duplicates = DuplicatesPipeline(data, count=lambda key: None)
        boilerplate.open_spider()
        duplicates.open_spider()
        try:
            yield [
                boilerplate,
                ScriptsPipeline(),
                LanguagePipeline(settings.getdict("XABAR_ALPHABETS")),
                DatesPipeline(),
                duplicates,
                ValidatePipeline(),
            ]
        finally:
            duplicates.close_spider()
            boilerplate.close_spider()


def _run(step: Any, article: Article) -> Step:
    before = article.to_dict()
    done = Step(type(step).__name__.removesuffix("Pipeline").lower())
    cleaned = cut_furniture(article.body.split("\n"), title=article.title)
    step.process_item(article)
    if isinstance(step, BoilerplatePipeline):
        left = article.body.split("\n")
        done.cuts = [(cut.rule, cut.text) for cut in cleaned.cuts]
        done.cuts += [("repeated-by-site", text) for text in cleaned.paragraphs if text not in left]
    after = article.to_dict()
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            done.changed[key] = (before.get(key), after.get(key))
    return done


def _load(source: str, url: str | None, settings: Settings) -> tuple[bytes, str]:
    """The bytes of the page, and its address."""
    if source.startswith(("http://", "https://")):
        return _fetch(_checked(source), settings["USER_AGENT"]), _checked(url or source)
    body = _read_file(Path(source))
    address = url or _own_address(body)
    if address is None:
        raise click.UsageError(f"{source} does not say its address; give it with --url")
    return body, _checked(address)


def _read_file(path: Path) -> bytes:
    """The bytes of a saved page, which may be packed with gzip; never more than a crawl takes."""
    try:
        with path.open("rb") as file:
            packed = file.read(2) == GZIP
            file.seek(0)
            body = gzip.GzipFile(fileobj=file).read(MAX_PAGE + 1) if packed else file.read(MAX_PAGE + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise click.ClickException(f"{path} does not unpack: {error}") from None
    except OSError as error:
        raise click.UsageError(f"{path}: {error.strerror}; give a saved page or an http(s) address") from None
    if len(body) > MAX_PAGE:
        raise click.ClickException(f"{path}: {REJECTIONS['too-large']}, {MAX_PAGE} bytes")
    return body


def _checked(url: str) -> str:
    try:
        canonicalize_url(url)
    except ValueError as error:
        raise click.UsageError(f"{url!r} is no address of a page: {error}") from None
    return url


def _fetch(url: str, user_agent: str) -> bytes:
    request = urllib.request.Request(url, headers={"User-Agent": user_agent})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
            body: bytes = response.read(MAX_PAGE + 1)
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise click.ClickException(f"{url} was not fetched: {error}") from None
    if len(body) > MAX_PAGE:
        raise click.ClickException(f"{url}: {REJECTIONS['too-large']}, {MAX_PAGE} bytes")
    return body


def _own_address(body: bytes) -> str | None:
    tree = LexborHTMLParser(body)
    for selector, attribute in (('link[rel="canonical"]', "href"), ('meta[property="og:url"]', "content")):
        node = tree.css_first(selector)
        address = node.attributes.get(attribute) if node else None
        if address and urlsplit(address).netloc:
            return address
    return None


def _spider(name: str | None, url: str, settings: Settings) -> NewsSpider:
    sites = all_sites(settings)
    if name:
        check_sites([name], list(sites))
        return sites[name]()
    for site in sites.values():
        if is_on_site(url, site.allowed_domains):
            return site()
    raise click.UsageError(f"{url} lies on no site of the project; name one with --site: {', '.join(sites)}")


def _to_dict(reading: Reading) -> dict[str, Any]:
    return {
        "site": reading.site,
        "problem": reading.problem,
        "article": reading.article.to_dict() if reading.article else None,
        "steps": [
            {
                "step": step.name,
                "changed": {key: {"before": old, "after": new} for key, (old, new) in step.changed.items()},
                "cuts": [{"rule": rule, "text": text} for rule, text in step.cuts],
            }
            for step in reading.steps
        ],
    }


def _print(reading: Reading, console: Console) -> None:
    def line(text: str, style: str | None = None) -> None:
        console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)

    line(f"site: {reading.site}")
    if reading.article:
        for key, value in _fields(reading.article):
            line(f"{key}: {value}")
    for step in reading.steps:
        line(f"\n{step.name}", "bold")
        for rule, text in step.cuts:
            line(f"  cut ({rule}): {_short(text)}")
        for key, (old, new) in step.changed.items():
            line(f"  {key}: {_short(old)} → {_short(new)}")
        if not step.changed:
            line("  nothing changed")
    if reading.problem:
        line(f"\nrefused: {reading.problem}", "bold red")


def _fields(article: Article) -> Iterator[tuple[str, Any]]:
    """The fields with what is known of their source."""
    yield "url", article.url
    yield "title", article.title
    yield f"body (by {article.body_layer})", f"{len(article.body)} characters\n" + article.body
    yield "authors", ", ".join(article.authors) or "-"
    yield "tags", ", ".join(article.tags) or "-"
    yield (
        "language",
        f"{article.language or '-'} {article.script or ''} (declared {article.declared_language})",
    )
    source = (
        f" (by {article.published_source}: {article.published_text!r})" if article.published_source else ""
    )
    yield "published", f"{article.published_at or '-'}{source}"
    for printed in article.printed_dates:
        yield f"date found by {printed.source}", printed.text


def _short(value: Any) -> str:
    text = "-" if value is None else str(value).replace("\n", " ⏎ ")
    return text if len(text) <= 160 else f"{text[:100]} … {text[-50:]}"
