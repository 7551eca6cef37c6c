"""A DNS server on loopback whose answers change, and a process that resolves by it (RFC 1035, messages over UDP)."""

from __future__ import annotations

import socket
import struct
from collections import deque
from collections.abc import Sequence
from threading import Thread
from typing import Any, Final

_HEADER: Final = struct.Struct(
    "!6H"
)  # id, flags, and the numbers of questions, answers and two more sections
_RECORD: Final = struct.Struct("!3HIH")  # name, type, class, seconds to live, length
_A, _IN = 1, 1


class DnsServer:
    """Answers each question with the next of its addresses; the last one stays. `asked` has the names."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self._addresses = deque(addresses)
        self.asked: list[str] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while (received := self._socket.recvfrom(512))[0]:
            question, client = received
            self.asked.append(_read_name(question[_HEADER.size :]))
            address = self._addresses.popleft() if len(self._addresses) > 1 else self._addresses[0]
            answer = _RECORD.pack(0xC00C, _A, _IN, 0, 4) + socket.inet_aton(address)
            self._socket.sendto(
                question[:2] + _HEADER.pack(0, 0x8180, 1, 1, 0, 0)[2:] + question[_HEADER.size :] + answer,
                client,
            )

    def close(self) -> None:
        self._socket.sendto(b"", ("127.0.0.1", self.port))
        self._thread.join()
        self._socket.close()


def ask(port: int, name: str) -> str:
    """Return the address that the server on this port gives for a name now."""
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    question = _HEADER.pack(7, 0x0100, 1, 0, 0, 0) + labels + b"\0" + struct.pack("!2H", _A, _IN)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.settimeout(5)
        asking.sendto(question, ("127.0.0.1", port))
        return socket.inet_ntoa(asking.recv(512)[-4:])


def resolve_by(port: int) -> None:
    """Let this process resolve every name by the server on this port, as often as it is asked. It keeps no answer."""

    def getaddrinfo(host: str, service: Any = None, *_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ask(port, host), service or 0))]

    socket.getaddrinfo = getaddrinfo  # type: ignore[assignment]
    socket.gethostbyname = lambda host: ask(port, host)


def _read_name(question: bytes) -> str:
    labels = []
    while size := question[0]:
        labels.append(question[1 : size + 1].decode())
        question = question[size + 1 :]
    return ".".join(labels)
