"""Every other language: lower case, no accents, no apostrophes, and no stemming."""

from xabar.language.tables.table import LanguageTable, build_mapping

LETTERS = {"ё": "е", "й": "й", "ı": "i", "ў": "ў"}

TABLE = LanguageTable("other", build_mapping(LETTERS))
