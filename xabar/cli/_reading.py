"""One page through extraction and every step, nothing stored, with what each part made of it."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from scrapy.exceptions import DropItem
from scrapy.settings import Settings

from crawler.site import NewsSpider
from pipelines.boilerplate import BoilerplatePipeline
from pipelines.dates import TRUST, DatesPipeline, read_printed
from pipelines.duplicates import DuplicatesPipeline
from pipelines.language import LanguagePipeline
from pipelines.scripts import ScriptsPipeline
from pipelines.validate import ValidatePipeline
from xabar.article import Article, PrintedDate
from xabar.cli._one_page import Received
from xabar.cli._project import project_settings, records_path
from xabar.crawl_stats import REJECTIONS
from xabar.extraction.decoding import decode_html
from xabar.extraction.draft import Cut
from xabar.extraction.layers import TAKEN, CutElement, LayerResult, cut_elements, run_layers
from xabar.language.dates import ParsedDate, Refusal
from xabar.workers.cost import is_costly
from xabar.workers.pool import Reader, TooCostly


@dataclass(slots=True)
class Step:
    """What one step did to the article: field -> (before, after), and the text that it cut."""

    name: str
    changed: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    cuts: list[Cut] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DateReading:
    """A candidate for the date of publication: where it stood, what it says, and why it is believed or not."""

    source: str
    text: str
    value: str | None
    verdict: str


@dataclass(slots=True)
class Reading:
    """What became of a page: the article as far as it came, and why it went no further."""

    site: str
    layers: list[LayerResult] = field(default_factory=list)
    elements: list[CutElement] = field(default_factory=list)
    dates: list[DateReading] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    article: Article | None = None
    problem: str | None = None  # in words


def read_page(page: Received, spider: NewsSpider, *, now: datetime, settings: Settings) -> Reading:
    """The page of one address, as a crawl would read it at `now`.

    Learned boilerplate and duplicates come from the records, where there are any; they are only read.
    """
    reading = Reading(site=spider.name)
    found = spider.read_article(page.to_response(), fetched_at=now)
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


def explain_page(page: Received, spider: NewsSpider, *, now: datetime, settings: Settings) -> Reading:
    """`read_page`, and beside it what each layer gave, what was cut from the page, and why which date is believed."""
    reading = read_page(page, spider, now=now, settings=settings)
    html = decode_html(page.body, page.charset) or ""
    reading.layers = run_layers(html, url=page.url, layouts=spider.layouts)
    taken = next((layer.place for layer in reading.layers if layer.verdict == TAKEN and layer.place), None)
    for layout in spider.layouts:
        if layout.body == taken:
            reading.elements = list(cut_elements(html, layout))
    if reading.article:
        reading.dates = list(_explain_dates(reading.article))
    else:
        reading.layers = [
            replace(layer, verdict="not asked: the page was refused before")
            if layer.verdict == TAKEN
            else layer
            for layer in reading.layers
        ]
    return reading


def in_time(
    read: Callable[..., Reading],
    page: Received,
    spider: NewsSpider,
    *,
    now: datetime,
    overrides: Mapping[str, Any],
) -> Reading:
    """What `read_page` or `explain_page` gives with the project's settings and `overrides`, in bounded time.

    What may take long is read in another process, for which the spider's class must be one of the project's.
    """
    settings = project_settings(overrides)
    if not is_costly(page.body):
        return read(page, spider, now=now, settings=settings)
    reader = Reader(settings.getfloat("XABAR_READING_SECONDS"), settings.getint("XABAR_READING_MEMORY"))
    try:
        task = (_read_apart, (read, page, type(spider), now, dict(overrides)))
        done, answer = reader.ask(pickle.dumps(task))
    except TooCostly:
        return Reading(site=spider.name, problem=REJECTIONS["too-costly"])
    finally:
        reader.end()
    if not done:
        raise answer
    found: Reading = answer
    return found


def _read_apart(
    read: Callable[..., Reading],
    page: Received,
    site: type[NewsSpider],
    now: datetime,
    overrides: Mapping[str, Any],
) -> Reading:
    return read(page, site(), now=now, settings=project_settings(overrides))


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
    if isinstance(step, BoilerplatePipeline):
        done.cuts = step.explain(article)
    step.process_item(article)
    after = article.to_dict()
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            done.changed[key] = (before.get(key), after.get(key))
    return done


def _explain_dates(article: Article) -> Iterator[DateReading]:
    """Every candidate in the order of trust."""
    for printed in sorted(article.printed_dates, key=lambda printed: TRUST.index(printed.source)):
        read = read_printed(printed, article)
        value = None
        if isinstance(read, ParsedDate):
            value = (read.at or read.day).isoformat()
        yield DateReading(printed.source, printed.text, value, _verdict(printed, read, article))


def _verdict(printed: PrintedDate, read: ParsedDate | Refusal | None, article: Article) -> str:
    if read is None:
        return "refused: nothing in it has the shape of a date"
    if isinstance(read, Refusal):
        return f"refused: {read.value}"
    if article.published_source is None or article.published_day is None:
        return "not compared: an earlier step refused the page"
    if (printed.text, printed.source) == (article.published_text, article.published_source):
        return "believed"
    if read.day == article.published_day:
        return "says the same day"
    if TRUST.index(printed.source) < TRUST.index(article.published_source):
        return "not believed: the other dates of the page speak against it"
    return f"not believed: {article.published_source} is trusted more"
