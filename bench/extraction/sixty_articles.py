"""Crawl sixty articles of invented sites in five scripts and three kinds of markup, and judge the last thirty by row."""

from __future__ import annotations

import html
import random
import re
import tempfile
import tomllib
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from bench.extraction.repeating import CODES
from xabar.article import Article
from xabar.config import Config
from xabar.extraction.layout import Layout
from xabar.extraction.page import extract_page
from xabar.language.conversion import convert_text
from xabar.processing.ingest import ingest
from xabar.processing.steps import load_step
from xabar.workspace import open_workspace

ARTICLES: Final = 60
JUDGED_FROM: Final = 30  # articles that have taught the site's lines
SHARES: Final = (0.3, 0.55, 0.9)  # of the articles that have a line which must go
TRUE_SHARES: Final = (0.08, 0.15, 0.25)  # that have a sentence which must stay
NOW: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)
PLACE: Final = Layout(title="h1", body="div.maqola-matni")
SITES: Final = 3  # of each row
SETS: Final = ("shown", "second", "held", "framed")
MARKUPS: Final = ("selectors", "p", "br")


@dataclass(slots=True)
class Count:
    """How often each line was there, and how often something was wrong with it."""

    all: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)

    def add(self, line: str, is_wrong: bool) -> None:
        """Count a line."""
        self.all[line] += 1
        self.wrong[line] += is_wrong

    @property
    def percent(self) -> float:
        """How much of all was wrong."""
        return 100 * self.wrong.total() / max(1, self.all.total())

    def worst(self, shown: int = 8) -> Iterator[str]:
        """Yield the lines with which most was wrong."""
        yield from (
            f"{wrong}/{self.all[line]} {line}" for line, wrong in self.wrong.most_common(shown) if wrong
        )


@dataclass(slots=True)
class Story:
    """An article: its title and paragraphs, and what its site prints beside them as (kind, line)."""

    title: str
    paragraphs: list[str]
    planted: list[tuple[str, str]] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)  # titles of other articles
    true: set[str] = field(default_factory=set)  # of the paragraphs, those that other articles have, too


@dataclass(slots=True)
class Row:
    """What is left of the lines that must go, and lost of the sentences that must stay."""

    left: Count = field(default_factory=Count)
    true_lost: Count = field(default_factory=Count)
    lost: Count = field(default_factory=Count)

    def __str__(self) -> str:
        gone = 100 - self.left.percent
        return (
            f"gone {gone:6.2f} % of {self.left.all.total()}; true lost {self.true_lost.percent:5.2f} % of {self.true_lost.all.total()}"
            f"; ordinary lost {self.lost.percent:5.3f} % of {self.lost.all.total()}"
        )


def measure_boilerplate(
    seed: int, failures: bool, seeds: int = SITES, names: Sequence[str] = SETS
) -> Iterator[str]:
    """Yield a line for each set of lines, script and markup, over several sites."""
    for name in names:
        for code in CODES:
            for markup in MARKUPS:
                row = Row()
                for number in range(seed, seed + seeds):
                    crawl_site(row, code, name, markup, number)
                yield f"{name:6} {code:8} {markup:10} {row}"
                if failures:
                    yield from (f"    left {line}" for line in row.left.worst())
                    yield from (f"    lost {line}" for line in row.true_lost.worst())
                    yield from (f"    lost {line}" for line in row.lost.worst())


def crawl_site(row: Row, code: str, name: str, markup: str, seed: int) -> None:
    """Read and store the articles of one site, and judge the later half as they are stored in the end."""
    chance = random.Random(f"{code}/{name}/{markup}/{seed}")
    stories = make_stories(code, name, chance)
    step = load_step("boilerplate")
    with (
        tempfile.TemporaryDirectory(prefix="xabar-") as data,
        open_workspace(Config(data=Path(data))) as workspace,
    ):
        ids = []
        for number, story in enumerate(stories):
            article = read_story(story, number, markup, code, seed)
            article = step(article, workspace.context(article.site))
            ids.append(article.id)
            ingest(workspace.records, article)
        stored = workspace.records.get_articles(ids)
    for key, story in list(zip(ids, stories, strict=True))[JUDGED_FROM:]:
        judge(row, story, stored[key].body if key in stored else "")


