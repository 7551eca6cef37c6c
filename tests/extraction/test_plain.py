"""The plain form of a text, by its definition: each character for itself."""

from __future__ import annotations

from typing import Final

import pytest

from xabar.extraction import plain as module
from xabar.extraction.plain import plain

LETTERS_END: Final = 0x2_0000  # beyond it are ideographs and what has no lower case
SURROGATES: Final = range(0xD800, 0xE000)
PLAIN: Final = dict(module._PLAIN)


def simplify(character: str) -> str:
    """Return what becomes of a character, whatever stands beside it."""
    lower = PLAIN.get(character, character).lower()
    return "".join(module._UNMARKED.get(each, each) for each in lower)


@pytest.mark.slow
def test_one_look_tells_whether_anything_beside_the_capitals_is_to_be_simplified() -> None:
    characters = [chr(code) for code in range(LETTERS_END) if code not in SURROGATES]
    assert {*PLAIN, *module._UNMARKED} < {*characters}
    wanted = [each for each in characters if simplify(each) != each.lower()]
    assert {"’", "\u00a0", "İ", "Ş", "ş", "Ñ", "ı"} <= {*wanted}
    assert [each for each in wanted if not module._HAS_ANY(each)] == []
    assert [plain(f"Б{each}г") for each in wanted] == [f"б{simplify(each)}г" for each in wanted]


def test_a_line_with_none_of_them_is_in_lower_case() -> None:
    assert plain("Қазақстан Ақпарат: IQ 5") == "қазақстан ақпарат: iq 5"
