"""`xabar record`: keep a page as a test of its site, with what must be found on it; for a new site, begin its class."""

from __future__ import annotations

import difflib
import gzip
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Final

import click
from scrapy.settings import Settings

import crawler
from crawler.spider import NewsSpider
from xabar.app.expected import FIELDS
from xabar.app.explain import PageReport, read_in_bounds, read_page
from xabar.app.fetch import load_page
from xabar.app.project import all_sites, project_settings
from xabar.app.skeleton import sketch_site
from xabar.article import Article
from xabar.cli.errors import cli_errors
from xabar.cli.options import set_option
from xabar.config import Config
from xabar.extraction.addresses import is_on_site
from xabar.extraction.decoding import decode_html
from xabar.http_response import HttpResponse
from xabar.language.identification import identify_text

NAMES: Final = {"Latn": "latin", "Cyrl": "cyrillic", "Arab": "arabic"}  # of a page, by its script
_SITE: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_PAGE: Final = re.compile(r"[a-z0-9][a-z0-9-]*")
_HOST: Final = re.compile(r"[a-z0-9.-]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Checkout:
    """The folder of the project, in which sites and their pages are kept."""

    folder: Path

    def spider(self, site: str) -> Path:
        """The file of a site's class."""
        return self.folder / "crawler" / "spiders" / f"{site}.py"

    def pages(self, site: str) -> Path:
        """The folder of a site's pages."""
        return self.folder / "tests" / "pages" / site


@click.command()
@click.argument("site")
@click.argument("source", metavar="FILE-or-URL")
@click.option("--name", help="What to call the page. [default: latin, cyrillic or arabic, by its script]")
@click.option("--url", help="The address that a FILE was saved from. [default: as the page says]")
@click.option(
    "--now", type=click.DateTime(), help="When the page was fetched, UTC. [default: now, or the file's time]"
)
@click.option("--force", is_flag=True, help="Write over a page, or a class, that is there.")
@set_option
@click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder to write into. [default: this project's]",
)
@cli_errors()
def command(
    site: str,
    source: str,
    name: str | None,
    url: str | None,
    now: datetime | None,
    force: bool,
    overrides: dict[str, str],
    project: Path | None,
) -> None:
    """Write a page of SITE into tests/pages, with what is found on it; the tests hold both from then on.

    The bytes stay as they came. What is found is what the program finds: correct the JSON by eye. A SITE that does
    not exist gets a class in crawler/spiders, with selectors guessed from the page. Exit status: 0 written, 1 the
    page cannot be had or is no article, 2 wrong use.
    """
    checkout = _find_checkout(project)
    # nothing learned and nothing stored: what is found on a page must not depend on what was crawled here
    overrides |= {"XABAR_DATA": str(checkout.folder / "no-records")}
    settings = project_settings(overrides)
    if name and not _PAGE.fullmatch(name):
        raise click.UsageError(f"--name takes small letters, digits and hyphens, got {name!r}")
    page = load_page(source, url, overrides)
    moment = now.replace(tzinfo=UTC) if now else _time_of(source)
    spider, code = _find_spider(site, page, moment, settings)
    files = {checkout.spider(site): code.encode()} if code else {}
    try:
        config = Config.from_settings(settings)
        if code:
            reading = read_page(page, spider, now=moment, config=config)
        else:
            reading = read_in_bounds(read_page, page, spider, now=moment, config=config)
        article = _article_of(reading, page.url)
    except click.ClickException:
        # a class is a beginning even where it gives no article yet
        _write(files, checkout.folder, force=force)
        raise
    name = name or NAMES.get(article.script or "", "page")
    files |= _page_files(checkout.pages(site) / name, page, moment, article)
    _write(files, checkout.folder, force=force)
    click.echo("What must be found is what was found: look through the JSON, and correct it by eye.")
    if code:
        _tell_what_is_left(site, page.url, article)


def _find_checkout(project: Path | None) -> Checkout:
    folder = project or Path(crawler.__file__).parent.parent
    for part in ("crawler/spiders", "tests/pages"):
        if not (folder / part).is_dir():
            raise click.UsageError(f"{folder} has no {part}; give the folder of the project with --project")
    return Checkout(folder)


def _time_of(source: str) -> datetime:
    """Now for an address, the time of the last change for a file."""
    path = Path(source)
    return datetime.fromtimestamp(path.stat().st_mtime, UTC) if path.is_file() else datetime.now(UTC)


def _find_spider(
    name: str, page: HttpResponse, now: datetime, settings: Settings
) -> tuple[type[NewsSpider], str | None]:
    """The site's spider; for a new site one of a class just written, with its source."""
    sites = all_sites(settings)
    if name in sites:
        if not is_on_site(page.url, sites[name].allowed_domains):
            hosts = ", ".join(sites[name].allowed_domains)
            raise click.UsageError(f"{page.url} is no page of {name}, which lies on {hosts}")
        return sites[name], None
    for known, spider in sites.items():
        if is_on_site(page.url, spider.allowed_domains):
            raise click.UsageError(
                f"there is no site {name!r}; did you mean {known}, on which {page.url} lies?"
            )
    if not _SITE.fullmatch(name):
        near = difflib.get_close_matches(name.lower().replace(".", "_"), sites, n=1, cutoff=0.5)
        advice = f"did you mean {near[0]}? " if near else ""
        raise click.UsageError(
            f"there is no site {name!r}; {advice}a new one is called by small letters, digits and single"
            " underscores, such as example_uz"
        )
    source = _write_class(name, page, now)
    return _load(name, source), source


def _write_class(name: str, page: HttpResponse, now: datetime) -> str:
    html = page.html
    host = page.url.split("/")[2]
    if html is None:
        raise click.ClickException(f"{page.url}: the text is not readable in any likely encoding")
    if not _HOST.fullmatch(host):
        raise click.UsageError(
            f"{host!r} is no name of a host that a site could have; give the page's own with --url"
        )
    sketch = sketch_site(name, page.url, html, language="und", script=None, now=now)
    found = _load(name, sketch.to_source()).read_article(page, fetched_at=now)
    text = identify_text(f"{found.title}\n{found.body}") if isinstance(found, Article) else None
    if text is None:
        return sketch.to_source()
    return sketch_site(name, page.url, html, language=text.language, script=text.script, now=now).to_source()


def _load(name: str, source: str) -> type[NewsSpider]:
    """The spider of a module's source that lies nowhere yet."""
    module = ModuleType(f"crawler.spiders.{name}")
    exec(compile(source, f"{name}.py", "exec"), module.__dict__)
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, NewsSpider) and getattr(value, "name", None) == name:
            return value
    raise AssertionError(f"the class of {name} is not in its source")


