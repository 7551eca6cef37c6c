"""Learn the boilerplate of sites with thirty articles each, and count what is left of it and of the text."""

from __future__ import annotations

import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bench.extraction.varied import Chance, load_lines
from xabar.article import Article
from xabar.config import Config
from xabar.demo.stories import load_stories
from xabar.demo.styles import STYLES
from xabar.extraction.boilerplate import cut_boilerplate
from xabar.extraction.plain import paragraph_key
from xabar.language.conversion import convert_text
from xabar.processing.ingest import ingest
from xabar.processing.steps import load_step
from xabar.workspace import open_workspace

ARTICLES = 30
CODES = ("uz-Latn", "uz-Cyrl", "kk-Cyrl", "kk-Latn", "kk-Arab")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SITES = 5  # of each language and script
SERIES = 4  # articles of a daily series among the thirty
SENTENCE_END = re.compile(r"(?<=[.!?؟])\s+")


@dataclass(slots=True)
class Sample:
    """An article: its own paragraphs, and the text as its site prints it."""

    title: str
    own: list[str]
    printed: list[str]
    planted: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Learned:
    """How many planted lines were left, and how many of the texts' own sentences were lost."""

    planted: int = 0
    real: int = 0
    left: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        gone, lost = self.planted - self.left.total(), self.lost.total()
        return (
            f"planted lines gone {gone}/{self.planted} {100 * gone / self.planted:.2f} %"
            f"  real sentences lost {lost}/{self.real} {100 * lost / self.real:.3f} %"
        )


def measure_learning(seed: int, failures: bool) -> Iterator[str]:
    """Yield a line of figures for each language and script, with several sites each, and one line for all."""
    every = Learned()
    for code in CODES:
        mine = learn_sites(code, seed, SITES)
        every.planted, every.real = every.planted + mine.planted, every.real + mine.real
        every.left += mine.left
        every.lost += mine.lost
        yield f"{code:8} {mine}"
        if failures:
            yield from (f"  left {count} ×: {line}" for line, count in mine.left.most_common())
            yield from (f"  lost {count} ×: {line}" for line, count in mine.lost.most_common())
    known = sum(is_known(line) for code in CODES for _, line in load_lines(code)["unknown"])
    yield f"{'all':8} {every}; general rules knew {known} of the lines"


def learn_sites(code: str, seed: int, sites: int) -> Learned:
    """Return what is learned about several sites of a language and script."""
    result = Learned()
    for number in range(sites):
        samples = make_samples(code, random.Random(f"{code}/{seed * 100 + number}"))
        judge(result, samples, crawl(samples, code.partition("-")[0]))
    return result


def make_samples(code: str, chance: Chance) -> list[Sample]:
    """Return thirty articles of different sentences, with some real text that recurs and with boilerplate."""
    lines = load_lines(code)
    samples = [*_plain_samples(code, chance), *_series(lines, chance)]
    chance.shuffle(samples)
    _recur(samples, lines, chance)
    for sample in samples:
        sample.printed = list(sample.own)
    for kind, line in lines["unknown"]:
        share = chance.choice((0.2, 0.5, 1.0))
        chosen = [sample for sample in samples if chance.random() < share]
        if len(chosen) >= 3:
            for sample in chosen:
                _plant(sample, kind, line)
    return samples


def _plain_samples(code: str, chance: Chance) -> Iterator[Sample]:
    """Yield articles made of the sentences of the demo's stories."""
    for number, own in enumerate(split_stories(code, ARTICLES - SERIES, chance)):
        yield Sample(" ".join(own[-1].split()[:3]) + f" {number}", own, [])


def split_stories(code: str, count: int, chance: Chance) -> Iterator[list[str]]:
    """Yield the paragraphs of new articles, made of the sentences of the demo's stories.

    Each sentence stands in one article only.
    """
    sentences = list(dict.fromkeys(SENTENCE_END.split(" ".join(_paragraphs(code)))))
    chance.shuffle(sentences)
    for number in range(count):
        mine = sentences[number::count]
        own = []
        while mine:
            size = chance.randint(1, 3)
            own.append(" ".join(mine[:size]))
            mine = mine[size:]
        yield own


