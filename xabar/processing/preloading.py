"""Load what the first article of a process would load: the tables of every language, and the patterns of every step.

What few articles need is loaded when one does, because each run would pay for it: dateparser (a fifth of a second, in a
worker), and the patterns of the rarer suffixes (half a millisecond each).
"""

from __future__ import annotations

import gc
from datetime import UTC, datetime
from functools import cache
from threading import Lock
from typing import Final

from xabar.article import Article, PrintedDate
from xabar.collecting import uncollected
from xabar.extraction import boilerplate
from xabar.processing.steps import Context, process_article
from xabar.search.analysis import analyze_terms
from xabar.search.engine import INDEX_LANGUAGES

# A text of each language and script.
SAMPLES: Final = {
    "uz": "Qishlogʻimizda yangi koʻprik ochildi, kitoblarimiz keldi. Қишлоғимизда янги кўприк очилди, китобларимиз келди.",
    "kk": "Ауылымызда жаңа көпір ашылды. Aýylymyzda jańa kópir ashyldy. اۋىلىمىزدا جاڭا كوپىر اشىلدى.",
    "ru": "В нашем посёлке открыли новый мост, привезли книги для школьников.",
    "en": "A new bridge was opened in our village, and books were brought to the pupils.",
}
_NOW: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)
_DATES: Final = {
    "uz": "2026-yil 24-noyabr, 10:30",
    "kk": "24 қараша 2026",
    "ru": "24 ноября 2026",
    "en": "2026-11-24",
}

_loading: Final = Lock()


def load_tables() -> None:
    """Take a short article of each language through all steps, once in a process. It takes some tenths of a second.

    Each site of a run asks for it at its start, in a thread of its own: the others wait for the first.
    """
    with _loading, uncollected():
        _load_once()


@cache
def _load_once() -> None:
    for language, text in SAMPLES.items():
        article = Article(
            url=f"https://example.uz/{language}",
            site="example_uz",
            fetched_at=_NOW,
            zone="Asia/Tashkent",
            declared_language=language,
            title=text[:40],
            body=f"{text}\n{text[::-1]}\n@kanal",
            printed_dates=(PrintedDate(_DATES[language], "printed"),),
        )
        process_article(article, Context(alphabets={"uz": "Latn", "kk": "Cyrl"}))
    for language in INDEX_LANGUAGES:
        analyze_terms(SAMPLES.get(language, SAMPLES["en"]), language)
    boilerplate.compile_rules()
    gc.freeze()  # the tables never die, so the collector need not go through them
