"""Ports for servers that must know theirs before they start."""

from __future__ import annotations

import random
import socket
from contextlib import closing
from pathlib import Path
from typing import Final

_GIVEN_BY_THE_SYSTEM: Final = Path("/proc/sys/net/ipv4/ip_local_port_range")
_LOWEST, _ENOUGH = 10_000, 10_000
_taken: set[int] = set()


def free_port() -> int:
    """Return a port of the loopback interface that is free now, and that nobody gets by chance.

    A server takes seconds to start; until it listens, any connection could have got a port of the system's own choice.
    """
    first = int(_GIVEN_BY_THE_SYSTEM.read_text().split()[0]) if _GIVEN_BY_THE_SYSTEM.exists() else 0
    while True:
        port = random.SystemRandom().randrange(_LOWEST, max(first, _LOWEST + _ENOUGH))
        if port not in _taken and _is_free(port):
            _taken.add(port)
            return port


def _is_free(port: int) -> bool:
    with closing(socket.socket()) as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
