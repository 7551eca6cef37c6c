"""Refuse settings that cannot be meant: a name that does not exist, a value of another type."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from scrapy.settings import default_settings

from crawler import settings as project
from crawler.environment import suggest
from xabar.config import CHECKED, ConfigError

_FRACTIONS: Final = ("TIMEOUT", "DELAY", "INTERVAL", "SECONDS", "DURATION")  # numbers that need not be whole
_BOOLEANS: Final = ("0", "1", "true", "false", "True", "False")


def check_overrides(overrides: Mapping[str, Any]) -> None:
    """Raise ConfigError for a XABAR_ setting that does not exist, and for text that is no value of its setting.

    What `Config` reads is left to it. Other names may be those of anybody's extension.
    """
    known = [name for name in vars(project) if name.startswith("XABAR_")]
    for name, value in overrides.items():
        if name.startswith("XABAR_") and name not in known:
            raise ConfigError(f"there is no setting {name}{suggest(name, known)}")
        if isinstance(value, str) and name not in CHECKED:
            _check_type(name, value)


def _check_type(name: str, value: str) -> None:
    usual = getattr(project, name, getattr(default_settings, name, None))
    read, allowed = _reader(name, usual)
    try:
        read(value)
    except ValueError:
        raise ConfigError(f"{name} must be {allowed}, got {value!r}") from None


def _reader(name: str, usual: Any) -> tuple[Callable[[str], Any], str]:
    """Return how a setting is read, by its usual value, and what is allowed, in words."""
    if isinstance(usual, bool):
        return _BOOLEANS.index, "True or False"
    if isinstance(usual, float) or (isinstance(usual, int) and any(word in name for word in _FRACTIONS)):
        return float, "a number"
    if isinstance(usual, int):
        return int, "a whole number"
    if isinstance(usual, dict):
        return _read_object, "a JSON object"
    return str, "text"


def _read_object(value: str) -> dict[str, Any]:
    found = json.loads(value)
    if not isinstance(found, dict):
        raise ValueError(value)
    return found
