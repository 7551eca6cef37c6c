"""The access token: made once, kept in a file for its owner alone, compared in constant time.

The browser holds no token but a cookie that follows from it, and a feed reader an address that opens one feed alone. All
of them end when the file is removed and the server started again.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from xabar.app.errors import AppError

COOKIE: Final = "xabar_session"
_FEWEST: Final = 20  # characters of a token that somebody wrote into the file


def keep_token(path: Path) -> str:
    """Return the token of a file, which is made with a new one if it is not there.

    Raise AppError where others may read the file, where it holds no token, or where it can be neither read nor made.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(path)
        if path.stat().st_mode & 0o077:
            raise AppError(f"the token in {path} can be read by others; run `chmod 600 {path}`")
        token = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise AppError(f"the token in {path} can be neither read nor made: {error}") from error
    if len(token) < _FEWEST:
        raise AppError(
            f"{path} holds no token of at least {_FEWEST} characters; remove it, and a new one is made"
        )
    return token


def _make(path: Path) -> None:
    """Make the file whole or not at all: another process that starts at the same time finds it, or makes it."""
    if path.exists():
        return
    new = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(32) + "\n")
        with suppress(FileExistsError):
            os.link(new, path)
    finally:
        new.unlink()


def is_same(one: str, other: str) -> bool:
    """Return whether two secrets are the same, in a time that tells nothing of them."""
    return hmac.compare_digest(one.encode(), other.encode())


def session_of(token: str) -> str:
    """Return the value of the cookie of somebody who has shown the token."""
    return _derive(token, "session")


def feed_key(token: str, parameters: str) -> str:
    """Return the key that opens one feed alone, by the parameters of its address without the key."""
    return _derive(token, f"feed {parameters}")


def _derive(token: str, purpose: str) -> str:
    return hmac.new(token.encode(), purpose.encode(), hashlib.sha256).hexdigest()
