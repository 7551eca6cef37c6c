"""What is worked out before an article is stored, and what the articles stored before it make of that."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy

import pytest

from tests.processing.articles import TEXT, make_article
from xabar.article import Article, Verdict
from xabar.extraction.plain import paragraph_key
from xabar.processing import ingest as ingesting
from xabar.processing.ingest import ingest
from xabar.processing.preparation import Prepared, prepare
from xabar.processing.steps import Context, process_article
from xabar.records import articles as article_records
from xabar.records.store import RecordStore

LINE = "Куннинг муҳим воқеалари ҳақида ҳар оқшом қисқа шарҳ"  # no general rule takes it
OTHER = "Бухорода эски масжид таъмирланди. Усталар уч йил ишлади, деворларга нақш солинди."


def processed(number: int = 1, *, known: Mapping[int, Verdict] | None = None, **changes: object) -> Article:
    return process_article(make_article(number, **changes), Context(known_lines=known or {}))


def prepared_by(article: Article, verdicts: Mapping[int, Verdict]) -> Prepared | None:
    before = copy(article)
    (found,) = prepare([article], lambda site: verdicts)
    assert article == before
    return found


@pytest.fixture
def no_second_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an article be split and packed by `prepare` alone."""

    def again(*given: object) -> None:
        raise AssertionError("this was prepared")

    monkeypatch.setattr(ingesting, "cut_repeated", again)
    monkeypatch.setattr(article_records, "row_of", again)


@pytest.mark.usefixtures("no_second_work")
def test_what_was_prepared_is_not_done_again(records: RecordStore) -> None:
    records.set_verdict("kun_uz", paragraph_key(LINE), LINE, "pinned")
    verdicts = records.line_verdicts("kun_uz")
    article = processed(known=verdicts, body="\n".join((*TEXT, LINE)))
    assert [cut.reason for cut in article.cuts] == ["pinned"]
    assert ingest(records, article, prepared=prepared_by(article, verdicts)).outcome == "stored"
    stored = records.get_article(article.id)
    assert stored == article
    assert stored.group_id == article.id
    assert records.paragraph_counts("kun_uz", [paragraph_key(TEXT[-1])]) == {paragraph_key(TEXT[-1]): 1}


def test_a_line_that_was_judged_since_is_cut(records: RecordStore) -> None:
    article = processed(body="\n".join((*TEXT, LINE)))
    prepared = prepared_by(article, {})
    assert prepared is not None
    records.set_verdict("kun_uz", paragraph_key(LINE), LINE, "pinned")
    ingest(records, article, prepared=prepared)
    stored = records.get_article(article.id)
    assert stored is not None
    assert [(cut.text, cut.reason) for cut in stored.cuts] == [(LINE, "pinned")]
    assert LINE not in stored.body


def test_a_near_copy_of_an_article_that_was_stored_since_joins_its_group(records: RecordStore) -> None:
    articles = [processed(number, body="\n".join((*TEXT, OTHER * number))) for number in (1, 2)]
    for article, prepared in zip(articles, prepare(articles, lambda site: {}), strict=True):
        ingest(records, article, prepared=prepared)
    groups = [found.group_id for found in records.get_articles([each.id for each in articles]).values()]
    assert groups == [articles[0].id] * 2


def test_nothing_is_prepared_of_an_article_that_the_verdicts_change(records: RecordStore) -> None:
    article = processed(body="\n".join((*TEXT, LINE)))
    assert prepared_by(article, {paragraph_key(LINE): "pinned"}) is None


def test_a_prepared_article_that_is_here_already_is_replaced_or_left(records: RecordStore) -> None:
    first, second = processed(), processed(title="Янги сарлавҳа")
    ingest(records, first, prepared=prepared_by(first, {}))
    assert ingest(records, second, "older", prepared=prepared_by(second, {})).outcome == "unchanged"
    assert ingest(records, second, prepared=prepared_by(second, {})).outcome == "stored"
    stored = records.get_article(first.id)
    assert stored is not None
    assert stored.title == "Янги сарлавҳа"
