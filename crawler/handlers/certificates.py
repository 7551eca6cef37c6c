"""Trust a news site only by a certificate that an authority of the system vouches for."""

from __future__ import annotations

from typing import Any, Self

from OpenSSL.SSL import Error as TlsError
from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.crawler import Crawler
from service_identity import VerificationError
from twisted.web._newclient import ResponseFailed


class CertificatePolicy(_ScrapyClientContextFactory):
    """Scrapy's policy, which verifies by DOWNLOAD_VERIFY_CERTIFICATES, except for the hosts that the site declares."""

    unverified: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Take the exceptions from the spider's class."""
        policy = super().from_crawler(crawler, *args, **kwargs)
        policy.unverified = frozenset(getattr(crawler.spidercls, "unverified_hosts", ()))
        policy._always = policy._verify_certificates
        return policy

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:
        """Return what makes the TLS connection to a host."""
        self._verify_certificates = self._always and hostname.decode("ascii").lower() not in self.unverified
        return super().creatorForNetloc(hostname, port)

    _always = True


def is_untrusted(failed: ResponseFailed) -> bool:
    """Return whether a connection failed because its certificate was not believed."""
    return any(
        one.check(VerificationError)
        or (one.check(TlsError) and "certificate verify failed" in str(one.value))
        for one in failed.reasons
    )
