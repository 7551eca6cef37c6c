"""`xabar.open`: the interface for programs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import xabar
from tests.search.articles import CORPUS
from tests.search.contract.calls import paths
from xabar.app.errors import NoRecords, WrongUse
from xabar.config import ConfigError
from xabar.records.store import RecordStore

REMOVED = CORPUS[-1]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles, of which one was removed, and their index."""
    folder = tmp_path_factory.mktemp("archive")
    with RecordStore(folder / "records.sqlite") as records:
        for article in CORPUS:
            records.put_article(article)
        records.remove_article(REMOVED.id, datetime(2026, 4, 1, tzinfo=UTC))
    with xabar.open(folder, search_url="", create=True):
        pass  # which feeds the index
    return folder


@pytest.fixture
def archive(data: Path) -> Iterator[xabar.Archive]:
    """The archive, opened."""
    with xabar.open(data, search_url="") as archive:
        yield archive


def test_a_search_finds_articles_in_any_script(archive: xabar.Archive) -> None:
    page = archive.search("Qozogʻiston Rubio")
    assert (page.total, paths(page)) == (1, ["rubio"])
    assert page.hits[0].title.startswith("\ue000Қозоғистон\ue001")
    page = archive.search(
        "*", languages="uz", since=date(2026, 3, 1), sites=["kun_uz", "zamin_uz"], facets=["site"]
    )
    assert page.facets["site"] == [("kun_uz", 1), ("zamin_uz", 1)]


def test_a_search_in_the_order_of_time_goes_on_with_a_cursor(archive: xabar.Archive) -> None:
    seen, page = [], archive.search("*", sort="newest", size=4)
    seen += paths(page)
    while page.next_cursor:
        page = archive.search("*", sort="newest", size=4, cursor=page.next_cursor)
        seen += paths(page)
    assert len(seen) == len(set(seen)) == len(CORPUS) - 1


def test_an_article_is_got_by_any_name(archive: xabar.Archive) -> None:
    article = CORPUS[0]
    for name in (article.id, article.id[:10], article.url, "http://www.kun.uz/metro-latin/"):
        assert archive.get(name) == article
    assert archive.get(REMOVED.id) is None
    assert archive.get("https://kun.uz/nothing") is None
    with pytest.raises(WrongUse, match="neither an id nor an address"):
        archive.get("metro")


def test_articles_are_streamed(archive: xabar.Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xabar.archive.BATCH", 2)
    assert list(archive.articles()) == list(CORPUS[:-1])
    uzbek = [article for article in CORPUS if article.language == "uz"]
    found = list(archive.articles(languages="uz"))
    assert sorted(article.id for article in found) == sorted(article.id for article in uzbek)
    moments = [article.published_at for article in found if article.published_at]
    assert moments == sorted(moments, reverse=True)
    assert [article.url.rsplit("/", 1)[1] for article in archive.articles("rubio")] == ["rubio"]
    begun = archive.articles("*")
    next(begun)
    del begun  # which leaves nothing open


def test_changes_come_in_the_order_of_the_feed(
    archive: xabar.Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xabar.archive.BATCH", 3)
    changes = list(archive.changes())
    assert [change.article for change in changes[:-1]] == list(CORPUS[:-1])
    assert (changes[-1].id, changes[-1].article) == (REMOVED.id, None)
    assert [change.sequence for change in changes] == sorted(change.sequence for change in changes)
    assert list(archive.changes(after=changes[-2].sequence)) == changes[-1:]
    assert list(archive.changes(after=changes[-1].sequence)) == []


async def test_it_works_where_an_event_loop_runs(data: Path) -> None:
    """As in a notebook."""
    assert asyncio.get_running_loop()
    with xabar.open(data, search_url="") as archive:
        assert archive.search("metro").total > 0


def test_several_threads_may_share_it(archive: xabar.Archive) -> None:
    with ThreadPoolExecutor(4) as pool:
        totals = list(pool.map(lambda _: archive.search("metro").total, range(20)))
    assert len(set(totals)) == 1


def test_two_may_be_open_at_once(archive: xabar.Archive, data: Path) -> None:
    with xabar.open(data, search_url="") as other:
        assert next(other.articles()) == next(archive.articles())


def test_a_closed_archive_says_so(data: Path) -> None:
    archive = xabar.open(data, search_url="")
    begun = archive.articles("*")
    next(begun)
    archive.close()
    archive.close()
    with pytest.raises(ValueError, match="closed"):
        archive.search("metro")
    with pytest.raises(ValueError, match="closed"):
        archive.get(CORPUS[0].id)


def test_no_archive_is_made_by_mistake(tmp_path: Path) -> None:
    with pytest.raises(NoRecords, match="create=True"):
        xabar.open(tmp_path / "none")
    assert not (tmp_path / "none").exists()
    with xabar.open(tmp_path / "new", search_url="", create=True) as archive:
        assert archive.search("metro").total == 0
        assert list(archive.articles()) == []
    with pytest.raises(ConfigError, match="XABAR_DATA must be a folder"):
        xabar.open("")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"sort": "best"}, "sort must be one of relevance, newest, oldest"),
        ({"size": -1}, "size must not be negative, got -1"),
        ({"offset": -1}, "offset must not be negative"),
        ({"size": 0, "offset": 20_000}, "beyond hit 10,000"),
        ({"cursor": "x", "sort": "newest"}, "is no cursor"),
        ({"languages": "klingon"}, "'klingon' is not a language"),
        ({"scripts": ["Latn", "runes"]}, "'runes' is not a script"),
        ({"since": date(2026, 2, 1), "until": date(2026, 1, 1)}, "lies after"),
    ],
)
def test_wrong_use_is_refused(archive: xabar.Archive, asked: dict[str, Any], words: str) -> None:
    with pytest.raises(WrongUse, match=words):
        archive.search("metro", **asked)
    with pytest.raises(WrongUse, match="no field 'sit'"):
        archive.articles("sit:kun")
    with pytest.raises(TypeError, match="no filter 'site'; the filters are sites, languages, scripts, tags"):
        archive.search("metro", site="kun_uz")  # type: ignore[call-arg]


