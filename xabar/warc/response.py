"""An answer as a server gave it: what is written of one, and what is read again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from xabar.http_response import HttpResponse


@dataclass(frozen=True)
class ReceivedResponse:
    """An answer as it came. `body` is still packed, if `encoding` says how."""

    url: str
    status: int
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes
    fetched_at: datetime
    encoding: str | None = None  # gzip or br
    ip_address: str | None = None

    @cached_property
    def digest(self) -> bytes:
        """The SHA-1 of the body as it came, which the format calls the payload."""
        return digest_of(self.body)


def digest_of(body: bytes) -> bytes:
    """Return the SHA-1 of a body, by which the tools for WARC know what is the same. It proves nothing against forgery."""
    return hashlib.sha1(body, usedforsecurity=False).digest()


@dataclass(frozen=True, slots=True)
class KeptResponse:
    """An answer that was read again, unpacked."""

    response: HttpResponse
    fetched_at: datetime
