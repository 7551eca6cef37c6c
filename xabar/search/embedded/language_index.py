"""One language's tantivy index: its fields, its documents, its writer."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import tantivy

from xabar.article import Article
from xabar.language.folding import fold_name
from xabar.records.database import to_milliseconds
from xabar.search.analysis import analyze_fields
from xabar.search.embedded.by_time import day_number, id_order
from xabar.search.embedded.mirror import ReadableFolder
from xabar.search.embedded.panics import is_panic, panics_unprinted
from xabar.search.embedded.word_notes import WordNotes
from xabar.search.engine import FOLDED_FIELDS, EngineUnavailable, IndexBusy
from xabar.search.ranking import FieldWeight

if TYPE_CHECKING:  # what analyses batches starts processes
    from xabar.search.embedded.batch_analysis import ArticleTerms

# Bytes a writer may hold before it flushes: enough for a feeder's batch, so that fewer segments must be merged.
WRITER_HEAP = 50_000_000

TEXT = ("title", "body", "title_exact", "body_exact")
KEYWORDS = ("site", "language", "script")
# Counted as printed, and compared in the twins, `tag_folded` and so on, in any script; authors in `author_words`.
NAMES: dict[str, Callable[[Article], Sequence[str]]] = {
    "tag": lambda article: article.tags,
    "author": lambda article: article.authors,
    "section": lambda article: (article.section,) if article.section else (),
}


def build_schema() -> tantivy.Schema:
    """Return the fields. Text fields hold index terms separated by spaces: tantivy itself analyses nothing.

    `day` is the publisher's local day as the number 20250425; `published` and `version` are milliseconds since 1970;
    `id_order` is the beginning of the id, by which articles of one moment are sorted. Only the id is stored; the articles
    are in the records.
    """
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in FOLDED_FIELDS:
        builder.add_text_field(f"{name}_folded", tokenizer_name="raw", index_option="basic")
    for name in (*KEYWORDS, *NAMES):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_unsigned_field("day", indexed=True, fast=True)
    builder.add_integer_field("published", fast=True)
    builder.add_integer_field("version", fast=True)
    builder.add_unsigned_field("id_order", fast=True)
    for name in (*TEXT, "author_words"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in ("loose", "names"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


SCHEMA_HASH = hashlib.sha256(pickle.dumps(build_schema(), protocol=4)).hexdigest()[:12]
"""Changes with the fields: an index that lacks one of today's cannot be searched by it."""


def field_name(row: FieldWeight) -> str:
    """Return a text field's name in the schema."""
    return row.field if row.stemmed else f"{row.field}_exact"


class DamagedIndex(EngineUnavailable):
    """The files of an index cannot be read. Rebuild it from the records."""


@contextmanager
def explain_damage(path: Path | str) -> Iterator[None]:
    """Raise DamagedIndex for whatever tantivy makes of damaged bytes: an error, a panic of its Rust code, senseless ids."""
    try:
        yield
    except (ValueError, OSError, RuntimeError) as error:
        raise DamagedIndex(f"the index in {path} is damaged ({error}); run `xabar index rebuild`") from error
    except BaseException as error:
        if not is_panic(error):
            raise
        raise DamagedIndex(f"the index in {path} is damaged ({error}); run `xabar index rebuild`") from error


@contextmanager
def explain_reading(path: Path | str) -> Iterator[None]:
    """Do the same for what only reads, and let Rust print nothing of it."""
    with explain_damage(path), panics_unprinted():
        yield


