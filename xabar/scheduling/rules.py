"""The rules of a schedule, from the settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, Self

from xabar.config import ConfigError
from xabar.lengths import read_bounds, read_length
from xabar.scheduling.pace import Bounds
from xabar.scheduling.window import Window


@dataclass(frozen=True, slots=True)
class Rules:
    """How often, how many at once, how long, and when at all."""

    every: Bounds = (timedelta(minutes=10), timedelta(hours=6))  # from one run of a site to the next
    articles: float = 2.0  # that a site is likely to have published when it is crawled again
    at_once: int = 4  # runs of one scheduler
    run_limit: timedelta = timedelta(hours=1)
    no_progress: timedelta = timedelta(minutes=15)  # after which a run is ended in which nothing moves
    heavy: Window = field(default_factory=lambda: Window.read("01:00-05:00 Asia/Tashkent"))
    backfill: date | None = None  # the first day to fetch; None for none
    reparse: bool = False  # read kept pages again when the rules of reading have changed

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> Self:
        """Return the rules that the XABAR_ settings among Scrapy's give. Raise ConfigError for a value that is not allowed."""
        return cls(**{name: _read(settings, *how) for name, how in _SETTINGS.items()})

    @property
    def heavy_at_once(self) -> int:
        """How many of the runs may be heavy work: half of them, or the one."""
        return max(1, self.at_once // 2)


def _read(settings: Mapping[str, Any], name: str, read: Callable[[Any], Any], allowed: str) -> Any:
    value = settings.get(name)
    try:
        return read(value)
    except (TypeError, ValueError):
        raise ConfigError(f"{name} must be {allowed}, got {value!r}") from None


def _above_zero(kind: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        number = kind(value)
        if not 0 < number < 10_000:
            raise ValueError(value)
        return number

    return read


def _read_day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def _read_choice(value: Any) -> bool:
    choices = {"true": True, "1": True, "false": False, "0": False}
    if (text := str(value).lower()) not in choices:
        raise ValueError(value)
    return choices[text]


# Field -> its setting, how it is read, and what is allowed, in words.
_SETTINGS: Final[dict[str, tuple[str, Callable[[Any], Any], str]]] = {
    "every": ("XABAR_CRAWL_EVERY", read_bounds, "an interval such as 30m, or two such as 10m-6h"),
    "articles": ("XABAR_ARTICLES_A_RUN", _above_zero(float), "a number above zero"),
    "at_once": ("XABAR_SITES_AT_ONCE", _above_zero(int), "a whole number above zero"),
    "run_limit": ("XABAR_RUN_LIMIT", read_length, "a length of time such as 1h"),
    "no_progress": ("XABAR_NO_PROGRESS", read_length, "a length of time such as 15m"),
    "heavy": (
        "XABAR_HEAVY_WINDOW",
        Window.read,
        "hours and a zone, such as 01:00-05:00 Asia/Tashkent, or always",
    ),
    "backfill": ("XABAR_BACKFILL", _read_day, "the first day to fetch, such as 2026-01-01, or nothing"),
    "reparse": ("XABAR_REPARSE", _read_choice, "True or False"),
}
