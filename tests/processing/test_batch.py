"""What the articles of one transaction ask once for all of them, and what each of them changes of it."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any

import pytest

from tests.processing.articles import TEXT, make_article
from xabar.article import Article
from xabar.extraction.plain import paragraph_key
from xabar.processing.batch import Batch
from xabar.processing.ingest import ingest
from xabar.processing.steps import Context, process_article
from xabar.records.store import RecordStore

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
    with records.transaction():
        batch = Batch(records, articles) if together else None
        for article in articles:
            ingest(records, article, batch=batch)
    return [*records.get_articles([each.id for each in articles]).values()]


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
