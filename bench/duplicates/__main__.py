"""How surely copies of a text are found, and whether texts that differ in their numbers alone stay apart."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

import click

from bench.duplicates.alterations import ALTERATIONS, GOALS, OTHER_SCRIPT
from bench.duplicates.templates import template_texts
from bench.embedded.corpus import articles
from xabar.article import Article
from xabar.processing.duplicates import fold_body, sign_text
from xabar.processing.grouping import settle_group
from xabar.processing.ingest import ingest
from xabar.processing.steps import Context
from xabar.records.store import RecordStore

SCRIPTS: Final = {"uz": "Latn", "kk": "Cyrl"}
FETCHED: Final = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY: Final = FETCHED.date()
FEWEST: Final = 80  # words of a real text


@click.command()
@click.option(
    "--count", default=2000, show_default=True, help="Composed articles; each is copied in every way."
)
@click.option("--days", default=60, show_default=True, help="Of each template.")
@click.option(
    "--texts",
    type=click.Path(path_type=Path, exists=True),
    multiple=True,
    help="LANGUAGE.tsv files: document, sentence.",
)
def main(count: int, days: int, texts: tuple[Path, ...]) -> None:
    """Print the recall for each kind of copy, and what was wrongly taken for a copy."""
    measure("composed", list(composed(count)))
    if texts:
        measure("real", [article for path in texts for article in read_texts(path)])
    measure_templates(days)


def composed(count: int) -> Iterator[Article]:
    """Yield articles of words drawn by the law of Zipf and Mandelbrot."""
    for article in articles(count):
        yield replace(article, site="birinchi")


def read_texts(path: Path) -> Iterator[Article]:
    """Yield the documents of a file whose name ends with its language: NTREX-128, for example."""
    language = path.stem.rpartition("-")[2]
    documents: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, sentence = line.partition("\t")
        documents.setdefault(name, []).append(sentence)
    for name, sentences in documents.items():
        body = "\n".join(sentences)
        if len(body.split()) >= FEWEST:
            yield make_article(f"{path.stem}-{name}", body, language)


def make_article(name: str, body: str, language: str, day: date = TODAY) -> Article:
    """Return an article in the language's usual script."""
    return Article(
        url=f"https://news.example/{name}",
        site="birinchi",
        fetched_at=FETCHED,
        zone="Asia/Tashkent",
        declared_language=language,
        title=" ".join(body.split()[:8]),
        body=body,
        language=language,
        script=SCRIPTS[language],
        published_at=datetime(day.year, day.month, day.day, 4, tzinfo=UTC),
        published_day=day,
    )


def measure(name: str, originals: list[Article]) -> None:
    """Print a line for each kind of copy of these texts."""
    with stored(originals) as records:
        groups = {article.id: article.group_id for article in originals}
        merged = Counter(groups.values())
        wrong = sum(count - 1 for count in merged.values())
        print(f"{len(originals)} {name} texts: {wrong} taken for copies of another")
        for kind in ALTERATIONS:
            copies = [make_copy(article, kind, number) for number, article in enumerate(originals)]
            pairs = list(zip(originals, copies, strict=True))
            found = sum(is_found(records, original, copy) for original, copy in pairs)
            equal = sum(fold_body(original) == fold_body(copy) for original, copy in pairs)
            goal = f"   (to reach: {GOALS[kind]:.0%})" if kind in GOALS else ""
            print(
                f"  {kind:12} {found / len(originals):7.2%}   equal words alone: {equal / len(originals):7.2%}{goal}"
            )


def make_copy(article: Article, kind: str, number: int) -> Article:
    """Return a copy of an article as another site prints it."""
    assert article.language is not None
    assert article.script is not None
    body = ALTERATIONS[kind](article.body, article.language, article.script, random.Random(number))
    script = OTHER_SCRIPT[article.script] if kind == "other script" else article.script
    return replace(
        article,
        url=f"https://copy.example/{number}",
        site="ikkinchi",
        body=body,
        script=script,
        group_id=None,
        signature=None,
    )


def is_found(records: RecordStore, article: Article, copy: Article) -> bool:
    """Return whether the copy gets into the group of the article."""
    original = settle_group(records, sign_text(copy, Context()))
    return original is not None or copy.group_id == article.group_id


def measure_templates(days: int) -> None:
    """Print how many texts of the templates were taken for a copy of another day's."""
    rng = random.Random(3)
    made: list[tuple[str, Article]] = []
    for number, (name, language, text) in enumerate(template_texts(days, rng)):
        day = FETCHED.date() - timedelta(days=days - number % days)
        made.append((name, make_article(f"template-{number}", text, language, day)))
    texts: dict[str, set[str]] = {}
    groups: dict[str, set[str | None]] = {}
    with stored([article for _, article in made]):
        for name, article in made:
            texts.setdefault(name, set()).add(article.body)
            groups.setdefault(name, set()).add(article.group_id)
    merged = {
        name: len(texts[name]) - len(groups[name]) for name in texts
    }  # the same numbers are the same text
    count = sum(map(len, texts.values()))
    print(f"{count} texts that differ in numbers alone: {sum(merged.values())} merged   (to reach: 0)")
    for name, number in merged.items():
        print(f"  {name:16} {number}")


@contextmanager
def stored(articles: list[Article]) -> Iterator[RecordStore]:
    """Store articles as a crawl does, while the block runs."""
    with tempfile.TemporaryDirectory() as folder, RecordStore(Path(folder) / "records.sqlite") as records:
        for article in articles:
            ingest(records, sign_text(article, Context()))
        yield records


if __name__ == "__main__":
    main()
