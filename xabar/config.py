"""The settings that the library needs, checked and frozen in one value."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, Self

from xabar.language.scripts import SCRIPTS


class ConfigError(ValueError):
    """A setting has a value that is not allowed. The message names the setting, shows the value and says what is."""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of the records, the index and the workers."""

    data: Path = Path("data")  # the folder with the records and the embedded index
    # the address of a PostgreSQL database, or a file that holds it; None for the file in `data`
    records: str | Path | None = field(default=None, repr=False)
    # a search server, or with commas several nodes of one cluster; None for the embedded index
    search_url: str | None = None
    search_api_key: str | Path | None = None  # the server's API key, or a file that holds it
    search_ca: str | None = None  # the authority of its certificate: a PEM file or a fingerprint
    search_shards: int | None = None  # of each index on the server; None: one for each 30 GB
    search_replicas: int | None = None  # copies of each shard; None: one if there is a second node
    alphabets: tuple[tuple[str, str], ...] = (("kk", "Cyrl"), ("uz", "Latn"))  # language -> its one alphabet
    smtp_url: str | None = None  # the server that takes e-mails
    smtp_password: str | Path | None = field(
        default=None, repr=False
    )  # the password, or a file that holds it
    smtp_from: str | None = None  # the sender of e-mails
    webhook_secret: str | Path | None = field(default=None, repr=False)  # that signs webhooks, or its file
    health_to: tuple[str, ...] = field(default=(), repr=False)  # who is told of alarms
    log_format: Literal["text", "json"] = "text"
    warc: Literal["articles", "all", "none"] = "articles"  # which answers are kept as they came
    warc_mb: int = 1000  # millions of bytes, after which the next WARC file is begun
    feed_wait: float = 60.0  # seconds that the end of a run waits for the index
    workers: int = 2  # processes for work that takes long
    worker_seconds: float = 10.0  # CPU seconds for one task
    worker_memory: int = 2**30  # bytes of address space for one process

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> Self:
        """Return the XABAR_ settings among Scrapy's; `crawler/settings.py` lists them. One that is not set has its default.

        Raise ConfigError for a value that is not allowed.
        """
        if (
            settings.get("XABAR_DATA") == ""
        ):  # an empty variable is a mistake: the folder is the current one to no one
            raise ConfigError("XABAR_DATA must be a folder, got ''; unset it for the folder `data`")
        given = {key: settings.get(name) for key, (name, _, _) in _SETTINGS.items()}
        return cls(**{key: _read(key, value) for key, value in given.items() if value not in (None, "")})

    @property
    def records_path(self) -> Path:
        """The file of the record store, where no server keeps it."""
        return self.data / "records.sqlite"

    @property
    def records_place(self) -> Path | str:
        """The file of the record store, or the address of its database, which may hold a password.

        Raise ConfigError if the file that holds the address cannot be read.
        """
        if self.records is None:
            return self.records_path
        if isinstance(self.records, str):
            return self.records
        try:
            return str(_address(self.records.read_text().strip()))
        except OSError as error:
            raise ConfigError(
                f"XABAR_RECORDS_FILE names {self.records}, which cannot be read: {error.strerror}"
            ) from None
        except ValueError:
            raise ConfigError(f"{self.records} must hold {_ADDRESS}") from None


def _above_zero(kind: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        number = kind(value)
        if not number > 0:
            raise ValueError(value)
        return number

    return read


def _replicas(value: Any) -> int:
    if not 0 <= (count := int(value)) <= 5:
        raise ValueError(value)
    return count


def _alphabets(value: Any) -> tuple[tuple[str, str], ...]:
    pairs = tuple(sorted(dict(json.loads(value) if isinstance(value, str) else value).items()))
    if any(script not in SCRIPTS for _, script in pairs):
        raise ValueError(value)
    return pairs


def _address(value: Any) -> str | Path:
    if not isinstance(value, Path) and not str(value).startswith(("postgresql://", "postgres://")):
        raise ValueError(value)
    return value if isinstance(value, Path) else str(value)


def _warc(value: Any) -> str:
    if value not in ("articles", "all", "none"):
        raise ValueError(value)
    return str(value)


def _targets(value: Any) -> tuple[str, ...]:
    return tuple(part.strip() for part in str(value).split(";") if part.strip())


def _log_format(value: Any) -> str:
    if value not in ("text", "json"):
        raise ValueError(value)
    return str(value)


def _mail_address(value: Any) -> str:
    if not re.fullmatch(r"[!-?A-~]+@[A-Za-z0-9.-]+", value):  # nothing that could end a header
        raise ValueError(value)
    return str(value)


_ADDRESS: Final = "the address of a PostgreSQL database, postgresql://USER@HOST:PORT/DATABASE"
_SECRET: Final = {"records"}  # values that no message shows
# Field -> its setting, how it is read, and what is allowed, in words.
_SETTINGS: Final[dict[str, tuple[str, Callable[[Any], Any], str]]] = {
    "data": ("XABAR_DATA", Path, "a folder"),
    "records": ("XABAR_RECORDS", _address, _ADDRESS),
    "search_url": ("XABAR_SEARCH_URL", str, "an address such as https://host:9200, or several with commas"),
    "search_api_key": ("XABAR_SEARCH_API_KEY", lambda value: value, "an API key or a file that holds it"),
    "search_ca": ("XABAR_SEARCH_CA", str, "a PEM file or a fingerprint"),
    "search_shards": ("XABAR_SEARCH_SHARDS", _above_zero(int), "a whole number above zero"),
    "search_replicas": ("XABAR_SEARCH_REPLICAS", _replicas, "a whole number from 0 to 5"),
    "smtp_url": ("XABAR_SMTP_URL", str, "an address such as smtp+starttls://user@host:587"),
    "smtp_password": ("XABAR_SMTP_PASSWORD", lambda value: value, "a password or a file that holds it"),
    "smtp_from": ("XABAR_SMTP_FROM", _mail_address, "an e-mail address, such as xabar@example.org"),
    "webhook_secret": ("XABAR_WEBHOOK_SECRET", lambda value: value, "a secret or a file that holds it"),
    "health_to": ("XABAR_HEALTH_TO", _targets, "targets such as mailto:me@example.org, with ; between them"),
    "log_format": ("XABAR_LOG_FORMAT", _log_format, "text or json"),
    "alphabets": ("XABAR_ALPHABETS", _alphabets, 'a script for each language, such as {"uz": "Latn"}'),
    "warc": ("XABAR_WARC", _warc, "articles, all or none"),
    "warc_mb": ("XABAR_WARC_MB", _above_zero(int), "a whole number above zero"),
    "feed_wait": ("XABAR_FEED_WAIT", _above_zero(float), "a number of seconds above zero"),
    "workers": ("XABAR_WORKERS", _above_zero(int), "a whole number above zero"),
    "worker_seconds": ("XABAR_WORKER_SECONDS", _above_zero(float), "a number of seconds above zero"),
    "worker_memory": ("XABAR_WORKER_MEMORY", _above_zero(int), "a number of bytes above zero"),
}

CHECKED: Final = frozenset(name for name, _, _ in _SETTINGS.values())
"""The settings that `Config` reads and checks."""


def _read(key: str, value: Any) -> Any:
    name, read, allowed = _SETTINGS[key]
    try:
        return read(value)
    except (TypeError, ValueError):
        shown = "something else" if key in _SECRET else repr(value)
        raise ConfigError(f"{name} must be {allowed}, got {shown}") from None