class LanguageIndex:
    """The documents of one language in one generation. Raise DamagedIndex if its files cannot be used."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        self.language = path.name
        self._committed = path / "meta.json"  # every commit replaces this file
        if create:
            path.mkdir(parents=True)
        self._folder = ReadableFolder(path)
        try:
            with panics_unprinted():
                if create:
                    self._index = tantivy.Index(build_schema(), path=self._folder.path)
                else:  # with its own fields: one that is outdated can still be counted, compared and dropped
                    self._index = tantivy.Index.open(self._folder.path)
            self.schema = self._index.schema
        except (ValueError, OSError) as error:
            self._folder.close()
            raise DamagedIndex(
                f"the index in {path} cannot be opened ({error}); run `xabar index rebuild`"
            ) from error
        self._writer: tantivy.IndexWriter | None = None
        self._loaded: tuple[int, int] | None = None
        self.notes = WordNotes()

    def searcher(self) -> tantivy.Searcher:
        """Return a view of what was last committed, by this process or another. `notes` then hold for it."""
        try:
            committed = self._committed.stat()
            if (state := (committed.st_ino, committed.st_mtime_ns)) != self._loaded:
                self._folder.follow()
                self._index.reload()
                self._loaded = state
                self.notes = WordNotes()
        except (ValueError, OSError) as error:
            raise DamagedIndex(
                f"the index in {self.path} cannot be read ({error}); run `xabar index rebuild`"
            ) from error
        return self._index.searcher()

    def lock(self) -> tantivy.IndexWriter:
        """Become the one writer. Raise EngineUnavailable while another process is."""
        if self._writer is None:
            try:
                with panics_unprinted():
                    self._writer = self._index.writer(WRITER_HEAP, 1)
            except ValueError as error:
                if "LockBusy" in str(error):
                    raise IndexBusy(
                        f"another process is feeding the index in {self.path.parent}; it carries this change too"
                    ) from error
                raise EngineUnavailable(f"the index in {self.path} cannot be written: {error}") from error
        return self._writer

    def release(self) -> None:
        """Let others write, and forget what was not committed."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with suppress(RuntimeError, ValueError):  # of a broken writer, whose last write has said why
                writer.wait_merging_threads()

    def close(self) -> None:
        """Let go of everything; it cannot be used any more."""
        self.release()
        self._folder.close()

    def versions(self, ids: Sequence[str]) -> dict[str, int]:
        """Return the versions of those articles that the index holds.

        It looks with a view of its own, so that a crawl, which asks for nothing else, has no files mapped between batches.
        """
        query = tantivy.Query.term_set_query(self.schema, "id", ids)
        with panics_unprinted():
            searcher = tantivy.Index.open(self._folder.path).searcher()
            found = [address for _, address in searcher.search(query, len(ids), count=False).hits]
            if not found:
                return {}
            versions = searcher.fast_field_values("version", found)
            names = [searcher.doc(address)["id"][0] for address in found]
        return {name: int(version or 0) for name, version in zip(names, versions, strict=True)}

    def ids(self) -> Iterator[str]:
        """Yield the id of every document."""
        searcher = self.searcher()
        everything = tantivy.Query.all_query()
        for _, address in searcher.search(everything, max(searcher.num_docs, 1), count=False).hits:
            yield searcher.doc(address)["id"][0]

    def document(self, article: Article, version: int, terms: ArticleTerms) -> tantivy.Document:
        """Return what the index keeps of an article."""
        document = tantivy.Document()
        document.add_text("id", article.id)
        document.add_text("site", article.site)
        if article.language:
            document.add_text("language", article.language)
        if article.script:
            document.add_text("script", article.script)
        for field, values in NAMES.items():
            for value in dict.fromkeys(values(article)):
                document.add_text(field, value)
                if field in FOLDED_FIELDS:
                    document.add_text(f"{field}_folded", fold_name(value, self.language))
        for author in article.authors:
            document.add_text("author_words", analyze_fields(author, self.language)[1])
        if article.published_day:
            document.add_unsigned("day", day_number(article.published_day))
        if article.published_at:
            document.add_integer("published", to_milliseconds(article.published_at))
        document.add_integer("version", version)
        document.add_unsigned("id_order", id_order(article.id))
        title, body = terms
        document.add_text("title", title.stems)
        document.add_text("body", body.stems)
        document.add_text("title_exact", title.folded)
        document.add_text("body_exact", body.folded)
        document.add_text("loose", title.loose + body.loose)
        document.add_text("names", title.names + body.names)
        return document
