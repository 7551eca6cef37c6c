"""The end of an article's way: one transaction with everything that storing it means."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.processing.articles import make_article
from tests.record_stores import KINDS
from xabar.article import Article
from xabar.extraction.plain import paragraph_key
from xabar.processing.ingest import ingest
from xabar.processing.steps import Context, process_article
from xabar.records.connection import Later
from xabar.records.store import RecordStore


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Both kinds of record stores."""
    return str(request.param)


def processed(number: int = 1, **changes: object) -> Article:
    return process_article(make_article(number, **changes), Context())


def test_an_article_is_stored_with_its_page_lines_and_signature(records: RecordStore) -> None:
    article = processed()
    article.requested_url = "https://m.kun.uz/asked?utm_source=feed"
    assert ingest(records, article).outcome == "stored"
    assert records.get_article(article.id) == article
    assert records.count_site_articles("kun_uz") == 1
    for url in ("https://kun.uz/asked", article.url):
        seen = records.page(url)
        assert seen is not None
        assert (seen.outcome, seen.article_id, seen.fetched_at) == ("stored", article.id, article.fetched_at)


def test_fetched_again_without_a_change_it_is_unchanged_and_its_page_newer(records: RecordStore) -> None:
    ingest(records, processed())
    later = processed(fetched_at=make_article().fetched_at + timedelta(hours=2))
    assert ingest(records, later).outcome == "unchanged"
    seen = records.page(later.url)
    assert seen is not None
    assert (seen.outcome, seen.fetched_at, seen.fetches) == ("unchanged", later.fetched_at, 2)
    assert records.last_sequence() == 1


def test_an_older_fetch_changes_nothing(records: RecordStore) -> None:
    ingest(records, processed())
    older = processed(title="Эски сарлавҳа", fetched_at=make_article().fetched_at - timedelta(hours=2))
    assert ingest(records, older).outcome == "unchanged"
    stored = records.get_article(older.id)
    assert stored is not None
    assert stored.title == make_article().title


def test_a_correction_is_a_version(records: RecordStore) -> None:
    ingest(records, processed())
    later = make_article().fetched_at + timedelta(hours=2)
    corrected = processed(title="Самарқандда иккита кутубхона очилди", fetched_at=later)
    assert ingest(records, corrected).outcome == "stored"
    assert [version.title for version in records.versions(corrected.id)] == [
        make_article().title,
        corrected.title,
    ]


def test_an_article_that_no_step_signed_is_signed_here(records: RecordStore) -> None:
    ingest(records, make_article(1, language="uz", script="Cyrl"))
    assert ingest(records, make_article(2, language="uz", script="Cyrl")).outcome == "duplicate"


WRITES = ("add_signature", "add_paragraphs_later", "mark_page")


@pytest.mark.parametrize("write", WRITES)
def test_a_failure_at_any_write_stores_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the power went off")

    article = processed()
    with RecordStore(tmp_path / "records.sqlite") as records:
        with monkeypatch.context() as patch:
            patch.setattr(RecordStore, write, fail)
            with pytest.raises(RuntimeError, match="power"):
                ingest(records, article)
        assert records.get_article(article.id) is None
        assert records.page(article.url) is None
        assert records.count_site_articles("kun_uz") == 0
        assert ingest(records, article).outcome == "stored"


def test_another_process_sees_all_of_an_article_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = processed()
    seen: list[bool] = []
    mark = RecordStore.mark_page

    def look_and_mark(self: RecordStore, *arguments: object, **named: object) -> None:
        with RecordStore(tmp_path / "records.sqlite") as other:
            seen.append(other.get_article(article.id) is not None or other.count_site_articles("kun_uz") > 0)
        mark(self, *arguments, **named)  # type: ignore[arg-type]

    with RecordStore(tmp_path / "records.sqlite") as records:
        monkeypatch.setattr(RecordStore, "mark_page", look_and_mark)
        ingest(records, article)
        assert seen == [False]
        with RecordStore(tmp_path / "records.sqlite") as other:
            assert other.get_article(article.id) == article


