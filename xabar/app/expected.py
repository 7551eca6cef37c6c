"""The fields that a recorded page is tested for. `xabar record` writes their values; tests/pages compares them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from xabar.article import Article

FIELDS: Final[Mapping[str, Callable[[Article], Any]]] = {
    "title": lambda article: article.title,
    "body_first": lambda article: article.body.split("\n")[0],
    "body_last": lambda article: article.body.split("\n")[-1],
    "paragraphs": lambda article: len(article.body.split("\n")),
    "published_at": lambda article: (
        article.published_at and article.published_at.isoformat(timespec="minutes")
    ),
    "authors": lambda article: list(article.authors),
    "tags": lambda article: list(article.tags),
    "language": lambda article: article.language,
    "script": lambda article: article.script,
    "layer": lambda article: article.body_layer,
}
