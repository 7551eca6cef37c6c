"""Marking what a query found in the original text, in its own script. Pure, and the same for every engine.

The text is analysed once more, and the tokens' offsets say where the hits stand; nothing is transliterated back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from xabar.language.loosening import loosen
from xabar.language.name_keys import find_name_keys
from xabar.language.prefixes import find_loose_prefixes, find_prefixes
from xabar.search.analysis import (
    CHUNK,
    GAP,
    Token,
    analyze_fields,
    folded_chunks,
    place_words,
    stem_folded,
)
from xabar.search.candidates import Candidates
from xabar.search.loose_terms import loose_terms
from xabar.search.memory import Remembered
from xabar.search.prefixes import split_prefix
from xabar.search.query_tree import Loose, Prefix, Query, positive_leaves
from xabar.search.snippet import SNIPPET_WIDTH, Span, best_window

# Private-use characters: no newspaper prints them, and whoever shows a text replaces them.
HIT_START = "\ue000"
HIT_END = "\ue001"

_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Terms that stand side by side, with any word in a gap; or the prefixes that one term may have."""

    leaf: int
    terms: tuple[str, ...]
    prefix: bool

    def match(self, token: Token, following: Mapping[int, Token]) -> Token | None:
        """Return the last token of the match that begins with this token, or None if there is no match here."""
        if self.prefix:
            return token if token.term.startswith(self.terms) else None
        last: Token | None = token
        for position, term in enumerate(self.terms, token.position):
            last = following.get(position)
            if term != GAP and (last is None or last.term != term):
                return None
        return last


