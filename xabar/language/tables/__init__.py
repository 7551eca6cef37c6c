"""Each language's spelling and suffixes, from which folding, stemming and both engines are made."""

from xabar.language.tables import kk, other, ru, uz
from xabar.language.tables.table import LanguageTable

TABLES: dict[str, LanguageTable] = {
    "uz": uz.TABLE,
    "kk": kk.TABLE,
    "ru": ru.TABLE,
    "other": other.TABLE,
}


def language_table(language: str) -> LanguageTable:
    """Return the table of a language, or `other`, which folds and does not stem, where it has none of its own."""
    return TABLES.get(language, TABLES["other"])
