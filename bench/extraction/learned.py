"""Work out layouts from ten articles, and read other articles by them; see README.md."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

from bench.extraction.gold import Gold, read_folder
from bench.extraction.judging import Result, found_field, judge, print_result, unknown_site
from bench.extraction.refilled import recorded_pages, refill, spare_lines
from bench.extraction.varied import NOW, varied_page
from crawler.discovery import Feed
from xabar.app.explain import report_page
from xabar.app.project import all_sites, project_settings
from xabar.config import Config
from xabar.demo.editions import FakeEdition, editions_of
from xabar.demo.entries import Entry
from xabar.demo.stories import Story, load_stories
from xabar.extraction.learned_layout import LearnedLayout
from xabar.extraction.learning.layouts import LESSONS, learn_layouts
from xabar.extraction.learning.lessons import Lesson
from xabar.extraction.page import Page
from xabar.http_response import HttpResponse
from xabar.language.conversion import convert_text
from xabar.rejection import Rejected
from xabar.site import Site

RECORDED: Final = Path(__file__).parents[2] / "tests" / "pages"
CODES: Final = ("uz-Latn", "uz-Cyrl", "kk-Cyrl", "kk-Latn", "kk-Arab")
WAYS: Final = ("selectors", "learned", "generic")
READ: Final = 4  # articles of a refilled layout that are read
BETWEEN: Final = timedelta(hours=5, minutes=17)  # from one article to the next
FORMER: Final = {"kun_uz": ("kun_uz_2022",)}  # layouts that a site had before


@dataclass(frozen=True, slots=True)
class Set:
    """The articles of one site in one layout: those that are learned from, and those that are read."""

    name: str
    site: type[Site]
    lessons: Sequence[Gold]
    pages: Sequence[Gold]

    def learn(self) -> tuple[LearnedLayout, ...]:
        """Return what is worked out from the lessons. The site's own selectors are not looked at."""
        return learn_layouts(
            Lesson(
                gold.url,
                HttpResponse(gold.url, gold.page).html or "",
                datetime.fromisoformat(gold.fetched_at),
                gold.language,
                self.site.zone,
                gold.fields.get("published_at") if self.has_feed else None,
            )
            for gold in self.lessons
        )

    @property
    def has_feed(self) -> bool:
        """Whether a crawl knows the date of a new article from a feed, or from a list that prints it."""
        return any(
            isinstance(source, Feed) or getattr(source, "date", None) for source in self.site.discovery
        )


def demo_sets(seed: int, step: int = 1) -> Iterator[Set]:
    """Yield every edition of the demo, in each of its layouts; only every `step`-th of these is made."""
    styles = (
        (edition, layout)
        for edition in editions_of(*all_sites(project_settings()).values())
        for layout in (edition.style.page_layout, *FORMER.get(edition.site.name, ()))
    )
    for edition, layout in islice(styles, 0, None, step):
        laid = replace(edition, style=replace(edition.style, layout=layout))
        pages = list(_pages(laid, seed))
        yield Set(f"{layout}/{edition.style.code}", edition.site, pages[:LESSONS], pages[LESSONS:])


def recorded_sets(config: Config) -> Iterator[Set]:
    """Yield every recorded page of the sites' classes, with other texts and days in its layout."""
    sites = all_sites(project_settings())
    lines = {code: spare_lines_of(_stories(code)) for code in CODES}
    for gold in recorded_pages(RECORDED, sites, config):
        site = sites[gold.site or ""]
        code = next((code for code in CODES if code.startswith(gold.language)), CODES[0])
        pages = refill(gold, lines[code], LESSONS + READ, site.zone)
        pages = [read_by_selectors(page, site, config) for page in pages]
        if pages and site.interface is None:  # what an interface answers is no page
            yield Set(gold.name, site, pages[:LESSONS], pages[LESSONS:])


def read_by_selectors(gold: Gold, site: type[Site], config: Config) -> Gold:
    """Return a page with those of its fields that the declared selectors find: the others could not be changed on it."""
    now = datetime.fromisoformat(gold.fetched_at)
    article = report_page(HttpResponse(gold.url, gold.page), site, now=now, config=config).article
    right = {
        name: value
        for name, value in gold.fields.items()
        if article is not None and found_field(article, name) == value
    }
    return replace(gold, fields=right)


def folder_sets(golds: Sequence[Gold], sites: Mapping[str, type[Site]]) -> Iterator[Set]:
    """Yield every page of a folder, with the texts of the others in its layout."""
    lines = spare_lines(golds)
    for gold in golds:
        pages = refill(gold, lines, LESSONS + READ)
        if pages:
            site = unknown_site(gold, sites.get(gold.site or ""))
            yield Set(gold.name, site, pages[:LESSONS], [*pages[LESSONS:], gold])


