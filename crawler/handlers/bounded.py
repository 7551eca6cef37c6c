"""Fetch with a bound for the headers of an answer, from public addresses, and from servers that prove who they are."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Final, cast

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadCancelledError, DownloadFailedError
from scrapy.http import Request, Response
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS, ResponseFailed
from twisted.web._newclient import Request as TxRequest
from twisted.web.client import Agent
from twisted.web.iweb import IPolicyForHTTPS, IResponse

from crawler.handlers.agent import HostEndpoints, PageAgent
from crawler.handlers.certificates import CertificatePolicy, is_untrusted
from crawler.handlers.errors import BadCertificate
from crawler.handlers.resolver import refused_names
from crawler.middlewares.private_address import PrivateAddress

HEADER_BYTES: Final = 64 * 2**10  # of all headers of an answer, with what a server may send before them


class HeadersTooLarge(Exception):
    """The headers of an answer are larger than HEADER_BYTES."""


class BoundedDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's handler, which gives up an answer whose headers do not end. That is not tried again."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _BoundedFactory
        self._policy = CertificatePolicy.from_crawler(crawler)
        self._contextFactory = cast(IPolicyForHTTPS, self._policy)
        self._page_agent = partial(
            PageAgent,
            direct=lru_cache(maxsize=10)(self._direct_agent),
            contextFactory=self._contextFactory,
            bindAddress=self._bind_address,
            pool=self._pool,
            maxsize=self._default_maxsize,
            warnsize=self._default_warnsize,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=crawler,
            tls_verbose_logging=self._tls_verbose_logging,
        )

    async def download_request(self, request: Request) -> Response:
        """Return the response. Raise DownloadCancelledError, as for a large body, when its headers are too large.

        Raise BadCertificate when the server cannot prove that it is the host, PrivateAddress when a name is private.
        """
        try:
            with wrap_twisted_exceptions():
                return await maybe_deferred_to_future(self._page_agent().download_request(request))
        except DownloadFailedError as error:
            failed = error.__cause__
            if isinstance(failed, ResponseFailed) and any(
                one.check(HeadersTooLarge) for one in failed.reasons
            ):
                raise DownloadCancelledError(
                    f"{request.url}: the headers are larger than {HEADER_BYTES} bytes"
                ) from error
            if isinstance(failed, ResponseFailed) and is_untrusted(failed):
                raise BadCertificate(f"{request.url}: the certificate cannot be trusted") from error
            raise
        except CannotResolveHostError as error:
            if urlparse_cached(request).hostname in refused_names():
                raise PrivateAddress(f"{request.url} leads into a private network") from error
            raise

    def _direct_agent(self, timeout: float) -> Agent:
        """Return what asks a host itself, by no proxy, and gives up to connect after so many seconds."""
        from twisted.internet import reactor

        endpoints = HostEndpoints(reactor, self._policy, timeout)
        return Agent.usingEndpointFactory(reactor, endpoints, self._pool)  # type: ignore[no-untyped-call,no-any-return]


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    """A connection that counts what comes before the body of an answer."""

    def request(self, request: TxRequest) -> Deferred[IResponse]:
        self._header_bytes = 0
        answer = super().request(request)
        if self._parser is not None:
            self._parser.MAX_LENGTH = 2 * HEADER_BYTES  # of a line; what ends it is the count below
        return answer

    def dataReceived(self, data: bytes) -> None:
        if not self._is_in_headers():
            super().dataReceived(data)  # type: ignore[no-untyped-call]
            return
        self._header_bytes += len(data)
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        if self._header_bytes > HEADER_BYTES and self._is_in_headers():
            self._giveUp(Failure(HeadersTooLarge()))  # type: ignore[no-untyped-call]
            assert self.transport is not None
            self.transport.abortConnection()  # over TLS, losing it would wait for the other side

    def _is_in_headers(self) -> bool:
        return self._parser is not None and self._parser.state in (STATUS, HEADER)


class _BoundedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> _BoundedProtocol:
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
