"""Whatever answers at the server's address instead of a healthy Elasticsearch, the user reads what is wrong."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.search.articles import CORPUS
from tests.search.contract.calls import search
from xabar.records.store import RecordStore
from xabar.search.elastic.connection import Connection
from xabar.search.elastic.engine import ElasticsearchEngine
from xabar.search.engine import EngineUnavailable
from xabar.search.feed import Feeder

PAGE = "<html>\n  <title>Bad</title>" + "<p>filler</p>" * 1000


@asynccontextmanager
async def answering(status: int, text: str = "{}", **headers: str) -> AsyncIterator[ElasticsearchEngine]:
    """Open an engine whose server gives this one answer to every request."""

    async def answer(request: web.Request) -> web.Response:
        kind = "text/html" if text.startswith("<") else "application/json"
        return web.Response(status=status, text=text, content_type=kind, headers=headers)

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", answer)
    async with TestServer(application) as server:
        engine = ElasticsearchEngine(Connection(str(server.make_url("/"))))
        engine.writer.first_wait = 0.01
        try:
            yield engine
        finally:
            await engine.close()


@pytest.mark.parametrize(
    ("status", "text", "headers", "words"),
    [
        (200, "{}", {}, "not Elasticsearch but perhaps Kibana"),
        (200, PAGE, {}, "not Elasticsearch but perhaps Kibana"),
        (302, "", {}, "302.* is not Elasticsearch"),
        (302, "", {"location": "/login?next=%2F"}, "cannot connect"),
        (400, '{"error": "Bad Request", "message": "kbn-xsrf"}', {}, "400.* is not Elasticsearch"),
        (404, PAGE, {}, "404.* is not Elasticsearch"),
        (500, '{"error": {"type": "broken", "reason": "odd"}}', {}, r"failed \(500: broken: odd\)"),
        (507, PAGE, {}, "failed .507: <html> <title>Bad"),
        (503, PAGE, {}, "not ready"),
    ],
)
async def test_anything_but_a_healthy_elasticsearch_makes_the_feed_wait(
    records: RecordStore, status: int, text: str, headers: dict[str, str], words: str
) -> None:
    records.put_article(CORPUS[0])
    async with answering(status, text, **headers) as engine:
        for asked in (engine.setup, engine.generations, lambda: search(engine, "metro")):
            with pytest.raises(EngineUnavailable, match=words) as caught:
                await asked()
            assert len(str(caught.value)) < 400
        report = await Feeder(records, engine).feed_until_done(attempts=1)
        assert report.waiting == 1
        assert re.search(words, report.problem or "")
