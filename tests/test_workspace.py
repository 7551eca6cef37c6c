"""One workspace for all users of a configuration: the first opens it, the last closes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.processing.articles import make_article
from xabar.config import Config
from xabar.crawl_stats import IndexStats
from xabar.processing.ingest import ingest
from xabar.records.errors import RecordsError
from xabar.workspace import open_existing, open_workspace


def test_the_same_configuration_gives_the_same_workspace(tmp_path: Path) -> None:
    with open_workspace(Config(data=tmp_path)) as first, open_workspace(Config(data=tmp_path)) as second:
        assert first is second


def test_another_configuration_gives_another(tmp_path: Path) -> None:
    plain, server = Config(data=tmp_path), Config(data=tmp_path, search_url="http://127.0.0.1:9")
    with open_workspace(plain) as first, open_workspace(server) as second:
        assert first is not second


def test_the_last_to_leave_closes_it(tmp_path: Path) -> None:
    config = Config(data=tmp_path)
    with open_workspace(config) as first:
        with open_workspace(config):
            pass
        assert first.records.count_articles() == 0  # still open
    with pytest.raises(RecordsError, match="closed"):
        first.records.count_articles()
    with open_workspace(config) as later:
        assert later is not first


def test_an_error_inside_closes_it_too(tmp_path: Path) -> None:
    config = Config(data=tmp_path)
    with pytest.raises(KeyError), open_workspace(config) as first:
        raise KeyError
    with open_workspace(config) as later:
        assert later is not first


def test_records_that_cannot_be_opened_leave_nothing_behind(tmp_path: Path) -> None:
    config = Config(data=tmp_path / "file" / "data")
    (tmp_path / "file").write_text("not a folder")
    for _ in range(2):
        with pytest.raises(RecordsError, match="set XABAR_DATA"), open_workspace(config):
            pass


def test_records_that_do_not_exist_are_not_created(tmp_path: Path) -> None:
    config = Config(data=tmp_path / "data")
    with open_existing(config) as nothing:
        assert nothing is None
    assert not config.data.exists()
    with open_workspace(config) as first, open_existing(config) as second:
        assert first is second


async def test_the_last_crawl_to_leave_the_feed_has_its_statistics(tmp_path: Path) -> None:
    with open_workspace(Config(data=tmp_path)) as workspace:
        workspace.join_feed()
        workspace.join_feed()
        ingest(workspace.records, make_article(language="uz", script="Cyrl"))
        assert await workspace.leave_feed() is None
        assert await workspace.leave_feed() == IndexStats(stored=1, confirmed=1)
