"""Refuse settings that cannot be meant: a name that does not exist, a value of another type."""

from __future__ import annotations

import difflib
import json
import logging
from collections.abc import Callable, Mapping
from functools import cache
from importlib.util import find_spec
from typing import Any, Final

from scrapy.settings import default_settings

from crawler import settings as project
from crawler.environment import suggest
from xabar.config import CHECKED, ConfigError
from xabar.processing.steps import STEPS

logger = logging.getLogger(__name__)

_FRACTIONS: Final = ("TIMEOUT", "DELAY", "INTERVAL", "SECONDS", "DURATION")  # numbers that need not be whole
# What people write as a setting, and what it is.
_OPTIONS: Final = {
    f"XABAR_{name.upper()}": f"the option --{name} (with Scrapy: -a {name}=…)"
    for name in ("limit", "since", "until")
}
_BOOLEANS: Final = ("0", "1", "true", "false", "True", "False")


def check_overrides(overrides: Mapping[str, Any]) -> None:
    """Raise ConfigError for a XABAR_ setting that does not exist, and for text that its setting cannot take.

    `Config` itself checks the settings that it reads. Any other name may belong to an extension; warn of one that nearly
    spells a setting of Scrapy's.
    """
    known = [name for name in vars(project) if name.startswith("XABAR_")]
    for name, value in overrides.items():
        if name.startswith("XABAR_") and name not in known:
            raise ConfigError(f"there is no setting {name}{suggest(name, known, _OPTIONS)}")
        _warn_of_misspelling(name)
        if isinstance(value, str) and name not in CHECKED:
            _check_type(name, value)


@cache  # the settings are read more than once
def _warn_of_misspelling(name: str) -> None:
    known = {each for settings in (default_settings, project) for each in vars(settings) if each.isupper()}
    if name not in known and (near := difflib.get_close_matches(name.upper(), known, n=1, cutoff=0.8)):
        logger.warning("no setting of Scrapy's is called %s; did you mean %s?", name, near[0])


def check_steps() -> None:
    """Raise ConfigError for a step that has no adapter, which Scrapy would not find."""
    for name in STEPS:
        if find_spec(f"pipelines.{name}") is None:
            raise ConfigError(
                f"the step {name!r} of xabar.processing.steps.STEPS has no adapter: write pipelines/{name}.py with a"
                f" class {name.capitalize()}Pipeline; the files beside it show how"
            )


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
