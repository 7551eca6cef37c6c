"""`xabar reparse` as a process: what people see, on all cores, and what kill -9 and Ctrl-C leave."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.reparse.pages import NOW, keep_page
from crawler.described import make_site
from crawler.spiders.kun_uz import KunUz
from tests import fork_server
from tests.crawler.survey.paper import article as newspaper_page
from tests.crawler.test_described import KNOWN
from xabar.config import Config
from xabar.declaration import Edition
from xabar.demo.web import generate_pages
from xabar.records.store import RecordStore
from xabar.workspace import open_workspace

if TYPE_CHECKING:
    from tests.cli.conftest import Run


class Former(KunUz):
    """The class of kun.uz before its tags were found."""

    name = "kun_uz"
    layouts = (replace(KunUz.layouts[0], tags=None), replace(KunUz.layouts[1], tags=None))


@pytest.fixture
def keep(tmp_path: Path) -> Callable[[int], list[str]]:
    """`keep(300)`: so many pages in the folder `data`, read by the former class. Returns their articles' ids."""

    def keep(count: int) -> list[str]:
        with open_workspace(Config(data=tmp_path / "data")) as workspace, workspace.records.transaction():
            return [
                keep_page(workspace, Former, url, html, NOW + timedelta(seconds=number))
                for number, (url, html) in enumerate(generate_pages(KunUz, count, seed=2, now=NOW))
            ]

    return keep


def tagged(data: Path) -> int:
    with RecordStore(data / "records.sqlite") as records:
        articles = records.get_articles(records.article_ids("kun_uz"))
    assert all(article.body and article.title for article in articles.values())
    return sum(bool(article.tags) for article in articles.values())


def test_from_a_mended_selector_to_the_index(
    xabar: Run, keep: Callable[[int], list[str]], tmp_path: Path
) -> None:
    one, *_ = keep(5)
    tried = xabar("reparse", "--dry-run")
    assert tried.returncode == 0, tried.stderr
    assert "5 read = 5 changed + 0 stored" in tried.stdout
    assert "tags: changed in 5 articles" in tried.stdout
    assert "− (nothing)" in tried.stdout
    assert tagged(tmp_path / "data") == 0
    done = xabar("reparse", "--json")
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)
    assert (counts["changed"], counts["balanced"], counts["index"]["waiting"]) == (5, True, 0)
    assert tagged(tmp_path / "data") == 5
    versions = xabar("show", one, "--versions")
    assert "read again on 20" in versions.stdout
    assert "tags" in versions.stdout
    assert "words; read again on 20" in xabar("history", one).stdout
    assert "read again on 20" in json.loads(xabar("history", one, "--json").stdout)["reasons"][-1]
    assert xabar("reparse", "--check").stdout == "5 pages are kept, 0 of them cannot be read\n"
    doctor = json.loads(xabar("doctor", "--json").stdout)
    (finding,) = (each for each in doctor if each["check"] == "kept pages")
    assert finding["status"] == "ok"
    (path,) = (tmp_path / "data" / "warc").iterdir()
    path.unlink()
    assert "1 files with kept pages are gone or cut off" in xabar("doctor").stdout
    lost = xabar("reparse")
    assert lost.returncode == 1
    assert "refused 5 × the answer that was kept cannot be read any more" in lost.stdout
    (listed,) = (tmp_path / "data" / "reparse").iterdir()
    assert len(listed.read_text().splitlines()) == 5
    assert tagged(tmp_path / "data") == 5


PAGES = 104
IN_SMALL_BATCHES = f"""
import os, sys
from xabar.app import reparse
os.cpu_count, reparse.BATCH = lambda: 1, 8  # each further core has a worker to start

batches, take = iter(range(4)), reparse._Reparse.take

def take_some(*arguments):  # and stand still until somebody asks, so that what ends it comes in the middle
    if next(batches, None) is None:
        sys.stdin.read()
    return take(*arguments)

reparse._Reparse.take = take_some
{fork_server.XABAR}
"""


def test_what_ends_it_leaves_whole_articles_and_the_next_one_goes_on(
    xabar: Run, environment: dict[str, str], keep: Callable[[int], list[str]], tmp_path: Path
) -> None:
    data, done = tmp_path / "data", 0
    keep(PAGES)
    for number, code in ((signal.SIGINT, 130), (signal.SIGKILL, -9)):
        words = ("reparse", "--resume", "--no-index")
        with (
            RecordStore(data / "records.sqlite") as records,
            fork_server.asked(IN_SMALL_BATCHES, *words, env=environment) as (process, asking),
        ):
            while records.last_sequence() <= PAGES + done:
                time.sleep(0.01)
            process.send_signal(number)
            asking.close()
            out, error = process.communicate(60)
            assert process.returncode == code, (out, error)
        assert ("--resume goes on" in error) is (number == signal.SIGINT)
        assert tagged(data) > done
        done = tagged(data)
    rest = json.loads(xabar("reparse", "--resume", "--no-index", "--json").stdout)
    assert (rest["read"], rest["changed"]) == (PAGES - done, PAGES - done)
    assert tagged(data) == PAGES
    with RecordStore(data / "records.sqlite") as records:
        assert records.last_sequence() == 2 * PAGES
        assert {len(records.versions(one)) for one in records.article_ids("kun_uz")} == {2}


def test_sites_without_a_class_are_read_by_their_descriptions(xabar: Run, tmp_path: Path) -> None:
    """One is crawled by its description alone, and a class has taken the place of the other since."""
    with open_workspace(Config(data=tmp_path / "data")) as workspace:
        for name, host in (("gazeta", "gazeta.example.uz"), ("eski_kun", "kun.uz")):
            home = f"https://{host}/"
            known = replace(KNOWN, name=name, address=home, hosts=(host,), editions=(Edition(home, "uz"),))
            workspace.records.put_description(name, known.to_json(), instead_of=None)
            for number in range(3):
                page = newspaper_page(number)
                keep_page(workspace, make_site(known), f"{home}news/{number}", page, NOW)
    counts = json.loads(xabar("reparse", "--json").stdout)
    assert (counts["read"], counts["unchanged"], counts["gone"]) == (6, 6, {})
    assert json.loads(xabar("reparse", "--json", "--site", "eski_kun").stdout)["unchanged"] == 3


def test_wrong_use_is_said_in_words(xabar: Run, keep: Callable[[int], list[str]]) -> None:
    assert "there are no records" in xabar("reparse").stderr
    keep(1)
    assert "'no-such' is not one of" in xabar("reparse", "--reason", "no-such").stderr
    assert "there is no site" in xabar("reparse", "--site", "kun_uzz").stderr


def test_articles_without_a_kept_page_are_named_with_what_to_do(
    xabar: Run, keep: Callable[[int], list[str]], tmp_path: Path
) -> None:
    keep(7)
    with RecordStore(tmp_path / "data" / "records.sqlite") as records:
        records._db.execute("DELETE FROM response WHERE offset > (SELECT min(offset) FROM response)")
    done = xabar("reparse", "--dry-run")
    assert "6 articles have no kept page" in done.stdout
    assert "`xabar crawl SITE --refetch`" in done.stdout
    assert done.stdout.count("\n  https://kun.uz/") >= 5
    counts = json.loads(xabar("reparse", "--dry-run", "--json").stdout)
    assert (counts["without_page"]["count"], len(counts["without_page"]["urls"])) == (6, 6)
