"""A real Elasticsearch for the tests; start as many servers as a test needs.

    python -m tests.elasticsearch_server     one server in the foreground, until Ctrl-C

It refuses to run as root, so root starts it as `nobody`.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.certificates import write_certificates
from tests.elasticsearch_guard import STOP_SECONDS, as_server_user, end_group, hand_over
from tests.elasticsearch_release import (
    HOW_TO_HAVE_IT,
    VERSION,
    ServerMissing,
    cache_folder,
    find_java,
    server_folder,
)
from tests.ports import free_port

GUARD = Path(__file__).with_name("elasticsearch_guard.py")
# Most of what a start costs is the compilation and the verification of classes. These come from a release.
QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote"
START_SECONDS = 240  # it takes ten on a quiet machine, and minutes on a busy one


@dataclass
class ElasticsearchServer:
    """One server on loopback with a folder of its own. `secure` turns on TLS and API keys.

    A guard process runs the server, and stops it when the tests end, in whatever way.
    """

    secure: bool = False
    heap: str = "1g"
    java_options: str = QUICK_START  # "" for measuring speed
    port: int = field(default_factory=free_port)
    transport_port: int = field(default_factory=free_port)
    password: str = field(default_factory=lambda: secrets.token_urlsafe(12), repr=False)
    cluster: tuple[int, ...] = ()  # the transport ports of all its nodes; empty for a server of its own
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="xabar-elasticsearch-")))
    guard: subprocess.Popen[str] | None = field(default=None, repr=False)
    group: int = 0  # the process group of the server itself

    @property
    def url(self) -> str:
        """The address, without secrets."""
        return f"{'https' if self.secure else 'http'}://127.0.0.1:{self.port}"

    @property
    def ca_certs(self) -> Path:
        """The certificate authority that a client of the secured server must trust."""
        return self.folder / "config" / "ca.pem"

    def start(self) -> ElasticsearchServer:
        """Start it, for the first time or again with the same data, and wait until it answers."""
        if not server_folder().is_dir():
            raise ServerMissing(f"Elasticsearch {VERSION} is not here: {HOW_TO_HAVE_IT}.")
        environment = server_environment(self)
        if not (self.folder / "config").exists():
            configure(self, environment)
        guard = [sys.executable, str(GUARD), str(self.folder)]
        self.guard = subprocess.Popen(
            guard,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            start_new_session=True,
        )
        assert self.guard.stdout is not None
        self.group = int(self.guard.stdout.readline() or 0)
        self.wait_until_ready()
        return self

    def wait_until_ready(self) -> None:
        """Wait until it answers requests. Raise RuntimeError with the end of its log if it does not start."""
        path = (
            "/_security/_authenticate"
            if self.secure
            else "/_cluster/health?wait_for_status=yellow&timeout=1s"
        )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.guard is None or self.guard.poll() is not None:
                break
            try:
                self.request("GET", path)
                return
            except (OSError, urllib.error.URLError):
                time.sleep(0.2)
        log = (self.folder / "server.log").read_text(errors="replace")[-3000:]
        raise RuntimeError(f"Elasticsearch did not start on port {self.port}. Its last words:\n{log}")

    def request(self, method: str, path: str, body: object = None) -> object:
        """Send a request as the superuser without the client under test. Raise HTTPError if it is refused."""
        token = base64.b64encode(f"elastic:{self.password}".encode()).decode()
        headers = {"Content-Type": "application/json"} | (
            {"Authorization": f"Basic {token}"} if self.secure else {}
        )
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data, headers=headers, method=method)
        trust = ssl.create_default_context(cafile=str(self.ca_certs)) if self.secure else None
        with urllib.request.urlopen(request, timeout=30, context=trust) as response:
            text = response.read().decode()
            return json.loads(text) if text else None

    def kill(self) -> None:
        """End it as a power cut would (SIGKILL). The data stay, and `start` brings it back."""
        self._end(signal.SIGKILL)

    def halt(self) -> None:
        """Shut it down in order. The data stay, and `start` brings it back."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.guard is None:
            return
        end_group(self.group, how)
        self.guard.wait(
            STOP_SECONDS
        )  # its input is still open: it must not take this for the end of the tests
        self._let_guard_go()

    def _let_guard_go(self) -> None:
        if self.guard is not None:
            self.guard.communicate(timeout=STOP_SECONDS * 2)  # closes its input first
            self.guard = None

    def stop(self) -> None:
        """End it for good and remove its folder."""
        self._let_guard_go()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def elasticsearch_cluster(nodes: int = 3, heap: str = "512m") -> Iterator[list[ElasticsearchServer]]:
    """Run a cluster of so many nodes without security, and yield them when all have found each other."""
    ports = tuple(free_port() for _ in range(nodes))
    servers = [ElasticsearchServer(heap=heap, transport_port=port, cluster=ports) for port in ports]
    try:
        with ThreadPoolExecutor(nodes) as pool:  # none is ready before most of them are there
            list(pool.map(ElasticsearchServer.start, servers))
        servers[0].request("GET", f"/_cluster/health?wait_for_nodes={nodes}&timeout=25s")
        yield servers
    finally:
        for server in servers:
            server.stop()


