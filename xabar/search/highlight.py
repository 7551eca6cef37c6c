"""Marking what a query found in the original text, in its own script. Pure; the same for every engine.

The text is analysed once more, and the tokens' offsets say where the hits stand: no transliteration back, no guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from xabar.language.stemming import stem_word
from xabar.language.tables import TABLES
from xabar.search.analysis import CHUNK, GAP, Token, analyze_fields, analyze_text, place_words, terms_memory
from xabar.search.query import Leaf, Prefix, Query, positive_leaves

# Private-use characters: no newspaper prints them, and whoever shows a text replaces them.
HIT_START = "\ue000"
HIT_END = "\ue001"

SNIPPET_WIDTH = 200  # characters of original text, a word more or less
_ELLIPSIS = "…"
_OTHER = Token("", 0, 0, 0)

_Words = tuple[tuple[str, str, int, int], ...]  # stem, folded form, start, end


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the text, and the number of the query's word or phrase that stands there."""

    start: int
    end: int
    leaf: int


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Terms that stand side by side, any word in a gap; a prefix is the beginning of one term."""

    leaf: int
    terms: tuple[str, ...]
    prefix: bool

    def matches(self, tokens: list[Token], at: int) -> bool:
        if self.prefix:
            return tokens[at].term.startswith(self.terms[0])
        window = tokens[at : at + len(self.terms)]
        return len(window) == len(self.terms) and all(
            term in (token.term, GAP) for term, token in zip(self.terms, window, strict=True)
        )


class Highlighter:
    """Finds one query's words in texts of one index language (of `xabar.search.engine.INDEX_LANGUAGES`)."""

    def __init__(self, query: Query, language: str) -> None:
        self.language = language
        self._stemmed: list[_Pattern] = []
        self._folded: list[_Pattern] = []
        for number, leaf in enumerate(positive_leaves(query)):
            words, beginning = _split_leaf(leaf, language)
            for text in words:
                stems, exact = analyze_fields(text, language)
                if terms := tuple(stems.strip(f"{GAP} ").split()):
                    self._stemmed.append(_Pattern(number, terms, prefix=False))
                elif exact:
                    self._folded.append(_Pattern(number, tuple(exact.split()), prefix=False))
            if beginning:
                self._folded.append(_Pattern(number, (beginning,), prefix=True))
        self._irregular = TABLES[language].overrides
        self._terms = {term for pattern in self._stemmed for term in pattern.terms} - {GAP}
        self._initials = {term[0] for term in self._terms}
        self._beginnings = tuple(term for pattern in self._folded for term in pattern.terms)
        self._memory = terms_memory(language)
        self._suspect_stems = {"", *(f" {term}" for term in self._terms)}
        self._suspect_heads = tuple(f" {beginning}" for beginning in self._beginnings)

    def find(self, text: str) -> list[Span]:
        """Where the query's words stand, in order, without overlaps; a phrase is one span."""
        chunks = text.split()
        holding = self._holding(set(chunks))
        stemmed: list[Token] = []
        folded: list[Token] = []
        following = 0
        starts = _chunk_starts(text, chunks) if any(holding.values()) else []
        for at in [at for at, chunk in enumerate(chunks) if chunk in holding] if starts else []:
            if at != following:  # whatever words of others stand between part those of a phrase
                stemmed.append(_OTHER)
            following = at + 1
            start = starts[at]
            for stem, word, first, last in holding[chunks[at]]:
                stemmed.append(Token(stem, 0, start + first, start + last))
                folded.append(Token(word, 0, start + first, start + last))
        spans = _find(stemmed, self._stemmed) + _find(folded, self._folded)
        spans.sort(key=lambda span: (span.start, -span.end))
        apart: list[Span] = []
        for span in spans:
            if not apart or span.start >= apart[-1].end:
                apart.append(span)
        return apart

    def _holding(self, chunks: set[str]) -> dict[str, _Words]:
        """Of these parts between spaces those that hold a word of the query, or no word at all.

        What the analysis remembers clears most of them at a glance; the rest is looked at.
        """
        known, stems, heads = self._memory.get, self._suspect_stems, self._suspect_heads
        suspects = [
            chunk
            for chunk in chunks
            if (terms := known(chunk)) is None
            or terms[0] in stems
            or terms[0].rfind(" ") > 0
            or (heads and terms[1].startswith(heads))
        ]
        looked = ((chunk, self._look(chunk)) for chunk in suspects)
        return {chunk: words for chunk, words in looked if words is not None}

    def _look(self, chunk: str) -> _Words | None:
        """The words between two spaces; None where none of them is the query's."""
        places = place_words(chunk, self.language)
        words = tuple((self._stem(word), word, start, end) for word, start, end in places)
        stems, folded = [stem for stem, *_ in words], [word for _, word, *_ in words]
        return words if not words or self._wants(stems, folded) else None

    def _wants(self, stems: list[str], folded: list[str]) -> bool:
        if not self._terms.isdisjoint(stems):
            return True
        return bool(self._beginnings) and any(word.startswith(self._beginnings) for word in folded)

    def _stem(self, word: str) -> str:
        """Rules keep a word's first letter: only words that begin like one of the query's, or are irregular, need it."""
        if word[0] not in self._initials and word not in self._irregular:
            return word
        return stem_word(word, self.language)

    def mark(self, text: str) -> str:
        """The whole text with its hits marked; without the marks it is the text as it was."""
        return _marked(text, self.find(text), 0, len(text))

    def snippet(self, text: str, width: int = SNIPPET_WIDTH) -> str:
        """About `width` characters around the best hits, marked; the text's beginning when there are none."""
        spans = self.find(text)
        start, end = _best_window(text, spans, width)
        inside = [span for span in spans if span.start >= start and span.end <= end]
        before = _ELLIPSIS if start else ""
        after = _ELLIPSIS if end < len(text) else ""
        return before + _marked(text, inside, start, end) + after


