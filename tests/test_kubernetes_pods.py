"""What the pods run, with their own commands, environment and probes, against a real PostgreSQL and a secured Elasticsearch.

There are no containers. What a pod would see under /data, /secrets and /tmp is in a folder of the test, and its folder
for data is empty, as an `emptyDir` is.
"""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import fork_server
from tests.cli.conftest import on_loopback
from tests.elasticsearch_server import ElasticsearchServer
from tests.ports import free_port
from tests.record_stores import EmptyDatabases
from tests.test_compose_services import forget
from tests.test_kubernetes import CONTAINERS, FOLDER, SECRETS
from xabar.app.demo import build_demo
from xabar.demo.server import serve_sites

SETUP, SCHEDULER, TOKEN, WEB = (
    CONTAINERS[name]
    for name in (
        "Job setup, setup",
        "Deployment scheduler, scheduler",
        "Deployment web, token",
        "Deployment web, web",
    )
)


class Cluster:
    """The folders of the pods, and the places here of what their manifests name."""

    def __init__(self, folder: Path, server: ElasticsearchServer, database: str) -> None:
        self.folder = folder
        self.server = server
        self.secrets = folder / "secrets"  # what somebody puts into kubernetes/secrets
        self.secrets.mkdir()
        assert server.ca_certs is not None
        (self.secrets / "records").write_text(f"{database}\n")
        (self.secrets / "ca.pem").write_text(Path(server.ca_certs).read_text())
        (self.secrets / "elastic_password").write_text(server.password)
        (self.secrets / "web-token").write_text("a-token-of-the-tests-0123456789\n")
        self.kustomization = yaml.safe_load((FOLDER / "kustomization.yaml").read_text())

    def mount(self) -> None:
        """Lay the files where the pods' volumes have them."""
        assert {path.name for path in self.secrets.iterdir()} >= set(SECRETS)
        for made in self.kustomization["secretGenerator"]:
            for each in made["files"]:
                name, _, source = each.rpartition("=")
                target = self.folder / "mounted" / made["name"] / (name or Path(source).name)
                target.parent.mkdir(parents=True)
                target.write_text((self.secrets / Path(source).name).read_text())

    def here(self, pod: str, text: str) -> str:
        """Return a word of a manifest with the paths of this machine."""
        text = text.replace("/secrets/", f"{self.folder}/mounted/")
        return text.replace("/data", f"{self.folder}/{pod}")

    def environment(self, pod: str, container: dict[str, Any]) -> dict[str, str]:
        """Return the environment of a container."""
        (self.folder / pod).mkdir(exist_ok=True)
        [settings] = self.kustomization["configMapGenerator"]
        values = dict(literal.split("=", 1) for literal in settings["literals"])
        values |= {each["name"]: each["value"] for each in container.get("env", ())}
        values["XABAR_SEARCH_URL"] = self.server.url
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("XABAR_")}
        return inherited | {name: self.here(pod, value) for name, value in values.items()}

    def start(self, pod: str, container: dict[str, Any], *more: str, **ports: int) -> fork_server.Process:
        """Start a container's program. `ports` are other ones for those that its options name."""
        words = [self.here(pod, word) for word in container["args"]]
        for place, word in enumerate(words):
            option, _, value = word.removeprefix("--").partition("=")
            if option in ports:
                host = value.rpartition(":")[0]
                words[place] = f"--{option}={host}:{ports[option]}" if host else f"--{option}={ports[option]}"
        return fork_server.Process(
            fork_server.XABAR, *words, *more, env=self.environment(pod, container) | {"PYTHONUNBUFFERED": "1"}
        )


@pytest.fixture
def cluster(
    secured_elasticsearch: ElasticsearchServer, empty_databases: EmptyDatabases, tmp_path: Path
) -> Iterator[Cluster]:
    forget(secured_elasticsearch)  # other tests may have made keys of the same names
    yield Cluster(tmp_path, secured_elasticsearch, empty_databases.empty("pods"))
    forget(secured_elasticsearch)


def probe(container: dict[str, Any], kind: str, port: int) -> str:
    """Ask what a kubelet asks, until there is an answer."""
    path = container[kind]["httpGet"]["path"]
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as refused:
            return f"{refused.code}: {refused.read().decode()}"
        except (ConnectionError, urllib.error.URLError):  # it does not listen yet
            assert time.monotonic() < deadline
            time.sleep(0.05)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_setup_scheduler_and_page(cluster: Cluster) -> None:
    keys = ["index", "setup", "--admin-password-file", cluster.secrets / "elastic_password", "--keys"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XABAR_")}
    environment |= {
        "XABAR_DATA": str(cluster.folder / "somewhere"),
        "XABAR_SEARCH_URL": cluster.server.url,
        "XABAR_SEARCH_CA": str(cluster.secrets / "ca.pem"),
    }
    made = fork_server.run(fork_server.XABAR, *map(str, keys), str(cluster.secrets), env=environment)
    assert made.returncode == 0, made.stderr
    cluster.mount()

    with cluster.start("setup", SETUP) as job:
        said, complaints = job.communicate(120)
        assert job.returncode == 0, said + complaints

    port = free_port()
    with serve_sites(build_demo(datetime.now(UTC))) as address:
        only = ("egemen_kz", *on_loopback(address))
        with cluster.start("scheduler", SCHEDULER, *only, metrics=port) as scheduler:
            assert probe(SCHEDULER, "startupProbe", port) == "well\n"
            assert scheduler.stdout is not None
            done = next(line for line in scheduler.stdout if line.startswith("egemen_kz: "))
            assert probe(SCHEDULER, "readinessProbe", port) == "well\n"
            assert probe(SCHEDULER, "livenessProbe", port) == "well\n"
            scheduler.send_signal(signal.SIGTERM)
            _, logged = scheduler.communicate(120)
            assert scheduler.returncode == 0, logged
    assert "egemen_kz: done; next " in done
    assert [json.loads(line)["level"] for line in logged.splitlines() if line.startswith("{")]
    left = {path.name for path in (cluster.folder / "scheduler").rglob("*") if path.is_file()}
    assert not left, "a pod's folder goes with the pod"

    port = free_port()
    copied = [cluster.here("web", word) for word in TOKEN["command"]]
    (cluster.folder / "web").mkdir()
    subprocess.run(copied, check=True)
    assert stat.S_IMODE((cluster.folder / "web" / "web-token").stat().st_mode) == 0o600
    with cluster.start("web", WEB, port=port) as page:
        assert "<form" in probe(WEB, "readinessProbe", port)
        assert "<form" in probe(WEB, "livenessProbe", port)
        token = (cluster.secrets / "web-token").read_text().strip()
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/?q=*&format=json", headers={"Authorization": f"Bearer {token}"}
        )
        assert json.load(urllib.request.urlopen(request, timeout=60))["total"] == 13
        page.send_signal(signal.SIGTERM)
        _, complaints = page.communicate(60)
        assert page.returncode in (0, -signal.SIGTERM), complaints  # uvicorn ends by the signal that asked it
