"""Write word stems as patterns that match them in every script of their language."""

from __future__ import annotations

import re
from typing import Final

from xabar.extraction.plain import plain
from xabar.language.conversion import convert_text

_SCRIPTS: Final = {"uz": ("Latn", "Cyrl"), "kk": ("Cyrl", "Latn", "Arab")}
_HAMZA: Final = re.compile("[\u0621\u0674]")


def spell_stems(language: str, *stems: str) -> str:
    """Return a pattern for stems in plain text. They are given in the first script of their language: uz-Latn, kk-Cyrl."""
    _, *others = _SCRIPTS[language]
    spelled = [plain(stem) for stem in stems]
    spelled += [
        plain(convert_text(stem, language=language, to=script)) for script in others for stem in stems
    ]
    return "|".join(dict.fromkeys(map(_with_variants, spelled)))


def _with_variants(stem: str) -> str:
    """Let a pattern match the older Kazakh alphabets, too: u without a macron, and the hamza that many leave out."""
    return _HAMZA.sub("[\u0621\u0674]?", stem.replace("ū", "[uū]"))
