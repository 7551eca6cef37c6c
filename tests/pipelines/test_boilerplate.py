"""What the pipeline that cuts boilerplate knows of a site's lines, and since when."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from pipelines.boilerplate import BoilerplatePipeline
from tests.processing.articles import make_article
from xabar.config import Config
from xabar.records.errors import RecordsError
from xabar.records.store import RecordStore
from xabar.workspace import open_workspace

ARTICLE = make_article(1)
SITE = ARTICLE.site


async def test_known_lines_are_read_again_after_each_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    usual = RecordStore.line_verdicts

    def note(self: RecordStore, site: str) -> object:
        asked.append(site)
        return usual(self, site)

    monkeypatch.setattr(RecordStore, "line_verdicts", note)
    pipeline = BoilerplatePipeline(Config(data=tmp_path))
    pipeline.open_spider()
    with open_workspace(pipeline.config) as workspace:
        assert [dict(pipeline.context(ARTICLE).known_lines) for _ in range(3)] == [{}] * 3
        workspace.writes.write_now(
            partial(workspace.records.set_verdict, SITE, 7, "Obuna bo‘ling!", "learned")
        )
        assert [dict(pipeline.context(ARTICLE).known_lines) for _ in range(3)] == [{7: "learned"}] * 3
        assert asked == [SITE] * 2
        assert dict(pipeline.context(make_article(1, site="daryo_uz")).known_lines) == {}
    pipeline.close_spider()


async def test_records_that_cannot_be_read_are_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline = BoilerplatePipeline(Config(data=tmp_path))
    pipeline.open_spider()
    with open_workspace(pipeline.config) as workspace:
        workspace.writes.write_now(
            partial(workspace.records.set_verdict, SITE, 7, "Obuna bo‘ling!", "pinned")
        )
        with monkeypatch.context() as patch:
            patch.setattr(RecordStore, "line_verdicts", lambda self, site: _fail())
            assert dict(pipeline.context(ARTICLE).known_lines) == {}
        assert dict(pipeline.context(ARTICLE).known_lines) == {7: "pinned"}
    pipeline.close_spider()


def _fail() -> None:
    raise RecordsError("the records cannot be read")
