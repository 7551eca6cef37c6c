"""`xabar index setup` with a secured server."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler import settings
from tests.elasticsearch_server import ElasticsearchServer
from tests.search.articles import CORPUS
from xabar.cli.commands import index
from xabar.records.feeds import FedGeneration
from xabar.records.store import RecordStore
from xabar.search.elastic.keys import ROLES


@pytest.fixture
def pointed(
    secured_elasticsearch: ElasticsearchServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[ElasticsearchServer]:
    """The secured server, named by the settings, with the test's data folder; the index `news` is removed again."""
    server = secured_elasticsearch
    monkeypatch.setattr(settings, "XABAR_SEARCH_URL", server.url)
    monkeypatch.setattr(settings, "XABAR_SEARCH_CA", str(server.ca_certs))
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path))
    yield server
    for language in ("uz", "kk", "ru", "other"):
        server.request("DELETE", f"/news-{language}-000001?ignore_unavailable=true")
    server.request("DELETE", "/news-runs?ignore_unavailable=true")


@pytest.mark.usefixtures("plainly_analyzed")
def test_index_setup_is_idempotent_and_tells_no_secret(
    pointed: ElasticsearchServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    password = tmp_path / "password"
    password.write_text(pointed.password)
    arguments = ["setup", "--keys", str(tmp_path / "keys"), "--admin-password-file", str(password)]
    first = CliRunner().invoke(index.command, arguments)
    assert (first.exit_code, first.output.count(" made")) == (0, 1 + len(ROLES)), first.output
    again = CliRunner().invoke(index.command, arguments)
    assert (again.exit_code, again.output.count(" kept")) == (0, len(ROLES)), again.output
    secrets = [pointed.password, *(path.read_text().strip() for path in (tmp_path / "keys").iterdir())]
    assert len(secrets) == 1 + len(ROLES)
    for said in (first.output, again.output, caplog.text):
        assert not [secret for secret in secrets if secret in said]


@pytest.mark.usefixtures("plainly_analyzed")
def test_index_setup_forgets_what_a_lost_index_had_confirmed(
    pointed: ElasticsearchServer, records: RecordStore, tmp_path: Path
) -> None:
    records.put_article(CORPUS[0])
    lost = FedGeneration(pointed.url, "000001")
    records.confirm(lost, records.last_sequence(), [])
    (tmp_path / "password").write_text(pointed.password)
    result = CliRunner().invoke(index.command, ["setup", "--admin-password-file", str(tmp_path / "password")])
    assert result.output.endswith("made\n1 articles wait: run `xabar index feed`\n")
    assert records.confirmed(lost) == 0


@pytest.mark.usefixtures("plainly_analyzed")
def test_index_setup_of_an_outdated_index_warns_and_makes_the_keys_for_its_rebuild(
    pointed: ElasticsearchServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "password").write_text(pointed.password)
    arguments = ["setup", "--admin-password-file", str(tmp_path / "password")]
    with monkeypatch.context() as yesterday:
        yesterday.setattr("xabar.search.elastic.mapping.ANALYSIS_HASH", "000000000000")
        assert CliRunner().invoke(index.command, arguments).exit_code == 0
    result = CliRunner().invoke(
        index.command, [*arguments, "--keys", str(tmp_path / "keys"), "--replace-keys"]
    )
    assert result.exit_code == 0, result.output
    assert {path.stem for path in (tmp_path / "keys").iterdir()} == set(ROLES)
    assert "Warning: " in result.stderr
    assert "run `xabar index rebuild`" in result.stderr


def test_a_dry_run_prints_requests_that_do_the_same(pointed: ElasticsearchServer) -> None:
    result = CliRunner().invoke(index.command, ["setup", "--keys", "nowhere", "--dry-run"])
    assert result.exit_code == 0
    for line in result.output.splitlines():
        method, path, body = line.split(" ", 2)
        if path != "/_security/api_key":
            pointed.request(method, path, json.loads(body))
    aliases = pointed.request("GET", "/_alias/news")
    assert isinstance(aliases, dict)
    assert len(aliases) == 4


def test_keys_need_a_server_and_an_administrator(
    pointed: ElasticsearchServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "lets only a user make keys" in CliRunner().invoke(index.command, ["setup", "--keys", "k"]).output
    monkeypatch.setattr(settings, "XABAR_SEARCH_URL", None)
    assert "set XABAR_SEARCH_URL" in CliRunner().invoke(index.command, ["setup", "--dry-run"]).output
