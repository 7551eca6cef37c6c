"""Connecting to a server, and explaining its refusals to the user."""

from __future__ import annotations

import logging
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from aiohttp import ServerFingerprintMismatch
from elastic_transport import TlsError
from elasticsearch import ApiError, AsyncElasticsearch, ConnectionTimeout, TransportError

from xabar.search.elastic.traces import start_traces
from xabar.search.elastic.watched_node import WatchedNode
from xabar.search.engine import EngineUnavailable

logger = logging.getLogger(__name__)

FINGERPRINT = re.compile("[0-9a-fA-F]{64}|[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){31}")
REQUEST_SECONDS = (
    75.0  # the server gives up on a shard after 60 and says which: its words are the better ones
)
DEAD_NODE_SECONDS = (
    1.0  # after which a node that failed is asked again; doubled each time, up to four of them
)
_NODE_NOT_READY = (502, 503, 504)  # answers with which another node of the cluster is asked
# The client says in lines of its own what our errors say in words.
logging.getLogger("elastic_transport").setLevel(logging.CRITICAL)
_SHOWN = 200  # characters that we show of an answer that is not an error object


class WrongSetting(EngineUnavailable, ValueError):
    """A setting with which no server can be reached. The message names it and reveals no secret."""


@dataclass(frozen=True, slots=True)
class Connection:
    """The address of a server, or of several nodes of one cluster, and our credentials. `repr` shows no secret.

    Several addresses are separated by commas. A request goes to one node after another, and to the next one if a node
    cannot be reached, is silent or says that it is not ready; a node that failed is asked again after some seconds.
    `api_key` is the key, or the file that holds it, which is read when the connection is opened. `basic_auth` is used
    only without a key. `trust` is the PEM file of the certificate authority or the SHA-256 fingerprint of the server's
    certificate; with None the authorities of the system are trusted. Raise WrongSetting for a malformed address, and on
    opening for a file that cannot be read.
    """

    address: str
    api_key: str | Path | None = field(default=None, repr=False)
    basic_auth: tuple[str, str] | None = field(default=None, repr=False)
    trust: str | Path | None = None

    def __post_init__(self) -> None:
        for address in self.addresses:
            _split(address)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The address of each node."""
        return tuple(filter(None, map(str.strip, self.address.split(",")))) or (self.address,)

    def of_each_node(self) -> tuple[Connection, ...]:
        """Return a connection to each node alone."""
        return tuple(replace(self, address=address) for address in self.addresses)

    def open(self) -> AsyncElasticsearch:
        """Return a client, which has sent nothing yet. It asks each node once: each caller knows when to ask again."""
        start_traces()
        options: dict[str, Any] = {
            "request_timeout": REQUEST_SECONDS,
            "max_retries": len(self.addresses) - 1,
            "retry_on_status": _NODE_NOT_READY,
            "dead_node_backoff_factor": DEAD_NODE_SECONDS,
            "max_dead_node_backoff": 4 * DEAD_NODE_SECONDS,
        }
        if len(self.addresses) > 1:
            options["node_class"] = WatchedNode
        for address in self.addresses if self.api_key or self.basic_auth else ():
            _warn_of_http(address)
        if self.api_key:
            options["api_key"] = _read_key(self.api_key)
        elif self.basic_auth:
            options["basic_auth"] = self.basic_auth
        if self.trust is not None and any(_split(address).scheme == "https" for address in self.addresses):
            options |= self._trusted(self.trust)
        return AsyncElasticsearch([_node(address) for address in self.addresses], **options)

    @staticmethod
    def _trusted(trust: str | Path) -> dict[str, Any]:
        if isinstance(trust, str) and FINGERPRINT.fullmatch(trust):
            return {"ssl_assert_fingerprint": trust, "verify_certs": False, "ssl_show_warn": False}
        try:
            ssl.create_default_context(cafile=trust)
        except OSError as error:
            raise WrongSetting(
                f"XABAR_SEARCH_CA={str(trust)!r} is neither a SHA-256 fingerprint nor a PEM file with a certificate"
                f" ({error.strerror}): give one of the two",
            ) from error
        return {"ca_certs": str(trust)}


def _node(address: str) -> str:
    parts = _split(address)
    port = parts.port or 9200
    return parts._replace(netloc=f"{_bracketed(parts.hostname or '')}:{port}").geturl()


@lru_cache  # once for each address
def _warn_of_http(address: str) -> None:
    """Say that a key can be read on its way: a stranger in between may use it."""
    parts = _split(address)
    host = parts.hostname or ""
    if parts.scheme == "http" and host != "localhost" and not host.startswith("127.") and host != "::1":
        logger.warning(
            "%s: the API key goes there unencrypted, for anybody in between to read: use https:// and XABAR_SEARCH_CA",
            address,
        )


def _split(address: str) -> SplitResult:
    """Return the parts of an address. What stands before an `@` may be a password, so no message shows it."""
    if "@" in address:
        shown = address.rpartition("@")[2]
        raise WrongSetting(
            f"XABAR_SEARCH_URL=…@{shown} holds a user or a password: give only http(s)://host:9200, and a key with"
            " XABAR_SEARCH_API_KEY",
        )
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna")
        if parts.scheme in ("http", "https") and host and not host.split()[1:] and parts.port != 0:
            return parts
    except ValueError:  # of a port, a bracket or a name
        pass
    raise WrongSetting(
        f"XABAR_SEARCH_URL={address!r} is not the address of a search server: it must look like http(s)://host:9200, or"
        " be empty for the embedded index",
    )


def _read_key(key: str | Path) -> str:
    if isinstance(key, str):
        return key
    try:
        return key.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not text"
        raise WrongSetting(
            f"XABAR_SEARCH_API_KEY_FILE={str(key)!r} cannot be read ({reason}): name a file that holds"
            " nothing but the API key",
        ) from error


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


@contextmanager
def translate_errors(address: str) -> Iterator[None]:
    """Turn the client's errors into EngineUnavailable that says what to do next.

    Other refusals, such as that of a malformed request, pass through: they are mistakes of ours.
    """
    try:
        yield
    except TlsError as error:
        raise _distrust(address, _first_line(error)) from error
    except ConnectionTimeout as error:
        raise EngineUnavailable(f"{address}: no answer within {REQUEST_SECONDS:.0f} seconds") from error
    except ApiError as error:
        if (refusal := _refusal(error)) is None:
            raise
        raise EngineUnavailable(f"{address}: {refusal}") from error
    except TransportError as error:
        if isinstance(error.__context__, ServerFingerprintMismatch):  # the client drops it from `errors`
            raise _distrust(address, "it has another fingerprint") from error
        raise EngineUnavailable(f"{address}: cannot connect ({_first_line(error)})") from error


def _distrust(address: str, reason: str) -> EngineUnavailable:
    return EngineUnavailable(
        f"{address}: the certificate cannot be trusted ({reason}); set XABAR_SEARCH_CA to its authority's file or to"
        " its SHA-256 fingerprint"
    )


def _refusal(error: ApiError) -> str | None:
    status = error.meta.status
    reason = describe_error(error.body.get("error") if isinstance(error.body, dict) else error.body)
    if status == 401:
        return f"the API key is missing or wrong ({reason})"
    if status == 403:
        return f"the API key lacks a right ({reason})"
    if status in (429, 502, 503, 504):
        return f"too busy or not ready ({status}: {reason})"
    if status == 413:
        return "a request of ours is larger than the server or a proxy before it allows (413): raise its limit to 2 MB"
    if status >= 500:
        return f"the server failed ({status}: {reason}): its own log says why"
    if status == 404 and missing_index(error) is not None:
        return f"there is no index {missing_index(error)}: run `xabar index setup`"
    if (
        error.meta.headers.get("x-elastic-product") != "Elasticsearch"
    ):  # which Elasticsearch says in every answer
        return (
            f"what answers there ({status}) is not Elasticsearch but perhaps Kibana (5601) or a proxy: set"
            " XABAR_SEARCH_URL to Elasticsearch's own address (9200)"
        )
    return None


def missing_index(error: ApiError) -> str | None:
    """Return the index or alias that a request named and that is missing; None for any other error."""
    body = error.body.get("error") if isinstance(error.body, dict) else None
    if not isinstance(body, dict) or body.get("type") != "index_not_found_exception":
        return None
    return str(body.get("index", body.get("reason")))


def describe_error(error: Any) -> str:
    """Return an error object of Elasticsearch as one line: its type, reason and cause."""
    if not isinstance(error, dict):
        return " ".join(str(error).split())[:_SHOWN]  # a proxy's page is long
    words = f"{error.get('type', 'error')}: {error.get('reason', '')}"[:_SHOWN]
    cause = error.get("caused_by")
    return f"{words} ({describe_error(cause)})" if cause else words


def _first_line(error: TransportError) -> str:
    return str(error.message or type(error).__name__).splitlines()[0][:_SHOWN]
