"""What the articles of one transaction ask once for all of them, and what each of them changes of it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import nullcontext
from copy import copy
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.processing.articles import TEXT, make_article
from xabar.article import Article
from xabar.extraction.frames import frame_keys
from xabar.extraction.plain import paragraph_key
from xabar.extraction.repetition import WINDOW
from xabar.processing.batch import Batch
from xabar.processing.ingest import ingest
from xabar.processing.preparation import prepare
from xabar.processing.steps import Context, process_article
from xabar.records.store import RecordStore
from xabar.records.tables import all_tables

LABEL = "Йил — ёшлар йили"
SUBJECTS = ("кўприк", "боғ", "мактаб", "завод", "музей", "стадион", "шифохона", "бозор")


def processed(number: int, *lines: str) -> Article:
    return process_article(
        make_article(number, title=lines[0][:40], body="\n".join(lines)), Context(known_lines={})
    )


def story(subject: str) -> str:
    """Return a text that has no three words in common with that of another subject."""
    return (
        " ".join(f"{subject}{ending}" for ending in ("нинг", "га", "дан", "да", "ни", "лар", "ча", "даги"))
        + "."
    )


def store_all(records: RecordStore, articles: Sequence[Article], *, together: bool) -> list[Article]:
    """Store copies of the articles, and return what is stored of them."""
    articles = [copy(each) for each in articles]
    prepared = prepare(articles, records.line_verdicts) if together else [None] * len(articles)
    with records.transaction(), records.gather() if together else nullcontext():
        batch = Batch(records, articles, prepared) if together else None
        for article, each in zip(articles, prepared, strict=True):
            ingest(records, article, "older", prepared=each, batch=batch)
    return [*records.get_articles([each.id for each in articles]).values()]


def all_rows(records: RecordStore) -> dict[str, list[Any]]:
    """Return what is in every table but the one that tells stores apart."""
    tables = [table for table in all_tables() if table.name != "store"]
    return {
        table.name: records._rows(f"SELECT {table.names} FROM {table.name} ORDER BY {table.order}")
        for table in tables
    }


def news(rng: random.Random, number: int) -> Article:
    """Return an article of one of two sites: new, changed, copied or printed again, with labels that the site repeats."""
    site = rng.choice(("kun_uz", "zamin_uz"))
    subjects = rng.sample(SUBJECTS, 3)
    lines = [story(f"{first}{second}") for first in subjects for second in subjects[:2]]
    labels = rng.sample((LABEL, f"{site} каналига уланинг", f"Ўқилди: {number}"), rng.randrange(3))
    article = process_article(
        make_article(
            rng.choice((number, number, number, max(number - 3, 0))),
            site=site,
            title=lines[0][:40],
            body="\n".join([*lines[: rng.randint(2, 6)], *labels]),
            fetched_at=datetime(2026, 11, 24, 12, rng.randrange(60), tzinfo=UTC),
        ),
        Context(),
    )
    article.places = ("",) * article.body.count("\n") + (rng.choice(("", "aside.box")),)
    return article


@pytest.fixture
def asked(records: RecordStore, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the questions for candidates, as they are asked."""
    questions: list[str] = []
    ask = records.candidates_later

    def note(*bands: Any, unless: str | None = None) -> Any:
        questions.append(unless or "")
        return ask(*bands, unless=unless)

    monkeypatch.setattr(records, "candidates_later", note)
    return questions


def test_a_near_copy_is_found_here_and_in_the_batch_and_nobody_else_asks_for_one(
    records: RecordStore, asked: list[str]
) -> None:
    (old,) = store_all(records, [processed(1, *TEXT)], together=False)
    asked.clear()
    copy_of_old = processed(2, *TEXT, story("кўприк"))
    alone = processed(3, story("мактаб"), story("боғ"))
    first = processed(4, story("завод"), story("музей"))
    copy_of_first = processed(5, story("завод"), story("музей"), "Яна бир гап.")
    stored = store_all(records, [copy_of_old, alone, first, copy_of_first], together=True)
    assert [each.group_id for each in stored] == [old.id, alone.id, first.id, first.id]
    assert asked == [copy_of_old.id, copy_of_first.id]


