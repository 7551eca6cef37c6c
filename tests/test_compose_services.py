"""Our services' own commands with the compose file's own environment, without containers, against a secured server.

What a container would see under /data, /keys and /run/secrets is in a folder of the test. Nothing else differs.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.cli.conftest import on_loopback
from tests.compose import prepare, read_config
from tests.elasticsearch_server import ElasticsearchServer
from xabar.app.demo import build_demo
from xabar.demo.server import serve_sites
from xabar.search.elastic.keys import ROLES
from xabar.search.kibana.importing import saved_objects

XABAR = [sys.executable, "-c", "from xabar.cli import main; main(prog_name='xabar')"]


@dataclass(slots=True)
class Stack:
    """The services, and the places on this machine of what they name in their containers."""

    services: dict[str, Any]
    places: dict[str, str]
    secrets: list[str]

    def here(self, text: str) -> str:
        """Return a word of a command or of the environment with the paths of this machine."""
        for inside, outside in self.places.items():
            text = text.replace(inside, outside)
        return text

    def start(self, name: str, command: list[str] | None = None, **changed: str) -> subprocess.Popen[str]:
        """Start a service with its own command or another one."""
        service = self.services[name]
        told = service["environment"] | changed
        environment = {key: value for key, value in os.environ.items() if not key.startswith("XABAR_")}
        environment |= {key: self.here(value or "") for key, value in told.items()}
        words = [self.here(word) for word in command or service["command"]]
        return subprocess.Popen(
            [*XABAR, *words],
            env=environment | {"PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, name: str, command: list[str] | None = None, **changed: str) -> str:
        """Return what a service printed. It must end well and print no secret."""
        with self.start(name, command, **changed) as process:
            said, _ = process.communicate(timeout=120)
        assert process.returncode == 0, said
        keys = [path.read_text().strip() for path in Path(self.here("/keys")).rglob("*.key")]
        assert not [secret for secret in (*self.secrets, *keys) if secret in said]
        return said


@pytest.fixture
def stack(secured_elasticsearch: ElasticsearchServer, tmp_path: Path) -> Iterator[Stack]:
    """The compose file's services beside a server with TLS. What they created on it is deleted at the end."""
    server = secured_elasticsearch
    for name in ("compose", "data", "secrets", *(f"keys/{role}" for role in ROLES)):
        (tmp_path / name).mkdir(parents=True)
    config = read_config(prepare(tmp_path / "compose"))
    kibana_password = "of-kibana-system"
    (tmp_path / "secrets" / "elastic_password").write_text(server.password)
    (tmp_path / "secrets" / "kibana_system_password").write_text(kibana_password)
    places = {
        "https://elasticsearch:9200": server.url,
        "/run/secrets/ca": str(server.ca_certs),
        "/run/secrets": str(tmp_path / "secrets"),
        "/keys": str(tmp_path / "keys"),
        "/data": str(tmp_path / "data"),
    }
    forget(server)  # other tests may have made keys of the same names
    yield Stack(config["services"], places, [server.password, kibana_password])
    forget(server)


def forget(server: ElasticsearchServer) -> None:
    """Remove the indexes and keys of `news`, as `docker compose down --volumes` would."""
    # a server that has just started answers before its keys can be read
    server.request(
        "GET", "/_cluster/health?wait_for_status=yellow&wait_for_no_initializing_shards=true&timeout=25s"
    )
    for language in ("uz", "kk", "ru", "other"):
        for generation in ("000001", "000002"):
            server.request("DELETE", f"/news-{language}-{generation}?ignore_unavailable=true")
    server.request("DELETE", "/news-runs?ignore_unavailable=true")
    for role in ROLES:
        server.request("DELETE", "/_security/api_key", {"name": f"xabar-news-{role}"})


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_setup_schedule_and_rebuild(stack: Stack) -> None:
    first, again = stack.run("setup"), stack.run("setup")
    assert (first.count(" made"), again.count(" kept")) == (5, 4), first + again
    assert "kibana_system: password set" in again

    with serve_sites(build_demo(datetime.now(UTC))) as address:
        crawl = [*stack.services["scheduler"]["command"], "egemen_kz", *on_loopback(address)]
        with stack.start("scheduler", crawl) as running:
            assert running.stdout is not None
            said = []
            for line in running.stdout:
                said.append(line)
                if line.startswith("egemen_kz: "):
                    break
            running.send_signal(signal.SIGTERM)
            assert running.wait(60) == 0
    assert "egemen_kz: done; next " in said[-1], "".join(said)

    health = stack.services["scheduler"]["healthcheck"]["test"]
    assert health[:2] == ["CMD", "xabar"]
    assert "0 waiting" in stack.run("scheduler", health[2:])

    rebuilt = stack.run("manager")
    assert "generation 000002: 13 articles" in rebuilt
    assert "all well" in stack.run("scheduler", ["index", "check"])


@pytest.mark.slow
def test_demo(stack: Stack) -> None:
    stack.run("setup")
    assert "0 waiting + 0 dead" in stack.run("demo")


@pytest.mark.slow
async def test_kibana_setup(stack: Stack) -> None:
    """It uses the key that `setup` made. A stand-in answers, because there is no Kibana here."""
    seen: list[str] = []

    async def take(request: web.Request) -> web.Response:
        seen.append(request.headers["Authorization"])
        await request.read()
        return web.json_response({"success": True, "successCount": objects})

    objects = len(saved_objects().splitlines())
    stack.run("setup")
    application = web.Application()
    application.router.add_post("/api/saved_objects/_import", take)
    async with TestServer(application) as kibana:
        stack.places["http://kibana:5601"] = str(kibana.make_url("")).rstrip("/")
        said = await asyncio.to_thread(stack.run, "kibana-setup")
    assert f"{objects} objects" in said
    assert seen == [f"ApiKey {Path(stack.here('/keys/kibana/kibana.key')).read_text().strip()}"]
