"""How the page is served: where it may be asked, by whom, and how long an answer may take."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from xabar.app.errors import WrongUse

_BASE_PATH: Final = re.compile(r"(?:/[A-Za-z0-9._~-]+)*")
_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What the pages must know of how they are served."""

    base_path: str = ""  # the path below which a proxy shows the pages, as /news; "" for none
    names: tuple[str, ...] = ()  # of this host, by which it may be asked besides addresses and localhost
    token: str | None = field(default=None, repr=False)  # None: everybody who reaches the server may look
    token_file: Path | None = None
    timeout: float = 10.0  # seconds for an answer
    readers: int = 4  # searches at the same time


def read_base_path(text: str) -> str:
    """Return a base path without its last slash. Raise WrongUse for anything else."""
    path = text.rstrip("/")
    if not _BASE_PATH.fullmatch(path):
        raise WrongUse(f"--base-path must be a path such as /news, got {text!r}")
    return path


def read_name(text: str) -> str:
    """Return the name of a host in lower case. Raise WrongUse for anything else, such as an address with a port."""
    if not _NAME.fullmatch(text.lower()):
        raise WrongUse(
            f"--name must be the name of a host such as news.example.org, without a port, got {text!r}"
        )
    return text.lower()


def is_loopback(host: str) -> bool:
    """Return whether a server that listens on this host is reached from this machine alone."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"