def _article_of(reading: PageReport, url: str) -> Article:
    """What the tests will find on the page; ClickException when it is no article."""
    if reading.problem or reading.article is None:
        raise click.ClickException(
            f"{url} gives no article: {reading.problem}; `xabar page` shows what was made of it"
        )
    return reading.article


def _page_files(path: Path, page: HttpResponse, now: datetime, article: Article) -> dict[Path, bytes]:
    """The page as it came, and what must be found on it; `path` is theirs without the endings."""
    told = {
        "url": page.url,
        "crawled_at": now.isoformat(timespec="seconds"),
        "expected": {field: of(article) for field, of in FIELDS.items()},
    }
    if decode_html(page.body) != page.html:
        told["content_type"] = page.content_type  # only the server told the encoding
    expected = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return {
        path.with_name(f"{path.name}.html.gz"): gzip.compress(page.body, mtime=0),
        path.with_name(f"{path.name}.json"): expected.encode(),
    }


def _write(files: dict[Path, bytes], folder: Path, *, force: bool) -> None:
    """Write all, or nothing where one is there already."""
    there = [path for path in files if path.exists()]
    if there and not force:
        raise click.UsageError(
            f"{there[0].relative_to(folder)} is there already; give the page another --name, or --force"
        )
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        click.echo(f"wrote {path.relative_to(folder)}")


def _tell_what_is_left(site: str, url: str, article: Article) -> None:
    script = f'"{article.script}"' if article.script else None
    click.echo(f"{site} is new. What is left:")
    click.echo(f"  the lines with a comment in crawler/spiders/{site}.py")
    click.echo("  in tests/crawler/spiders/test_declarations.py, a line in ARTICLES and one in OTHER_PAGES:")
    click.echo(f'    ("{site}", "{url}", "{article.declared_language}", {script}),')
    click.echo("  a line in the table of docs/sites.md")
