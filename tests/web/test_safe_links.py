"""Addresses of strangers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xabar.web.safe_links import picture_origin, safe_link


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JavaScript:alert(1)", " javascript:x", "data:text/html,x", "//evil.example", "http://",
     "https://a b", "http://[::1", "vbscript:x", "", None, "java\nscript:alert(1)", "https://a\u202eb.uz/"],
)  # fmt: skip
def test_only_addresses_of_the_web_are_links(url: str | None) -> None:
    assert safe_link(url) is None


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://kun.uz/a.jpg", "https://kun.uz"),
        ("HTTP://CDN.Kun.uz/a.jpg?x=;y", "http://cdn.kun.uz"),
        ("https://kun.uz:443/a.jpg", "https://kun.uz"),
        ("https://kun.uz:8080/a.jpg", None),
        ("https://user@kun.uz/a.jpg", None),
        ("http://192.168.1.1/reboot", None),
        ("http://2130706433/", None),
        ("http://0x7f.1/", None),
        ("http://[::1]/", None),
        ("http://router/", None),
        ("http://router.local/", None),
        ("http://a.localhost/", None),
        ("https://kun.uz;script-src */a.jpg", None),
        ("https://*.kun.uz/a.jpg", None),
        ("https://kun.uz,evil.example/a.jpg", None),
        ("javascript:alert(1)", None),
        (None, None),
    ],
)
def test_pictures_come_from_newspapers(url: str | None, origin: str | None) -> None:
    assert picture_origin(url) == origin


@settings(deadline=None)
@given(st.text(max_size=40))
def test_no_origin_says_more_than_one_place_of_a_policy(text: str) -> None:
    for url in (text, f"https://{text}/a.jpg", f"https://kun.uz{text}"):
        origin = picture_origin(url)
        assert origin is None or not set(origin) & set(" ;,'*\"\n\t")