def test_a_store_with_signatures_of_an_earlier_version_is_asked_for_each(
    records: RecordStore, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(records.__dict__, "has_former_bands", True)
    article = processed(1, *TEXT)
    store_all(records, [article], together=True)
    assert asked == [article.id]


def test_a_line_that_one_article_makes_known_is_cut_from_the_next_as_if_each_were_stored_alone(
    records: RecordStore, tmp_path_factory: pytest.TempPathFactory
) -> None:
    articles = [
        processed(number, story(subject), story(f"янги{subject}"), LABEL)
        for number, subject in enumerate(SUBJECTS)
    ]
    together = store_all(records, articles, together=True)
    with RecordStore(tmp_path_factory.mktemp("alone") / "records.sqlite") as others:
        assert together == store_all(others, articles, together=False)
    assert records.line_verdicts("kun_uz")[paragraph_key(LABEL)] == "learned"
    assert all(LABEL not in each.body for each in together)
    assert not records.has_uncleaned("kun_uz")


def test_batches_leave_in_every_table_what_the_same_articles_leave_one_by_one(
    records: RecordStore, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rng = random.Random(11)
    articles = [news(rng, number) for number in range(150)]
    with RecordStore(tmp_path_factory.mktemp("alone") / "records.sqlite") as others:
        for start in range(0, len(articles), 30):
            batch = articles[start : start + 30]
            assert store_all(records, batch, together=True) == store_all(others, batch, together=False)
            assert all_rows(records) == all_rows(others)
        assert others.line_verdicts("zamin_uz")
        assert others._row("SELECT count(*) FROM version")[0] > 0
        assert others.count_articles() < len(articles)


def test_a_line_that_nobody_had_is_counted_without_a_question(
    records: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_all(records, [processed(0, story("бозор"), story("кўприк"), LABEL)], together=True)
    asked: list[set[int]] = []
    count = records.paragraph_counts

    def note(site: str, lines: Any, **last: Any) -> dict[int, int]:
        asked.append({*lines})
        return count(site, asked[-1], **last)

    monkeypatch.setattr(records, "paragraph_counts", note)
    articles = [
        processed(1, story("мактаб"), story("боғ")),
        processed(2, story("завод"), story("музей"), LABEL),
    ]
    store_all(records, articles, together=True)
    assert asked == [{paragraph_key(LABEL), *frame_keys(LABEL)}]


def test_the_lines_of_more_articles_than_the_window_has_are_not_counted_in_a_batch(
    records: RecordStore,
) -> None:
    article = processed(1, *TEXT)
    prepared = prepare([article], records.line_verdicts)
    assert Batch(records, [article], prepared).counts_lines_of("kun_uz")
    assert not Batch(records, [article] * (WINDOW + 1), prepared * (WINDOW + 1)).counts_lines_of("kun_uz")


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Compare what a batch counts with what the records count, and return the numbers of the articles."""
    count, numbers = Batch.count_lines, list[int]()

    def compare(batch: Batch, store: RecordStore, site: str, lines: set[int]) -> tuple[int, dict[int, int]]:
        number, counts = count(batch, store, site, lines)
        assert number == store.count_site_articles(site)
        assert counts == store.paragraph_counts(site, lines, last=WINDOW)
        numbers.append(number)
        return number, counts

    monkeypatch.setattr(Batch, "count_lines", compare)
    return numbers


def test_what_a_batch_counts_is_what_the_records_count(records: RecordStore, compared: list[int]) -> None:
    rng = random.Random(12)
    for _ in range(6):
        store_all(records, [news(rng, rng.randrange(100)) for _ in range(25)], together=True)
    assert len(compared) > 20


def test_a_batch_counts_no_lines_once_earlier_articles_were_cut_again(
    records: RecordStore, compared: list[int]
) -> None:
    texts = [[story(f"{subject}{other}") for other in SUBJECTS] for subject in SUBJECTS]
    articles = [processed(number, *lines, LABEL) for number, lines in enumerate(texts)]
    # in the middle of the first text, and at its end when its label is cut
    articles.append(processed(99, story("янгилик"), texts[0][3]))
    store_all(records, articles, together=True)
    assert records.paragraph_counts("kun_uz", [paragraph_key(texts[0][3])]).popitem()[1] == 2
    assert compared == [*range(1, len(compared) + 1)]
    assert 1 < len(compared) < len(articles)
