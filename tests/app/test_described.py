"""Addresses as people type them, lists of sites, and when a site is surveyed again."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.crawler.test_described import KNOWN
from xabar.app.described import is_survey_due, name_of, read_address, remove_site, site_of
from xabar.app.errors import WrongUse
from xabar.app.project import all_sites, project_settings
from xabar.app.site_list import read_site_list
from xabar.crawl_stats import SiteStats
from xabar.records.runs import Run
from xabar.records.store import RecordStore

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "address", "name"),
    [
        ("example.uz", "https://example.uz/", "example_uz"),
        (" https://www.Example.uz/oz/?a=1#b ", "https://www.example.uz/oz/", "example_uz"),
        ("http://kaz.example.kz", "http://kaz.example.kz/", "example_kz"),
        ("газета.қаз", "https://xn--80aahjj1e.xn--80ao21a/", "xn_80aahjj1e_xn_80ao21a"),
        ("m.365info.kz.", "https://m.365info.kz/", "site_365info_kz"),
    ],
)
def test_an_address_as_people_type_it(text: str, address: str, name: str) -> None:
    assert read_address(text) == address
    assert name_of(address) == name


@pytest.mark.parametrize(
    "text",
    ["127.0.0.1", "http://[::1]/", "0x7f000001", "2130706433", "localhost", "ftp://example.uz", "https://example.uz:9200/",
     "https://user:pass@example.uz", "https://", "https://a b.uz", "-.uz", "", "https://example.uz:99999999"],
)  # fmt: skip
def test_what_is_no_address_of_a_site_is_wrong_use(text: str) -> None:
    with pytest.raises(WrongUse, match="address of a site"):
        read_address(text)


@pytest.mark.parametrize(
    "address", ["https://kun.uz/", "https://www.kun.uz/ru/", "http://m.kun.uz/", "https://kaz.nur.kz/"]
)
def test_an_address_of_a_class_is_its_site(address: str) -> None:
    site = site_of(address, all_sites(project_settings()))
    assert site is not None
    assert site.name in ("kun_uz", "nur_kz")


# --- a list -----------------------------------------------------------------------------------------------------------

LIST = """\
# newspapers of the valley
[sites]
birinchi_uz = "https://birinchi.example.uz"
"ikkinchi.example.uz" = "https://ikkinchi.example.uz/oz/"   # named by its host
uchinchi_uz = "https://uchinchi.example.uz
tortinchi_uz = 4
"Beshinchi" = "https://beshinchi.example.uz"
oltinchi_uz = "localhost"
birinchi_uz = "https://boshqa.example.uz"
_ = "yettinchi.example.uz"

sakkizinchi_uz = ["https://sakkizinchi.example.uz"]
"""


def test_a_bad_line_costs_that_line_and_is_named(tmp_path: Path) -> None:
    path = tmp_path / "sites.toml"
    path.write_text(LIST, encoding="utf-8")
    found = read_site_list(path)
    assert found.addresses == {
        "birinchi_uz": "https://birinchi.example.uz/",
        "ikkinchi_example_uz": "https://ikkinchi.example.uz/oz/",
        "yettinchi_example_uz": "https://yettinchi.example.uz/",
    }
    numbers = [problem.partition("line ")[2].partition(":")[0] for problem in found.problems]
    assert numbers == ["5", "6", "7", "8", "9", "12"]


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_what_is_no_list_is_wrong_use(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "sites.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WrongUse, match=r"sites\.toml"):
        read_site_list(path)


# --- when -------------------------------------------------------------------------------------------------------------


def run(after: timedelta, stats: SiteStats) -> Run:
    started = datetime.fromisoformat(KNOWN.surveyed_at) + after
    return Run(started, started + timedelta(minutes=1), "finished", stats)


WELL = SiteStats("gazeta", fetched=5, stored=5, discovery=3)
DOWN = SiteStats("gazeta", discovery=3, errors=Counter({"http-error": 3}))
LISTS = SiteStats("gazeta", fetched=9, stored=2, rejected=Counter({"not-article": 7}), discovery=3)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("age", "last", "tried", "due"),
    [
        (DAY, None, None, False),
        (DAY, WELL, None, False),
        (8 * DAY, WELL, None, True),
        (8 * DAY, WELL, timedelta(hours=1), False),  # the site was down an hour ago
        (8 * DAY, WELL, DAY, True),
        (DAY, DOWN, None, True),
        (DAY, LISTS, None, True),
        (timedelta(hours=2), DOWN, None, False),
    ],
)
def test_a_site_is_surveyed_again_from_time_to_time_and_after_a_bad_run(
    age: timedelta, last: SiteStats | None, tried: timedelta | None, due: bool
) -> None:
    now = datetime.fromisoformat(KNOWN.surveyed_at) + age
    known = replace(KNOWN, tried_at=(now - tried).isoformat()) if tried else KNOWN
    assert is_survey_due(known, run(timedelta(hours=1), last) if last else None, now) is due


@pytest.mark.parametrize(
    "line",
    [
        "a = " + "[" * 1_900,
        "a = " + "[" * 900 + "]" * 900,
        "a = " + "{b=" * 600,
        ".".join("a" * 900) + " = 1",
        ".".join("a" * 100_000) + " = 1",
        '"\\u009b[2J" = ["\\u202e"]',
    ],
)
def test_a_line_that_means_harm_costs_that_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "sites.toml"
    path.write_text(f'{line}\nbekat_uz = "https://bekat.uz"\n')
    start = time.thread_time()
    found = read_site_list(path)
    assert time.thread_time() - start < 0.5
    assert found.addresses == {"bekat_uz": "https://bekat.uz/"}
    (problem,) = found.problems
    assert len(problem) < 500
    assert "\x9b" not in problem


@pytest.mark.parametrize("text", ["{", '{"name": "boshqa_uz"}', "[" * 100_000])
def test_a_description_that_cannot_be_read_is_forgotten_by_its_name(tmp_path: Path, text: str) -> None:
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_description("buzuq_uz", text, instead_of=None)
    assert remove_site("buzuq_uz", {"XABAR_DATA": str(tmp_path)}) == "buzuq_uz"
    with RecordStore(tmp_path / "records.sqlite") as records:
        assert records.descriptions() == {}
