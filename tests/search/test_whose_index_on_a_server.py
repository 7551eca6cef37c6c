"""`xabar index` from the wrong folder, with a server that holds the articles of another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler import settings
from tests.elasticsearch_server import ElasticsearchServer
from tests.search.articles import make_article
from xabar.cli import main
from xabar.records.store import RecordStore


@pytest.fixture
def pointed(
    elasticsearch_server: ElasticsearchServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[ElasticsearchServer]:
    """The server, named by the settings; the index `news` is removed again."""
    monkeypatch.setattr(settings, "XABAR_SEARCH_URL", elasticsearch_server.url)
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path / "full"))
    with RecordStore(tmp_path / "full" / "records.sqlite") as records:
        for number in range(41):
            records.put_article(make_article(f"a{number}"))
    yield elasticsearch_server
    names = ",".join(f"news-{language}-000001" for language in ("uz", "kk", "ru", "other"))
    elasticsearch_server.request("DELETE", f"/{names},news-runs?ignore_unavailable=true")


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.mark.usefixtures("pointed")
def test_an_empty_folder_empties_no_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The review's case: `check` advised a rebuild, and 41 documents became 0."""
    assert run("index", "feed").exit_code == 0
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path / "empty"))
    for command in ("check", "feed", "rebuild", "setup"):
        result = run("index", command)
        assert (result.exit_code, result.output.count("41 articles of the store")) == (1, 1), result.output
        assert not (tmp_path / "empty").exists()
    assert run("search", "*", "--size", "0").output == "41 articles\n"  # a reader needs no records
    RecordStore(tmp_path / "empty" / "records.sqlite").close()
    for command in ("check", "feed", "rebuild", "setup"):
        result = run("index", command)
        assert (result.exit_code, result.output.count("41 articles of the store")) == (1, 1), result.output
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path / "full"))
    assert run("index", "check").output.splitlines()[-1] == "all well"
