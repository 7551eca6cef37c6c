"""Words typed while the keyboard was in another layout."""

from __future__ import annotations

import pytest

from xabar.language.keyboards import other_layouts


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("njirtyn", "тошкент"),
        ("ghbdtn", "привет"),
        ("Njirtyn vtnhj", "тошкент метро"),
        ("0fpf0cnfy", "қазақстан"),
        ("vt5fksv", "меғалым"),
        (";f4f", "жаңа"),
        ("opgtrbcnjy", "ўзпекистон"),
        ("ещырлуте", "toshkent"),
        ("қфяфй", "0azaq"),
    ],
)
def test_the_keys_are_read_in_another_layout(typed: str, meant: str) -> None:
    assert meant in other_layouts(typed)


def test_what_no_layout_changes_has_no_other() -> None:
    assert other_layouts("2026!") == ()
    assert other_layouts("") == ()
