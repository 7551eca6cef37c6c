"""The readable copy of the articles: what the view `article_text` shows to programs that know only SQL."""

from __future__ import annotations

import zlib
from typing import Any, Final

import orjson

from xabar.article import Article

COPY: Final = """
INSERT INTO article_copy (number, url, language, script, title, body, published_day, section, authors, tags)
SELECT number, :url, :language, :script, :title, :body, :published_day, :section, :authors, :tags
FROM article WHERE id = :id
ON CONFLICT (number) DO UPDATE
SET url = excluded.url, language = excluded.language, script = excluded.script, title = excluded.title,
    body = excluded.body, published_day = excluded.published_day, section = excluded.section,
    authors = excluded.authors, tags = excluded.tags
"""
FILL: Final = """
INSERT INTO article_copy (number, url, language, script, title, body, published_day, section, authors, tags)
SELECT number, json_extract(payload, '$.url'), json_extract(payload, '$.language'), json_extract(payload, '$.script'),
       json_extract(payload, '$.title'), json_extract(payload, '$.body'), json_extract(payload, '$.published_day'),
       json_extract(payload, '$.section'), json_extract(payload, '$.authors'), json_extract(payload, '$.tags')
FROM (SELECT number, unpack_payload(payload) AS payload FROM article WHERE removed = 0) WHERE payload IS NOT NULL
"""


def copy_of(article: Article) -> dict[str, Any]:
    """Return the values of a row, without its number."""
    return {
        "url": article.key,
        "language": article.language,
        "script": article.script,
        "title": article.title,
        "body": article.body,
        "published_day": article.published_day and article.published_day.isoformat(),
        "section": article.section,
        "authors": _json(article.authors),
        "tags": _json(article.tags),
    }


def unpack_payload(payload: bytes) -> str | None:
    """Return the JSON of a payload, None if it is damaged. The migration that fills the copy calls it from SQL."""
    try:
        return zlib.decompress(payload).decode()
    except (zlib.error, UnicodeDecodeError, TypeError):
        return None


def _json(names: tuple[str, ...]) -> str | None:
    return orjson.dumps(names).decode() if names else None
