"""Ask a host again by what was made for its first request: its encoded name and the authorities that vouch for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, cast

from scrapy.core.downloader.handlers.http11 import _ScrapyAgent
from scrapy.http import Headers, Request
from twisted.internet.endpoints import HostnameEndpoint, wrapClientTLS
from twisted.internet.interfaces import IStreamClientEndpoint
from twisted.web.client import URI, Agent
from twisted.web.iweb import IResponse

from crawler.handlers.certificates import CertificatePolicy

HOSTS: Final = 100  # remembered; a crawl asks few


class HostEndpoints:
    """Twisted's IAgentEndpointFactory that makes the endpoint of a host once, and not for each request.

    An endpoint resolves the name for each connection, and every connection over TLS proves the host anew.
    """

    def __init__(self, reactor: Any, policy: CertificatePolicy, timeout: float) -> None:
        self._reactor = reactor
        self._policy = policy
        self._timeout = timeout  # seconds for a connection
        self._endpoint = lru_cache(HOSTS)(self._make)

    def endpointForURI(self, uri: URI) -> IStreamClientEndpoint:
        """Return the endpoint of a host."""
        return self._endpoint(uri.scheme, uri.host, uri.port)

    def _make(self, scheme: bytes, host: bytes, port: int) -> IStreamClientEndpoint:
        name = host.decode("ascii")
        endpoint = cast(
            IStreamClientEndpoint, HostnameEndpoint(self._reactor, name, port, timeout=self._timeout)
        )
        if scheme == b"https":
            return wrapClientTLS(self._policy.creatorForNetloc(host, port), endpoint)
        return endpoint


class PageAgent(_ScrapyAgent):
    """Scrapy's agent for one request. It takes a direct agent that is there, and reads the answer's headers once.

    With `only_direct` it does so even where the request would go through a proxy or from an address of its own.
    """

    def __init__(
        self, *, direct: Callable[[float], Agent], only_direct: bool = False, **settings: Any
    ) -> None:
        super().__init__(**settings)
        self._direct = direct
        self._only_direct = only_direct
        self._headers: Headers | None = None

    def _get_agent(self, request: Request, timeout: float) -> Agent:
        own_way = self._bindAddress or request.meta.get("bindaddress") or request.meta.get("proxy")
        if own_way and not self._only_direct:
            return super()._get_agent(request, timeout)
        return self._direct(timeout)

    def _headers_from_twisted_response(self, response: IResponse) -> Headers:  # type: ignore[override]
        if self._headers is None:
            self._headers = _ScrapyAgent._headers_from_twisted_response(response)
        return self._headers
