"""The configuration: the values that settings may have, and the messages for those that they may not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import crawler.settings
from crawler.settings import ENVIRONMENT
from xabar.config import Config, ConfigError


def test_the_settings_of_the_project_are_the_defaults() -> None:
    settings = vars(crawler.settings) | {"XABAR_DATA": "data", "XABAR_SEARCH_URL": None}
    settings |= {"XABAR_SEARCH_API_KEY": None, "XABAR_SEARCH_CA": None}
    assert Config.from_settings(settings) == Config.from_settings({}) == Config()


def test_values_from_a_command_line_are_texts() -> None:
    config = Config.from_settings(
        {
            "XABAR_DATA": "/srv/xabar",
            "XABAR_SEARCH_URL": "http://localhost:9200",
            "XABAR_FEED_WAIT": "2.5",
            "XABAR_ALPHABETS": '{"uz": "Cyrl"}',
        }
    )
    assert config.records_path == Path("/srv/xabar/records.sqlite")
    assert (config.search_url, config.feed_wait) == ("http://localhost:9200", 2.5)
    assert config.alphabets == (("uz", "Cyrl"),)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("XABAR_FEED_WAIT", "soon", "a number of seconds above zero, got 'soon'"),
        ("XABAR_WORKERS", 0, "a whole number above zero, got 0"),
        ("XABAR_WORKER_SECONDS", -1, "a number of seconds above zero, got -1"),
        ("XABAR_WORKER_MEMORY", "much", "a number of bytes above zero, got 'much'"),
        ("XABAR_ALPHABETS", "Latn", "a script for each language"),
        ("XABAR_ALPHABETS", {"uz": "Latin"}, r"a script for each language, .* got {'uz': 'Latin'}"),
    ],
)
def test_a_wrong_value_is_named_and_shown(name: str, value: Any, words: str) -> None:
    with pytest.raises(ConfigError, match=f"^{name} must be {words}"):
        Config.from_settings({name: value})


def test_the_readme_names_every_variable_that_settings_read() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    read = {name for name in ENVIRONMENT if name.removesuffix("_FILE") == name}
    assert set(re.findall(r"^\| `(XABAR_\w+)`", readme, re.MULTILINE)) == read
