"""The script of a text is that of most letters."""

from __future__ import annotations

import pytest

from xabar.language.scripts import script_of


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Oʻzbekiston", "Latn"),
        ("Ўзбекистон", "Cyrl"),
        ("قازاقستان", "Arab"),
        ("Бугун iPhone намойиш этилди", "Cyrl"),
        ("2021 — 5 %", None),
        ("", None),
        ("中文", None),
    ],
)
def test_script_of(text: str, script: str | None) -> None:
    assert script_of(text) == script
