"""Carrying a batch of changes into one generation."""

from __future__ import annotations

from collections.abc import Sequence

from xabar.records.change import Change
from xabar.search.embedded.language_index import LanguageIndex
from xabar.search.engine import EngineUnavailable, WriteOutcome, index_language

Indexes = dict[str, LanguageIndex]  # by language


def write_batch(indexes: Indexes, changes: Sequence[Change]) -> list[WriteOutcome]:
    """Write and commit. An article stands in the index of its language alone, also when its language changed.

    The index that locks first guards the whole generation: who holds it may open the others.
    """
    next(iter(indexes.values())).lock()
    held = _held_versions(indexes, [change.id for change in changes])
    touched: set[str] = set()
    outcomes = []
    try:
        for change in changes:
            outcomes.append(_write_change(indexes, change, held.setdefault(change.id, {}), touched))
        for language in touched:
            indexes[language].lock().commit()
    except (ValueError, OSError, RuntimeError) as error:
        for index in indexes.values():
            index.release()
        raise EngineUnavailable(f"the index could not be written: {error}") from error
    return outcomes


def _held_versions(indexes: Indexes, ids: Sequence[str]) -> dict[str, dict[str, int]]:
    held: dict[str, dict[str, int]] = {}
    for language, index in indexes.items():
        for article_id, version in index.versions(ids).items():
            held.setdefault(article_id, {})[language] = version
    return held


def _write_change(indexes: Indexes, change: Change, held: dict[str, int], touched: set[str]) -> WriteOutcome:
    if held and max(held.values()) > change.version:
        return WriteOutcome(change.id, "stale", "the index holds a newer version")
    for language in held:
        indexes[language].lock().delete_documents_by_term("id", change.id)
        touched.add(language)
    held.clear()
    if change.article is not None:
        language = index_language(change.article.language)
        index = indexes[language]
        index.lock().add_document(index.document(change.article, change.version))
        touched.add(language)
        held[language] = change.version
    return WriteOutcome(change.id, "confirmed")