def test_days_are_given_as_on_the_command_line(archive: xabar.Archive) -> None:
    march = archive.search("*", since=date(2026, 3, 1), until=date(2026, 3, 31)).total
    assert archive.search("*", since="2026-03", until="2026-03").total == march > 0
    assert list(archive.articles(since="7d")) == []
    with pytest.raises(WrongUse, match="'soon' is not a day; type 2026-11-24"):
        archive.search("*", until="soon")


def test_a_site_that_nobody_knows_is_a_warning(archive: xabar.Archive) -> None:
    for query, sites in (("*", "kunn.uz"), ("* site:kunn.uz", ())):
        with pytest.warns(UserWarning, match=r"there is no site 'kunn.uz'; did you mean kun_uz"):
            assert archive.search(query, sites=sites).total == 0


NEWS = {
    "url": "https://yangi-gazeta.uz/2026/11/24/kutubxona?utm_source=tg",
    "title": "Samarqandda yangi kutubxona ochildi",
    "text": "Samarqandda bolalar uchun yangi kutubxona ochildi. Unda oʻn mingga yaqin kitob bor.\n"
    "Kutubxona mudiri Nigora Karimovaning aytishicha, oʻquvchilar kitoblarni uyga ham olib ketishi mumkin.",
    "date": datetime(2026, 11, 24, 10, 30, tzinfo=ZoneInfo("Asia/Tashkent")),
    "authors": ("Aziz Karimov",),
    "fetched_at": datetime(2026, 11, 24, 12, tzinfo=UTC),
}


def test_an_article_that_was_added_is_processed_stored_once_and_found(tmp_path: Path) -> None:
    with xabar.open(tmp_path, search_url="", create=True) as archive:
        added = archive.add(NEWS, site="yangi_gazeta")
        assert added.outcome == "stored"
        assert added.article is not None
        assert added.article.url == "https://yangi-gazeta.uz/2026/11/24/kutubxona"
        assert (added.article.language, added.article.script, added.article.authors) == (
            "uz",
            "Latn",
            ("Aziz Karimov",),
        )
        assert added.article.published_at == NEWS["date"]
        assert archive.add(NEWS, site="yangi_gazeta").outcome == "unchanged"
        copy = archive.add(NEWS | {"url": "https://yangi-gazeta.uz/2026/11/24/boshqa"}, site="yangi_gazeta")
        assert (copy.outcome, copy.article) == ("duplicate", added.article)
        assert paths(archive.search("кутубхона")) == ["kutubxona"]
        archive.add(
            NEWS
            | {"text": f"{NEWS['text']}\nYana bir gap.", "fetched_at": datetime(2026, 11, 25, tzinfo=UTC)},
            site="yangi_gazeta",
        )
        assert archive.search("yana").total == 1
    with xabar.open(tmp_path, search_url="") as archive:
        assert archive.search("kutubxona").total == 1


def test_what_was_added_last_is_in_the_index_when_the_archive_is_closed(tmp_path: Path) -> None:
    with xabar.open(tmp_path, search_url="", create=True) as archive:
        archive.add(NEWS)
    with xabar.open(tmp_path, search_url="") as archive:
        assert archive.search("kutubxona").total == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": "Qisqa."}, "no text was found, or too little of it"),
        ({"url": None}, "the address is missing"),
        ({"title": 5}, "a value has the wrong type (`title` must be a text, got 5)"),
        (
            {"date": "hech qachon", "url": "https://yangi-gazeta.uz/kutubxona"},
            "no date of publication could be read",
        ),
    ],
)
def test_an_article_that_is_refused_says_why(
    archive: xabar.Archive, change: dict[str, Any], words: str
) -> None:
    added = archive.add(NEWS | change)
    assert (added.outcome, added.article, added.reason) == ("rejected", None, words)


def test_where_an_article_is_from_must_be_possible(archive: xabar.Archive) -> None:
    with pytest.raises(WrongUse, match="Mars"):
        archive.add(NEWS, zone="Mars/Olympus")
