"""Where a message goes, as a user writes it.

    https://host/path      a webhook: a signed POST with JSON
    mailto:name@host       an e-mail
    command:notify --now   a program that gets JSON on its standard input; no shell reads the line
    feed                   an entry of an Atom file

The address of a webhook is often a secret itself, so that `label` shows its host alone.
"""

from __future__ import annotations

import ipaddress
import re
import shlex
from dataclasses import dataclass
from typing import Final, TypeAlias
from urllib.parse import urlsplit

_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*"
)
_ALLOWED: Final = "https://…, mailto:name@host, command:PROGRAM or feed"


class TargetError(ValueError):
    """A target that cannot be meant. The message says why, and what is allowed."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """A server that is sent signed JSON."""

    url: str

    @property
    def text(self) -> str:
        """Return what `parse_target` reads."""
        return self.url

    @property
    def label(self) -> str:
        """Return what may be shown: scheme and host, without what may be a secret."""
        parts = urlsplit(self.url)
        host = parts.netloc.rpartition("@")[2]
        return (
            f"{parts.scheme}://{host}/…"
            if parts.path.strip("/") or parts.query
            else f"{parts.scheme}://{host}/"
        )


@dataclass(frozen=True, slots=True)
class Mail:
    """A person who is sent an e-mail."""

    address: str

    @property
    def text(self) -> str:
        """Return what `parse_target` reads."""
        return f"mailto:{self.address}"

    @property
    def label(self) -> str:
        """Return what may be shown."""
        return self.text


@dataclass(frozen=True, slots=True)
class Command:
    """A program that is started for each message."""

    arguments: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return what `parse_target` reads."""
        return f"command:{shlex.join(self.arguments)}"

    @property
    def label(self) -> str:
        """Return what may be shown: the program, without arguments, which may be secrets."""
        return f"command:{shlex.quote(self.arguments[0])}" + (" …" if self.arguments[1:] else "")


@dataclass(frozen=True, slots=True)
class Feed:
    """An Atom file."""

    @property
    def text(self) -> str:
        """Return what `parse_target` reads."""
        return "feed"

    @property
    def label(self) -> str:
        """Return what may be shown."""
        return "feed"


Target: TypeAlias = Webhook | Mail | Command | Feed


def parse_target(text: str) -> Target:
    """Return the target that a user wrote. Raise TargetError, which shows no password, for anything else."""
    kind, colon, rest = text.partition(":")
    if text == "feed":
        return Feed()
    if colon and kind.lower() in ("http", "https"):
        return _webhook(text)
    if colon and kind.lower() == "mailto":
        return _mail(rest)
    if colon and kind.lower() == "command":
        return _command(rest)
    if _ADDRESS.fullmatch(text):
        raise TargetError(f"{text!r} is no target; write mailto:{text} for an e-mail")
    shown = text if "@" not in text else f"…@{text.rpartition('@')[2]}"
    raise TargetError(f"{shown!r} is no target: it must be {_ALLOWED}")


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine: nothing that is sent there leaves it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.rstrip(".").lower() == "localhost"


def _webhook(text: str) -> Webhook:
    shown = f"{text.partition(':')[0]}://…{text.rpartition('@')[2]}" if "@" in text else text
    if any(char.isspace() or not char.isprintable() for char in text):
        raise TargetError(f"{shown!r} holds a space or a control character; write it as %20")
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        host.encode("idna")
        is_wrong = parts.port == 0 or not host
    except ValueError:  # of a port, a bracket or a name
        is_wrong = True
    if is_wrong:
        raise TargetError(f"{shown!r} is no address of a webhook: it must look like https://host/path")
    if parts.username is not None or parts.password is not None:
        raise TargetError(
            f"{shown!r} holds a user or a password; leave them out: the receiver knows us by the signature"
        )
    if parts.scheme == "http" and not is_loopback(host):
        raise TargetError(
            f"{Webhook(text).label} would be sent unencrypted, for anybody in between to read; write https://"
            " (http:// is allowed only to this machine)"
        )
    return Webhook(text)


def _mail(rest: str) -> Mail:
    if not _ADDRESS.fullmatch(rest):
        raise TargetError(
            f"'mailto:{rest}' must be mailto:name@host, one address in ASCII; give --to again for another"
        )
    return Mail(rest)


def _command(rest: str) -> Command:
    try:
        arguments = tuple(shlex.split(rest))
    except ValueError as error:
        raise TargetError(f"'command:{rest}' cannot be split into arguments: {error}") from None
    if not arguments or "\0" in rest:
        raise TargetError("a command needs a program, such as command:/usr/local/bin/notify")
    return Command(arguments)
