"""The analysis of `analysis.py` as Elasticsearch's `settings.analysis`, and the hash by which an index knows its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from xabar.language.folding import LONGEST_WORD
from xabar.language.patterns import Text
from xabar.language.tables import TABLES
from xabar.language.tables.table import LOOK_ALIKE_RULES, MARK, LanguageTable, Rule, rule
from xabar.search.analysis import JOINT
from xabar.search.analysis_parts import mapping_filter, pattern_replace, rule_filters
from xabar.search.engine import INDEX_LANGUAGES
from xabar.search.name_analysis import name_analysis


def elasticsearch_analysis(
    language: str, *, write_suffix_rule: Callable[[Rule], str] = Rule.regex
) -> dict[str, Any]:
    """Return the same analysis as Elasticsearch's `settings.analysis`, made of parts that every server has.

    It has the analyzers `news_stem`, `news_fold`, `news_loose`, `news_loose_query` and `news_names` and the normalizer
    `news_keyword`. `write_suffix_rule` may write the regular expression of a suffix rule otherwise, as long as it does
    the same.
    Raise KeyError for a language not in INDEX_LANGUAGES.
    """
    table = TABLES[language]
    names = name_analysis(language)
    lookalikes = rule_filters("news_lookalike", LOOK_ALIKE_RULES)
    spelling = {
        **rule_filters("news_rewrite", table.spelling_rules),
        "news_truncate": {"type": "truncate", "length": LONGEST_WORD},
    }
    stemming = _stem_filters(table, write_suffix_rule)
    loosening = _loosening_filters(table)
    not_plain = _not_plain_filters(table)
    characters = [*lookalikes, "news_letters"]
    folding = ["lowercase", *spelling]
    words = {"type": "custom", "char_filter": [*characters, "news_enclitics"], "tokenizer": "news_words"}
    return {
        "char_filter": {
            **lookalikes,
            "news_letters": mapping_filter(table.mapping),
            "news_enclitics": _enclitic_filter(table),
            **names["char_filter"],
        },
        "tokenizer": {"news_words": {"type": "pattern", "pattern": r"[^\p{L}\p{N}]+"}, **names["tokenizer"]},
        "filter": {**spelling, **stemming, **not_plain, **loosening, **names["filter"]},
        "analyzer": {
            **names["analyzer"],
            "news_fold": {**words, "filter": folding},
            "news_stem": {**words, "filter": [*folding, *stemming]},
            # no word without such a letter has a stem with one, so plain words go before they are stemmed
            "news_loose": {**words, "filter": [*folding, *not_plain, *stemming, *not_plain, *loosening]},
            "news_loose_query": {**words, "filter": [*folding, *stemming, *loosening]},
        },
        "normalizer": {"news_keyword": {"type": "custom", "char_filter": characters, "filter": folding[:-1]}},
    }


def _stem_filters(table: LanguageTable, write_suffix_rule: Callable[[Rule], str]) -> dict[str, Any]:
    """Return the token filters from a folded word to its stem, in order."""
    filters: dict[str, Any] = {}
    if table.stop_words:
        filters["news_stop"] = {"type": "stop", "stopwords": sorted(table.stop_words)}
    if table.overrides:
        filters["news_override"] = {
            "type": "stemmer_override",
            "rules": [f"{word} => {MARK}{stem}" for word, stem in sorted(table.overrides.items())],
        }
    filters |= rule_filters("news_ending", table.suffix_rules, write_suffix_rule)
    return filters | {"news_unmark": pattern_replace(f"^{MARK}", "")}


def _loosening_filters(table: LanguageTable) -> dict[str, Any]:
    """Return the token filters that write a word as a plain keyboard does."""
    typed = [rule(Text(letter), becomes=plain) for letter, plain in table.loose_letters.items()]
    return rule_filters("news_loose", typed)


def _not_plain_filters(table: LanguageTable) -> dict[str, Any]:
    """Return the token filters that leave only words with letters which a plain keyboard lacks."""
    plain = f"^[^{''.join(table.loose_letters)}]*$" if table.loose_letters else "^.*$"
    return {"news_plain": pattern_replace(plain, ""), "news_present": {"type": "length", "min": 1}}


def _enclitic_filter(table: LanguageTable) -> dict[str, Any]:
    alternatives = (
        "|".join(sorted(table.enclitics, key=lambda enclitic: (-len(enclitic), enclitic))) or "(?!)"
    )
    return {
        "type": "pattern_replace",
        "pattern": rf"(?<=[\p{{L}}\p{{N}}]){JOINT}(?:{alternatives})(?![\p{{L}}\p{{N}}])",
        "replacement": "",
    }


def _analysis_hash() -> str:
    """Return a hash that changes with the tables and the analysis, so that an index knows whether it still fits."""
    definition = {language: elasticsearch_analysis(language) for language in INDEX_LANGUAGES}
    return hashlib.sha256(json.dumps(definition, sort_keys=True).encode()).hexdigest()[:12]


ANALYSIS_HASH = _analysis_hash()
