"""Settings that nothing reads, and steps that nothing runs, are noticed before a crawl begins."""

from __future__ import annotations

import pytest

from crawler import setting_checks
from crawler.setting_checks import check_overrides, check_steps
from xabar.config import ConfigError
from xabar.processing.steps import STEPS


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("DOWNLOAD_DELY", "DOWNLOAD_DELAY"),
        ("CONCURENT_REQUESTS", "CONCURRENT_REQUESTS"),
        ("log_level", "LOG_LEVEL"),
        ("DOWNLOAD_VERIFY_CERTIFICATE", "DOWNLOAD_VERIFY_CERTIFICATES"),
    ],
)
def test_a_misspelt_setting_of_scrapy_is_warned_of(
    name: str, meant: str, caplog: pytest.LogCaptureFixture
) -> None:
    setting_checks._warn_of_misspelling.cache_clear()
    check_overrides({name: "1"})
    assert f"called {name}; did you mean {meant}?" in caplog.text


@pytest.mark.parametrize(
    "name", ["DOWNLOAD_DELAY", "HTTPCACHE_ENABLED", "MY_OWN_EXTENSION_KEY", "FEED_URI_PARAMS"]
)
def test_what_exists_or_is_somebodys_own_is_left_alone(name: str, caplog: pytest.LogCaptureFixture) -> None:
    setting_checks._warn_of_misspelling.cache_clear()
    check_overrides({name: "1"})
    assert caplog.text == ""


def test_a_step_without_an_adapter_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    check_steps()
    monkeypatch.setattr(setting_checks, "STEPS", {**STEPS, "translate": "translate_title"})
    with pytest.raises(
        ConfigError, match=r"'translate' .* write pipelines/translate\.py with a class TranslatePipeline"
    ):
        check_steps()
