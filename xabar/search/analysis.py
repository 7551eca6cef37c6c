"""From text to index terms, by the language tables. `elasticsearch_analysis` says the same to a server."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple, TypeAlias

from xabar.language.folding import LONGEST_WORD, WORD, word_folder
from xabar.language.loosening import stem_loosener
from xabar.language.name_keys import may_have_names, name_finder
from xabar.language.stemming import word_stemmer
from xabar.language.tables import TABLES
from xabar.language.tables.table import MARK, LanguageTable
from xabar.search.memory import Memory

# Between a word and a suffix that is written apart from it: a hyphen, a closing quotation mark, or both.
JOINT = '(?:[»”"][-‐‑–]?|[-‐‑–])'
_COMPOUND = re.compile(rf"{WORD}(?:{JOINT}{WORD})*")
CHUNK = re.compile(r"\S+")
_PART = re.compile(rf"({JOINT})?({WORD})")
FRAME = '.,:;!?()«»“”"…'  # what stands around words and belongs to none
_BETWEEN: Final = ".,:;!?()…"  # of these, what parts words wherever it stands, as a space does

# Words, and parts of texts between spaces, that are remembered. A crawl may run for days, so that its memory must level
# off soon. What analyses thousands of articles at once meets twenty times as many words, and an unknown word takes it
# fifteen times as long as a known one.
KEPT: Final = 1 << 14
KEPT_FOR_MANY: Final = 3 << 17
KEPT_FOR_READING: Final = (
    1 << 16
)  # what is looked at again and again where hits are marked: 15 MB a language at most

GAP = MARK  # stands for a stop word among stems, so that the words around it stay as far apart as printed


class Token(NamedTuple):
    """A term of the index and where it stood: position in words, offsets in characters of the original text."""

    term: str
    position: int
    start: int
    end: int


class Terms(NamedTuple):
    """The terms of a text for the fields that it is indexed in; a space stands before each."""

    stems: str  # a gap for a stop word
    folded: str
    loose: str  # of those stems that have letters which a plain keyboard lacks
    names: str  # the keys of capitalized words


# What is remembered are plain tuples in the order of `Terms`: the garbage collector looks at each of another class.
PlainTerms: TypeAlias = "tuple[str, str, str, str]"

_NO_TERMS: Final[PlainTerms] = ("", "", "", "")


class _Analyzer:
    """The analysis of one language, which remembers what it made of each word and of each chunk between two spaces."""

    def __init__(self, table: LanguageTable, kept: int) -> None:
        self._fold = word_folder(table.language)
        self._stem = word_stemmer(table.language)
        self._loosen = stem_loosener(table.language)
        self._find_names = name_finder(table.language)
        self._enclitics = frozenset(table.enclitics)
        self._stop_words = table.stop_words
        self._words = Memory(self._forms, kept)
        self.terms = Memory(self._list, kept)
        self.folded = Memory(self._fold_bytes, kept)

    def place(self, chunk: str) -> list[tuple[str, int, int]]:
        """Return folded form, start and end of each word, without suffixes that stand apart after a word."""
        bare = chunk.strip(FRAME)
        if bare.isalnum():
            folded, start = self.terms[chunk][1][1:], chunk.index(bare)
            return [(folded, start, start + len(bare))] if folded else []
        found = []
        for compound in _COMPOUND.finditer(chunk):
            after_word = False
            for part in _PART.finditer(chunk, *compound.span()):
                folded = self._fold(part[2])
                if folded and not (after_word and part[1] and folded in self._enclitics):
                    found.append((folded, part.start(2), part.end(2)))
                after_word = bool(folded)
        return found

    def _list(self, chunk: str) -> PlainTerms:
        """Return the terms of the chunk's words and the keys of its names."""
        if _is_number(chunk):
            printed = f" {chunk}"
            return printed, printed, "", ""
        self.folded.pop(chunk, None)  # which has it from here, if it is ever asked for again
        bare = chunk.strip(FRAME)
        if bare != chunk and (known := self.terms.get(bare)) is not None:
            return known
        terms = self._word_terms(bare)
        if not may_have_names(bare):
            return terms
        names = self._find_names(bare)
        return (*terms[:3], " " + " ".join(names)) if names else terms

    def _word_terms(self, bare: str) -> PlainTerms:
        if bare.isalnum():
            folded = self._fold(bare)
            return self._words[folded] if folded else _NO_TERMS
        words = [self._words[folded] for folded, *_ in self.place(bare)]
        return _join_terms(words)

    def fold_chunk(self, chunk: str) -> str:
        """Return the folded words of a chunk, a space before each, without looking for their stems."""
        if _is_number(chunk):
            return f" {chunk}"
        if (known := self.terms.get(chunk)) is not None:
            return known[1]
        bare = chunk.strip(FRAME)
        if bare != chunk:
            return self.fold_chunk(bare)
        if bare.isalnum():
            folded = self._fold(bare)
            return folded and f" {folded}"
        return "".join([f" {folded}" for folded, *_ in self.place(bare)])

    def _fold_bytes(self, chunk: str) -> bytes:
        """Return the folded words of a chunk in UTF-8, a space between them."""
        return self.fold_chunk(chunk)[1:].encode()

    def _forms(self, folded: str) -> PlainTerms:
        """Return the terms of one word: one object for all chunks that are this word, one string for equal terms."""
        stem = GAP if folded in self._stop_words else self._stem(folded)
        loose, printed = self._loosen(stem), f" {folded}"
        return (printed if stem == folded else f" {stem}", printed, "" if loose == stem else f" {loose}", "")

    def stem(self, folded: str) -> str:
        """Return the stem of a folded word, or the gap that a stop word leaves."""
        return self._words[folded][0][1:]


