"""What people who know Scrapy do with any project works with this one: each habit by Scrapy's own command."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from crawler.settings import ITEM_PIPELINES
from tests import fork_server
from tests.crawler.conftest import Site
from tests.test_site import HTML, URL
from xabar.records.store import RecordStore

Scrapy = Callable[..., "subprocess.CompletedProcess[str]"]
FEED = """<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>"""
ITEM = "<item><link>{url}</link><pubDate>Tue, 24 Nov 2026 10:15:00 +0500</pubDate></item>"


@pytest.fixture
def scrapy(site: Site, tmp_path: Path) -> Scrapy:
    """`scrapy("crawl", "kun_uz", …)` in a folder that is not the project's, on the loopback site."""

    def run(*arguments: str, cwd: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        settings = {
            "XABAR_MIRROR": site.address,
            "XABAR_DATA": str(tmp_path / "data"),
            "DOWNLOAD_DELAY": "0",
            "RETRY_TIMES": "0",
        }
        options = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
        return fork_server.run(
            *(fork_server.SCRAPY, *arguments, *options),
            cwd=cwd,
            env=os.environ | {"SCRAPY_SETTINGS_MODULE": "crawler.settings"},
        )

    return run


def put_articles(site: Site, count: int = 3) -> list[str]:
    """Let kun.uz have so many articles, listed in its feed."""
    urls = [f"{URL}-{number}" for number in range(count)]
    for number, url in enumerate(urls):
        text = HTML.format(head="").replace(
            "shanba kuni", f"{number + 3}-noyabrda, {number + 10} yillik orzudan keyin,"
        )
        site.put(url, text.replace("Guldara", f"Gul{'abcde'[number]}ara"))
    items = "".join(ITEM.format(url=url) for url in urls)
    site.put("https://kun.uz/news/rss", FEED.format(items=items), Content_Type="application/rss+xml")
    return urls


SINCE = ("-a", "since=2026-11-24", "-a", "until=2026-11-24")


def stored(tmp_path: Path) -> int:
    with RecordStore(tmp_path / "data" / "records.sqlite") as records:
        return records.count_articles()


def test_a_crawl_that_could_store_nothing_says_so_in_one_line_and_fetches_nothing(
    scrapy: Scrapy, site: Site, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    with closing(sqlite3.connect(tmp_path / "data" / "records.sqlite")) as connection:
        connection.execute("PRAGMA user_version=999")
    done = scrapy("crawl", "kun_uz", *SINCE, "-s", "LOG_LEVEL=WARNING")
    assert (done.returncode, done.stdout, site.asked) == (1, "", [])
    assert done.stderr.count("\n") == 1
    assert "it was written by a newer version" in done.stderr


def test_crawl_ends_with_the_counts_and_exit_code_0(scrapy: Scrapy, site: Site, tmp_path: Path) -> None:
    put_articles(site)
    done = scrapy("crawl", "kun_uz", *SINCE)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].split() == [
        "site",
        "fetched",
        "=",
        "stored",
        "+",
        "unchanged",
        "+",
        "duplicate",
        "+",
        "rejected",
    ]
    assert lines[1].split() == ["kun_uz", "3", "3", "0", "0", "0"]
    assert re.fullmatch(r"index: (\d+) stored = \1 confirmed \+ 0 waiting \+ 0 dead", lines[-1])
    assert stored(tmp_path) == 3


def test_crawl_of_a_site_that_gives_nothing_ends_with_1(scrapy: Scrapy) -> None:
    done = scrapy("crawl", "kun_uz", *SINCE)
    assert done.returncode == 1
    assert "kun_uz: gave nothing" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("kunuz",), "Spider not found: kunuz"),
        (("kun_uz", "-a", "since=yesterday"), "since must be a day like 2026-11-24, got 'yesterday'"),
        (("kun_uz", "-a", "days=3"), "kun_uz takes limit, since, until, refetch and reason, not days"),
    ],
)
def test_wrong_use_of_crawl_is_told_in_a_line(scrapy: Scrapy, arguments: tuple[str, ...], error: str) -> None:
    done = scrapy("crawl", *arguments)
    assert done.returncode == 2
    assert error in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_arguments_and_settings_are_heard(scrapy: Scrapy, site: Site, tmp_path: Path) -> None:
    put_articles(site)
    done = scrapy("crawl", "kun_uz", *SINCE, "-a", "limit=2", "-s", "LOG_LEVEL=ERROR")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert stored(tmp_path) == 2


