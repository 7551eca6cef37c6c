"""When the certificates of our own servers end: the search server's nodes, and the database's."""

from __future__ import annotations

import logging
import socket
import ssl
import struct
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from xabar.config import Config
from xabar.records.place import is_address
from xabar.records.postgres_address import read_address

logger = logging.getLogger(__name__)

SECONDS: Final = 3.0  # for a server to show its certificate; one that is away is said elsewhere
# A client of PostgreSQL asks for TLS in these eight bytes, and the answer is S or N (its manual, "SSL Session Encryption").
_ASK_FOR_TLS: Final = struct.pack("!ii", 8, 80877103)
Greeting = Callable[[socket.socket], bool]
"""Says what comes before TLS, and returns whether the server will speak it."""


def find_certificates(config: Config) -> dict[str, datetime]:
    """Return when the certificate of each of our servers ends, by host and port.

    A server without TLS and one that does not answer are left out. Nothing is trusted and nothing is sent: a certificate
    that has ended, or that nobody vouches for, is looked at like any other.
    """
    servers = [*_search_servers(config.search_url), *_database_servers(config.records_place)]
    if not servers:
        return {}
    with ThreadPoolExecutor(len(servers)) as threads:
        ends = threads.map(lambda server: _find_end(*server), servers)
        return {
            f"{host}:{port}": end
            for (host, port, _), end in zip(servers, ends, strict=True)
            if end is not None
        }


def _search_servers(addresses: str | None) -> Iterator[tuple[str, int, Greeting]]:
    for address in (addresses or "").split(","):
        try:
            parts = urlsplit(address.strip())
            port = parts.port or 9200
        except (
            ValueError
        ) as error:  # who opens the index says what is wrong with it, and without the password in it
            logger.info(
                "an address of XABAR_SEARCH_URL is none, so it has no certificate: %s", type(error).__name__
            )
            continue
        if parts.scheme == "https" and parts.hostname:
            yield parts.hostname, port, lambda _: True


def _database_servers(place: object) -> Iterator[tuple[str, int, Greeting]]:
    """Yield the hosts of a database; a socket of this machine has no certificate."""
    if not isinstance(place, str) or not is_address(place):
        return
    parts = read_address(place)
    if parts.get("sslmode") == "disable":
        return
    hosts = parts.get("host", "").split(",")
    ports = parts.get("port", "5432").split(",")
    for host, port in zip(hosts, ports if len(ports) == len(hosts) else ports * len(hosts), strict=True):
        if host and not host.startswith(("/", "@")):
            yield host, int(port or 5432), _ask_for_tls


def _ask_for_tls(connection: socket.socket) -> bool:
    connection.sendall(_ASK_FOR_TLS)
    return connection.recv(1) == b"S"


def _find_end(host: str, port: int, greet: Greeting) -> datetime | None:
    from cryptography.x509 import load_der_x509_certificate  # only where a server has TLS

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with socket.create_connection((host, port), SECONDS) as connection:
            if not greet(connection):
                return None
            with context.wrap_socket(connection, server_hostname=host) as secured:
                shown = secured.getpeercert(binary_form=True)
                return load_der_x509_certificate(shown).not_valid_after_utc if shown else None
    except (OSError, ValueError) as error:
        logger.info("%s:%s shows no certificate: %s", host, port, error)
        return None