def _is_number(chunk: str) -> bool:
    """Return whether a chunk is digits that are their own term in every language."""
    return chunk.isdecimal() and chunk.isascii() and len(chunk) <= LONGEST_WORD


def _join_terms(found: Sequence[PlainTerms]) -> PlainTerms:
    if not found:
        return _NO_TERMS
    stems, folded, loose, names = zip(*found, strict=True)
    return "".join(stems), "".join(folded), "".join(loose), "".join(names)


def _split(text: str) -> list[str]:
    """Return the parts of a text for which there are answers to remember: a word is one, whatever is printed after it."""
    for mark in _BETWEEN:
        text = text.replace(mark, " ")
    return text.split()


@cache
def _analyzer(language: str, kept: int) -> _Analyzer:
    return _Analyzer(TABLES[language], kept)


def analyze_text(text: str, language: str, *, stem: bool = True) -> list[Token]:
    """Return the terms of a text in the index of a language, one of INDEX_LANGUAGES, with their places.

    `stem=False` gives the terms of the fields that are only folded (`body.exact`), which have the stop words too.
    Raise KeyError for another language.
    """
    analyzer = _analyzer(language, KEPT)
    tokens: list[Token] = []
    for chunk in CHUNK.finditer(text):
        start = chunk.start()
        for folded, first, last in analyzer.place(chunk[0]):
            term = analyzer.stem(folded) if stem else folded
            tokens.append(Token(term, len(tokens), start + first, start + last))
    return [token for token in tokens if token.term != GAP]


@lru_cache(maxsize=1 << 10)
def analyze_typed(text: str, language: str, *, stem: bool = True) -> tuple[Token, ...]:
    """Return what `analyze_text` does, for a text of a query: each step of a search analyses it again."""
    return tuple(analyze_text(text, language, stem=stem))


def place_words(chunk: str, language: str) -> list[tuple[str, int, int]]:
    """Return folded form, start and end of each word in a part of a text without spaces, as `analyze_text` finds them."""
    return _analyzer(language, KEPT).place(chunk)


@cache
def folded_chunks(language: str) -> Mapping[str, str]:
    """Return the folded words of each part of a text without spaces, a space before each, as `analyze_fields` has them."""
    return Memory(_analyzer(language, KEPT).fold_chunk, KEPT_FOR_READING)


def fold_printed(text: str, language: str) -> str:
    """Return the folded words of a text, a space before each, from what is remembered where hits are marked."""
    return "".join(map(folded_chunks(language).__getitem__, _split(text)))


def stem_folded(folded: str, language: str) -> str:
    """Return the stem of a folded word, as `analyze_fields` has it, or the gap that a stop word leaves."""
    return _analyzer(language, KEPT).stem(folded)


def analyze_fields(text: str, language: str, kept: int = KEPT) -> Terms:
    """Return the terms of a text for all its fields, with a gap among the stems for a stop word, in one pass.

    `kept` words of the language are remembered: KEPT, or KEPT_FOR_MANY for thousands of texts.
    """
    return Terms(*_join_terms([*map(_analyzer(language, kept).terms.__getitem__, _split(text))]))


def analyze_texts(texts: Iterable[tuple[str, str]], kept: int = KEPT) -> list[Terms]:
    """Return what `analyze_fields` does for each pair of a text and its language.

    One language comes after the other, because a processor's cache does not hold the words of two.
    """
    wanted = list(texts)
    by_language = sorted(range(len(wanted)), key=lambda at: wanted[at][1])
    terms = {at: analyze_fields(*wanted[at], kept) for at in by_language}
    return [terms[at] for at in range(len(wanted))]


def analyze_terms(text: str, language: str, *, stem: bool = True) -> list[str]:
    """Return the terms of `analyze_text` without their places."""
    terms = analyze_fields(text, language)
    return [term for term in (terms.stems if stem else terms.folded).split() if term != GAP]


def fold_terms(text: str, language: str, kept: int = KEPT) -> list[bytes]:
    """Return what `analyze_terms` returns without stems, in UTF-8: whoever wants no stems makes hashes of the words.

    The stem of a new word takes ten times as long as its fold. `kept` is that of `analyze_fields`.
    """
    words = [*map(_analyzer(language, kept).folded.__getitem__, _split(text))]
    # most chunks are one word: only where one is several or none, the words are to be told apart once more
    return words if all(words) and b" " not in b"".join(words) else b" ".join(words).split()
