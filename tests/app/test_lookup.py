"""The article that somebody means: by its id, the beginning of it, or any of its addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.processing.articles import make_article
from xabar.app.errors import AppError, WrongUse
from xabar.app.lookup import UnknownArticle, find_article
from xabar.article import Article
from xabar.processing.ingest import ingest
from xabar.processing.steps import Context, process_article
from xabar.records.store import RecordStore


def article(number: int, **changes: object) -> Article:
    """Return one of several articles that have little in common."""
    words = " ".join(f"soʻz{number}x{each}" for each in range(40))
    return make_article(number, title=f"{number}-sarlavha", body=f"Maqola {number}. {words}", **changes)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordStore]:
    """A store of forty articles; article 1 was also fetched from an address that it does not name."""
    with RecordStore(tmp_path_factory.mktemp("lookup") / "records.sqlite") as records:
        for number in range(40):
            ingest(records, process_article(article(number), Context()))
        copy = article(1, url="https://kun.uz/uz/kutubxona-1", requested_url="https://kun.uz/k/1")
        assert ingest(records, process_article(copy, Context())).outcome == "duplicate"
        records.mark_page("https://kun.uz/robots", "kun_uz", datetime(2026, 11, 24, tzinfo=UTC), "no-date")
        yield records


WANTED = article(1)


@pytest.mark.parametrize(
    "typed",
    [
        WANTED.id,
        WANTED.id.upper(),
        f" {WANTED.id[:12]} ",
        WANTED.url,
        "http://www.kun.uz/news/2026/11/24/kutubxona-1/?utm_source=tg#top",
        "kun.uz/news/2026/11/24/kutubxona-1",
        "https://m.kun.uz/k/1",
        "https://kun.uz/uz/kutubxona-1",
    ],
)
def test_an_article_has_many_names(stored: RecordStore, typed: str) -> None:
    assert find_article(stored, typed).id == WANTED.id


def test_a_beginning_of_several_ids_is_answered_with_them(tmp_path: Path) -> None:
    with RecordStore(tmp_path / "records.sqlite") as records:
        found: dict[str, list[Article]] = {}
        for number in range(5000):
            each = make_article(number)
            same = found.setdefault(each.id[:4], [])
            same.append(each)
            if len(same) == 2:
                break
        for each in same:
            records.put_article(each)
        with pytest.raises(WrongUse, match="give more digits") as refused:
            find_article(records, same[0].id[:4])
        assert all(each.id in str(refused.value) and each.title in str(refused.value) for each in same)
        assert find_article(records, same[0].id[:12]) == same[0]


def test_an_unknown_id_is_answered_with_the_nearest(stored: RecordStore) -> None:
    wrong = WANTED.id[:20] + ("0" if WANTED.id[20] != "0" else "1")
    for typed in (wrong, wrong.ljust(32, "f")):
        with pytest.raises(UnknownArticle, match="the nearest are") as refused:
            find_article(stored, typed)
        assert f"{WANTED.id}  {WANTED.title}" in str(refused.value)


def test_an_unknown_address_is_answered_with_the_nearest(stored: RecordStore) -> None:
    with pytest.raises(UnknownArticle, match="did you mean") as refused:
        find_article(stored, "kun.uz/news/2026/11/24/kutubxana-17")
    assert "https://kun.uz/news/2026/11/24/kutubxona-17" in str(refused.value)
    with pytest.raises(UnknownArticle, match=r"nothing from https://kunuz\.uz/ is stored"):
        find_article(stored, "kunuz.uz/news/2026/11/24/kutubxona-17")


@pytest.mark.parametrize(
    "typed", ["", "12", "salom dunyo", "ftp://kun.uz/1", "https://", "x" * 9000, "kun.uz:99999/1"]
)
def test_what_is_no_name_is_wrong_use(stored: RecordStore, typed: str) -> None:
    with pytest.raises(WrongUse):
        find_article(stored, typed)


def test_a_page_that_was_refused_says_why(stored: RecordStore) -> None:
    with pytest.raises(UnknownArticle, match="no date of publication could be read"):
        find_article(stored, "https://kun.uz/robots")


def test_a_removed_or_damaged_article_is_told_from_an_unknown_one(tmp_path: Path) -> None:
    with RecordStore(tmp_path / "records.sqlite") as records:
        first, second = make_article(1), make_article(2)
        for each in (first, second):
            records.put_article(each)
            records.mark_page(each.url, each.site, each.fetched_at, "stored", each.id)
        records.remove_article(first.id, first.fetched_at + timedelta(hours=1))
        records._db.execute("UPDATE article SET payload = x'00' WHERE removed = 0")
        for typed in (first.id, first.url):
            with pytest.raises(UnknownArticle, match="was removed at 2026-11-24 13:00 UTC"):
                find_article(records, typed)
        for typed in (second.id, second.url):
            with pytest.raises(AppError, match="is damaged"):
                find_article(records, typed)


def test_an_article_without_a_page_of_its_own_is_found_by_its_address(tmp_path: Path) -> None:
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_article(replace(WANTED))
        assert find_article(records, WANTED.url) == WANTED
