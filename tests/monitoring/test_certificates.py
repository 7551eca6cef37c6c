"""The certificates of our own servers are looked at where TLS is spoken, by real handshakes on loopback."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from tests.certificates import write_certificates
from tests.ports import free_port
from xabar.config import Config
from xabar.health.installation import Installation, judge_installation
from xabar.monitoring.alarms import settle_health
from xabar.monitoring.certificates import find_certificates
from xabar.records.store import RecordStore

NOW = datetime.now(UTC)


@contextmanager
def serve_tls(folder: Path, good_for: timedelta, greeting: bytes = b"") -> Iterator[int]:
    """Show a certificate to whoever connects, and yield the port. With a greeting TLS is asked for first, as PostgreSQL's is."""
    folder.mkdir(exist_ok=True)
    write_certificates(folder, good_for)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server-key.pem")

    def answer() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:  # closed
                return
            with connection:
                if greeting:
                    assert connection.recv(8) == b"\x00\x00\x00\x08\x04\xd2\x16\x2f"
                    connection.sendall(greeting)
                if greeting != b"N":
                    with context.wrap_socket(connection, server_side=True) as secured:
                        secured.recv(1)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=answer)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()


def test_each_node_of_the_search_server_is_looked_at_and_one_that_is_away_is_left_out(tmp_path: Path) -> None:
    with (
        serve_tls(tmp_path / "one", timedelta(days=5)) as soon,
        serve_tls(tmp_path / "two", timedelta(days=90)) as later,
    ):
        url = f"https://127.0.0.1:{later}, https://localhost:{soon} ,https://localhost:{free_port()},http://es:9200"
        found = find_certificates(Config(search_url=url))
    assert found.keys() == {f"127.0.0.1:{later}", f"localhost:{soon}"}
    now = datetime.now(UTC)
    assert abs(found[f"localhost:{soon}"] - now - timedelta(days=5)) < timedelta(minutes=5)
    [finding] = judge_installation(Installation(certificates=found), now)
    assert (
        finding.cause == f"the certificate of localhost:{soon} ends on {found[f'localhost:{soon}']:%Y-%m-%d}"
    )


def test_the_alarm_opens_with_a_certificate_that_has_ended_and_clears_with_a_new_one(tmp_path: Path) -> None:
    """Whoever checks certificates would not even see the one that has ended."""
    with RecordStore(tmp_path / "records.sqlite") as records:
        for good_for, kinds in ((timedelta(hours=-1), ["certificate"]), (timedelta(days=90), [])):
            with serve_tls(tmp_path, good_for) as port:
                config = Config(data=tmp_path, search_url=f"https://localhost:{port}")
                [installation] = settle_health(config, records, NOW)
            assert [alarm.kind for alarm in installation.alarms if alarm.kind == "certificate"] == kinds


@pytest.mark.parametrize(
    ("greeting", "options", "is_seen"),
    [
        (b"S", "", True),
        (b"S", "?sslmode=verify-full", True),
        (b"N", "", False),
        (b"S", "?sslmode=disable", False),
    ],
)
def test_the_database_is_looked_at_where_it_speaks_tls(
    tmp_path: Path, greeting: bytes, options: str, is_seen: bool
) -> None:
    with serve_tls(tmp_path, timedelta(days=5), greeting) as port:
        config = Config(records=f"postgresql://xabar:secret@localhost:{port}/xabar{options}")
        assert (find_certificates(config).keys() == {f"localhost:{port}"}) == is_seen


@pytest.mark.parametrize(
    "url", ["https://localhost:99999", "https://[::1", "https://", "localhost:9200", "https://a..b"]
)
def test_what_is_no_address_of_a_server_is_left_to_who_opens_it(url: str) -> None:
    assert find_certificates(Config(search_url=url)) == {}


@pytest.mark.parametrize("records", ["postgresql:///xabar", "postgresql://%2Fvar%2Frun/xabar"])
def test_a_database_behind_a_socket_of_this_machine_has_none(records: str) -> None:
    assert find_certificates(Config(records=records)) == {}
