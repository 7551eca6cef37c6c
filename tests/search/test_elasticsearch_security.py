"""TLS and API keys with a secured server: errors are explained, and no secret is shown."""

from __future__ import annotations

import asyncio
import secrets
import stat
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.x509 import load_pem_x509_certificate
from elasticsearch import ApiError

from tests.certificates import write_certificates
from tests.elasticsearch_server import ElasticsearchServer
from tests.search import servers
from tests.search.articles import CORPUS
from tests.search.contract.calls import active, change_of, fill, search
from tests.search.emptied import empty_indexes, removals_forgotten_at_once
from xabar.crawl_stats import CrawlStats
from xabar.records.alarms import Alarm
from xabar.records.store import RecordStore
from xabar.search.elastic.connection import Connection
from xabar.search.elastic.engine import ElasticsearchEngine
from xabar.search.elastic.keys import LIFE, ROLES, make_keys
from xabar.search.engine import EngineUnavailable, SetupOptions
from xabar.search.feed import Feeder
from xabar.search.rebuild import rebuild_index


def admin(server: ElasticsearchServer) -> Connection:
    """Return a connection as the administrator."""
    return Connection(server.url, basic_auth=("elastic", server.password), trust=server.ca_certs)


def opened(connection: Connection, name: str) -> AbstractAsyncContextManager[ElasticsearchEngine]:
    """Open an engine on this connection, which may lack the right to remove anything."""
    return servers.opened(connection, name, leave=True)


async def set_up(server: ElasticsearchServer, name: str, folder: Path) -> dict[str, Connection]:
    """Set up an index that can be emptied, and return a connection with each role's key."""
    async with opened(admin(server), name) as engine:
        with removals_forgotten_at_once():
            await engine.setup()
        await make_keys(engine.client, engine.connection, folder, name=name, replace=False)
    return {
        role: Connection(
            server.url, api_key=(folder / f"{role}.key").read_text().strip(), trust=server.ca_certs
        )
        for role in ROLES
    }


@dataclass(frozen=True)
class Empty:
    """An index that is set up and empty, for the tests that change nothing but articles."""

    name: str
    folder: Path  # with the keys
    keys: dict[str, Connection]


@pytest.fixture(scope="module")
def empty(secured_elasticsearch: ElasticsearchServer, tmp_path_factory: pytest.TempPathFactory) -> Empty:
    name, folder = f"xabar-test-{secrets.token_hex(4)}", tmp_path_factory.mktemp("keys")
    return Empty(name, folder, asyncio.run(set_up(secured_elasticsearch, name, folder)))


@pytest.fixture
async def written(secured_elasticsearch: ElasticsearchServer, empty: Empty) -> AsyncIterator[Empty]:
    """The same index, which is emptied again."""
    yield empty
    async with opened(admin(secured_elasticsearch), empty.name) as engine:
        await empty_indexes(engine)


async def test_the_writer_feeds_and_the_reader_searches(written: Empty, records: RecordStore) -> None:
    keys, name = written.keys, written.name
    async with opened(keys["writer"], name) as writer, opened(keys["reader"], name) as reader:
        await fill(writer, records)
        assert (await search(reader, "metro")).total > 0


async def test_a_key_without_the_right_makes_the_feed_wait(written: Empty, records: RecordStore) -> None:
    for article in CORPUS:
        records.put_article(article)
    async with opened(written.keys["reader"], written.name) as reader:
        report = await Feeder(records, reader).feed_until_done(attempts=1)
        assert (report.confirmed, report.waiting, report.dead) == (0, len(CORPUS), 0)
        assert report.problem is not None
        assert "lacks a right" in report.problem
        with pytest.raises(EngineUnavailable, match="lacks a right"):
            await reader.create_generation()
    async with opened(written.keys["writer"], written.name) as writer:
        with pytest.raises(EngineUnavailable, match="lacks a right"):
            await writer.create_generation()
        assert (await Feeder(records, writer).feed_until_done()).confirmed == len(CORPUS)


