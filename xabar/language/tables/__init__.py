"""What is written down of each language's spelling and endings; folding, stemming and both engines are made from it."""

from xabar.language.tables import kk, other, ru, uz
from xabar.language.tables.table import LanguageTable

TABLES: dict[str, LanguageTable] = {
    "uz": uz.TABLE,
    "kk": kk.TABLE,
    "ru": ru.TABLE,
    "other": other.TABLE,
}


def language_table(language: str) -> LanguageTable:
    """The table of a language; a language without one of its own gets `other`, which folds and does not stem."""
    return TABLES.get(language, TABLES["other"])
