"""How to reach a server, and what its refusals mean in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ServerFingerprintMismatch
from elastic_transport import TlsError
from elasticsearch import ApiError, AsyncElasticsearch, ConnectionTimeout, TransportError

from xabar.search.engine import EngineUnavailable

FINGERPRINT = re.compile(r"[0-9a-fA-F:]{64,95}")
REQUEST_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Connection:
    """Where a server is and what to show it. `repr` holds no secret.

    `trust` is the certificate authority's PEM file, or the SHA-256 fingerprint of the server's certificate; None leaves the
    choice to the authorities that the system trusts. At most one of `api_key` and `basic_auth` is used.
    """

    address: str
    api_key: str | None = field(default=None, repr=False)
    basic_auth: tuple[str, str] | None = field(default=None, repr=False)
    trust: str | Path | None = None

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        if parts.username or parts.password:
            bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
            raise ValueError(
                f"the address {bare} came with a password in it: use XABAR_SEARCH_API_KEY instead"
            )
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(
                f"the address of Elasticsearch is {self.address!r}; it must look like https://host:9200"
            )

    def open(self) -> AsyncElasticsearch:
        """A client for it; nothing is sent yet. The client's own retries are off: each caller knows its own."""
        options: dict[str, Any] = {"request_timeout": REQUEST_SECONDS, "max_retries": 0}
        if self.api_key:
            options["api_key"] = self.api_key
        elif self.basic_auth:
            options["basic_auth"] = self.basic_auth
        if self.trust is not None and self.address.startswith("https:"):
            options |= self._trusted(self.trust)
        return AsyncElasticsearch(self._node(), **options)

    def _node(self) -> str:
        parts = urlsplit(self.address)
        port = parts.port or 9200
        return parts._replace(netloc=f"{_bracketed(parts.hostname or '')}:{port}").geturl()

    @staticmethod
    def _trusted(trust: str | Path) -> dict[str, Any]:
        if isinstance(trust, str) and FINGERPRINT.fullmatch(trust):
            return {"ssl_assert_fingerprint": trust, "verify_certs": False, "ssl_show_warn": False}
        if not Path(trust).is_file():
            raise ValueError(
                f"the certificate authority {str(trust)!r} is neither a file nor a SHA-256 fingerprint"
            )
        return {"ca_certs": str(trust)}


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


@contextmanager
def speaking(address: str) -> Iterator[None]:
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
    reason = describe_error(error.body.get("error") if isinstance(error.body, dict) else error.body)
    if error.meta.status == 401:
        return f"the API key is missing or wrong ({reason})"
    if error.meta.status == 403:
        return f"the API key lacks a right ({reason})"
    if error.meta.status in (429, 502, 503, 504):
        return f"too busy or not ready ({error.meta.status}: {reason})"
    if error.meta.status == 404 and missing_index(error) is not None:
        return f"there is no index {missing_index(error)}: run `xabar index setup`"
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
        return str(error)
    words = f"{error.get('type', 'error')}: {error.get('reason', '')}"
    cause = error.get("caused_by")
    return f"{words} ({describe_error(cause)})" if cause else words


def _words(error: TransportError) -> str:
    return str(error.message or type(error).__name__).splitlines()[0]
