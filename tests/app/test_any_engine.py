"""An engine is one class. The commands ask it for whatever differs, so they work with an engine of any kind."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import xabar.workspace
from tests.processing.articles import make_article
from xabar.article import Article
from xabar.cli import main
from xabar.config import Config
from xabar.crawl_stats import CrawlStats
from xabar.processing.ingest import ingest
from xabar.records.alarms import Alarm
from xabar.records.change import Change
from xabar.records.identity import StoreMark
from xabar.search.elasticsearch_analysis import ANALYSIS_HASH
from xabar.search.engine import (
    Claim,
    Generation,
    Hit,
    SearchEngine,
    SearchPage,
    SearchRequest,
    SetupOptions,
    SetupRefused,
    SetupRequest,
    SetupStep,
    WriteOutcome,
)
from xabar.workspace import open_workspace


class MemoryEngine:
    """An index in the memory of the process, which finds a title that contains the query."""

    address = "memory"
    advice = "start the process again"
    kept: dict[str, dict[str, Article]]

    def __init__(self) -> None:
        self.kept = {}
        self.stores: dict[str, StoreMark] = {}
        self.reported: list[CrawlStats] = []
        self.alarms: list[Alarm] = []

    async def setup(self, store: StoreMark | None = None) -> bool:
        made = not self.kept
        self.kept.setdefault("1", {})
        return made

    async def provision(
        self, options: SetupOptions, store: StoreMark | None = None, claim: Claim | None = None
    ) -> AsyncIterator[SetupStep]:
        if options.keys is not None:
            raise SetupRefused("memory has no keys")
        yield SetupStep("memory: made", new_index=await self.setup())

    def setup_requests(self, options: SetupOptions) -> list[SetupRequest]:
        raise SetupRefused("memory sends no requests")

    async def generations(self) -> list[Generation]:
        last = max(self.kept, default=None)
        return [Generation(name, ANALYSIS_HASH, len(held), name == last) for name, held in self.kept.items()]

    async def note_store(self, generation: str, store: StoreMark) -> None:
        self.stores[generation] = store

    async def create_generation(self, store: StoreMark | None = None) -> str:
        name = str(len(self.kept) + 1)
        self.kept[name] = {}
        return name

    async def activate(self, generation: str) -> None:
        self.kept[generation] = self.kept.pop(generation)

    async def drop(self, generation: str) -> None:
        del self.kept[generation]

    async def write(self, generation: str, changes: Sequence[Change]) -> list[WriteOutcome]:
        for change in changes:
            if change.article is not None:
                self.kept[generation][change.id] = change.article
        return [WriteOutcome(change.id, "confirmed") for change in changes]

    async def ids(self, generation: str) -> AsyncGenerator[str, None]:
        for key in self.kept[generation]:
            yield key

    async def refresh(self) -> None:
        pass

    async def search(self, request: SearchRequest) -> SearchPage:
        held = self.kept[max(self.kept)].values()
        found = [article for article in held if request.query in ("*", *article.title.split())]
        return SearchPage(len(found), tuple(Hit(article, 1.0, "", article.title) for article in found))

    async def report_run(self, run: CrawlStats, at: datetime) -> None:
        self.reported.append(run)

    async def report_alarms(self, alarms: Sequence[Alarm]) -> None:
        self.alarms[:] = alarms

    async def faulty_nodes(self) -> list[str]:
        return []

    async def close(self) -> None:
        pass


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SearchEngine:
    """The engine, opened wherever the project opens one, and an article in the records."""
    engine = MemoryEngine()

    def open_memory(*_: Any, **__: Any) -> SearchEngine:
        return engine

    monkeypatch.setattr(xabar.workspace, "open_engine", open_memory)
    monkeypatch.setattr("xabar.app.searching.open_reader", lambda *_, **__: None)
    monkeypatch.setattr("crawler.settings.XABAR_DATA", str(tmp_path))
    with open_workspace(Config(data=tmp_path)) as workspace:
        ingest(workspace.records, make_article(language="uz", script="Cyrl"))
    return engine


def xabar_command(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_the_commands_work_with_another_engine(engine: SearchEngine) -> None:
    assert xabar_command("index", "setup").output.splitlines()[0] == "memory: made"
    assert xabar_command("index", "feed").exit_code == 0
    status = json.loads(xabar_command("index", "status", "--json").output)
    assert [(row["documents"], row["waiting"]) for row in status["generations"]] == [(1, 0)]
    found = json.loads(xabar_command("search", "кутубхона", "--json").output)
    assert found["total"] == 1
    assert xabar_command("index", "check").exit_code == 0
    rebuilt = xabar_command("index", "rebuild")
    assert rebuilt.exit_code == 0, rebuilt.output
    assert "memory" in xabar_command("doctor").output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(("--dry-run",), "memory sends no requests"), (("--keys", "keys"), "memory has no keys")],
)
def test_what_it_lacks_is_refused_with_its_own_message(
    engine: SearchEngine, arguments: tuple[str, ...], words: str
) -> None:
    done = xabar_command("index", "setup", *arguments)
    assert done.exit_code == 2
    assert words in done.output
