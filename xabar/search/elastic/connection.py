"""How to reach a server, and what its refusals mean in words."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from aiohttp import ServerFingerprintMismatch
from elastic_transport import TlsError
from elasticsearch import ApiError, AsyncElasticsearch, ConnectionTimeout, TransportError

from xabar.search.engine import EngineUnavailable

FINGERPRINT = re.compile("[0-9a-fA-F]{64}|[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){31}")
REQUEST_SECONDS = 60.0
_SHOWN = 200  # characters of an answer that is no error object


class WrongSetting(EngineUnavailable, ValueError):
    """A setting with which no server can be reached; the message names it and tells no secret."""


@dataclass(frozen=True, slots=True)
class Connection:
    """Where a server is and what to show it. `repr` holds no secret.

    `api_key` is the key, or the file that holds it, which is read when the connection is opened.
    `trust` is the certificate authority's PEM file, or the SHA-256 fingerprint of the server's certificate; None leaves the
    choice to the authorities that the system trusts. At most one of `api_key` and `basic_auth` is used. WrongSetting for
    an address that is none, and on opening for files that cannot be read.
    """

    address: str
    api_key: str | Path | None = field(default=None, repr=False)
    basic_auth: tuple[str, str] | None = field(default=None, repr=False)
    trust: str | Path | None = None

    def __post_init__(self) -> None:
        _split(self.address)

    def open(self) -> AsyncElasticsearch:
        """A client for it; nothing is sent yet. The client's own retries are off: each caller knows its own."""
        options: dict[str, Any] = {"request_timeout": REQUEST_SECONDS, "max_retries": 0}
        if self.api_key:
            options["api_key"] = _read_key(self.api_key)
        elif self.basic_auth:
            options["basic_auth"] = self.basic_auth
        if self.trust is not None and _split(self.address).scheme == "https":
            options |= self._trusted(self.trust)
        return AsyncElasticsearch(self._node(), **options)

    def _node(self) -> str:
        parts = _split(self.address)
        port = parts.port or 9200
        return parts._replace(netloc=f"{_bracketed(parts.hostname or '')}:{port}").geturl()

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


def _split(address: str) -> SplitResult:
    """The parts of an address. What stands before an `@` may be a password, whatever else is wrong: it is not told."""
    if "@" in address:
        shown = address.rpartition("@")[2]
        raise WrongSetting(
            f"XABAR_SEARCH_URL=…@{shown} holds a user or a password: give http(s)://host:9200 alone, and a key with"
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
        f"XABAR_SEARCH_URL={address!r} is no address of a search server: it must look like http(s)://host:9200, or be empty for the"
        " embedded index",
    )


def _read_key(key: str | Path) -> str:
    if isinstance(key, str):
        return key
    try:
        return key.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no text"
        raise WrongSetting(
            f"XABAR_SEARCH_API_KEY_FILE={str(key)!r} cannot be read ({reason}): name a file that holds the API key alone",
        ) from error


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


@contextmanager
def translate_errors(address: str) -> Iterator[None]:
    """Turn what goes wrong between us and the server into EngineUnavailable with a next step.

    Other refusals (a malformed request) stay what they are: they are mistakes of ours.
    """
    try:
        yield
    except TlsError as error:
        raise _distrust(address, _words(error)) from error
    except ConnectionTimeout as error:
        raise EngineUnavailable(f"{address}: no answer within {REQUEST_SECONDS:.0f} seconds") from error
    except ApiError as error:
        if (words := _refusal(error)) is None:
            raise
        raise EngineUnavailable(f"{address}: {words}") from error
    except TransportError as error:
        if isinstance(error.__context__, ServerFingerprintMismatch):  # the client drops it from `errors`
            raise _distrust(address, "its fingerprint is another") from error
        raise EngineUnavailable(f"{address}: cannot connect ({_words(error)})") from error


def _distrust(address: str, reason: str) -> EngineUnavailable:
    return EngineUnavailable(
        f"{address}: the certificate is not to be trusted ({reason}); set XABAR_SEARCH_CA to its authority's file or to"
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
    if status >= 500:
        return f"the server failed ({status}: {reason}): its own log says why"
    if status == 404 and missing_index(error) is not None:
        return f"there is no index {missing_index(error)}: run `xabar index setup`"
    if error.meta.headers.get("x-elastic-product") != "Elasticsearch":  # which it says in every answer
        return (
            f"what answers there ({status}) is no Elasticsearch, perhaps Kibana (5601) or a proxy: set"
            " XABAR_SEARCH_URL to Elasticsearch's own address (9200)"
        )
    return None


def missing_index(error: ApiError) -> str | None:
    """The index or alias that a request named and that is not there; None when that is not what went wrong."""
    body = error.body.get("error") if isinstance(error.body, dict) else None
    if not isinstance(body, dict) or body.get("type") != "index_not_found_exception":
        return None
    return str(body.get("index", body.get("reason")))


def describe_error(error: Any) -> str:
    """An error object of Elasticsearch in one line: its type, reason and cause."""
    if not isinstance(error, dict):
        return " ".join(str(error).split())[:_SHOWN]  # a proxy's page is long
    words = f"{error.get('type', 'error')}: {error.get('reason', '')}"
    cause = error.get("caused_by")
    return f"{words} ({describe_error(cause)})" if cause else words


def _words(error: TransportError) -> str:
    return str(error.message or type(error).__name__).splitlines()[0]
