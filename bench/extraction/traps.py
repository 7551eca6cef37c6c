"""Crawl small sites whose pages repeat boilerplate and text, and count what is left of the one and lost of the other."""

from __future__ import annotations

import random
import re
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from bench.extraction.repeating import CODES, SENTENCE_END, split_stories
from bench.extraction.trap_pages import STYLES, Story, print_page
from xabar.article import Article
from xabar.config import Config
from xabar.extraction.layout import Layout
from xabar.extraction.page import extract_page
from xabar.language.conversion import convert_text
from xabar.processing.ingest import ingest
from xabar.processing.steps import load_step
from xabar.workspace import open_workspace

LineSet = Literal["shown", "held", "frequent", "apart"]
NOW: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)
PLACE: Final = Layout(title="h1", body="div.post-text")


@dataclass(frozen=True, slots=True)
class Trial:
    """How often the lines of a set stand in the articles of a site, and on which pages."""

    shares: tuple[float, ...]  # of the articles that have a line which must go
    true_shares: tuple[float, ...]  # that have a sentence which must stay, and three articles at least
    sizes: tuple[int, ...]  # articles of a site
    layouts: tuple[str, ...]


TRIALS: Final[dict[LineSet, Trial]] = {
    "shown": Trial((0.3, 0.5, 1.0), (0.1,), (20, 30, 40), ("paragraphs", "breaks", "unknown")),
    "held": Trial((0.3, 0.5, 1.0), (0.1,), (20, 30, 40), ("paragraphs", "breaks", "unknown")),
    "frequent": Trial((0.2, 0.3, 0.5, 1.0), (0.15, 0.2, 0.27, 0.35), (30, 60), tuple(STYLES)),
    "apart": Trial((0.2, 0.3, 0.5, 1.0), (0.15, 0.2, 0.27, 0.35), (30, 60), tuple(STYLES)),
}


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
    """Yield a line of figures for each set of lines and each layout."""
    for lines, trial in TRIALS.items():
        for layout in trial.layouts:
            result = Trapped()
            for code in CODES:
                for size in trial.sizes:
                    result.merge(crawl_site(code, lines, layout, size, seed))
            yield f"{lines:8} {layout:14} {result}"
            if failures:
                for name, count in (("left", result.left), ("lost", result.lost), ("true", result.true_lost)):
                    yield from (f"  {name} {times} ×: {line}" for line, times in count.wrong.most_common())


def crawl_site(code: str, lines: LineSet, layout: str, size: int, seed: int) -> Trapped:
    """Return what was wrong after all articles of a site were stored one after the other."""
    chance = random.Random(f"{code}/{lines}/{layout}/{size}/{seed}")
    stories = make_stories(code, lines, size, chance)
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
def load_lines(code: str, name: LineSet) -> dict[str, Any]:
    """Return the lines of one set for a language, in its script."""
    language, _, script = code.partition("-")
    text = Path(__file__).with_name("traps.toml").read_text(encoding="utf-8")
    lines = tomllib.loads(text)[language][name]

    def convert(line: str) -> str:
        return line if "@" in line else convert_text(line, language=language, to=script)

    return {
        name: [[kind, convert(line)] for kind, line in values]
        if name == "boilerplate"
        else [convert(line) for line in values]
        for name, values in lines.items()
    }


def make_stories(code: str, name: LineSet, size: int, chance: random.Random) -> list[Story]:
    """Return the articles of a site, with what it repeats."""
    stories = [
        Story(" ".join(own[-1].split()[:4]).strip(".,!?«»") + f" {number}", own)
        for number, own in enumerate(split_stories(code, size, chance))
    ]
    lines, trial = load_lines(code, name), TRIALS[name]
    for place in ("closing", "opening", "middle"):
        for line in lines[place]:
            for story in chance.sample(stories, max(3, round(chance.choice(trial.true_shares) * size))):
                at = {"closing": len(story.paragraphs), "opening": 0}.get(place, len(story.paragraphs) // 2)
                story.paragraphs.insert(at, line)
                story.true.append(line)
    for kind, line in lines["boilerplate"]:
        share = chance.choice(trial.shares)
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
    page = extract_page(print_page(story, layout), url=url, layouts=(PLACE,) if STYLES[layout].known else ())
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
        places=page.places,
    )


def judge(stories: list[Story], bodies: list[str]) -> Trapped:
    """Compare the stored bodies with what was planted and what was text."""
    result = Trapped()
    for story, body in zip(stories, bodies, strict=True):
        for kind, line in story.planted:
            shown = [line, story.titles[0]] if kind == "label" else [line]
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