def _chunk_starts(text: str, chunks: list[str]) -> list[int]:
    """Where each part between spaces begins."""
    ends = list(accumulate(map(len, chunks)))
    if ends and len(text) == ends[-1] + len(chunks) - 1:  # one space between them, none around
        return [0, *(end + number for number, end in enumerate(ends[:-1], 1))]
    return [chunk.start() for chunk in CHUNK.finditer(text)]


def _split_leaf(leaf: Leaf, language: str) -> tuple[list[str], str | None]:
    """What is compared in any form, and the folded beginning, which a prefix alone has (COVID-1*: COVID, 1)."""
    if not isinstance(leaf, Prefix):
        return [leaf.text], None
    tokens = analyze_text(leaf.text, language, stem=False)
    if not tokens:
        return [], None
    *words, beginning = tokens
    return [leaf.text[word.start : word.end] for word in words], beginning.term


def _find(tokens: list[Token], patterns: list[_Pattern]) -> list[Span]:
    first: dict[str, list[_Pattern]] = {}
    for pattern in patterns:
        if not pattern.prefix:
            first.setdefault(pattern.terms[0], []).append(pattern)
    prefixes = [pattern for pattern in patterns if pattern.prefix]
    beginnings = tuple(pattern.terms[0] for pattern in prefixes)
    spans = []
    for at, token in enumerate(tokens):
        if token.term not in first and not (beginnings and token.term.startswith(beginnings)):
            continue
        for pattern in (*first.get(token.term, ()), *prefixes):
            if pattern.matches(tokens, at):
                last = tokens[at + len(pattern.terms) - 1]
                spans.append(Span(token.start, last.end, pattern.leaf))
    return spans


def _best_window(text: str, spans: list[Span], width: int) -> tuple[int, int]:
    """The window that shows the most different words of the query, then the most hits, then the earliest."""
    best, best_value = None, (0, 0)
    for at, span in enumerate(spans):
        inside = [
            other.leaf for other in spans[at : at + width] if other.end <= span.start + (width * 3) // 4
        ]
        value = (len(set(inside)), len(inside))
        if value > best_value:
            best, best_value = span, value
    if best is None:
        return 0, _word_end(text, width)
    start = _word_start(text, max(0, best.start - width // 4), best.start)
    return start, max(_word_end(text, start + width), best.end)


def _word_start(text: str, at: int, latest: int) -> int:
    """The first beginning of a word from `at` on, at the latest `latest`."""
    if at == 0 or text[at - 1].isspace():
        return at
    for place in range(at, latest):
        if text[place].isspace():
            return place + 1
    return latest if latest - at < SNIPPET_WIDTH else at


def _word_end(text: str, at: int) -> int:
    """The last end of a word up to `at`; `at` itself inside a very long word."""
    if at >= len(text):
        return len(text)
    for place in range(at, max(at - 40, 0), -1):
        if text[place].isspace():
            return place
    return at


def _marked(text: str, spans: list[Span], start: int, end: int) -> str:
    parts = []
    at = start
    for span in spans:
        parts += [text[at : span.start], HIT_START, text[span.start : span.end], HIT_END]
        at = span.end
    return "".join([*parts, text[at:end]])
