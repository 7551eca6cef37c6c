"""Keep the crawl out of private networks: a redirect must not reach machines that only this one can reach."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from typing import Final

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

_REMEMBERED: Final = 1_000  # hosts


class PrivateAddress(IgnoreRequest):
    """The address belongs to a private network (loopback, link-local, RFC 1918, RFC 4193 and the like)."""


class PrivateAddressMiddleware:
    """Refuse a request whose host is, or resolves to, an address outside the public internet.

    This happens at every hop of a redirect. The address that answered is checked again, because a name may resolve to
    something else a moment later.
    """

    def __init__(self, *, resolve: bool) -> None:
        self._resolve = resolve
        self._verdicts: dict[str, bool] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PrivateAddressMiddleware:
        """Raise NotConfigured with XABAR_ALLOW_PRIVATE. Resolve no names with XABAR_MIRROR: nothing is fetched from them.

        Numeric addresses are refused even then.
        """
        if crawler.settings.getbool("XABAR_ALLOW_PRIVATE"):
            raise NotConfigured
        return cls(resolve=not crawler.settings["XABAR_MIRROR"])

    async def process_request(self, request: Request) -> None:
        """Raise PrivateAddress when the host is private."""
        host = urlparse_cached(request).hostname or ""
        if host not in self._verdicts:
            if len(self._verdicts) >= _REMEMBERED:
                self._verdicts.clear()
            self._verdicts[host] = await self._is_private(host)
        if self._verdicts[host]:
            raise PrivateAddress(
                f"{request.url} leads into a private network; XABAR_ALLOW_PRIVATE allows that"
            )

    def process_response(self, request: Request, response: Response) -> Response:
        """Raise PrivateAddress when a private machine answered under a public name."""
        machine = response.ip_address if self._resolve and "proxy" not in request.meta else None
        if machine is not None and not is_public(machine):
            raise PrivateAddress(f"{request.url} was answered by {machine}")
        return response

    async def _is_private(self, host: str) -> bool:
        literal = as_address(host)
        if literal is not None:
            return not is_public(literal)
        if host.rstrip(".").lower() == "localhost" or host.rstrip(".").lower().endswith(".localhost"):
            return True  # RFC 6761
        if not self._resolve:
            return False
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except OSError:
            return False  # the downloader will report that nobody answers
        return any(not is_public(ipaddress.ip_address(str(entry[4][0]).partition("%")[0])) for entry in found)


def as_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the address that a numeric host means, in any notation that a resolver takes; None for a name.

    127.1, 0x7f000001 and 2130706433 are 127.0.0.1.
    """
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    if host[-1:].isdigit() or host.lower().startswith("0x"):
        try:
            return ipaddress.IPv4Address(socket.inet_aton(host))
        except OSError:
            return None
    return None


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Return whether an address is in the public internet; one that embeds an IPv4 address is judged by that address."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return inner.is_global
        if address in _NEVER or address in _LOCAL_NAT64:
            return False
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF).is_global
    return address.is_global and not address.is_multicast


_NEVER: Final = ipaddress.ip_network(
    "::/96"
)  # once the place of IPv4 addresses (RFC 4291, 2.5.5.1); nobody answers
_LOCAL_NAT64: Final = ipaddress.ip_network("64:ff9b:1::/48")  # RFC 8215
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052
