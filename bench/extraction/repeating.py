"""Thirty articles of a site with the same furniture, learned by the crawl's own steps; what is left of it, and of the text."""

from __future__ import annotations

import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bench.extraction.hostile import Chance, load_lines
from pipelines.boilerplate import BoilerplatePipeline
from pipelines.sharing import SharedRecords
from xabar.article import Article
from xabar.demo.newspapers import EDITIONS
from xabar.demo.stories import load_stories
from xabar.extraction.furniture import cut_furniture
from xabar.extraction.plain import paragraph_key
from xabar.language.conversion import convert_text

ARTICLES = 30
CODES = ("uz-Latn", "uz-Cyrl", "kk-Cyrl", "kk-Latn", "kk-Arab")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SERIES = 4  # articles of a daily series among the thirty
_SENTENCE = re.compile(r"(?<=[.!?؟])\s+")


@dataclass(slots=True)
class Sample:
    """One article: its own paragraphs, and the text as its site prints it."""

    title: str
    own: list[str]
    printed: list[str]
    planted: list[str] = field(default_factory=list)


def measure_learning(seed: int, failures: bool) -> Iterator[str]:
    """A line of figures for each language and script."""
    for code in CODES:
        chance = random.Random(f"{code}/{seed}")
        samples = make_samples(code, chance)
        bodies = crawl(samples, code.partition("-")[0])
        yield from judge(code, samples, bodies, failures)


def make_samples(code: str, chance: Chance) -> list[Sample]:
    """Thirty articles of distinct sentences, real text that recurs among them, with furniture around."""
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
    """Sentences of the demo's stories, dealt out so that each stands in one article alone."""
    sentences = list(dict.fromkeys(_SENTENCE.split(" ".join(_paragraphs(code)))))
    chance.shuffle(sentences)
    count = ARTICLES - SERIES
    for number in range(count):
        mine = sentences[number::count]
        own = []
        while mine:
            size = chance.randint(1, 3)
            own.append(" ".join(mine[:size]))
            mine = mine[size:]
        yield Sample(" ".join(own[-1].split()[:3]) + f" {number}", own, [])


def _paragraphs(code: str) -> Iterator[str]:
    """All paragraphs of a language, converted to the script where it has too few of its own."""
    language, _, script = code.partition("-")
    source = code if script in ("Latn", "Cyrl") and code != "kk-Latn" else "kk-Cyrl"
    for edition in EDITIONS:
        if edition.code == source:
            for story in load_stories(edition.stories):
                for paragraph in story.paragraphs:
                    yield (
                        convert_text(paragraph, language=language, to=script) if source != code else paragraph
                    )


def _series(lines: dict[str, object], chance: Chance) -> Iterator[Sample]:
    """A daily series: alike by nature but for its figures."""
    for day in range(20, 20 + SERIES):
        texts = [str(line) for line in lines["series"]]  # type: ignore[attr-defined]
        own = [line.replace("000", f"{chance.randint(100, 999)}").replace("00", f"{day}") for line in texts]
        yield Sample(str(lines["series_title"]).replace("00", f"{day}"), own, [])


def _recur(samples: list[Sample], lines: dict[str, object], chance: Chance) -> None:
    """Real text that several articles have: it must stay."""
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
        if at is None:  # something is glued to it already
            at = next(place for place, text in enumerate(sample.printed) if text.startswith(sample.own[-1]))
        sample.printed[at] += f" {line}"
    sample.planted.append(line)


def crawl(samples: list[Sample], language: str) -> list[str]:
    """The bodies as they stand in the records when all articles were stored, one after the other."""
    with tempfile.TemporaryDirectory(prefix="xabar-") as data:
        step = BoilerplatePipeline(data)
        step.open_spider()
        with SharedRecords.borrow(data) as records:
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
                records.put(step.process_item(article))
            stored = records.store.get_articles(ids)
        step.close_spider()
    return [stored[key].body for key in ids]


def judge(code: str, samples: list[Sample], bodies: list[str], failures: bool) -> Iterator[str]:
    """How many planted lines are gone, and how many real sentences with them."""
    planted = left = real = lost = 0
    leftover: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    for sample, body in zip(samples, bodies, strict=True):
        planted += len(sample.planted)
        still = [line for line in sample.planted if line in body]
        left += len(still)
        leftover.update(still)
        sentences = [sentence for text in sample.own for sentence in _SENTENCE.split(text)]
        gone = [sentence for sentence in sentences if sentence not in body]
        real, lost = real + len(sentences), lost + len(gone)
        missing.update(gone)
    known = sum(_rows_know(line) for line in {line for sample in samples for line in sample.planted})
    yield (
        f"{code:8} planted lines gone {planted - left}/{planted} {100 * (planted - left) / planted:.2f} %"
        f"  real sentences lost {lost}/{real} {100 * lost / real:.3f} %  (rows knew {known} of the lines)"
    )
    if failures:
        yield from (f"  left {count} ×: {line}" for line, count in leftover.most_common())
        yield from (f"  lost {count} ×: {line}" for line, count in missing.most_common())


def _rows_know(line: str) -> bool:
    text = ("Kutubxona ochildi, unda oʻn ming kitob bor.", "Kutubxona har kuni ishlaydi.", line)
    return paragraph_key(cut_furniture(text).paragraphs[-1]) != paragraph_key(line)
