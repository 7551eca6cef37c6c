"""Webhooks: a POST with JSON, signed as Standard Webhooks 1.0 asks (https://www.standardwebhooks.com).

webhook-id: KEY                      the same whenever the message is sent again
webhook-timestamp: 1764158400        seconds since 1970 of this attempt; a receiver refuses old ones
webhook-signature: v1,BASE64         HMAC-SHA256 of "KEY.TIMESTAMP.BODY"
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

import aiohttp

from xabar.delivery.message import DeliveryFailed, Message, to_json
from xabar.delivery.targets import Webhook
from xabar.version import __version__

# What may pass: time-outs, conflicts, too early, too many, and whatever is the server's own fault.
_MAY_PASS: Final = frozenset({408, 409, 425, 429})
_LONGEST_ANSWER = 300  # bytes of an answer that says what is wrong


def sign(secret: str, key: str, timestamp: int, body: bytes) -> str:
    """Return the signature of a body. A secret that begins with whsec_ is Base64, another one is its own bytes."""
    plain = secret.removeprefix("whsec_")
    raw = base64.b64decode(plain) if plain != secret else secret.encode()
    digest = hmac.new(raw, b".".join((key.encode(), str(timestamp).encode(), body)), hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def signed_headers(secret: str, key: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the headers of one attempt."""
    return {
        "Content-Type": "application/json",
        "User-Agent": f"xabar/{__version__}",
        "webhook-id": key,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": sign(secret, key, timestamp, body),
    }


async def post_webhook(
    target: Webhook, message: Message, *, secret: str, seconds: float, now: datetime
) -> None:
    """Send a message once. Raise DeliveryFailed unless the server answers with 2xx within so many seconds.

    The time is that of the whole exchange, however slowly a server speaks. A redirect is not followed: the message was
    meant for this address.
    """
    body = to_json(message)
    headers = signed_headers(secret, message.key, int(now.timestamp()), body)
    timeout = aiohttp.ClientTimeout(total=seconds)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.post(target.url, data=body, headers=headers, allow_redirects=False) as response,
        ):
            if not 200 <= response.status < 300:
                raise await _refusal(target, response, now)
    except TimeoutError:
        raise DeliveryFailed(target.label, f"no answer within {seconds:g} seconds") from None
    except (aiohttp.ClientError, OSError, UnicodeError) as error:
        raise DeliveryFailed(
            target.label, _without_address(target, str(error) or type(error).__name__)
        ) from None


async def _refusal(target: Webhook, response: aiohttp.ClientResponse, now: datetime) -> DeliveryFailed:
    status = response.status
    said = (await response.content.read(_LONGEST_ANSWER)).decode(errors="replace")
    reason = f"HTTP {status} {response.reason or ''}".strip()
    if 300 <= status < 400:
        reason += "; redirects are not followed: give the address that it leads to"
    elif said.strip():
        reason += f": {_without_address(target, ' '.join(said.split()))}"
    return DeliveryFailed(
        target.label,
        reason,
        permanent=status < 500 and status not in _MAY_PASS,
        retry_after=read_retry_after(response.headers, now),
        answered=True,
    )


def read_retry_after(headers: Mapping[str, Any], now: datetime) -> float | None:
    """Return the seconds of Retry-After, which may be a date (RFC 9110, 10.2.3); None without a readable one."""
    value = str(headers.get("Retry-After", "")).strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())


def _without_address(target: Webhook, text: str) -> str:
    """Return a text without the part of the address that may be a secret."""
    rest = target.url.split("/", 3)[3] if target.url.count("/") > 2 else ""
    return text.replace(rest, "…") if len(rest) > 3 else text
