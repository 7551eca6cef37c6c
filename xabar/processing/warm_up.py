"""Load what the first article of a process would load: the tables of every language, and the patterns of every step."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Final

from xabar.article import Article, PrintedDate
from xabar.extraction import boilerplate
from xabar.language import stemming
from xabar.processing.steps import Context, run_steps
from xabar.rejection import Rejected
from xabar.search.analysis import analyze_terms
from xabar.search.engine import INDEX_LANGUAGES

# A text of each language and script. Each sentence has a word with endings, so that the stemming is loaded, too.
SAMPLES: Final = {
    "uz": "Qishlogʻimizda yangi koʻprik ochildi, kitoblarimiz keldi. Қишлоғимизда янги кўприк очилди, китобларимиз келди.",
    "kk": "Ауылымызда жаңа көпір ашылды. Aýylymyzda jańa kópir ashyldy. اۋىلىمىزدا جاڭا كوپىر اشىلدى.",
    "ru": "В нашем посёлке открыли новый мост, привезли книги для школьников.",
    "en": "A new bridge was opened in our village, and books were brought to the pupils.",
}
STEMMED: Final = ("uz", "kk", "ru")
_NOW: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)
_DATES: Final = (
    PrintedDate("2026-yil 24-noyabr, 10:30", "printed"),
    PrintedDate("24 қараша 2026", "time"),
    PrintedDate("24 Kasım 2026", "meta"),  # in no table of ours: dateparser is asked
)


@cache
def load_tables() -> None:
    """Take a short article of each language through all steps, once in a process. It takes some tenths of a second."""
    for language, text in SAMPLES.items():
        article = Article(
            url=f"https://example.uz/{language}",
            site="example_uz",
            fetched_at=_NOW,
            zone="Asia/Tashkent",
            declared_language=language,
            title=text[:40],
            body=f"{text}\n{text[::-1]}\n@kanal",
            printed_dates=_DATES,
        )
        try:
            list(run_steps(article, Context(alphabets={"uz": "Latn", "kk": "Cyrl"})))
        except Rejected:
            continue  # no date of this language
    for language in INDEX_LANGUAGES:
        analyze_terms(SAMPLES.get(language, SAMPLES["en"]), language)
    for language in STEMMED:
        stemming.compile_rules(language)
    boilerplate.compile_rules()
