"""A search on a server gives a span, where OpenTelemetry is set up; nothing is loaded where it is not."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from tests import fork_server
from xabar.search.elastic.connection import Connection
from xabar.search.elastic.traces import ADDRESSES, start_traces

EXPORTER = "opentelemetry.exporter.otlp.proto.http.trace_exporter"


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let each test begin as a process does, with no provider."""
    for name in (*ADDRESSES, "OTEL_SDK_DISABLED"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OTEL_SERVICE_NAME", "xabar")
    monkeypatch.setattr(trace, "_TRACER_PROVIDER", None)
    monkeypatch.setattr(trace, "_TRACER_PROVIDER_SET_ONCE", type(trace._TRACER_PROVIDER_SET_ONCE)())
    start_traces.cache_clear()
    yield
    start_traces.cache_clear()


@pytest.fixture
def exporter(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    """An exporter that keeps spans, in the place of the one that sends them."""
    kept = InMemorySpanExporter()
    module = ModuleType(EXPORTER)
    module.OTLPSpanExporter = lambda: kept  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, EXPORTER, module)
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318")
    return kept


async def search() -> None:
    """Ask a tiny server that answers as Elasticsearch does."""

    async def answer(request: web.Request) -> web.Response:
        return web.json_response({"hits": {"hits": []}}, headers={"X-Elastic-Product": "Elasticsearch"})

    application = web.Application()
    application.router.add_post("/news/_search", answer)
    async with TestServer(application) as server:
        client = Connection(str(server.make_url("/"))).open()
        try:
            await client.search(index="news", query={"match": {"title": "a secret question"}})
        finally:
            await client.close()


def test_a_search_gives_a_span_without_the_words_of_the_query(exporter: InMemorySpanExporter) -> None:
    asyncio.run(search())
    provider = trace.get_tracer_provider()
    assert isinstance(provider, TracerProvider)
    provider.force_flush()
    [span] = exporter.get_finished_spans()
    assert span.name == "search"
    assert span.attributes is not None
    assert span.attributes["db.operation.name"] == "search"
    assert span.resource.attributes["service.name"] == "xabar"
    assert "secret" not in str(dict(span.attributes))


def test_who_has_set_up_tracing_keeps_it(exporter: InMemorySpanExporter) -> None:
    own = TracerProvider()
    trace.set_tracer_provider(own)
    assert start_traces() is False
    assert trace.get_tracer_provider() is own


def test_without_the_extra_it_is_said_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, EXPORTER, None)
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318")
    assert start_traces() is False
    assert "pip install 'xabar[traces]'" in caplog.text


@pytest.mark.slow
def test_without_an_address_nothing_of_it_is_loaded() -> None:
    code = "from xabar.search.elastic.connection import Connection; import sys; Connection('http://127.0.0.1:9').open(); sys.exit('opentelemetry.sdk' in sys.modules)"
    with fork_server.Process(code) as process:
        assert process.wait(60) == 0
