"""A class that is made from a description: the same in a worker, behind a class of the project, and harmless when broken."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler.described import DescribedSite, make_site
from crawler.discovery import Feed, LinkList, LinkPage, Sitemap
from crawler.page_reading import FetchedArticle, read_fetched
from crawler.spider_loader import SiteLoader
from crawler.survey.description import BadDescription, Decision, SiteDescription
from tests.crawler.survey.paper import article
from xabar.declaration import DeclarationError, Edition
from xabar.extraction.layout import Layout
from xabar.http_response import HttpResponse
from xabar.records.store import RecordStore
from xabar.workers.pool import WorkerPool

HOME = "https://gazeta.example.uz/"
KNOWN = SiteDescription(
    name="gazeta",
    address=HOME,
    hosts=("gazeta.example.uz",),
    zone="Asia/Tashkent",
    editions=(Edition(HOME, "uz", "Latn"), Edition(f"{HOME}ru/", "ru")),
    articles=((r"^https?://[^/]+/", r"(?:(?:ru)/)?", r"(?:news/\d+/?", r"|/?\?p=\d+", ")$"),),
    parameters=("p",),
    sources=(Feed(f"{HOME}rss"), Sitemap(f"{HOME}sitemap.xml"), LinkPage(HOME), LinkList(f"{HOME}?page={{page}}", HOME)),
    layouts=(Layout(title="h1", body=".matn", date=".when"),),
    decisions=(Decision("zone", "Asia/Tashkent", "by the address"),),
    surveyed_at="2026-11-24T12:00:00+00:00",
)  # fmt: skip


def test_a_description_survives_as_text() -> None:
    assert SiteDescription.from_json(KNOWN.to_json()) == KNOWN


def test_a_description_of_an_earlier_version_has_each_expression_in_one_line() -> None:
    older = json.dumps(KNOWN.to_dict() | {"articles": ["".join(lines) for lines in KNOWN.articles]})
    assert SiteDescription.from_json(older).article == KNOWN.article


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"name": "gazeta"}', json.dumps(KNOWN.to_dict() | {"more": 1}), json.dumps(KNOWN.to_dict() | {"zone": "Mars/X"}),
     json.dumps(KNOWN.to_dict() | {"sources": [{"kind": "Popen", "args": "id"}]}), json.dumps(KNOWN.to_dict() | {"editions": 3}),
     json.dumps(KNOWN.to_dict() | {"articles": [["^", 5]]}),
     json.dumps(KNOWN.to_dict() | {"name": "../x"})],
)  # fmt: skip
def test_what_is_no_description_is_refused(text: str) -> None:
    with pytest.raises(BadDescription):
        SiteDescription.from_json(text)


def test_its_class_is_the_same_after_a_way_through_a_pickle() -> None:
    site = make_site(KNOWN)
    assert issubclass(site, DescribedSite)
    assert pickle.loads(pickle.dumps(site)) is site
    assert pickle.loads(pickle.dumps(DescribedSite)) is DescribedSite
    assert make_site(replace(KNOWN, revision=2)) is not site


def test_a_worker_reads_a_page_of_a_site_that_has_no_class(open_kept_pool: Callable[..., WorkerPool]) -> None:
    site = make_site(replace(KNOWN, layouts=()))
    page = HttpResponse(f"{HOME}?p=12", article(3).encode())
    workers = open_kept_pool(workers=1, seconds=10.0, memory=2**30)
    found = workers.run_blocking(
        read_fetched, site, FetchedArticle(page, datetime(2026, 11, 24, 12, tzinfo=UTC))
    )
    assert (found.site, found.url) == ("gazeta", f"{HOME}?p=12")


@pytest.mark.parametrize(("path", "expected"), [("?p=12", True), ("?p=12&utm_source=rss", True), ("ru/?p=7", True), ("?page=2", False),
                                                ("?p=", False), ("news/12", True), ("ru/news/12/", True), ("news/12?x=1", True), ("", False)])  # fmt: skip
def test_parameters_that_belong_to_an_address(path: str, expected: bool) -> None:
    assert make_site(KNOWN).is_article(HOME + path) is expected


@pytest.fixture
def records(tmp_path: Path) -> Path:
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_description("gazeta", KNOWN.to_json(), instead_of=None)
        records.put_description("kun_uz", replace(KNOWN, name="kun_uz").to_json(), instead_of=None)
        other = replace(KNOWN, name="yana_kun", hosts=("kun.uz",))
        records.put_description("yana_kun", other.to_json(), instead_of=None)
        records.put_description("buzuq", "{", instead_of=None)
        records.put_description("boshqa", KNOWN.to_json(), instead_of=None)  # that of another site
        records.put_description(
            "xato", replace(KNOWN, name="xato", articles=(("(",),)).to_json(), instead_of=None
        )
    return tmp_path


def load(folder: Path) -> SiteLoader:
    return SiteLoader.from_settings(
        Settings({"SPIDER_MODULES": ["crawler.spiders"], "XABAR_DATA": str(folder)})
    )


def test_described_sites_are_loaded_like_the_others_and_behind_them(
    records: Path, caplog: pytest.LogCaptureFixture
) -> None:
    loader = load(records)
    assert loader.load("gazeta") is make_site(KNOWN)
    assert not issubclass(loader.load("kun_uz"), DescribedSite)  # a class of this name
    assert "yana_kun" not in loader.list()  # a class of this host
    assert {"buzuq", "boshqa", "xato"}.isdisjoint(loader.list())
    for name in ("buzuq", "boshqa", "xato"):
        assert f"the description of {name} is skipped" in caplog.text


def test_records_that_cannot_be_read_cost_only_the_described_sites(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "records.sqlite").write_bytes(b"no database at all" * 100)
    caplog.set_level("INFO")
    assert "kun_uz" in load(tmp_path).list()
    assert "the sites without a class are not known" in caplog.text


def test_no_records_are_made_by_looking_for_sites(tmp_path: Path) -> None:
    load(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_description_that_cannot_work_names_its_field() -> None:
    with pytest.raises(DeclarationError, match="article"):
        make_site(replace(KNOWN, articles=(("(",),)))


@pytest.mark.parametrize(
    "text",
    [
        "9" * 6_000,
        "[" * 100_000,
        KNOWN.to_json().replace('"sources": [', '"sources": ["x", '),
        KNOWN.to_json().replace(f'"surveyed_at": "{KNOWN.surveyed_at}"', '"surveyed_at": "yesterday"'),
        KNOWN.to_json().replace(f'"surveyed_at": "{KNOWN.surveyed_at}"', '"surveyed_at": "2026-11-24T12:00"'),
    ],
)
def test_a_text_that_means_harm_is_no_description(text: str) -> None:
    with pytest.raises(BadDescription):
        SiteDescription.from_json(text)
