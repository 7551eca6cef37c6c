"""The fields, settings and templates of an index of articles in Elasticsearch.

Every server has these field types. Each language has an index with the same fields; the analyzers `news_stem` and
`news_fold` differ by language.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from xabar.search.analysis import ANALYSIS_HASH, elasticsearch_analysis
from xabar.search.elastic.lookaheads import with_lookahead
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
        "fields": {"exact": {"type": "text", "analyzer": "news_fold"}, **more},
    }


# Every field of `Article` under its own name, then what is derived from it for users of Kibana.
FIELDS: dict[str, dict[str, Any]] = {
    "id": KEYWORD,
    "url": KEYWORD,
    "site": KEYWORD,
    "fetched_at": DATE,
    "zone": KEYWORD,
    "declared_language": KEYWORD,
    "title": _printed(raw={"type": "keyword", "ignore_above": 512}),
    "body": _printed(),
    "authors": {"type": "keyword", "fields": {"folded": {"type": "keyword", "normalizer": "news_keyword"}}},
    "tags": {"type": "keyword", "fields": {"folded": {"type": "keyword", "normalizer": "news_keyword"}}},
    "printed_dates": {"type": "object", "enabled": False},
    "section": KEYWORD,
    "image": SHOWN,
    "structure": SHOWN,
    "captions": SHOWN,
    "images": SHOWN,
    "links": SHOWN,
    "body_layer": KEYWORD,
    "body_agreement": {"type": "integer"},
    "language": KEYWORD,
    "script": KEYWORD,
    "published_at": {"type": "date", "format": "strict_date_optional_time"},
    "published_day": {"type": "date", "format": "strict_date"},
    "published_text": SHOWN,
    "published_source": KEYWORD,
    "published_precision": KEYWORD,
    "modified_at": {"type": "date", "format": "strict_date_optional_time"},
    "modified_text": SHOWN,
    "title_normalized": SHOWN,
    "body_normalized": SHOWN,
    "title_printed": SHOWN,
    "body_printed": SHOWN,
    "group_id": KEYWORD,
    "content_hash": {"type": "keyword", "doc_values": False},
    "indexed_at": DATE,
    "first_of_group": BOOLEAN,  # false on later near-duplicates: Kibana cannot collapse a group, but it can filter
}
DERIVED = ("content_hash", "indexed_at", "first_of_group")
# The mapping is strict: an index that lacks one of today's fields would refuse every article.
FIELDS_ID = hashlib.sha256(json.dumps(FIELDS, sort_keys=True).encode()).hexdigest()[:12]

SETTINGS: dict[str, Any] = {
    "codec": "best_compression",
    "refresh_interval": "30s",
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    "number_of_routing_shards": 48,  # a large index can be split into up to 48 shards
    "sort": {"field": "published_at", "order": "desc"},
    "query": {"default_field": ["title^2", "body"]},
    # A deletion is remembered for an hour, so that a write under way cannot bring the article back.
    "gc_deletes": "1h",
    "mapping": {"total_fields": {"limit": 200}},
}


def index_body(language: str) -> dict[str, Any]:
    """Return settings and strict mapping of one language's index, stamped with the hashes of tables and fields."""
    analysis = elasticsearch_analysis(language, write_suffix_rule=with_lookahead)
    return {
        "settings": {"index": {**SETTINGS, "analysis": analysis}},
        "mappings": {
            "dynamic": "strict",
            "_meta": {"chain": ANALYSIS_HASH, "fields": FIELDS_ID},
            "properties": FIELDS,
        },
    }


def index_templates(name: str) -> dict[str, dict[str, Any]]:
    """Return one template per language, by name.

    They have no aliases: a generation becomes visible only when it is complete. A stray write creates no index.
    """
    return {
        f"{name}-{language}": {
            "index_patterns": [f"{name}-{language}-*"],
            "priority": 500,
            "allow_auto_create": False,
            "template": index_body(language),
            "_meta": {"by": "xabar", "chain": ANALYSIS_HASH},
        }
        for language in INDEX_LANGUAGES
    }