def _paragraphs(code: str) -> Iterator[str]:
    """Yield all paragraphs of a language, converted if there are too few in this script."""
    language, _, script = code.partition("-")
    source = code if script in ("Latn", "Cyrl") and code != "kk-Latn" else "kk-Cyrl"
    for style in STYLES:
        if style.code == source:
            for story in load_stories(style.stories):
                for paragraph in story.paragraphs:
                    yield (
                        convert_text(paragraph, language=language, to=script) if source != code else paragraph
                    )


def _series(lines: dict[str, object], chance: Chance) -> Iterator[Sample]:
    """Yield the articles of a daily series, which differ only in their figures."""
    for day in range(20, 20 + SERIES):
        texts = [str(line) for line in lines["series"]]  # type: ignore[attr-defined]
        own = [line.replace("000", f"{chance.randint(100, 999)}").replace("00", f"{day}") for line in texts]
        yield Sample(str(lines["series_title"]).replace("00", f"{day}"), own, [])


def _recur(samples: list[Sample], lines: dict[str, object], chance: Chance) -> None:
    """Add real text to several articles. It must stay."""
    plain = [sample for sample in samples if len(sample.own) >= 4]
    for sample in chance.sample(plain, 4):
        sample.own.append(str(lines["quotation"]))
    for sample in chance.sample(plain, 5):
        sample.own.append(str(lines["attribution"]))
    for sample in chance.sample(plain, 4):
        sample.own.insert(len(sample.own) // 2, str(lines["column"]))
    for sample in chance.sample(plain, 3):
        sample.own.insert(-1, str(lines["background"]))
    for sample in chance.sample(plain, 4):
        sample.own.insert(0, str(lines["dateline"]))


def _plant(sample: Sample, kind: str, line: str) -> None:
    if kind == "head":
        sample.printed.insert(0, line)
    elif kind == "tail":
        sample.printed.append(line)
    else:
        at = sample.printed.index(sample.own[-1]) if sample.own[-1] in sample.printed else None
        if at is None:  # something was glued to it before
            at = next(place for place, text in enumerate(sample.printed) if text.startswith(sample.own[-1]))
        sample.printed[at] += f" {line}"
    sample.planted.append(line)


def crawl(samples: list[Sample], language: str) -> list[str]:
    """Return the bodies in the records after all articles were stored one after the other."""
    with (
        tempfile.TemporaryDirectory(prefix="xabar-") as data,
        open_workspace(Config(data=Path(data))) as workspace,
    ):
        ids = []
        for number, sample in enumerate(samples):
            article = Article(
                url=f"https://example.uz/news/{number}",
                site="example_uz",
                fetched_at=NOW,
                zone="Asia/Tashkent",
                declared_language=language,
                title=sample.title,
                body="\n".join(sample.printed),
            )
            ids.append(article.id)
            ingest(workspace.records, load_step("boilerplate")(article, workspace.context(article.site)))
        stored = workspace.records.get_articles(ids)
    return [stored[key].body for key in ids]


def judge(result: Learned, samples: list[Sample], bodies: list[str]) -> None:
    """Count the planted lines that are left, and the real sentences that are lost."""
    for sample, body in zip(samples, bodies, strict=True):
        result.planted += len(sample.planted)
        result.left.update(line for line in sample.planted if line in body)
        sentences = [sentence for text in sample.own for sentence in SENTENCE_END.split(text)]
        result.real += len(sentences)
        result.lost.update(sentence for sentence in sentences if sentence not in body)


def is_known(line: str) -> bool:
    """Return whether a general rule takes the line, so that it is not learned."""
    text = ("Kutubxona ochildi, unda oʻn ming kitob bor.", "Kutubxona har kuni ishlaydi.", line)
    return paragraph_key(cut_boilerplate(text).paragraphs[-1]) != paragraph_key(line)
