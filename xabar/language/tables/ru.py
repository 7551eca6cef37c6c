"""Russian: its letters and its endings. Russian is printed in one alphabet, so the folded form stays Cyrillic."""

from xabar.language.tables.table import LanguageTable, build_mapping

MAPPING = build_mapping({"ё": "е", "й": "й"})

TABLE = LanguageTable("ru", MAPPING)
