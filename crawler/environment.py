"""Refuse variables of the environment that nothing reads. Does not load Scrapy."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from crawler import settings
from xabar.config import ConfigError

_OURS: Final = "XABAR_"
# Read by Docker Compose and by the tests, which share the environment with the program.
_NOT_OURS: Final = ("XABAR_STACK_", "XABAR_TEST_", "XABAR_REQUIRE_", "XABAR_CACHE", "XABAR_SHARED")


def check_environment(environment: Mapping[str, str]) -> None:
    """Raise ConfigError for a XABAR_ variable that nothing reads."""
    for name in sorted(environment):
        if not name.startswith("XABAR_") or name.startswith(_NOT_OURS) or name in settings.ENVIRONMENT:
            continue
        if hasattr(settings, name):
            raise ConfigError(f"{name} is not read from the environment; give it with `-s {name}=VALUE`")
        raise ConfigError(f"there is no variable {name}{suggest(name, settings.ENVIRONMENT)}")


def suggest(name: str, known: Sequence[str], others: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return how to go on after a name that does not exist: the nearest name, or what a name of `others` stands for.

    The beginning that all have is not compared.
    """
    words = {each.removeprefix(_OURS): each for each in (*known, *others)}
    near = difflib.get_close_matches(name.removeprefix(_OURS), words, n=1)
    if not near:
        return f"; there are {', '.join(known)}"
    found = words[near[0]]
    return f"; did you mean {others.get(found, found)}?"
