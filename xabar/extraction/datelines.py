"""An agency's dateline, «ТОШКЕНТ, 26 дек – Sputnik.»: it is text and stays, with a space behind it."""

from __future__ import annotations

import re
from typing import Final

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
_WORD: Final = r"[^\W\d_][\w'ʻʼ‘’-]*"
_PLACE: Final = rf"{_WORD}(?:[ ,،]{{1,2}}{_WORD}){{0,3}}"
_CAPITALS: Final = r"(?:(?![a-zа-яёўқғҳәіңөұүһ])[^\W\d_]|[-ʻʼ‘’']){3,}(?:[ -](?:(?![a-zа-яёўқғҳәіңөұүһ])[^\W\d_]|[-ʻʼ‘’']){3,})?"
_DAY: Final = rf"(?:[,،./]? ?\d{{1,2}}[- ]?{_WORD}\.?(?: ?\d{{4}})?)?"
_DASH: Final = r"\s?[.–—-]{1,2}\s?"
_DATELINE: Final = re.compile(
    rf"(?:{_PLACE}{_DAY}{_DASH}{_AGENCY}\s?[.:,–—-]{{0,2}}|{_CAPITALS}{_DAY}\s?(?:\.\s?[–—-]|[–—.]))"
)


def dateline_end(text: str) -> int:
    """How many characters at the beginning are a dateline; 0 when there is none."""
    found = _DATELINE.match(text[:MAX_DATELINE])
    return found.end() if found else 0


def space_dateline(text: str) -> str:
    """The paragraph with a space between its dateline and the first word, where the page has none."""
    end = dateline_end(text)
    glued = 0 < end < len(text) and text[end].isalnum() and not text[end].islower()
    if not glued or text[end - 1].isalnum():
        return text
    return f"{text[:end]} {text[end:]}"
