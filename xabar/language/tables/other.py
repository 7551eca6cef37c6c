"""Every other language: lower case, no accents, no apostrophes, and no stemming."""

from xabar.language.tables.table import LanguageTable, build_mapping

LETTERS = {"ё": "е", "й": "й", "ı": "i", "ў": "ў"}

# Letters of the Tajik, Kyrgyz and other Cyrillic alphabets that a Russian keyboard lacks.
_LOOSE_LETTERS = dict(zip("қғңөүұҳһӯҷӣәіў", "кгноууххучиаиу", strict=True))

TABLE = LanguageTable("other", build_mapping(LETTERS), loose_letters=_LOOSE_LETTERS)
