"""The analyzer of names: the keys that `xabar.language.name_keys` finds, from parts that every Elasticsearch server has."""

from __future__ import annotations

from typing import Any

from xabar.language.folding import LONGEST_WORD
from xabar.language.name_keys import CAPITALIZED
from xabar.language.tables.names import LAST_RULES, NAME_TABLES, SOUND_RULES
from xabar.search.analysis_parts import mapping_filter, rule_filters


def name_analysis(language: str) -> dict[str, dict[str, Any]]:
    """Return the analyzer `news_names` with its parts, as sections of `settings.analysis`.

    Raise KeyError for a language not in INDEX_LANGUAGES.
    """
    table = NAME_TABLES[language]
    shorten = {"news_name_length": {"type": "truncate", "length": LONGEST_WORD}}
    filters = (
        shorten
        | rule_filters("news_name_sound", SOUND_RULES)
        | rule_filters("news_name_ending", table.suffix_rules)
        | rule_filters("news_name_last", LAST_RULES)
    )
    analyzer = {
        "type": "custom",
        "char_filter": ["news_name_letters"],
        "tokenizer": "news_capitalized",
        "filter": ["lowercase", *filters],
    }
    return {
        "char_filter": {"news_name_letters": mapping_filter(table.mapping)},
        "tokenizer": {"news_capitalized": {"type": "pattern", "pattern": CAPITALIZED, "group": 0}},
        "filter": filters,
        "analyzer": {"news_names": analyzer},
    }
