"""Crawl small sites whose pages repeat boilerplate and text, and count what is left of the one and lost of the other."""

from __future__ import annotations

import html
import random
import re
import tempfile
import tomllib
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from bench.extraction.repeating import CODES, SENTENCE_END, split_stories
from xabar.article import Article
from xabar.config import Config
from xabar.extraction.layout import Layout
from xabar.extraction.page import extract_page
from xabar.language.conversion import convert_text
from xabar.processing.ingest import ingest
from xabar.processing.steps import load_step
from xabar.workspace import open_workspace

Half = Literal["shown", "held"]
HALVES: Final[tuple[Half, ...]] = ("shown", "held")
LAYOUTS: Final = ("paragraphs", "breaks", "unknown")
SIZES: Final = (20, 30, 40)  # articles of a site
TRUE_SHARE: Final = 0.1  # of the articles that have a sentence which must stay, and three at least
SHARES: Final = (0.3, 0.5, 1.0)  # of the articles that have a line which must go
NOW: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)
PLACE: Final = Layout(title="h1", body="div.post-text")


@dataclass(slots=True)
class Story:
    """An article: its sentences, what its site prints beside them, and the sentences of it that others have, too."""

    title: str
    paragraphs: list[str]
    planted: list[tuple[str, str]] = field(default_factory=list)  # (kind, line)
    titles: list[str] = field(default_factory=list)  # of other articles, linked
    true: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Count:
    """How much there was, and how much of it was found wrong, by line."""

    all: int = 0
    wrong: Counter[str] = field(default_factory=Counter)

    def add(self, line: str, is_wrong: bool) -> None:
        """Count a line."""
        self.all += 1
        self.wrong[line] += is_wrong

    def merge(self, other: Count) -> None:
        """Add another count."""
        self.all += other.all
        self.wrong += other.wrong

    def __str__(self) -> str:
        wrong = self.wrong.total()
        return f"{wrong}/{self.all} {100 * wrong / self.all:.2f} %" if self.all else "-"


@dataclass(slots=True)
class Trapped:
    """What was wrong on the sites: planted lines that are left, sentences lost, repeated sentences lost."""

    left: Count = field(default_factory=Count)
    lost: Count = field(default_factory=Count)
    true_lost: Count = field(default_factory=Count)

    def merge(self, other: Trapped) -> None:
        """Add the counts of other sites."""
        self.left.merge(other.left)
        self.lost.merge(other.lost)
        self.true_lost.merge(other.true_lost)

    def __str__(self) -> str:
        return (
            f"planted lines left {self.left}  sentences lost {self.lost}"
            f"  repeated sentences of texts lost {self.true_lost}"
        )


def measure_traps(seed: int, failures: bool) -> Iterator[str]:
    """Yield a line of figures for each half of the lines and each layout."""
    for half in HALVES:
        for layout in LAYOUTS:
            result = Trapped()
            for code in CODES:
                for size in SIZES:
                    result.merge(crawl_site(code, half, layout, size, seed))
            yield f"{half:6} {layout:10} {result}"
            if failures:
                for name, count in (("left", result.left), ("lost", result.lost), ("true", result.true_lost)):
                    yield from (f"  {name} {times} ×: {line}" for line, times in count.wrong.most_common())


def crawl_site(code: str, half: Half, layout: str, size: int, seed: int) -> Trapped:
    """Return what was wrong after all articles of a site were stored one after the other."""
    chance = random.Random(f"{code}/{half}/{layout}/{size}/{seed}")
    stories = make_stories(code, half, size, chance)
    with (
        tempfile.TemporaryDirectory(prefix="xabar-") as data,
        open_workspace(Config(data=Path(data))) as workspace,
    ):
        ids = []
        for number, story in enumerate(stories):
            article = read_story(story, number, layout, code, chance)
            article = load_step("boilerplate")(article, workspace.context(article.site))
            ids.append(article.id)
            ingest(workspace.records, article)
        stored = workspace.records.get_articles(ids)
    return judge(stories, [stored[key].body if key in stored else "" for key in ids])


@cache
def load_lines(code: str, half: Half) -> dict[str, Any]:
    """Return the lines of one half for a language, in its script."""
    language, _, script = code.partition("-")
    text = Path(__file__).with_name("traps.toml").read_text(encoding="utf-8")
    lines = tomllib.loads(text)[language][half]

    def convert(line: str) -> str:
        return line if "@" in line else convert_text(line, language=language, to=script)

    return {
        name: [[kind, convert(line)] for kind, line in values]
        if name == "boilerplate"
        else [convert(line) for line in values]
        for name, values in lines.items()
    }