OLD, NEW = "https://kun.uz/news/2026/11/24/kutubxona-1", "https://kun.uz/uz/news/kutubxona"


def moved(
    hours: int, url: str = NEW, body: str | None = None, *, asked: str = OLD, for_good: bool = True
) -> Article:
    """The article of a page that answered at another address than was asked for."""
    fetched_at = make_article().fetched_at + timedelta(hours=hours)
    article = processed(url=url, fetched_at=fetched_at, body=body or make_article().body)
    article.requested_url, article.moved = asked, for_good
    return article


def addresses(records: RecordStore) -> list[str]:
    articles = records.get_articles(state.id for state in records.article_states())
    return [article.url for article in articles.values()]


@pytest.mark.parametrize("more", ["", "\nТузатиш: кутубхона шанба куни очилди."])
def test_an_article_that_moved_for_good_is_there_once_with_its_former_texts(
    records: RecordStore, more: str
) -> None:
    former = processed()
    ingest(records, former)
    body = former.body + more
    assert ingest(records, moved(2, body=body)).outcome == "stored"
    assert addresses(records) == [NEW]
    assert [change.article is None for change in records.changes_after(0, 10)] == [
        True,
        False,
    ]  # for every index
    (new,) = records.get_articles(state.id for state in records.article_states()).values()
    texts = [version.body for version in records.versions(new.id)]
    assert texts == ([former.body, body] if more else [body])
    assert new.group_id == former.group_id
    assert ingest(records, moved(8, body=body)).outcome == "unchanged"
    assert ingest(records, moved(24, "https://kun.uz/yana", body, asked=NEW)).outcome == "stored"
    assert addresses(records) == ["https://kun.uz/yana"]


def test_a_move_for_now_or_to_another_article_removes_nothing(records: RecordStore) -> None:
    ingest(records, processed())
    assert ingest(records, moved(2, for_good=False)).outcome == "duplicate"
    assert addresses(records) == [OLD]
    other = (
        "Тошкентда метронинг янги бекати очилди. " * 3
        + "Энди йўловчилар Чилонзордан марказга тез етиб боради."
    )
    assert ingest(records, moved(2, body=other)).outcome == "stored"
    assert addresses(records) == [OLD, NEW]


def test_a_newer_text_replaces_one_from_the_future(records: RecordStore) -> None:
    """A clock was a year ahead. The version stays, because no index takes one below the one that it has."""
    now = make_article().fetched_at
    ahead = processed(fetched_at=now + timedelta(days=365))
    ingest(records, ahead)
    mended = processed(title="Koʻprik yopildi, ertaga ochiladi")
    assert ingest(records, mended).outcome == "unchanged"  # whoever does not know the time cannot tell
    assert ingest(records, mended, now=now).outcome == "stored"
    found, seen = records.get_article(ahead.id), records.page(ahead.url)
    assert found is not None
    assert seen is not None
    assert (found.title, seen.fetched_at) == (mended.title, now)
    assert [change.version for change in records.changes_after(0, 9)] == [ahead.version]


def test_lines_that_are_judged_already_are_counted_no_more(
    records: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    label = "Йил — ёшлар йили"
    key = paragraph_key(label)
    counted: list[set[int]] = []
    count = records.paragraph_counts_later

    def note(site: str, hashes: Iterable[int], *, last: int | None = None) -> Later[dict[int, int]]:
        counted.append(set(hashes))
        return count(site, counted[-1], last=last)

    monkeypatch.setattr(records, "paragraph_counts_later", note)
    for number in range(2):
        article = processed(number)
        article.body = f"{number}-кутубхона. {article.body}\n{label}"
        ingest(records, article)
        records.set_verdict("kun_uz", key, label, "learned")
    assert [key in each for each in counted] == [True, False]
    assert records.paragraph_counts("kun_uz", [key]) == {key: 2}
