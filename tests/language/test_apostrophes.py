"""Which apostrophes are looked at: every one that the rule would change."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from xabar.language import apostrophes
from xabar.language.apostrophes import restore_apostrophes
from xabar.language.characters import APOSTROPHES

EACH = re.compile(f"[{APOSTROPHES}]")


@given(st.text(f"{APOSTROPHES}ʻʼʻʼʻʼoOgGaBrn йЎ.\n", max_size=12))
def test_official_apostrophes_that_are_passed_over_would_stay(text: str) -> None:
    assert restore_apostrophes(text, "uz") == EACH.sub(apostrophes._official_apostrophe, text)