def make_stories(code: str, name: str, chance: random.Random) -> list[Story]:
    """Return the articles of a site, with what it repeats."""
    lines = load_lines(code, name)
    stories = [_write_story(load_lines(code, "text"), number, chance) for number in range(ARTICLES)]
    for place in ("closing", "opening", "middle"):
        for line in lines[place]:
            for story in chance.sample(stories, round(chance.choice(TRUE_SHARES) * ARTICLES)):
                at = {"closing": len(story.paragraphs), "opening": 0}.get(place, len(story.paragraphs) // 2)
                story.paragraphs.insert(at, line)
                story.true.add(line)
    for kind, line in lines["boilerplate"]:
        share = chance.choice(SHARES)
        for number, story in enumerate(stories):
            if number < 3 or chance.random() < share:
                story.planted.append((kind, _vary(line, lines["names"], chance)))
    for story in stories:
        story.linked = [other.title for other in chance.sample(stories, 4) if other is not story][:3]
    return stories


def _write_story(text: dict[str, Any], number: int, chance: random.Random) -> Story:
    def sentence() -> str:
        line = chance.choice(text["sentences"])
        line = line.replace("{place}", chance.choice(text["places"])).replace(
            "{who}", chance.choice(text["who"])
        )
        line = re.sub(r"\b0\b", str(chance.randint(3, 990)), line)
        return line[0].upper() + line[1:]

    paragraphs = [
        " ".join(sentence() for _ in range(chance.randint(1, 3))) for _ in range(chance.randint(4, 8))
    ]
    return Story(" ".join(sentence().split()[:6]).strip(".,") + f" — {number}", paragraphs)


def _vary(line: str, names: Sequence[str], chance: random.Random) -> str:
    return re.sub(r"(?<![\w.])0(?![\w.])", str(chance.randint(2, 999)), line).replace(
        "{name}", chance.choice(names)
    )


def print_page(story: Story, markup: str, seed: int) -> str:
    """Return the page of a story. What stands beside the text has a mark of its own on every second site."""
    line = "{}<br>\n" if markup == "br" else "<p>{}</p>\n"
    marked = "<i>{}</i><br>\n" if markup == "br" else '<p class="qator">{}</p>\n'
    style = line if seed % 2 else marked
    parts: dict[str, list[str]] = {kind: [] for kind in ("head", "credit", "label", "insert", "tail", "box")}
    text = [html.escape(paragraph, quote=False) for paragraph in story.paragraphs]
    for kind, planted in story.planted:
        shown = html.escape(planted, quote=False)
        if kind == "glued":
            text[-1] += f" {shown}"
        elif kind == "label":
            parts["insert"].append(style.format(f"{shown}: {_link(story.linked[0])}"))
        elif kind == "heading":
            titles = "".join(line.format(_link(title)) for title in story.linked[1:])
            parts["tail"].append(style.format(shown) + titles)
        elif kind == "box":
            parts["box"].append(f'<div class="ilova-taklifi"><p>{shown}</p></div>\n')
        else:
            parts[kind].append(style.format(shown))
    body = [line.format(paragraph) for paragraph in text]
    middle = max(2, len(body) // 2)
    inner = "".join((
        *parts["head"], body[0], *parts["credit"], *body[1:middle], *parts["insert"], *body[middle:], *parts["tail"],
        *parts["box"],
    ))  # fmt: skip
    place = "maqola-matni" if markup == "selectors" else "chap-ustun"
    title = html.escape(story.title)
    return (
        f'<!doctype html><html><head><title>{title}</title><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="2026-11-24T12:00:00+05:00"></head><body>'
        f'<header><a href="/">Tong</a> <a href="/news">News</a></header><main><h1>{title}</h1>'
        f'<div class="{place}">{inner}</div></main><footer>2026</footer></body></html>'
    )


def _link(title: str) -> str:
    return f'<a href="/news/{zlib.crc32(title.encode())}">{html.escape(title)}</a>'


def read_story(story: Story, number: int, markup: str, code: str, seed: int) -> Article:
    """Return the article of a page as the extraction reads it."""
    url = f"https://tongnews.uz/news/{number}"
    layouts = (PLACE,) if markup == "selectors" else ()
    page = extract_page(print_page(story, markup, seed), url=url, layouts=layouts)
    day = NOW - timedelta(days=ARTICLES - number)
    return Article(
        url=url,
        site="tongnews_uz",
        fetched_at=day,
        published_day=day.date(),
        zone="Asia/Tashkent",
        declared_language=code.partition("-")[0],
        title=page.title,
        body="\n".join(page.paragraphs),
        structure=page.structure,
        places=page.places,
    )


def judge(row: Row, story: Story, body: str) -> None:
    """Count what was planted and is left, and what was text and is lost."""
    for kind, line in story.planted:
        shown = [line, story.linked[0]] if kind == "label" else [line]
        shown += story.linked[1:] if kind == "heading" else []
        for text in shown:
            row.left.add(f"{kind} {re.sub(r'[0-9]+', '0', line)}", text in body)
    for paragraph in story.paragraphs:
        if paragraph in story.true:
            row.true_lost.add(paragraph, paragraph not in body)
        else:
            for sentence in re.split(r"(?<=[.!?؟])\s+", paragraph):
                row.lost.add(sentence, sentence not in body)


@cache
def load_lines(code: str, name: str) -> dict[str, Any]:
    """Return the lines of one set for a language, in its script. Addresses stay as they are."""
    language, _, script = code.partition("-")
    lines = tomllib.loads(Path(__file__).with_name("sixty_articles.toml").read_text(encoding="utf-8"))[
        language
    ][name]

    def convert(line: str) -> str:
        pieces = re.split(r"(\S*(?:@|\{|\w\.\w)\S*)", line)
        return "".join(
            piece if at % 2 else convert_text(piece, language=language, to=script)
            for at, piece in enumerate(pieces)
        )

    return {
        key: [[kind, convert(line)] for kind, line in values]
        if key == "boilerplate"
        else list(map(convert, values))
        for key, values in lines.items()
    }
