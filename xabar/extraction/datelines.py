"""Find an agency's dateline, «ТОШКЕНТ, 26 дек – Sputnik.». It is text, and gets a space after it."""

from __future__ import annotations

import re
from typing import Final

from xabar.language.characters import APOSTROPHES

MAX_DATELINE: Final = 80  # characters
AGENCIES: Final = (
    *(
        "Sputnik",
        "ҚазАқпарат",
        "QazAqparat",
        "Qazaqparat",
        "Kazinform",
        "Казинформ",
        "قازاقپارات",
        "Podrobno.uz",
    ),
    *(
        "ЎзА",
        "УзА",
        "UzA",
        "OʻzA",
        "O'zA",
        "O‘zA",
        "O’zA",
        "Dunyo",
        "Дунё",
        "ТАСС",
        "Интерфакс",
        "Reuters",
        "AFP",
    ),
    *("Kun.uz", "Daryo", "Trend", "Azertac", "Озодлик", "Азаттық"),
)
_AGENCY: Final = rf"[«\"“]?(?:АН |ИА |АА )?(?:(?i:{'|'.join(map(re.escape, AGENCIES))}))[»\"”]?"
# Every repetition is bounded and its alternatives share no character, or a text of apostrophes would take for ever.
_APOSTROPHES: Final = re.sub(r"\w", "", APOSTROPHES)  # some of the others count as letters
_WORD: Final = rf"[^\W\d_][\w{_APOSTROPHES}-]{{0,30}}"
_PLACE: Final = rf"{_WORD}(?:[ ,،]{{1,2}}{_WORD}){{0,3}}"
_CAPITAL: Final = rf"(?:(?![a-zа-яёўқғҳәіңөұүһ])[^\W\d_]|[{_APOSTROPHES}-])"
_CAPITALS: Final = rf"{_CAPITAL}{{3,60}}(?:[ -]{_CAPITAL}{{3,60}})?"
_DAY: Final = rf"(?:[,،./]? ?\d{{1,2}}[- ]?{_WORD}\.?(?: ?\d{{4}})?)?"
_DASH: Final = r"\s?[.–—-]{1,2}\s?"
_DATELINE: Final = re.compile(
    rf"(?<![\w{_APOSTROPHES}-])(?:{_PLACE}{_DAY}{_DASH}{_AGENCY}\s?[.:,–—-]{{0,2}}|{_CAPITALS}{_DAY}\s?(?:\.\s?[–—-]|[–—.]))"
)


# without one of these there is no dateline
_MAY_END: Final = re.compile("[.–—-]")


def dateline_end(text: str) -> int:
    """Return how many characters at the beginning of a text are a dateline, or 0."""
    if _MAY_END.search(text, 0, MAX_DATELINE) is None:
        return 0
    found = _DATELINE.match(text[:MAX_DATELINE])
    return found.end() if found else 0


def space_dateline(text: str) -> str:
    """Return the paragraph with a space between its dateline and its first word, even if the page has none."""
    end = dateline_end(text)
    glued = 0 < end < len(text) and text[end].isalnum() and not text[end].islower()
    if not glued or text[end - 1].isalnum():
        return text
    return f"{text[:end]} {text[end:]}"
