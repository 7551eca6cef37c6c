"""Work out the layouts of the demo's sites from ten articles, and read other articles by them; see README.md."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from bench.extraction.gold import Gold
from bench.extraction.varied import NOW, varied_page
from xabar.app.project import all_sites, project_settings
from xabar.demo.editions import FakeEdition, editions_of
from xabar.demo.entries import Entry
from xabar.demo.stories import Story, load_stories
from xabar.extraction.learned_layout import LearnedLayout
from xabar.extraction.learning.layouts import LESSONS, learn_layouts
from xabar.extraction.learning.lessons import Lesson
from xabar.http_response import HttpResponse
from xabar.language.conversion import convert_text

BETWEEN: Final = timedelta(hours=5, minutes=17)  # from one article to the next
FORMER: Final = {"kun_uz": ("kun_uz_2022",)}  # layouts that a site had before


@dataclass(slots=True)
class Set:
    """The articles of one edition in one layout: those that are learned from, and those that are read."""

    name: str
    edition: FakeEdition
    lessons: list[Gold]
    pages: list[Gold]
    layouts: tuple[LearnedLayout, ...] = field(default=())


def learned_sets(seed: int) -> Iterator[Set]:
    """Yield every edition of the demo, in each of its layouts."""
    for edition in editions_of(*all_sites(project_settings()).values()):
        for layout in (edition.style.page_layout, *FORMER.get(edition.site.name, ())):
            laid = replace(edition, style=replace(edition.style, layout=layout))
            pages = list(_pages(laid, seed))
            yield Set(f"{layout}/{edition.style.code}", laid, pages[:LESSONS], pages[LESSONS:])


def lesson_of(gold: Gold, zone: str) -> Lesson:
    """Return a gold page as one to learn from: its declared fields are not looked at."""
    html = HttpResponse(gold.url, gold.page).html or ""
    return Lesson(gold.url, html, datetime.fromisoformat(gold.fetched_at), gold.language, zone)


def learn(known: Set) -> float:
    """Work out the layouts of a set, and return the seconds of CPU that it took."""
    start = time.process_time()
    zone = known.edition.site.zone
    known.layouts = learn_layouts([lesson_of(gold, zone) for gold in known.lessons])
    return time.process_time() - start


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
