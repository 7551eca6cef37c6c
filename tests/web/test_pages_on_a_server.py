"""The pages over an Elasticsearch server are those over the embedded index."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.search.articles import CORPUS
from tests.search.servers import opened
from tests.web.client import Answer, Client
from tests.web.library import LONG
from xabar.config import Config
from xabar.records.store import RecordStore
from xabar.search.elastic.connection import Connection
from xabar.search.elastic.engine import ElasticsearchEngine
from xabar.search.feed import Feeder
from xabar.web.application import make_application
from xabar.web.options import ServeOptions

ADDRESSES = (
    "/",
    "/?names=1",
    "/?q=metro",
    "/?q=metro&site=kun_uz&since=2026-03-01",
    "/?q=Qozog%CA%BBiston+Rubio&text=Latn",
    "/?q=Qozogiston",  # as a plain keyboard spells it
    "/?q=metr0",  # a slip
    "/?q=metro+dengiz+samolyot",  # more words than any article has
    "/?q=zzzzqqqq",
    "/?sort=oldest&size=3&page=2",
    "/?q=metro&format=atom",
    f"/article/{LONG.id}",
    f"/article/{CORPUS[0].id}",
)


async def feed(folder: Path, url: str, name: str) -> None:
    """Carry the articles of a folder into an index of this name, which stays."""
    with RecordStore(folder / "records.sqlite") as records:
        async with opened(Connection(url), name, leave=True) as engine:
            await engine.setup()
            await Feeder(records, engine).feed_until_done()
            await engine.refresh()


async def remove(url: str, name: str) -> None:
    async with opened(Connection(url), name):
        pass


@pytest.fixture
def on_a_server(
    library: Path, tmp_path: Path, elasticsearch_url: str, index_name: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Client]:
    """The application over the library, whose index is on the server, under a name of its own."""
    folder = shutil.copytree(library, tmp_path / "library")
    asyncio.run(feed(folder, elasticsearch_url, index_name))
    defaults = {**(ElasticsearchEngine.__init__.__kwdefaults__ or {}), "name": index_name}
    monkeypatch.setattr(ElasticsearchEngine.__init__, "__kwdefaults__", defaults)
    config = Config(data=folder, search_url=elasticsearch_url)
    client = Client(make_application(config, ServeOptions(readers=1)))
    client.start()
    yield client
    client.stop()
    asyncio.run(remove(elasticsearch_url, index_name))


def unscored(answer: Answer) -> Any:
    """Return what a page says to programs, without the scores: each engine has its own."""
    values = answer.json()
    for hit in values["hits"]:
        del hit["score"]
    return values


def test_every_page_is_the_same_on_both_engines(page: Client, on_a_server: Client) -> None:
    for address in ADDRESSES:
        ours, theirs = page.get(address), on_a_server.get(address)
        assert (ours.status, theirs.status) == (200, 200), address
        assert theirs.text == ours.text, address
    for address in ("/?format=json&q=metro", "/?format=json&q=Qozogiston", "/?format=json"):
        assert unscored(on_a_server.get(address)) == unscored(page.get(address)), address
    assert on_a_server.get("/health").text == "ok\n"
