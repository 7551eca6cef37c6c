"""What is shown of a field that changed: the place at which it did."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xabar.app.reread import SHOWN, shorten_pair


def test_the_place_of_the_change_is_shown() -> None:
    same = "Bu jumla ikkalasida ham bir xil. " * 20
    before, after = shorten_pair(f"{same}Koʻprik yopildi.", f"{same}Koʻprik ochildi.")
    assert before.startswith("…")
    assert (before.endswith("Koʻprik yopildi."), after.endswith("Koʻprik ochildi.")) == (True, True)
    assert shorten_pair("bir", "ikki") == ("bir", "ikki")
    assert shorten_pair("", "x" * 500) == ("", "x" * (SHOWN - 1) + "…")


@given(st.text(max_size=600), st.text(max_size=600), st.text(max_size=600))
def test_it_is_short_and_differs(same: str, one: str, other: str) -> None:
    before, after = same + one, same + other
    shown = shorten_pair(before, after)
    assert max(map(len, shown)) <= SHOWN
    assert (shown[0] == shown[1]) is (before == after)
