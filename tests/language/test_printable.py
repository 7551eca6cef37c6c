"""What a terminal obeys never gets through, and nothing else is lost."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.language.printable import printable, printable_line

HARM = "\x1b\x9b\x9d\x07\x00\x08\x7f\x90\u202e\u202a\u2066\u2069\u200f\u061c\ud83d\udfff\ufffe"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Oʻzbekiston — «Хабар», ٴمۇعالىم\nikkinchi qator", None),
        ("👨‍👩‍👧 emoji, non‌joiner, soft\u00adhyphen, e\u0301", None),
        ("\x1b[31mqizil\x1b[0m", "qizil"),
        ("\x9b2Jtoza", "toza"),
        ("\x1b]0;sarlavha\x07matn", "matn"),
        ("\x1b]8;;https://yomon.example\x1b\\havola\x1b]8;;\x1b\\", "havola"),
        ("\x9d0;sarlavha\x9cmatn", "matn"),
        ("\x1bPq#0;2;0;0;0\x1b\\matn", "matn"),
        ("\x1b]0;oxirsiz", "0;oxirsiz"),
        ("\x1bcmatn", "matn"),
        ("\x1b", ""),
        ("a\u202eb\u202cc\u2066d\u2069e\u200ff\u061cg", "abcdefg"),
        ("a\ud83db\udc00", "ab"),
        ("a\tb\rc\x85d\u2028e\x0cf", "a b c d e f"),
        ("a\x00b\x07c\x08d\x7fe\x84f", "abcdef"),
    ],
)
def test_examples(text: str, shown: str | None) -> None:
    assert printable(text) == (text if shown is None else shown)


@given(st.text(st.one_of(st.sampled_from(HARM), st.characters(), st.sampled_from("[];m\\0\n"))))
def test_nothing_harmful_is_left(text: str) -> None:
    shown = printable(text)
    assert not {char for char in shown if unicodedata.category(char) in ("Cc", "Cs")} - {"\n"}
    assert not {char for char in shown if unicodedata.bidirectional(char) in _DIRECTIONS}
    assert printable(shown) == shown
    assert "\n" not in printable_line(text)
    shown.encode()


@given(st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs"))))
def test_what_harms_nobody_stays(text: str) -> None:
    assert printable(text) == text


_DIRECTIONS = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
