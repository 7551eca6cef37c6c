"""The draft of a new site: what is guessed from an address."""

from __future__ import annotations

import pytest

from xabar.app.skeleton import address_pattern


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("news/2026/11/24/yangi-koprik", r"/news/20\d\d/\d\d/\d\d/[^/]+$"),
        ("news/12345", r"/news/\d+$"),
        ("jamiyat/12345-yangi-koprik.html", r"/[^/]+/\d+-[^/]+\.html?$"),
        ("posts/yangi-koprik_436197", r"/posts/[^/]+_\d+$"),
        ("society/yangi-koprik-531234", r"/[^/]+/[^/]+-\d+$"),
        ("yangi-koprik", "/[^/]+$"),
        ("", "/[^/]+$"),
    ],
)
def test_the_pattern_of_an_address(path: str, pattern: str) -> None:
    assert address_pattern([part for part in path.split("/") if part]) == pattern
