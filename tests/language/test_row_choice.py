"""The rows that are chosen for a word are those that match it, and few more; never one less."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xabar.language import row_choice
from xabar.language.row_choice import RowChooser
from xabar.language.tables import TABLES

# Pattern, words it may match, words it cannot.
PATTERNS = [
    ("^(kitob)lar$", "kitoblar", "kitob"),
    ("^([a-z]{3,}?)(?:da(?:n)?|ga)?$", "uyda kundan kun", "uy qişlo"),
    ("^([a-z]+[^n_])g$", "yurag", "teng g yura_g"),
    ("^(bur)[aiu]([rnl])$|^(şah)r$", "burun şahr", "bur şah burunşahr"),
    ("^(a){2}b{0,2}c*d+$", "aad aabbccdd", "ad aabbbd aabb"),
    ("^([0-9]+)(?<=[1])(?!x)ga$", "21ga 22ga", "ga 21"),  # what it asks of neighbours is left out
]


@pytest.mark.parametrize(("pattern", "possible", "impossible"), PATTERNS)
def test_choice(pattern: str, possible: str, impossible: str) -> None:
    chooser = RowChooser(["^never$", pattern])
    assert {word: chooser.choose(word) for word in possible.split()} == dict.fromkeys(possible.split(), (1,))
    assert {word: chooser.choose(word) for word in impossible.split()} == dict.fromkeys(
        impossible.split(), ()
    )


@pytest.mark.parametrize("pattern", [r"^(a)\w$", "^a.$", "^a{,2}$", "^[a-z&&[b]]$"])
def test_another_notation_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="no notation of rows"):
        RowChooser([pattern])


@pytest.mark.parametrize("language", ["uz", "kk", "ru"])
def test_rows_are_anchored(language: str) -> None:
    """A row is asked of the whole word: one that matched a part would be left out."""
    for row in TABLES[language].endings:
        assert all(part.startswith("^") for part in re.split(r"(?<=\$)\|", row.pattern)), row
        assert row.pattern.endswith("$"), row


CHOOSERS = {language: RowChooser([row.pattern for row in TABLES[language].endings]) for language in TABLES}


@pytest.mark.parametrize("language", ["uz", "kk", "ru"])
@settings(deadline=None)  # the first words build the automaton
@given(data=st.data())
def test_no_matching_row_is_left_out(language: str, data: st.DataObject) -> None:
    letters = "абвгдеилмнорстуюыья0" if language == "ru" else "abdeghiklmnoprstuyöğşñç0"
    word = data.draw(st.text(letters, min_size=1, max_size=14))
    chosen = CHOOSERS[language].choose(word)
    matching = {number for number, row in enumerate(TABLES[language].endings) if re.match(row.pattern, word)}
    assert matching <= set(chosen)


def test_forgotten_states_are_worked_out_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_choice, "STATES", 3)
    chooser = RowChooser(["^(kitob)lar$", "^[a-z]+i$"])
    assert [chooser.choose(word) for word in ("kitoblar", "yangi", "kitoblar")] == [(0,), (1,), (0,)]