async def test_the_writer_changes_documents_and_nothing_else(written: Empty, records: RecordStore) -> None:
    index_name = written.name
    index = f"{index_name}-uz-000001"
    attempts: list[tuple[str, str, object]] = [
        ("PUT", f"/{index}/_mapping", {"properties": {"more": {"type": "keyword"}}}),
        ("PUT", f"/{index}/_mapping", {"_meta": {"store": "another"}}),
        ("PUT", f"/{index}/_settings", {"index": {"blocks.read_only": True}}),
        ("PUT", f"/{index}/_alias/{index_name}-uz-more", None),
        ("PUT", f"/{index_name}-uz-000009", {}),
        ("POST", f"/{index}/_close", None),
        ("DELETE", f"/{index}", None),
        ("DELETE", f"/{index_name}-runs", None),
    ]
    headers = {"accept": "application/json", "content-type": "application/json"}
    async with opened(written.keys["writer"], index_name) as writer:
        await fill(writer, records)
        for method, path, body in attempts:
            with pytest.raises(ApiError) as refusal:
                await writer.client.perform_request(method, path, headers=headers, body=body)
            assert refusal.value.meta.status == 403, path
        now = datetime.now(UTC)
        alarm = Alarm("a1", "kun_uz", "drift", "why", now, now)
        for _ in range(2):  # the second time it is written over
            await writer.report_run(CrawlStats(), now)
            await writer.report_alarms([alarm])


async def test_no_key_reaches_beyond_its_indexes(empty: Empty) -> None:
    for role in ("writer", "reader", "manager"):
        async with opened(empty.keys[role], "somebody-elses") as stranger:
            with pytest.raises(EngineUnavailable, match="lacks a right"):
                await search(stranger, "metro")


async def test_the_manager_rebuilds(
    secured_elasticsearch: ElasticsearchServer,
    index_name: str,
    tmp_path: Path,
    records: RecordStore,
    plainly_analyzed: None,
) -> None:
    keys = await set_up(secured_elasticsearch, index_name, tmp_path)
    async with opened(keys["manager"], index_name) as manager:
        await fill(manager, records)
        report = await rebuild_index(records, manager)
        assert report.documents == len(CORPUS)
        assert await active(manager) == report.generation == "000002"


async def test_the_manager_cannot_reach_further_or_give_itself_more(
    empty: Empty, secured_elasticsearch: ElasticsearchServer
) -> None:
    """A template for other names with an alias of ours once made those indexes readable and writable."""
    index_name = empty.name
    alias: dict[str, object] = {"template": {"aliases": {f"{index_name}-uz-alias": {}}}}
    payroll = f"payroll-{index_name}"
    attempts: list[tuple[str, str, object]] = [
        (
            "PUT",
            f"/_index_template/{payroll}",
            {"index_patterns": [f"{payroll}-*"], "priority": 501, **alias},
        ),
        (
            "PUT",
            f"/_index_template/{index_name}-uz",
            {"index_patterns": [f"{payroll}-*"], "priority": 501, **alias},
        ),
        ("PUT", f"/_component_template/{index_name}-uz", alias),
        ("PUT", f"/_template/{payroll}", {"index_patterns": [f"{payroll}-*"]}),
        ("PUT", f"/{payroll}", {}),
        ("PUT", f"/{index_name}-uz-000009/_alias/{payroll}", None),
        ("POST", "/_aliases", {"actions": [{"add": {"index": payroll, "alias": f"{index_name}-uz-alias"}}]}),
        ("POST", "/_security/api_key", {"name": "more", "role_descriptors": {}}),
        ("PUT", "/_security/role/more", {"cluster": ["all"]}),
        ("GET", f"/{payroll}/_search", None),
        ("PUT", "/_cluster/settings", {"persistent": {"action.auto_create_index": "true"}}),
        ("PUT", "/_ingest/pipeline/more", {"processors": []}),
        ("POST", "/_reindex", {"source": {"index": payroll}, "dest": {"index": f"{index_name}-uz-000001"}}),
    ]
    headers = {"accept": "application/json", "content-type": "application/json"}
    client = empty.keys["manager"].open()
    administrator = admin(secured_elasticsearch).open()
    try:
        await administrator.indices.create(index=payroll)
        for method, path, body in attempts:
            with pytest.raises(ApiError) as refusal:
                await client.perform_request(method, path, headers=headers, body=body)
            assert refusal.value.meta.status == 403, path
    finally:
        await administrator.indices.delete(index=payroll)
        await administrator.close()
        await client.close()


