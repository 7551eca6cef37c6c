"""Find the script of a text by its letters."""

from __future__ import annotations

import re

# Runs of the letters of each script (named as in ISO 15924), as ranges of code points; no two scripts share any.
_SCRIPTS = {
    "Latn": re.compile("[A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿＡ-Ｚａ-ｚ]+"),
    "Cyrl": re.compile("[Ѐ-ҁҊ-ԯᲀ-ᲈꙀ-ꙮꚀ-ꚛ]+"),
    "Arab": re.compile("[ؠ-يٮ-ۓە-ۯۺ-ۿݐ-ݿﭐ-ﮱﯓ-ﴽﹰ-ﻼ]+"),
}


SCRIPTS = tuple(_SCRIPTS)
"""The scripts in which texts are found and written: Latn, Cyrl, Arab."""


def script_of(text: str) -> str | None:
    """Return the script of most letters, as ISO 15924 names it: "Latn", "Cyrl" or "Arab".

    Return None if there is no letter of any of the three. A tie goes to the first of them.

    Source: the ranges of the Unicode standard.
    """
    present = [script for script, runs in _SCRIPTS.items() if runs.search(text)]
    if len(present) <= 1:  # as in most texts, of which no letter has to be counted
        return present[0] if present else None
    counts = {script: sum(map(len, _SCRIPTS[script].findall(text))) for script in present}
    return max(counts, key=counts.__getitem__)
