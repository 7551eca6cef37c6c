"""Take one page through extraction and every step, and report what each of them did. Nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from xabar.article import Article, PrintedDate
from xabar.config import Config
from xabar.crawl_stats import REJECTIONS
from xabar.extraction.draft import Cut
from xabar.extraction.layers import TAKEN, CutElement, LayerResult, list_cut_elements, run_layers
from xabar.extraction.learned_layout import LearnedLayout
from xabar.http_response import HttpResponse
from xabar.language.dates import ParsedDate, Refusal
from xabar.processing.boilerplate import explain_cuts
from xabar.processing.dates import TRUST, read_printed, sort_by_trust
from xabar.processing.grouping import settle_group
from xabar.processing.layouts import learned_layouts
from xabar.processing.steps import Context, run_steps
from xabar.records.store import RecordStore
from xabar.rejection import Rejected
from xabar.site import Site
from xabar.workers.pool import WorkerPool
from xabar.workers.time_limit import TooCostly
from xabar.workspace import open_existing


@dataclass(slots=True)
class StepReport:
    """What one step did to the article: each changed field before and after, and the text that was cut."""

    name: str
    changed: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    cuts: list[Cut] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DateReport:
    """A candidate for the date of publication: where it stands, what it says, and why it is believed or not."""

    source: str
    text: str
    value: str | None
    verdict: str


@dataclass(slots=True)
class PageReport:
    """What became of a page: the article after the last step that it passed, and the problem that stopped it."""

    site: str
    learned: tuple[LearnedLayout, ...] = ()
    layers: list[LayerResult] = field(default_factory=list)
    elements: list[CutElement] = field(default_factory=list)
    dates: list[DateReport] = field(default_factory=list)
    steps: list[StepReport] = field(default_factory=list)
    article: Article | None = None
    problem: str | None = None  # in words

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "site": self.site,
            "problem": self.problem,
            "article": self.article.to_dict() if self.article else None,
            "canonical": explain_address(self.article) if self.article else None,
            "learned": [known.to_dict() for known in self.learned],
            "layers": [asdict(layer) for layer in self.layers],
            "cut_elements": [asdict(element) for element in self.elements],
            "dates": [asdict(date) for date in self.dates],
            "steps": [
                {
                    "step": step.name,
                    "changed": {
                        key: {"before": old, "after": new} for key, (old, new) in step.changed.items()
                    },
                    "cuts": [{"rule": cut.rule, "text": cut.text} for cut in step.cuts],
                }
                for step in self.steps
            ],
        }


def report_page(response: HttpResponse, site: type[Site], *, now: datetime, config: Config) -> PageReport:
    """Return what a crawl at `now` would make of the page.

    Learned boilerplate and duplicates come from the records, if there are any; nothing is written to them.
    """
    report = PageReport(site=site.name)
    with open_existing(config) as workspace:
        records = workspace.records if workspace else None
        if records is not None:
            prefix = site.edition_of(response.url).prefix
            report.learned = learned_layouts(records, site.name, prefix)
        try:
            report.article = found = site.read_article(response, fetched_at=now, learned=report.learned)
        except Rejected as rejected:
            report.problem = str(rejected)
            return report
        context = workspace.context(site.name) if workspace else Context(alphabets=dict(config.alphabets))
        try:
            for step in _run_steps(found, context, records):
                report.steps.append(step)
        except Rejected as rejected:
            report.problem = str(rejected)
        else:
            report.problem = _find_original(found, records)
    return report


def explain_page(response: HttpResponse, site: type[Site], *, now: datetime, config: Config) -> PageReport:
    """Return what `report_page` does, with what each layer gave, what was cut from the page, and the verdict on each date."""
    response = site.as_page(response)
    report = report_page(response, site, now=now, config=config)
    html = response.html or ""
    report.layers = run_layers(html, url=response.url, layouts=site.layouts, learned=report.learned)
    taken = next((layer.place for layer in report.layers if layer.verdict == TAKEN and layer.place), None)
    for layout in (*site.layouts, *(known.layout for known in report.learned)):
        if layout.body and layout.body == taken and not report.elements:
            report.elements = list(list_cut_elements(html, layout))
    if report.article:
        report.dates = list(_explain_dates(report.article))
    else:
        report.layers = [
            replace(layer, verdict="not asked: the page was refused before")
            if layer.verdict == TAKEN
            else layer
            for layer in report.layers
        ]
    return report


def read_in_bounds(
    read: Callable[..., PageReport],
    response: HttpResponse,
    site: type[Site],
    *,
    now: datetime,
    config: Config,
    workers: WorkerPool,
) -> PageReport:
    """Return what `report_page` or `explain_page` gives, read by a worker within its bounds.

    The class of the site must be one that a worker can import.
    """
    bare = replace(config, search_api_key=None)
    try:
        return workers.run_blocking(_read_apart, read, response, site, now, bare)
    except TooCostly:
        return PageReport(site=site.name, problem=REJECTIONS["too-costly"])


def _read_apart(
    read: Callable[..., PageReport], response: HttpResponse, site: type[Site], now: datetime, config: Config
) -> PageReport:
    return read(response, site, now=now, config=config)


def _run_steps(article: Article, context: Context, records: RecordStore | None) -> Iterator[StepReport]:
    counts = records.paragraph_counts(article.site, context.known_lines) if records else {}
    cuts = explain_cuts(article, context, counts)
    before = article.to_dict()
    for name, processed in run_steps(article, context):
        after = processed.to_dict()
        keys = dict.fromkeys((*before, *after))
        changed = {
            key: (before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)
        }
        yield StepReport(name, changed, cuts if name == "boilerplate" else [])
        before = after


def _find_original(article: Article, records: RecordStore | None) -> str | None:
    """Set the article's group as a crawl would, and say which article it duplicates; None if it is new."""
    if records is None:
        article.group_id = article.id
        return None
    original = settle_group(records, article)
    return None if original is None else f"the same article as {original.url}"


def explain_address(article: Article) -> str:
    """Return in words what was made of the address that the page names as its own."""
    claimed, fetched = article.claimed_url, article.fetched_url
    if claimed is None:
        return "the page names none"
    if claimed == fetched:
        return "the page's own"
    if claimed == article.key:
        return f"believed: it can be another address of the article at {fetched}"
    return f"not believed: {claimed} is not known to be an address of this article"


def _explain_dates(article: Article) -> Iterator[DateReport]:
    """Yield every candidate in the order of trust."""
    for printed in sort_by_trust(article.printed_dates):
        read = read_printed(printed, article)
        value = None
        if isinstance(read, ParsedDate):
            value = (read.at or read.day).isoformat()
        yield DateReport(printed.source, printed.text, value, _verdict(printed, read, article))


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