def server_environment(server: ElasticsearchServer) -> dict[str, str]:
    """Return the environment that the start script of the full distribution would set."""
    java = str(find_java())
    return {
        "PATH": os.environ.get("PATH", ""),
        "XABAR_CACHE": str(cache_folder()),
        "ES_HOME": str(server_folder()),
        "ES_PATH_CONF": str(server.folder / "config"),
        "ES_TMPDIR": str(server.folder / "tmp"),
        "ES_DISTRIBUTION_TYPE": "zip",
        "JAVA_TYPE": "ES_JAVA_HOME",
        "ES_JAVA_HOME": java,
        "JAVA": f"{java}/bin/java",
        "ES_JAVA_OPTS": f"-Xms{server.heap} -Xmx{server.heap} {server.java_options}",
        "CLI_JAVA_OPTS": "-Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1",
    }


def configure(server: ElasticsearchServer, environment: Mapping[str, str]) -> None:
    """Write the server's settings, and for a secured one its certificates and first password."""
    config = server.folder / "config"
    shutil.copytree(server_folder() / "config", config)
    for name in ("data", "logs", "tmp"):
        (server.folder / name).mkdir()
    options = (config / "jvm.options").read_text().splitlines()
    (config / "jvm.options").write_text("\n".join(line for line in options if "gc.log" not in line))
    if server.secure:
        write_certificates(config)
    lines = [f"{name}: {json.dumps(value)}" for name, value in server_settings(server).items()]
    (config / "elasticsearch.yml").write_text("\n".join(lines))
    hand_over(server.folder)
    if server.secure:
        set_password(server.password, environment)


def server_settings(server: ElasticsearchServer) -> dict[str, object]:
    """Return the content of elasticsearch.yml."""
    settings: dict[str, object] = {
        "cluster.name": f"xabar-test-{server.cluster[0] if server.cluster else server.transport_port}",
        "network.host": "127.0.0.1",
        "http.port": server.port,
        "transport.port": server.transport_port,
        "path.data": str(server.folder / "data"),
        "path.logs": str(server.folder / "logs"),
        "xpack.security.enabled": server.secure,
        "cluster.routing.allocation.disk.threshold_enabled": False,
        "thread_pool.estimated_time_interval": "0ms",  # it forgets a removal when it is time, not 200 ms later
    }
    if server.cluster:
        names = [f"node-{port}" for port in server.cluster]
        settings |= {
            "node.name": f"node-{server.transport_port}",
            "cluster.initial_master_nodes": names,
            "discovery.seed_hosts": [f"127.0.0.1:{port}" for port in server.cluster],
        }
    else:
        settings["discovery.type"] = "single-node"
    if server.secure:
        settings |= {
            "xpack.security.http.ssl.enabled": True,
            "xpack.security.http.ssl.key": "server-key.pem",
            "xpack.security.http.ssl.certificate": "server.pem",
            "xpack.security.transport.ssl.enabled": False,
        }
    return settings


def set_password(password: str, environment: Mapping[str, str]) -> None:
    """Put the superuser's first password into the server's keystore, before the first start."""
    tool = [str(server_folder() / "bin" / "elasticsearch-cli"), "add", "-x", "-f", "bootstrap.password"]
    more = {"CLI_NAME": "keystore", "CLI_LIBS": "lib/tools/keystore-cli"}
    subprocess.run(
        tool,
        input=password,
        text=True,
        check=True,
        capture_output=True,
        cwd=server_folder(),
        env={**environment, **more},
        **as_server_user(),
    )


def run() -> None:
    """Run one server until Ctrl-C."""
    server = ElasticsearchServer().start()
    print(f"{server.url}  (Ctrl-C ends it)", flush=True)
    try:
        signal.pause()
    except KeyboardInterrupt:
        server.stop()


if __name__ == "__main__":
    run()