def measure_learned(folder: Path | None, seed: int, failures: bool) -> None:
    """Print the scores of the built-in layouts, or of those of the pages in a folder."""
    settings = project_settings({"XABAR_DATA": str(Path(__file__).parent / "no-records")})
    config, sites = Config.from_settings(settings), all_sites(settings)
    if folder:
        _print_sets("layouts of the folder", folder_sets(list(read_folder(folder)), sites), config, failures)
        return
    _print_sets("layouts of the demo", demo_sets(seed), config, failures)
    _print_sets("layouts of the recorded pages", recorded_sets(config), config, failures)


def _print_sets(name: str, sets: Iterable[Set], config: Config, failures: bool) -> None:
    results = {way: Result() for way in WAYS}
    seconds: dict[str, float] = defaultdict(float)
    layouts = learned = 0
    for known in sets:
        layouts += 1
        start = time.process_time()
        found = known.learn()
        seconds["learning"] += time.process_time() - start
        learned += bool(found)
        for gold in known.pages:
            _judge_page(gold, known.site, found, results, seconds, config)
    print(
        f"{name}: {layouts}, of which {learned} were learned in {seconds['learning'] / layouts:.2f} s of CPU each"
    )
    for way, result in results.items():
        if result.body.recalls:
            print_result(way, result, failures)
            print(f"{'':12} {len(result.body.recalls) / seconds[way]:.0f} pages per CPU second", flush=True)


def _judge_page(
    gold: Gold,
    site: type[Site],
    learned: tuple[LearnedLayout, ...],
    results: dict[str, Result],
    seconds: dict[str, float],
    config: Config,
) -> None:
    """Read one page in each way, without and with the steps of a crawl; the first is what is timed."""
    response, now = HttpResponse(gold.url, gold.page), datetime.fromisoformat(gold.fetched_at)
    assert response.html is not None  # decoded before the time is taken
    stranger = unknown_site(gold, site)
    ways = {"selectors": site, "learned": with_layouts(stranger, learned), "generic": stranger}
    for way, reader in ways.items():
        if way == "selectors" and site.name == stranger.name:
            continue
        start = time.process_time()
        with suppress(Rejected):
            reader.read_article(response, fetched_at=now)
        seconds[way] += time.process_time() - start
        judge(results[way], gold, report_page(response, reader, now=now, config=config).article)


def with_layouts(site: type[Site], learned: tuple[LearnedLayout, ...]) -> type[Site]:
    """Return a site whose pages are read by these layouts, as a crawl reads them."""

    class Learned(site):  # type: ignore[misc, valid-type]
        name = site.name

        @classmethod
        def extract(cls, html: str, url: str, **options: Any) -> Page:
            page: Page = super().extract(html, url, **{**options, "learned": learned})
            return page

    return Learned


def _pages(edition: FakeEdition, seed: int) -> Iterator[Gold]:
    """Yield every story of the language as an article of this edition, each with its own markup and boilerplate."""
    stories = _stories(edition.style.code)
    random.Random(f"{edition.site.name}/{seed}").shuffle(stories)
    now = edition.to_local(NOW).replace(second=0, microsecond=0)
    entries = [
        Entry(edition, story.slug, now - BETWEEN * (at + 1), partial(_same, story))
        for at, story in enumerate(stories)
    ]
    for entry in entries:
        others = [other for other in entries if other is not entry]
        name = f"{edition.style.page_layout}/{edition.style.code}/{entry.slug}"
        yield varied_page(entry, others, random.Random(f"{name}/{seed}"), name)


def _stories(code: str) -> list[Story]:
    """Return the stories of a language, those of Cyrillic in this script too."""
    language, _, script = code.partition("-")
    found: dict[str, Story] = {}
    names = {edition.style.stories for edition in editions_of(*all_sites(project_settings()).values())}
    for name in sorted(names):
        printed_in, _, printed = name.rpartition(".")[2].partition("-")
        if printed_in == language and printed in (script, "Cyrl"):
            for story in load_stories(name):
                convert = partial(convert_text, language=language, to=script) if printed != script else str
                found.setdefault(story.slug, _rewrite(story, convert))
    return list(found.values())


def spare_lines_of(stories: Sequence[Story]) -> list[str]:
    """Return the paragraphs of stories."""
    return [line for story in stories for line in story.paragraphs]


def _rewrite(story: Story, convert: Callable[[str], str]) -> Story:
    return replace(
        story,
        title=convert(story.title),
        section=convert(story.section),
        paragraphs=tuple(map(convert, story.paragraphs)),
        tags=tuple(map(convert, story.tags)),
        author=convert(story.author),
    )


def _same(story: Story) -> Story:
    return story
