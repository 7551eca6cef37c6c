"""What a delivery needs to know of the installation: the mail server, the secrets, the bounds."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, Self, TypeAlias
from urllib.parse import unquote, urlsplit

from xabar.config import Config, ConfigError
from xabar.delivery.targets import is_loopback

Security: TypeAlias = Literal["plain", "starttls", "tls"]
_SCHEMES: Final[dict[str, tuple[Security, int]]] = {
    "smtp": ("plain", 25),
    "smtp+starttls": ("starttls", 587),
    "smtps": ("tls", 465),
}
_SMTP_FORM: Final = "smtp+starttls://user@host:587, smtps://user@host:465 or smtp://host:25"


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that takes our e-mails."""

    host: str
    port: int
    security: Security
    user: str | None = None


@dataclass(frozen=True, slots=True)
class DeliverySettings:
    """How messages are delivered. `repr` shows no secret."""

    feeds: Path  # the folder of Atom files
    secret_file: Path  # where the secret of webhooks is kept if none is given
    webhook_secret: str | Path | None = field(default=None, repr=False)
    mail_server: MailServer | None = None
    mail_password: str | Path | None = field(default=None, repr=False)
    mail_from: str | None = None
    seconds: float = 20.0  # for one attempt, whatever the other side does
    attempts: int = 3
    first_wait: float = 1.0  # seconds, at most, after the first attempt; twice as many after each further one
    longest_wait: float = 20.0  # seconds between two attempts; who asks for more is tried again another time
    feed_entries: int = 100

    @classmethod
    def from_config(cls, config: Config) -> Self:
        """Return the settings of a configuration. Raise ConfigError if the address of the mail server cannot be read."""
        return cls(
            feeds=config.data / "feeds",
            secret_file=config.data / "webhook.secret",
            webhook_secret=config.webhook_secret,
            mail_server=parse_mail_server(config.smtp_url) if config.smtp_url else None,
            mail_password=config.smtp_password,
            mail_from=config.smtp_from,
        )

    def read_mail_password(self) -> str | None:
        """Return the password of the mail server, None without one. Raise ConfigError if its file cannot be read."""
        return _read_secret("XABAR_SMTP_PASSWORD", self.mail_password)

    def read_webhook_secret(self) -> str:
        """Return the secret that signs webhooks. The first time without one, it is made and kept in `secret_file`."""
        given = _read_secret("XABAR_WEBHOOK_SECRET", self.webhook_secret)
        return given or _kept_secret(self.secret_file)


def parse_mail_server(url: str) -> MailServer:
    """Return the mail server of XABAR_SMTP_URL. Raise ConfigError, which shows no password, for anything else."""
    shown = url if "@" not in url else f"{url.partition('://')[0]}://…@{url.rpartition('@')[2]}"
    try:
        parts = urlsplit(url)
        host, port, password = parts.hostname or "", parts.port, parts.password
    except ValueError:
        host, port, password = "", None, None
    if password is not None:
        raise ConfigError(
            f"XABAR_SMTP_URL={shown!r} holds a password: leave it out, and name its file in XABAR_SMTP_PASSWORD_FILE"
        )
    if not host or parts.scheme not in _SCHEMES or parts.path.strip("/") or parts.query or port == 0:
        raise ConfigError(f"XABAR_SMTP_URL must look like {_SMTP_FORM}, got {shown!r}")
    security, usual = _SCHEMES[parts.scheme]
    user = unquote(parts.username) if parts.username else None
    if user and security == "plain" and not is_loopback(host):
        raise ConfigError(
            f"XABAR_SMTP_URL={shown!r} would send the password unencrypted; write smtp+starttls:// or smtps://"
        )
    return MailServer(host, port or usual, security, user)


def _read_secret(name: str, value: str | Path | None) -> str | None:
    if not isinstance(value, Path):
        return value
    try:
        found = value.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not text"
        raise ConfigError(
            f"{name}_FILE={str(value)!r} cannot be read ({reason}): name a file that holds nothing but the secret"
        ) from error
    if not found:
        raise ConfigError(f"{name}_FILE={str(value)!r} is empty: it must hold the secret")
    return found


def _kept_secret(path: Path) -> str:
    """Return the secret that is kept there; make it if there is none, whole and for its owner alone.

    Of several processes that make it at once, one wins, and all read that one.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w") as file:
                file.write(f"{secrets.token_hex(32)}\n")
                file.flush()
                os.fsync(descriptor)
            with suppress(FileExistsError):  # another process was faster
                os.link(made, path)
        finally:
            made.unlink()
    found = path.read_text().strip()
    if not found:
        raise ConfigError(f"{path} is empty: remove it for a new secret, or write the former one into it")
    return found
