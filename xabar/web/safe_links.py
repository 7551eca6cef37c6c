"""Addresses of strangers that a page may lead to, or load a picture from. Pure."""

from __future__ import annotations

import ipaddress
import re
from typing import Final
from urllib.parse import urlsplit

_PLAIN_HOST: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*")


def safe_link(url: str | None) -> str | None:
    """Return an address of the web; None for any other, such as `javascript:`."""
    if not url or not url.isprintable() or " " in url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.hostname else None


def picture_origin(url: str | None) -> str | None:
    """Return the origin of a picture that may be loaded, as a Content-Security-Policy names it; None if it may not.

    What lies in the reader's own network is no picture of a newspaper: a host must have a name with a dot that is no
    address, and the usual port.
    """
    if url is None or safe_link(url) is None:
        return None
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return None
    if port not in (None, 80, 443) or parts.username is not None or not _PLAIN_HOST.fullmatch(host):
        return None
    if host.endswith((".localhost", ".local", ".internal", ".home.arpa", ".lan")) or _is_address(host):
        return None
    return f"{parts.scheme.lower()}://{host}"


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
