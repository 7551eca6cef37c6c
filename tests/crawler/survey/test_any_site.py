"""Sites by their addresses alone, over real HTTP: surveyed, crawled, explained, revised, forgotten."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crawler.described import make_site
from crawler.survey.description import SiteDescription
from tests import fork_server, forked_commands
from tests.crawler.survey.paper import Paper, article, feed, links
from tests.crawler.test_described import KNOWN
from tests.extraction.learning.newspaper import Printed
from xabar.app.described import revise_sites
from xabar.records.store import RecordStore

if TYPE_CHECKING:
    from tests.crawler.conftest import Site

HOME = "https://gazeta.example.uz/"
URLS = [f"{HOME}news/yangi-bekat-ochildi-{number}" for number in range(1, 7)]
Xabar = Callable[..., "subprocess.CompletedProcess[str]"]


def serve(site: Site, paper: Paper) -> None:
    """Let a site have the pages of a newspaper."""
    for url, body in paper.pages.items():
        site.put(url, body, Content_Type="text/html" if "<html" in body else "text/xml")


@pytest.fixture
def newspaper(site: Site) -> Site:
    """A newspaper with a feed and six articles, whose pages also name what nobody may ask for."""
    secret = f"{site.address}/secret"
    named = f"<link rel='alternate' type='application/rss+xml' href='{secret}'><a href='{secret}'>Juda muhim yangi xabar</a>"
    pages = {url: article(number, more=named) for number, url in enumerate(URLS)}
    home = links([*URLS, secret, "http://127.0.0.1/news/ichki-tarmoq-ichida-1"], more=named)
    robots = f"User-agent: *\nDisallow: /admin/\nSitemap: {secret}\n"
    serve(
        site, Paper({**pages, HOME: home, f"{HOME}rss": feed([*URLS, secret]), f"{HOME}robots.txt": robots})
    )
    return site


@pytest.fixture
def xabar(site: Site, tmp_path: Path) -> Xabar:
    """`xabar(WORD…)` against the loopback site, in a process of its own."""
    settings = {"XABAR_MIRROR": site.address, "DOWNLOAD_DELAY": 0, "RETRY_TIMES": 0}
    options = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    environment = {
        **os.environ,
        "XABAR_DATA": str(tmp_path),
        "PYTHONPATH": str(fork_server.ROOT),
        "COLUMNS": "200",
    }

    def run(*words: str, group: str = "") -> subprocess.CompletedProcess[str]:
        return fork_server.run(fork_server.XABAR, *words, *options, env=environment)

    return run


def test_a_site_that_nobody_described_is_crawled_explained_and_forgotten(
    newspaper: Site, xabar: Xabar, tmp_path: Path
) -> None:
    done = xabar("crawl", HOME, "--since", "2026-01-01", "--json")
    assert done.returncode == 0, done.stderr
    (stats,) = json.loads(done.stdout)["sites"]
    assert (stats["site"], stats["fetched"], stats["stored"]) == ("gazeta_example_uz", 6, 6)
    assert not any("secret" in url or "127.0.0.1" in url for url in newspaper.asked)

    told = xabar("sites", "--explain", "gazeta.example.uz")
    assert f"feed           {HOME}rss\n" in told.stdout, told.stdout
    assert "news/" in told.stdout
    assert "Asia/Tashkent" in told.stdout
    assert json.loads(xabar("sites", "--explain", HOME, "--json").stdout)["hosts"] == ["gazeta.example.uz"]

    newspaper.asked.clear()
    assert "is known already" in xabar("sites", "add", "www.gazeta.example.uz").stdout
    again = xabar("crawl", "gazeta_example_uz", "--since", "2026-01-01", "--json")
    assert json.loads(again.stdout)["sites"][0]["known"] == 6
    assert not any("/news/" in url for url in newspaper.asked)

    assert "its articles stay" in xabar("sites", "remove", "gazeta.example.uz").stdout
    assert xabar("crawl", "gazeta_example_uz").returncode == 2
    with RecordStore(tmp_path / "records.sqlite") as records:
        assert records.descriptions() == {}
        assert records.site_health()[0].articles == 6


def test_a_list_of_sites_adds_those_that_are_some(newspaper: Site, xabar: Xabar, tmp_path: Path) -> None:
    second = "https://ikkinchi.example.uz/"
    below = [f"{second}{number}/yangi-bekat-ochildi-shaharda" for number in range(10_001, 10_007)]
    serve(newspaper, Paper({**{url: article(n) for n, url in enumerate(below)}, second: links(below)}))
    newspaper.put("https://yopiq.example.uz/", "<script>window._cf_chl_opt={}</script>", status=403)
    path = tmp_path / "sites.toml"
    path.write_text(
        f'[sites]\nbirinchi = "{HOME}"\nikkinchi = "{second}oz/"\nyana = "gazeta.example.uz"\nxato = "127.0.0.1"\n'
        'yopiq = "yopiq.example.uz"\nkun = "https://kun.uz"\nbuzuq = \n',
        encoding="utf-8",
    )
    done = xabar("sites", "add", "--list", str(path))
    assert done.returncode == 1
    assert "birinchi: added" in done.stdout
    assert "ikkinchi: added" in done.stdout
    assert "kun_uz: is known already" in done.stdout  # a class has this host
    for words in (
        "line 5: '127.0.0.1' is not the address",
        "line 8: ",
        "yana: https://gazeta.example.uz/ is birinchi",
        "yopiq: nothing could be had from it (challenge)",
    ):
        assert words in done.stderr, done.stderr
    with RecordStore(tmp_path / "records.sqlite") as records:
        assert set(records.descriptions()) == {"birinchi", "ikkinchi"}


def test_a_survey_that_is_killed_leaves_nothing_and_the_next_one_works(
    newspaper: Site, xabar: Xabar, tmp_path: Path
) -> None:
    def kill(handler: object) -> None:
        os.killpg(process.pid, 9)

    environment = {**os.environ, "XABAR_DATA": str(tmp_path), "PYTHONPATH": str(fork_server.ROOT)}
    newspaper.put(URLS[0], kill)
    words = ("sites", "add", HOME, "-s", f"XABAR_MIRROR={newspaper.address}", "-s", "DOWNLOAD_DELAY=0")
    code = (
        forked_commands.BY_PYTHON + fork_server.XABAR
    )  # the system ends the survey together with its parent
    with fork_server.Process(code, *words, env=environment, start_new_session=True) as process:
        assert process.wait(60) == -9
    with RecordStore(tmp_path / "records.sqlite") as records:
        assert records.descriptions() == {}
    newspaper.put(URLS[0], article(0))
    assert xabar("sites", "add", HOME).returncode == 0
    with RecordStore(tmp_path / "records.sqlite") as records:
        assert set(records.descriptions()) == {"gazeta_example_uz"}


def test_a_site_is_surveyed_again_and_keeps_what_is_known_when_it_does_not_answer(
    newspaper: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xabar.app.survey.start_process", forked_commands.fork_survey)
    settings = {
        "XABAR_MIRROR": newspaper.address,
        "DOWNLOAD_DELAY": 0,
        "RETRY_TIMES": 0,
        "XABAR_DATA": str(tmp_path),
    }
    now = datetime.fromisoformat(KNOWN.surveyed_at) + timedelta(days=8)
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_description("gazeta", KNOWN.to_json(), instead_of=None)

        (added,) = revise_sites(["gazeta"], settings, now)
        assert added.problem is None
        revised = SiteDescription.from_json(records.descriptions()["gazeta"])
        assert (revised.name, revised.revision) == ("gazeta", 2)
        assert make_site(revised).is_article(URLS[0])
        assert make_site(revised).is_article(f"{HOME}?p=12")  # known from the survey before
        assert list(revise_sites(["gazeta"], settings, now)) == []

        newspaper.answers.clear()
        later = datetime.fromisoformat(revised.surveyed_at) + timedelta(days=8)
        (failed,) = revise_sites(["gazeta"], settings, later)
        assert failed.problem is not None
        kept = SiteDescription.from_json(records.descriptions()["gazeta"])
        assert kept == replace(revised, tried_at=later.isoformat(timespec="seconds"))


def test_ctrl_c_ends_a_survey_at_once(newspaper: Site, tmp_path: Path) -> None:
    def interrupt(handler: object) -> None:
        process.send_signal(signal.SIGINT)

    environment = {**os.environ, "XABAR_DATA": str(tmp_path), "PYTHONPATH": str(fork_server.ROOT)}
    newspaper.put(URLS[0], interrupt)
    words = ("crawl", HOME, "-s", f"XABAR_MIRROR={newspaper.address}", "-s", "DOWNLOAD_DELAY=0")
    with fork_server.Process(fork_server.XABAR, *words, env=environment, start_new_session=True) as process:
        assert process.wait(60) == 130
    with RecordStore(tmp_path / "records.sqlite") as records:
        assert records.descriptions() == {}


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("crawl", "https://yoq.example.uz"), 1, "nothing could be had from it"),
        (("crawl", "https://127.0.0.1/"), 2, "is not the address of a site"),
        (("sites", "--explain", "kun.uz"), 2, "has a class"),
        (("sites", "remove", "kun_uz"), 2, "has a class"),
        (("sites", "remove", "yoq.example.uz"), 2, "xabar sites add"),
        (("sites", "add"), 2, "--list"),
    ],
)
def test_what_cannot_be_is_said(xabar: Xabar, words: tuple[str, ...], status: int, said: str) -> None:
    done = xabar(*words)
    assert (done.returncode, said in done.stderr) == (status, True), done.stderr
    assert "Traceback" not in done.stderr


def test_pages_that_were_refused_before_their_layout_was_known_are_read_again_unasked(
    site: Site, xabar: Xabar, tmp_path: Path
) -> None:
    """The survey sees three articles of another design. The date of the others stands where only learning finds it."""
    printed = [
        Printed(number, "first" if number in (1, 8, 15) else "second", machine=number in (1, 8, 15))
        for number in range(1, 16)
    ]
    front = links([each.url for each in printed]).replace("<span>", "<span hidden>").replace(".11.2026", "")
    serve(site, Paper({**{each.url: each.html for each in printed}, HOME: front}))
    done = xabar("crawl", HOME, "--since", "2026-01-01", "--json")
    (stats,) = json.loads(done.stdout)["sites"]
    assert (stats["fetched"], stats["stored"], stats["rejected"]) == (15, 15, {}), done.stderr
    assert done.returncode == 0, done.stderr
    asked = [url for url in site.asked if "/maqola/" in url]
    assert len(asked) <= 15 + 3 * 2  # those of the survey twice at most
    with RecordStore(tmp_path / "records.sqlite") as records:
        stored = [change.article for change in records.changes_after(0, 100) if change.article]
        of_url = {article.url: article for article in stored}
        for each in printed:
            article = of_url[each.url]
            assert article.published_day == each.at.date()
            assert records.latest_response(article.id) is not None
            seen = records.page(article.url)
            assert seen is not None
            assert seen.outcome == "stored"
        assert records.due_pages("gazeta_example_uz") == []
        (run,) = records.find_runs("")
        assert records.refused_addresses(run.id) == []


def test_articles_without_a_date_have_that_of_the_list_also_where_a_feed_names_them_first(
    site: Site, xabar: Xabar, tmp_path: Path
) -> None:
    undated = {
        url: article(number)
        .replace("<div class='when'>", "<div hidden><!--")
        .replace("</div><div class='matn'>", "--></div><div class='matn'>")
        for number, url in enumerate(URLS)
    }
    serve(site, Paper({**undated, HOME: links(URLS), f"{HOME}rss": feed(URLS)}))
    done = xabar("crawl", HOME, "--since", "2026-01-01", "--json")
    (stats,) = json.loads(done.stdout)["sites"]
    assert (stats["fetched"], stats["stored"], stats["rejected"]) == (6, 6, {}), done.stderr
    with RecordStore(tmp_path / "records.sqlite") as records:
        stored = {
            change.article.url: change.article for change in records.changes_after(0, 9) if change.article
        }
    for place, url in enumerate(URLS):
        found = stored[url]
        assert found.published_day == date(2026, 11, place + 1)
        assert (found.published_source, found.published_precision) == ("feed", "day")
