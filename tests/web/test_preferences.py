"""What a reader prefers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xabar.web.messages import LANGUAGES
from xabar.web.preferences import accepted_language, read_preferences


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("kk-KZ,kk;q=0.9,ru;q=0.8", "kk"),
        ("de,fr;q=0.9,ru;q=0.1", "ru"),
        ("uz", "uz"),
        ("uz-Cyrl-UZ, uz;q=0.9", "uz-Cyrl"),
        ("UZ-UZ", "uz"),
        ("ru;q=0.2, kk;q=0.9", "kk"),
        ("ru;q=0, en", "en"),
        ("*", "en"),
        ("ru;q=x, kk", "kk"),
    ],
)
def test_the_language_that_the_browser_prefers(header: str, language: str) -> None:
    assert accepted_language(header) == language


@settings(deadline=None)
@given(st.text(), st.text(), st.none() | st.text())
def test_whatever_is_sent_is_a_choice(cookie: str, header: str, text: str | None) -> None:
    chosen = read_preferences({"xabar_ui": cookie, "xabar_theme": cookie, "xabar_text": cookie}, header, text)
    assert chosen.ui in LANGUAGES
    assert chosen.theme in ("auto", "light", "dark")
    assert chosen.text in (None, "Latn", "Cyrl", "Arab")


def test_cookies_are_above_the_browser_and_the_address_above_both() -> None:
    chosen = read_preferences({"xabar_ui": "ru", "xabar_text": "Latn"}, "kk", "Cyrl")
    assert (chosen.ui, chosen.text) == ("ru", "Cyrl")
    assert read_preferences({"xabar_text": "Latn"}, "", "print").text is None