@pytest.mark.parametrize(
    ("place", "stored", "rejected"), [(350, 2, {"dropped": 1, "parse-error": 1}), (850, 4, {})]
)
def test_counts_balance_whatever_other_pipelines_do(
    scrapy: Scrapy, site: Site, tmp_path: Path, place: int, stored: int, rejected: dict[str, int]
) -> None:
    put_articles(site, 4)
    strangers = {f"tests.crawler.strangers.{name}": place for name in ("Dropping", "Failing")}
    pipelines = ITEM_PIPELINES | {"tests.crawler.strangers.Copying": 150} | strangers
    done = scrapy("crawl", "kun_uz", *SINCE, "-s", f"ITEM_PIPELINES={json.dumps(pipelines)}")
    assert "do not balance" not in done.stderr
    assert done.returncode == 0, done.stderr
    with RecordStore(tmp_path / "data" / "records.sqlite") as records:
        (run,) = records.runs("kun_uz")
        assert (run.stats.stored, dict(run.stats.rejected)) == (stored, rejected)
        assert records.count_articles() == stored


def test_parse_shows_the_article_and_stores_nothing(scrapy: Scrapy, site: Site, tmp_path: Path) -> None:
    [url] = put_articles(site, 1)
    done = scrapy("parse", url)
    assert done.returncode == 0, done.stderr
    assert "Gulaarada yangi koʻprik ochildi" in done.stdout
    assert "ERROR" not in done.stderr
    with RecordStore(tmp_path / "data" / "records.sqlite") as records:
        assert (records.count_articles(), records.page(url), records.runs("kun_uz")) == (0, None, [])


def test_parse_with_pipelines_stores_the_one_article(scrapy: Scrapy, site: Site, tmp_path: Path) -> None:
    [url] = put_articles(site, 1)
    done = scrapy("parse", "--pipelines", url)
    assert done.returncode == 0, done.stderr
    assert stored(tmp_path) == 1
    with RecordStore(tmp_path / "data" / "records.sqlite") as records:
        assert records.runs("kun_uz") == []  # a page is not a run


def test_parse_of_a_page_that_is_refused_says_why(scrapy: Scrapy, site: Site) -> None:
    site.put(URL, " ")
    done = scrapy("parse", URL, "-s", "LOG_ENABLED=True")
    assert done.returncode == 0, done.stderr
    assert f"{URL}: empty-page" in done.stderr


def test_list_names_every_site(scrapy: Scrapy) -> None:
    done = scrapy("list")
    assert {"kun_uz", "egemen_kz", "ozodlik"} <= set(done.stdout.split())


def test_a_job_that_was_stopped_goes_on(scrapy: Scrapy, site: Site, tmp_path: Path) -> None:
    put_articles(site, 5)
    job = ("-s", f"JOBDIR={tmp_path / 'job'}")
    first = scrapy("crawl", "kun_uz", *SINCE, *job, "-s", "CLOSESPIDER_ITEMCOUNT=2")
    assert first.returncode == 0, first.stderr
    assert 2 <= stored(tmp_path) <= 5
    second = scrapy("crawl", "kun_uz", *SINCE, *job)
    assert second.returncode == 0, second.stderr
    assert stored(tmp_path) == 5
    asked = [url for url in site.asked if URL in url]
    assert len(asked) == len(set(asked)) == 5


def test_the_http_cache_answers_the_second_time(scrapy: Scrapy, site: Site, tmp_path: Path) -> None:
    put_articles(site)
    cache = ("-s", "HTTPCACHE_ENABLED=1")
    assert scrapy("crawl", "kun_uz", *SINCE, *cache).returncode == 0
    asked = len(site.asked)
    assert (tmp_path / ".scrapy" / "httpcache" / "kun_uz").is_dir()
    shutil.rmtree(tmp_path / "data")
    assert scrapy("crawl", "kun_uz", *SINCE, *cache).returncode == 0
    assert len(site.asked) == asked
    assert stored(tmp_path) == 3


def test_git_ignores_the_folder_of_the_cache() -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(["git", "check-ignore", "-q", ".scrapy/httpcache/x"], cwd=root, check=False)
    assert done.returncode == 0


def test_output_is_readable(scrapy: Scrapy, site: Site, tmp_path: Path) -> None:
    put_articles(site, 1)
    assert scrapy("crawl", "kun_uz", *SINCE, "-o", "out.jsonl").returncode == 0
    text = (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert "koʻprik" in text
    assert len(json.loads(text)["id"]) == 32


def test_check_finds_no_fault(scrapy: Scrapy) -> None:
    done = scrapy("check", "kun_uz")
    assert done.returncode == 0, done.stderr
