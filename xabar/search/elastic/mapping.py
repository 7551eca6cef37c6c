"""The fields, settings and templates of an index of articles in Elasticsearch.

Every server has these field types. Each language has an index with the same fields; the analyzers `news_stem`,
`news_fold` and `news_loose` differ by language.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from xabar.article import SHOWN_FIELDS, FieldKind
from xabar.records.identity import StoreMark
from xabar.search.elastic.lookaheads import with_lookahead
from xabar.search.elastic.shape import SHAPED_BY_SIZE, IndexShape
from xabar.search.elasticsearch_analysis import ANALYSIS_HASH, elasticsearch_analysis
from xabar.search.engine import INDEX_LANGUAGES

KEYWORD = {"type": "keyword"}
DATE = {"type": "date"}
BOOLEAN = {"type": "boolean"}
# Kept in _source to be shown; never searched or sorted by.
SHOWN = {"type": "keyword", "index": False, "doc_values": False}


def _printed(**more: Any) -> dict[str, Any]:
    # `exact` is folded but not stemmed: prefixes are looked for there, and a match of the typed form ranks higher
    return {
        "type": "text",
        "analyzer": "news_stem",
        "copy_to": ["loose", "names"],
        "fields": {"exact": {"type": "text", "analyzer": "news_fold"}, **more},
    }


def _name(**more: Any) -> dict[str, Any]:
    folded = {"type": "keyword", "normalizer": "news_keyword"}
    return {"type": "keyword", "fields": {"folded": folded, **more}}


# How a field of `Article` is indexed, by its kind.
_KINDS: dict[FieldKind, dict[str, Any]] = {
    "keyword": KEYWORD,
    "name": _name(),
    "person": _name(words={"type": "text", "analyzer": "news_fold"}),
    "title": _printed(raw={"type": "keyword", "ignore_above": 512}),
    "text": _printed(),
    "number": {"type": "integer"},
    "timestamp": DATE,
    "moment": {"type": "date", "format": "strict_date_optional_time"},
    "day": {"type": "date", "format": "strict_date"},
    "shown": SHOWN,
    "opaque": {"type": "object", "enabled": False},
}
# What is derived from an article for users of Kibana, which can filter near copies but not collapse a group.
_DERIVED: dict[str, dict[str, Any]] = {
    "content_hash": {"type": "keyword", "doc_values": False},
    "indexed_at": DATE,
    "first_of_group": BOOLEAN,
}
DERIVED = tuple(_DERIVED)
# What the server itself makes of title and body: the words with letters that a plain keyboard lacks, without these.
_LOOSE: dict[str, Any] = {
    "type": "text",
    "analyzer": "news_loose",
    "search_analyzer": "news_loose_query",
    "index_options": "freqs",
}
# And their names, by sound.
_NAMES: dict[str, Any] = {"type": "text", "analyzer": "news_names", "index_options": "freqs"}
# Every shown field of `Article` under its own name, and what is derived.
FIELDS: dict[str, dict[str, Any]] = {
    "id": KEYWORD,
    **{field.name: _KINDS[field.metadata["kind"]] for field in SHOWN_FIELDS},
    **_DERIVED,
    "loose": _LOOSE,
    "names": _NAMES,
}
# The mapping is strict: an index that lacks one of today's fields would refuse every article.
FIELDS_HASH = hashlib.sha256(json.dumps(FIELDS, sort_keys=True).encode()).hexdigest()[:12]

SETTINGS: dict[str, Any] = {
    "codec": "best_compression",
    "refresh_interval": "30s",
    "sort": {"field": "published_at", "order": "desc"},
    "query": {"default_field": ["title^2", "body"]},
    # A deletion is remembered for an hour, so that a write under way cannot bring the article back.
    "gc_deletes": "1h",
    "mapping": {"total_fields": {"limit": 200}},
}

LONG_LIST = 100  # entries


def index_meta(store: StoreMark | None = None) -> dict[str, Any]:
    """Return what an index says of itself: the hashes of tables and fields, and the store whose articles it holds."""
    mark = {} if store is None else {"store": store.to_dict()}
    return {"chain": ANALYSIS_HASH, "fields": FIELDS_HASH, **mark}


def index_body(language: str, shape: IndexShape = SHAPED_BY_SIZE, expected_bytes: int = 0) -> dict[str, Any]:
    """Return settings and strict mapping of one language's index, stamped with the hashes of tables and fields."""
    analysis = with_joined_lists(elasticsearch_analysis(language, write_suffix_rule=with_lookahead))
    return {
        "settings": {"index": {**SETTINGS, **shape.settings(expected_bytes), "analysis": analysis}},
        "mappings": {
            "dynamic": "strict",
            "_meta": index_meta(),
            "properties": FIELDS,
        },
    }


def with_joined_lists(analysis: dict[str, Any]) -> dict[str, Any]:
    """Return the same analysis with each long list as one string with commas, which the server reads alike.

    For every setting the server copies all settings, and every entry of a list counts: so an index is made in a
    fraction of the time. Raise ValueError for an entry with a comma.
    """
    return {
        group: {name: {key: _joined(value) for key, value in part.items()} for name, part in parts.items()}
        for group, parts in analysis.items()
    }


def _joined(value: Any) -> Any:
    if not isinstance(value, list) or len(value) < LONG_LIST:
        return value
    if found := [entry for entry in value if "," in entry]:
        raise ValueError(f"an entry of a list in the analysis must not hold a comma, got {found[0]!r}")
    return ",".join(value)


def index_templates(name: str, shape: IndexShape = SHAPED_BY_SIZE) -> dict[str, dict[str, Any]]:
    """Return one template per language, by name.

    They have no aliases: a generation becomes visible only when it is complete. A stray write creates no index.
    """
    return {
        f"{name}-{language}": {
            "index_patterns": [f"{name}-{language}-*"],
            "priority": 500,
            "allow_auto_create": False,
            "template": index_body(language, shape),
            "_meta": {"by": "xabar", "chain": ANALYSIS_HASH},
        }
        for language in INDEX_LANGUAGES
    }