def make_stories(code: str, half: Half, size: int, chance: random.Random) -> list[Story]:
    """Return the articles of a site, with what it repeats."""
    stories = [
        Story(" ".join(own[-1].split()[:4]).strip(".,!?«»") + f" {number}", own)
        for number, own in enumerate(split_stories(code, size, chance))
    ]
    lines = load_lines(code, half)
    for place in ("closing", "opening", "middle"):
        for line in lines[place]:
            for story in chance.sample(stories, max(3, round(TRUE_SHARE * size))):
                at = {"closing": len(story.paragraphs), "opening": 0}.get(place, len(story.paragraphs) // 2)
                story.paragraphs.insert(at, line)
                story.true.append(line)
    for kind, line in lines["boilerplate"]:
        share = chance.choice(SHARES)
        for number, story in enumerate(stories):
            if number < 3 or chance.random() < share:
                story.planted.append((kind, line.replace("00", str(chance.randint(3, 999)), 1)))
    for story in stories:
        story.titles = [other.title for other in chance.sample(stories, 3) if other is not story]
    return stories


def read_story(story: Story, number: int, layout: str, code: str, chance: random.Random) -> Article:
    """Print a story as a page of a site with this layout, and return it as the extraction reads it."""
    language = code.partition("-")[0]
    url = f"https://example.uz/news/{number}"
    page = extract_page(
        print_page(story, layout, chance), url=url, layouts=() if layout == "unknown" else (PLACE,)
    )
    day = NOW - timedelta(days=number)
    return Article(
        url=url,
        site="example_uz",
        fetched_at=day,
        published_day=day.date(),
        zone="Asia/Tashkent",
        declared_language=language,
        title=page.title,
        body="\n".join(page.paragraphs),
        structure=page.structure,
        outside=page.outside,
    )


def print_page(story: Story, layout: str, chance: random.Random) -> str:
    """Return the HTML of a story."""
    lines = [html.escape(text, quote=False) for text in story.paragraphs]
    above, below, boxes = [], [], []
    for kind, line in story.planted:
        text = html.escape(line, quote=False)
        if kind == "head":
            above.append(text)
        elif kind == "tail":
            below.append(text)
        elif kind == "glued":
            lines[-1] += f" {text}"
        elif kind == "label":
            lines.insert(max(1, len(lines) // 2), f"{text}: {_link(story.titles[0])}")
        elif kind == "heading":
            below += [text, *map(_link, story.titles[1:])]
        else:
            boxes.append(f'<div class="hamkor-quti"><p>{text}</p></div>')
    body = _join([*above, *lines, *below], layout)
    place = "post-text" if layout != "unknown" else "asosiy"
    return (
        f'<html><head><meta property="og:type" content="article"><meta property="article:published_time"'
        f' content="2026-11-24T12:00:00+05:00"><title>{html.escape(story.title)}</title></head><body><header>'
        f'<nav><a href="/">Bosh</a></nav></header><main><article><h1>{html.escape(story.title)}</h1>'
        f'<div class="{place}">{body}{"".join(boxes)}</div></article></main><footer>2026</footer></body></html>'
    )


def _join(lines: list[str], layout: str) -> str:
    return "<br>\n".join(lines) if layout == "breaks" else "\n".join(f"<p>{line}</p>" for line in lines)


def _link(title: str) -> str:
    return f'<a href="/news/{zlib.crc32(title.encode())}">{html.escape(title)}</a>'


def judge(stories: list[Story], bodies: list[str]) -> Trapped:
    """Compare the stored bodies with what was planted and what was text."""
    result = Trapped()
    for story, body in zip(stories, bodies, strict=True):
        for kind, line in story.planted:
            shown = [f"{line}: {story.titles[0]}"] if kind == "label" else [line]
            shown += story.titles[1:] if kind == "heading" else []
            for text in shown:
                result.left.add(re.sub(r"\d+", "00", line), text in body)
        for paragraph in story.paragraphs:
            if paragraph in story.true:
                result.true_lost.add(paragraph, paragraph not in body)
                continue
            for sentence in SENTENCE_END.split(paragraph):
                result.lost.add(sentence, sentence not in body)
    return result