async def test_the_reader_reads_articles_alone(empty: Empty) -> None:
    client = empty.keys["reader"].open()
    try:
        await client.search(index=empty.name)
        for other in (f"{empty.name}-runs", ".security-7"):
            with pytest.raises(ApiError) as refusal:
                await client.search(index=other)
            assert refusal.value.meta.status == 403
    finally:
        await client.close()


async def test_keys_end_and_are_prolonged_or_renewed(
    secured_elasticsearch: ElasticsearchServer, index_name: str, tmp_path: Path
) -> None:
    for role in ROLES:
        (tmp_path / role).mkdir()  # as in containers: each is given a folder of its own
    async with opened(admin(secured_elasticsearch), index_name) as engine:

        async def make(*, renew: bool = False) -> list[str]:
            made = await make_keys(
                engine.client, engine.connection, tmp_path, name=index_name, replace=False, renew=renew
            )
            assert [key.path for key in made] == [tmp_path / role / f"{role}.key" for role in ROLES]
            return [key.outcome for key in made]

        async def ends(role: str) -> list[float]:
            answer = await engine.client.security.get_api_key(
                name=f"xabar-{index_name}-{role}", owner=False, active_only=True
            )
            return [(key["expiration"] / 1000 - time.time()) / 86_400 for key in answer["api_keys"]]

        await make()
        assert [round(days) for days in await ends("writer")] == [LIFE.days]
        former = (tmp_path / "writer" / "writer.key").read_text()
        answer = await engine.client.security.get_api_key(
            name=f"xabar-{index_name}-writer", owner=False, active_only=True
        )
        await engine.client.security.update_api_key(id=answer["api_keys"][0]["id"], expiration="30d")
        assert (await make()).count("updated") == 1
        assert [round(days) for days in await ends("writer")] == [LIFE.days]
        assert (tmp_path / "writer" / "writer.key").read_text() == former
        assert await make(renew=True) == ["replaced"] * len(ROLES)
        assert len(await ends("writer")) == 1
        assert (tmp_path / "writer" / "writer.key").read_text() != former


def test_a_key_over_http_is_warned_of_unless_it_stays_here(caplog: pytest.LogCaptureFixture) -> None:
    for address in (
        "http://127.0.0.1:9200",
        "http://localhost:9200",
        "http://[::1]:9200",
        "https://search:9200",
    ):
        Connection(address, api_key="secret").open()
    Connection("http://search:9200").open()
    assert not caplog.records
    for _ in range(2):
        Connection("http://search.example:9200", api_key="secret").open()
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == ["http"]
    assert "secret" not in caplog.text


async def test_a_wrong_key_and_none_at_all(
    secured_elasticsearch: ElasticsearchServer, index_name: str
) -> None:
    server = secured_elasticsearch
    for key in ("d3Jvbmc6c2VjcmV0", None):
        async with opened(Connection(server.url, api_key=key, trust=server.ca_certs), index_name) as engine:
            with pytest.raises(EngineUnavailable, match="API key is missing or wrong") as caught:
                await engine.setup()
            assert key is None or key not in str(caught.value)


async def test_a_wrong_certificate_is_refused_before_any_key_is_sent(
    secured_elasticsearch: ElasticsearchServer, index_name: str, tmp_path: Path
) -> None:
    server = secured_elasticsearch
    write_certificates(tmp_path)  # another authority
    wrong: list[str | Path | None] = [tmp_path / "ca.pem", "ab" * 32, None]
    for trust in wrong:
        async with opened(Connection(server.url, api_key="c2VjcmV0", trust=trust), index_name) as engine:
            with pytest.raises(EngineUnavailable, match="certificate"):
                await engine.setup()


