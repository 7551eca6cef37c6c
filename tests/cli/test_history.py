"""`xabar history` and `xabar restore`, as a person runs them."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from crawler import settings
from tests.cli.conftest import Command
from tests.cli.test_show import LATER, METRO
from tests.records.samples import make_article
from xabar.cli import main
from xabar.records.store import RecordStore

DAY: Final = timedelta(days=1)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command over an article that has changed and was then removed."""
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path))
    monkeypatch.setattr(settings, "XABAR_SEARCH_URL", None)
    with RecordStore(tmp_path / "records.sqlite") as records:
        for article in (METRO, LATER):
            records.put_article(article)
            records.mark_page(article.url, article.site, article.fetched_at, "stored", article.id)
        for day in (1, 2, 5):
            records.note_gone(METRO.id, METRO.site, METRO.url, LATER.fetched_at + day * DAY)
        records.retire_article(METRO.id, LATER.fetched_at + 5 * DAY)
    return lambda *words: CliRunner(env={"COLUMNS": "200"}).invoke(main, words)


def test_the_history_of_a_removed_article_has_its_texts_and_what_changed(run: Command) -> None:
    shown = run("history", METRO.url).output
    assert METRO.title in shown
    assert LATER.title in shown
    assert "[-bugun" in shown
    assert "{+kecha" in shown
    assert "asked for 2 times" in shown
    assert "gone, said the site 3 times since" in shown
    assert "`xabar restore` gives it back" in shown
    assert "[-bugun" not in run("history", METRO.url, "--brief").output


def test_a_program_reads_the_same_as_json(run: Command) -> None:
    history = json.loads(run("history", METRO.id, "--json").output)
    assert [version["title"] for version in history["versions"]] == [METRO.title, LATER.title]
    assert len(history["changes"]) == 1
    assert (history["gone"]["answers"], history["gone"]["kept"]) == (3, False)
    assert (history["page"]["fetches"], history["page"]["outcome"]) == (2, "stored")


def test_what_was_removed_is_given_back_once(run: Command) -> None:
    refused = run("show", METRO.url)
    assert refused.exit_code != 0
    assert "xabar restore" in refused.output
    given = run("restore", METRO.url)
    assert given.exit_code == 0, given.output
    assert LATER.title in run("show", METRO.url).output
    assert "kept all the same" in run("history", METRO.url).output
    again = run("restore", METRO.url)
    assert again.exit_code == 2
    assert "is not removed" in again.output


def test_what_never_was_cannot_be_given_back(run: Command) -> None:
    assert run("restore", "https://kun.uz/hech-qachon").exit_code != 0
    assert run("history", "https://kun.uz/hech-qachon").exit_code != 0


def test_what_happened_once_is_not_told_as_many_times(run: Command, tmp_path: Path) -> None:
    other = make_article("other", published_at=METRO.fetched_at)
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_article(other)
        records.mark_page(other.url, other.site, other.fetched_at, "stored", other.id)
        records.note_gone(other.id, other.site, other.url, other.fetched_at + DAY)
    shown = run("history", other.url).output
    assert "asked for once, the last time at" in shown
    assert "gone, said the site once, at" in shown
