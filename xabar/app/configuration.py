"""The configuration that a command begins with. Loads neither Scrapy nor what the configuration is for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from crawler import settings
from crawler.environment import check_environment
from xabar.config import Config


def project_config(overrides: Mapping[str, Any] | None = None) -> Config:
    """Return the configuration of the project, as the environment and `crawler/settings.py` give it, unless overridden.

    Raise ConfigError for a variable of ours that nothing reads.
    """
    check_environment(os.environ)
    return Config.from_settings(vars(settings) | dict(overrides or {}))