async def test_the_fingerprint_of_the_certificate_is_enough(
    secured_elasticsearch: ElasticsearchServer,
) -> None:
    server = secured_elasticsearch
    certificate = load_pem_x509_certificate((server.folder / "config" / "server.pem").read_bytes())
    fingerprint = certificate.fingerprint(hashes.SHA256()).hex()
    connection = Connection(server.url, basic_auth=("elastic", server.password), trust=fingerprint)
    async with opened(connection, "no-such-index") as engine:
        assert await engine.generations() == []


async def test_keys_are_made_once_and_replaced_only_when_asked(
    secured_elasticsearch: ElasticsearchServer, index_name: str, tmp_path: Path
) -> None:
    async with opened(admin(secured_elasticsearch), index_name) as engine:

        async def make(*, replace: bool = False) -> list[str]:
            made = await make_keys(
                engine.client, engine.connection, tmp_path, name=index_name, replace=replace
            )
            return [key.outcome for key in made]

        assert await make() == ["made"] * len(ROLES)
        former = {role: (tmp_path / f"{role}.key").read_text() for role in ROLES}
        assert all(stat.S_IMODE((tmp_path / f"{role}.key").stat().st_mode) == 0o600 for role in ROLES)
        assert await make() == ["kept"] * len(ROLES)
        assert {role: (tmp_path / f"{role}.key").read_text() for role in ROLES} == former

        (tmp_path / "reader.key").unlink()
        with pytest.raises(EngineUnavailable, match="--replace-keys"):
            await make()
        assert (await make(replace=True)).count("replaced") == 1
        old = Connection(engine.address, api_key=former["reader"].strip(), trust=engine.connection.trust)
    async with opened(old, index_name) as outsider:
        with pytest.raises(EngineUnavailable, match="missing or wrong"):
            await search(outsider, "metro")


async def test_provisioning_uses_the_administrator_where_the_engines_own_key_may_not(
    secured_elasticsearch: ElasticsearchServer, index_name: str, tmp_path: Path
) -> None:
    server = secured_elasticsearch
    options = SetupOptions(
        administrator=("elastic", server.password), keys=tmp_path, kibana_password="long enough"
    )
    async with opened(Connection(server.url, trust=server.ca_certs), index_name) as engine:
        steps = [step async for step in engine.provision(options)]
        assert [step.new_index for step in steps] == [True, False] + [False] * len(ROLES)
        assert sum(step.text.endswith(" made") for step in steps) == 1 + len(ROLES)
        with pytest.raises(EngineUnavailable, match="missing or wrong"):
            await engine.generations()


def test_a_connection_shows_no_secret() -> None:
    connection = Connection("https://search:9200", api_key="topsecret", basic_auth=("elastic", "hidden"))
    assert "topsecret" not in repr(connection)
    assert "hidden" not in repr(connection)
    with pytest.raises(ValueError, match="XABAR_SEARCH_API_KEY") as caught:
        Connection("https://elastic:hidden@search:9200")
    assert "hidden" not in str(caught.value)
    with pytest.raises(ValueError, match="must look like"):
        Connection("search:9200")


async def test_a_key_is_read_from_its_file(secured_elasticsearch: ElasticsearchServer, empty: Empty) -> None:
    server = secured_elasticsearch
    reader = Connection(server.url, api_key=empty.folder / "reader.key", trust=server.ca_certs)
    async with opened(reader, empty.name) as engine:
        assert (await search(engine, "metro")).total == 0


async def test_writing_with_the_wrong_key_loses_nothing(empty: Empty) -> None:
    async with opened(empty.keys["kibana"], empty.name) as outsider:
        with pytest.raises(EngineUnavailable):
            await outsider.write("000001", [change_of(CORPUS[0])])
