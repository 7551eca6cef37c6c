"""What the press does to a text that it takes over."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

from xabar.language.conversion import convert_text

_TYPESET: Final = str.maketrans(
    {"ʻ": "‘", "ʼ": "’", "—": "-", "–": "-", "“": "«", "”": "»", '"': "”", "…": "."}
)
_FRAMES: Final = {
    "uz": (
        "TOSHKENT, 24-noyabr – Yangi kun.",
        "Bu haqda «Yangi kun» nashri manbaga tayanib xabar berdi.",
        "Surat: ochiq manba",
    ),
    "kk": (
        "АСТАНА, 24 қараша – Жаңа күн.",
        "Бұл туралы «Жаңа күн» дереккөзге сілтеме жасап хабарлады.",
        "Сурет: ашық дереккөз",
    ),
}
OTHER_SCRIPT: Final = {"Latn": "Cyrl", "Cyrl": "Latn"}

Alter = Callable[[str, str, str, random.Random], str]
"""Gets a text with its language and script, and returns a copy of it."""


def _typography(text: str, language: str, script: str, rng: random.Random) -> str:
    lines = text.translate(_TYPESET).split("\n")
    lines[0] = lines[0].upper()
    return "\n\n".join(line.replace(". ", ".  ").replace(", ", " , ") for line in lines)


def _frame(text: str, language: str, script: str, rng: random.Random) -> str:
    first, *last = (_in_script(part, language, script) for part in _FRAMES[language])
    return "\n".join((first, text, *last))


def _in_script(text: str, language: str, script: str) -> str:
    return convert_text(text, language=language, to=script)


def _other_script(text: str, language: str, script: str, rng: random.Random) -> str:
    return _in_script(text, language, OTHER_SCRIPT[script])


def _cut(text: str, language: str, script: str, rng: random.Random) -> str:
    words = text.split()
    return " ".join(words[: round(len(words) * 0.6)])


def _edits(text: str, language: str, script: str, rng: random.Random) -> str:
    words = text.split()
    for place in rng.sample(range(len(words)), len(words) // 20):
        words[place] = words[place][::-1]
    return " ".join(words)


ALTERATIONS: Final[dict[str, Alter]] = {
    "typography": _typography,
    "frame": _frame,
    "other script": _other_script,
    "cut to 60 %": _cut,
    "5 % edits": _edits,
}
GOALS: Final = {"typography": 1.0, "frame": 1.0, "other script": 1.0, "cut to 60 %": 0.98}
