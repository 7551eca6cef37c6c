"""Writing a batch of changes into one generation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import tantivy

from xabar.heap import give_back_heap
from xabar.records.change import Change
from xabar.search.embedded.batch_analysis import LARGE, Analyzed, ArticleTerms
from xabar.search.embedded.language_index import LanguageIndex
from xabar.search.embedded.panics import panics_unprinted
from xabar.search.engine import EngineUnavailable, WriteOutcome, index_language

Indexes = dict[str, LanguageIndex]  # by language
MANY: Final = 100  # changes, for which it pays to give free memory back


def write_batch(
    indexes: Indexes, changes: Sequence[Change], analyzed: Iterable[list[Analyzed]]
) -> list[WriteOutcome]:
    """Write and commit. An article stands only in the index of its language, also after its language changed.

    `analyzed` gives the changes with their terms, in chunks. Nothing of the batch is kept if it cannot be written whole.
    The first index is locked first, and its lock guards the whole generation.
    """
    next(iter(indexes.values())).lock()
    held = _held_versions(indexes, [change.id for change in changes])
    touched: set[str] = set()
    outcomes: list[WriteOutcome] = []
    try:
        for chunk in analyzed:
            documents = [_document(indexes, change, terms) for change, terms in chunk]
            outcomes += [
                _write_change(indexes, change, document, held.setdefault(change.id, {}), touched)
                for (change, _), document in zip(chunk, documents, strict=True)
            ]
        if len(changes) >= MANY:
            give_back_heap()  # what the texts and terms took, before the commit takes as much
        with panics_unprinted():
            _commit(indexes, touched, one_by_one=len(changes) < LARGE)
    except (ValueError, OSError, RuntimeError) as error:
        _forget(indexes)
        raise EngineUnavailable(f"the index could not be written: {error}") from error
    except BaseException:  # such as the end of the analysis, when the batch is not wanted any more
        _forget(indexes)
        raise
    return outcomes


def _commit(indexes: Indexes, touched: set[str], *, one_by_one: bool) -> None:
    """Commit the indexes that were touched, the one whose lock guards the generation last.

    A commit may let tantivy merge files, and whole files are then mapped into memory. `one_by_one` lets each index wait
    for the merges of the one before; without, the next batch is written meanwhile, as a rebuild needs it.
    """
    guard, *others = indexes
    for language in (*others, guard):
        if language in touched:
            indexes[language].lock().commit()
            if one_by_one and language != guard:
                indexes[language].release()


def _forget(indexes: Indexes) -> None:
    for index in indexes.values():
        index.release()


def _held_versions(indexes: Indexes, ids: Sequence[str]) -> dict[str, dict[str, int]]:
    held: dict[str, dict[str, int]] = {}
    for language, index in indexes.items():
        for article_id, version in index.versions(ids).items():
            held.setdefault(article_id, {})[language] = version
    return held


def _document(indexes: Indexes, change: Change, terms: ArticleTerms | None) -> tantivy.Document | None:
    if change.article is None or terms is None:
        return None
    return indexes[index_language(change.article.language)].document(change.article, change.version, terms)


def _write_change(
    indexes: Indexes,
    change: Change,
    document: tantivy.Document | None,
    held: dict[str, int],
    touched: set[str],
) -> WriteOutcome:
    if held and max(held.values()) > change.version:
        return WriteOutcome(change.id, "stale", "the index holds a newer version")
    for language in held:
        indexes[language].lock().delete_documents_by_term("id", change.id)
        touched.add(language)
    held.clear()
    if change.article is not None and document is not None:
        language = index_language(change.article.language)
        indexes[language].lock().add_document(document)
        touched.add(language)
        held[language] = change.version
    return WriteOutcome(change.id, "confirmed")