class Highlighter:
    """Finds one query's words in texts of one index language, one of INDEX_LANGUAGES."""

    def __init__(self, query: Query, language: str) -> None:
        self.language = language
        self._stemmed: list[_Pattern] = []
        self._folded: list[_Pattern] = []
        self._loose: dict[str, int] = {}  # loose term -> leaf
        self._names: dict[str, int] = {}  # key of a name -> leaf
        leaves = positive_leaves(query)
        self._only_in_title = {number for number, leaf in enumerate(leaves) if leaf.field == "title"}
        for number, leaf in enumerate(leaves):
            if isinstance(leaf, Prefix):
                self._add_prefix(number, leaf.text)
            else:
                self._add_words(number, leaf.text)
            if isinstance(leaf, Loose):
                self._add_loose(number, leaf.text)
        self._stems = {term for pattern in self._stemmed for term in pattern.terms} - {GAP}
        self._begin_folded = tuple({term for pattern in self._folded for term in pattern.terms})
        self._begin_stemmed = tuple(begin for stem in self._stems for begin in find_prefixes(stem, language))
        self._begin_loose = tuple(
            begin for term in self._loose for begin in find_loose_prefixes(term, language)
        )
        self._longest = max((len(pattern.terms) for pattern in self._stemmed + self._folded), default=1)
        self._folds = folded_chunks(language)
        self._holding = Remembered(self._holds)
        self._in_body = Remembered(partial(self._find_in_chunk, is_title=False))
        self._in_title = self._in_body
        if self._only_in_title:
            self._in_title = Remembered(partial(self._find_in_chunk, is_title=True))
        begin = {*self._begin_folded, *self._begin_stemmed}
        self._candidates = Candidates(begin, self._begin_loose, self._names, language)

    def _add_words(self, number: int, text: str) -> None:
        stems, folded, *_ = analyze_fields(text, self.language)
        if terms := tuple(stems.strip(f"{GAP} ").split()):
            self._stemmed.append(_Pattern(number, terms, prefix=False))
        elif folded:
            self._folded.append(_Pattern(number, tuple(folded.split()), prefix=False))

    def _add_prefix(self, number: int, text: str) -> None:
        words, folded_prefix = split_prefix(text, self.language)
        for word in words:
            self._add_words(number, word)
        if folded_prefix:
            self._folded.append(_Pattern(number, folded_prefix.prefixes, prefix=True))
            self._folded += [_Pattern(number, (word,), prefix=False) for word in folded_prefix.words]

    def _add_loose(self, number: int, word: str) -> None:
        for each in loose_terms(word, self.language):
            if each.field == "loose":
                self._loose.setdefault(each.term, number)
            elif each.field == "names":
                self._names.setdefault(each.term, number)
            else:
                self._stemmed.append(_Pattern(number, (each.term,), prefix=False))

    def _find_loose(self, stemmed: Iterable[Token]) -> list[Span]:
        if not self._loose:
            return []
        keys = [(token, loosen(token.term, self.language)) for token in stemmed]
        return [
            Span(token.start, token.end, self._loose[key])
            for token, key in keys
            if key in self._loose and key != token.term
        ]

    def _find_names(self, text: str, words: Iterable[Token]) -> list[Span]:
        if not self._names:
            return []
        keys = [(word, find_name_keys(text[word.start : word.end], self.language)) for word in words]
        return [
            Span(word.start, word.end, self._names[key])
            for word, found in keys
            for key in found
            if key in self._names
        ]

    def find(self, text: str, *, is_title: bool = False) -> list[Span]:
        """Return where the query's words stand, in order and without overlaps; a phrase is one span.

        What is looked for in titles only is found only if the text is one.
        """
        if not (self._stemmed or self._folded or self._loose or self._names):
            return []
        if self._longest > 1:
            return self._apart(self._spans(text, *self._tokens(text)), is_title=is_title)
        in_chunk = self._in_title if is_title else self._in_body
        return [
            Span(start + first, start + end, leaf)
            for start, chunk in self._candidates.find(text)
            for first, end, leaf in in_chunk[chunk]
        ]

    def _find_in_chunk(self, chunk: str, *, is_title: bool) -> list[Span]:
        """Return what `find` does for a part of a text between spaces, if no pattern is longer than a word."""
        if not self._holding[chunk]:
            return []
        return self._apart(self._spans(chunk, *self._analyze(chunk, 0, 0)), is_title=is_title)

    def _apart(self, spans: list[Span], *, is_title: bool) -> list[Span]:
        """Return the spans in order, without those that begin in another one."""
        if self._only_in_title and not is_title:
            spans = [span for span in spans if span.leaf not in self._only_in_title]
        apart: list[Span] = []
        for span in sorted(spans, key=lambda span: (span.start, -span.end)):
            if not apart or span.start >= apart[-1].end:
                apart.append(span)
        return apart

    def _spans(self, text: str, stemmed: list[Token], folded: list[Token]) -> list[Span]:
        spans = _find(stemmed, self._stemmed) + _find(folded, self._folded)
        return spans + self._find_loose(stemmed) + self._find_names(text, folded)

    def _tokens(self, text: str) -> tuple[list[Token], list[Token]]:
        """Return the stems and the folded words of those parts between spaces that hold a word of the query.

        Positions tell how far apart two words stand only as far as a phrase of the query reaches.
        """
        stemmed: list[Token] = []
        folded: list[Token] = []
        position = end = 0
        for start, chunk in self._candidates.find(text):
            if not self._holding[chunk]:
                continue
            position += self._count_between(text[end:start])
            end = start + len(chunk)
            stems, words = self._analyze(chunk, position, start)
            stemmed += stems
            folded += words
            position += len(words)
        return stemmed, folded

    def _analyze(self, chunk: str, position: int, start: int) -> tuple[list[Token], list[Token]]:
        """Return the stems and the folded words of a part of a text, which begins at a place and at a word's number."""
        stemmed: list[Token] = []
        folded: list[Token] = []
        for number, (word, first, last) in enumerate(place_words(chunk, self.language), position):
            place = number, start + first, start + last
            stemmed.append(Token(stem_folded(word, self.language), *place))
            folded.append(Token(word, *place))
        return stemmed, folded

    def _holds(self, chunk: str) -> bool:
        """Return whether a part of a text between spaces has a word of the query."""
        words = self._folds[chunk].split()
        return any(map(self._is_wanted, words)) or (
            bool(self._names) and any(key in self._names for key in find_name_keys(chunk, self.language))
        )

    def _is_wanted(self, word: str) -> bool:
        if word.startswith(self._begin_folded):
            return True
        if word.startswith(self._begin_stemmed) and stem_folded(word, self.language) in self._stems:
            return True
        return (
            bool(self._loose)
            and loosen(word, self.language).startswith(self._begin_loose)
            and loosen(stem_folded(word, self.language), self.language) in self._loose
        )

    def _count_between(self, text: str) -> int:
        """Return the number of words, but not all of them where there are more than a phrase reaches over."""
        count = 0
        if self._longest > 1:
            for chunk in CHUNK.finditer(text):
                count += self._folds[chunk[0]].count(" ")
                if count >= self._longest:
                    break
        return count

    def mark(self, title: str) -> str:
        """Return a whole title with its hits marked."""
        return mark_spans(title, self.find(title, is_title=True))

    def snippet(self, text: str, width: int = SNIPPET_WIDTH) -> str:
        """Return about `width` characters around the best hits, marked, or the text's beginning if it has none."""
        return cut_snippet(text, self.find(text), width)


def mark_spans(text: str, spans: list[Span]) -> str:
    """Return a whole text with these places marked."""
    return _marked(text, spans, 0, len(text))


def cut_snippet(text: str, spans: list[Span], width: int = SNIPPET_WIDTH) -> str:
    """Return about `width` characters of a text around the best of these places, marked."""
    start, end = best_window(text, spans, width)
    inside = [span for span in spans if span.start >= start and span.end <= end]
    before = _ELLIPSIS if start else ""
    after = _ELLIPSIS if end < len(text) else ""
    return before + _marked(text, inside, start, end) + after


def _find(tokens: list[Token], patterns: list[_Pattern]) -> list[Span]:
    if not (tokens and patterns):
        return []
    following = {token.position: token for token in tokens}
    first: dict[str, list[_Pattern]] = {}
    for pattern in patterns:
        first.setdefault("" if pattern.prefix else pattern.terms[0], []).append(pattern)
    spans = []
    for token in tokens:
        for pattern in (*first.get(token.term, ()), *first.get("", ())):
            if last := pattern.match(token, following):
                spans.append(Span(token.start, last.end, pattern.leaf))
    return spans


def _marked(text: str, spans: list[Span], start: int, end: int) -> str:
    parts = []
    at = start
    for span in spans:
        parts += [text[at : span.start], HIT_START, text[span.start : span.end], HIT_END]
        at = span.end
    return "".join([*parts, text[at:end]])
