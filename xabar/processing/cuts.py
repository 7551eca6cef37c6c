"""Cut paragraphs out of an article's text, and put them back: nothing that is cut is lost.

An article's three texts (as repaired, as printed, in one alphabet) have the same paragraphs. Each cut remembers the
paragraph as it stood in all three, so that undoing the cuts from the last to the first gives the former texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from xabar.article import Article, CutText
from xabar.extraction.draft import Cut
from xabar.extraction.plain import paragraph_key
from xabar.extraction.repetition import Edit
from xabar.extraction.sentences import without_last

LEARNED: Final = ("learned", "pinned")  # reasons of cuts that follow from verdicts on the site's lines


@dataclass(slots=True)
class Texts:
    """The paragraphs of an article's texts, side by side. A text that does not differ is None."""

    body: list[str]
    printed: list[str] | None
    normalized: list[str] | None
    kinds: list[str] | None

    def delete(self, place: int) -> None:
        """Cut a whole paragraph."""
        for column in self._columns():
            del column[place]
        if self.kinds is not None:
            del self.kinds[place : place + 1]

    def change(self, place: int, write: Callable[[str], str]) -> None:
        """Replace a paragraph in each text."""
        for column in self._columns():
            column[place] = write(column[place])

    def put(self, place: int, forms: Iterable[str]) -> None:
        """Replace a paragraph by its form in each text."""
        for column, text in zip(self._columns(), forms, strict=False):
            column[place] = text

    def widen(self, cuts: Iterable[CutText]) -> None:
        """Begin the texts that will differ from the body when these cuts are undone.

        A printed text is not kept for spacing and apostrophes alone.
        """
        for cut in cuts:
            if cut.printed is not None and paragraph_key(cut.printed) != paragraph_key(cut.text):
                self.printed = self.printed or list(self.body)
            if cut.normalized is not None:
                self.normalized = self.normalized or list(self.body)

    def restore(self, cut: CutText) -> None:
        """Put a paragraph back as it was before the cut."""
        width = 1 if cut.shortened else 0
        for column, text in (
            (self.body, cut.text),
            (self.printed, cut.printed),
            (self.normalized, cut.normalized),
        ):
            if column is not None:
                column[cut.place : cut.place + width] = [cut.text if text is None else text]
        if self.kinds is not None and not cut.shortened:
            self.kinds.insert(cut.place, cut.kind)

    def forms(self, place: int) -> list[str]:
        """Return a paragraph as it stands in each text."""
        return [column[place] for column in self._columns()]

    def _columns(self) -> Iterator[list[str]]:
        return (column for column in (self.body, self.printed, self.normalized) if column)


def read_texts(article: Article) -> Texts:
    """Return the texts of an article by their paragraphs."""
    printed, normalized = article.body_printed, article.body_normalized
    return Texts(
        article.body.split("\n"),
        None if printed is None else printed.split("\n"),
        None if normalized is None else normalized.split("\n"),
        list(article.structure) or None,
    )


def write_texts(article: Article, texts: Texts) -> None:
    """Give an article its texts."""
    article.body = "\n".join(texts.body)
    article.body_printed = _if_other(texts.printed, texts.body)
    article.body_normalized = _if_other(texts.normalized, texts.body)
    article.structure = "".join(texts.kinds or ())


def _if_other(text: list[str] | None, body: list[str]) -> str | None:
    return None if text is None or text == body else "\n".join(text)


def cut_edits(article: Article, edits: Sequence[Edit]) -> None:
    """Cut from all texts of an article what its site repeats, and keep it with the reason."""
    if not edits:
        return
    texts, cuts = read_texts(article), []
    for edit in edits:
        cuts.append(_copy(texts, edit.place, edit.reason, shortened=edit.sentences > 0))
        if edit.sentences:
            texts.change(edit.place, lambda line, count=edit.sentences: without_last(line, count))  # type: ignore[misc]
        else:
            texts.delete(edit.place)
    write_texts(article, texts)
    article.cuts += tuple(cuts)


def _copy(texts: Texts, place: int, reason: str, *, shortened: bool) -> CutText:
    """Return what a cut must remember of a paragraph."""
    text = texts.body[place]
    printed = texts.printed[place] if texts.printed else text
    normalized = texts.normalized[place] if texts.normalized else text
    return CutText(
        place,
        text,
        reason,
        texts.kinds[place] if texts.kinds and not shortened else "",
        shortened=shortened,
        printed=None if printed == text else printed,
        normalized=None if normalized == text else normalized,
    )


def keep_cuts(cuts: Iterable[Cut]) -> tuple[CutText, ...]:
    """Return what the rules cut in the form in which an article keeps it."""
    return tuple(
        [
            CutText(place, before or text, rule, kind, before is not None)
            for text, rule, place, kind, before in cuts
        ]
    )


def put_back(article: Article, reasons: Iterable[str] | None = None) -> None:
    """Undo the last cuts of an article, as long as they have one of these reasons; all cuts if no reasons are given."""
    allowed = None if reasons is None else frozenset(reasons)
    kept = len(article.cuts)
    while kept and (allowed is None or article.cuts[kept - 1].reason in allowed):
        kept -= 1
    undone = article.cuts[kept:]
    if not undone:
        return
    texts = read_texts(article)
    texts.widen(undone)
    for cut in reversed(undone):
        texts.restore(cut)
    write_texts(article, texts)
    article.cuts = article.cuts[:kept]


def release_cuts(article: Article, is_allowed: Callable[[CutText], bool]) -> None:
    """Undo those cuts of an article that are allowed, and leave the others as they are."""
    while any(map(is_allowed, article.cuts)):  # a paragraph that is whole again may be allowed now
        _release(article, is_allowed)


def _release(article: Article, is_allowed: Callable[[CutText], bool]) -> None:
    texts, undone = read_texts(article), []
    texts.widen(article.cuts)
    for cut in reversed(article.cuts):
        undone.append((cut, texts.forms(cut.place) if cut.shortened else []))
        texts.restore(cut)
    kept: list[CutText] = []
    stay: list[int] = []  # places of the paragraphs that were cut before and stay now
    for cut, left in reversed(undone):
        place = cut.place
        for other in sorted(stay):
            place += other <= place
        if is_allowed(cut):
            stay += [] if cut.shortened else [place]
            continue
        kept.append(_copy(texts, place, cut.reason, shortened=cut.shortened))
        if cut.shortened:
            texts.put(place, left)
        else:
            texts.delete(place)
            stay = [other - (other > place) for other in stay]
    write_texts(article, texts)
    article.cuts = tuple(kept)


def whole_article(article: Article) -> Article:
    """Return a copy of an article with everything back in its texts that was cut out of them: `--with-boilerplate`."""
    whole = replace(article)
    put_back(whole)
    return whole


def cut_pieces(article: Article) -> Iterator[tuple[str, str]]:
    """Yield each piece of text that was cut out of an article, with the reason, the last cut first."""
    texts = read_texts(article)
    texts.widen(article.cuts)
    for cut in reversed(article.cuts):
        left = texts.body[cut.place] if cut.shortened else ""
        yield cut.text.removeprefix(left).strip() or cut.text, cut.reason
        texts.restore(cut)


def marked_paragraphs(article: Article) -> Iterator[tuple[str, str | None]]:
    """Yield the paragraphs of the whole text in order, each with the reason for which it, or its end, was cut."""
    lines: list[tuple[str, str | None]] = [(line, None) for line in article.body.split("\n")]
    for cut in reversed(article.cuts):
        width = 1 if cut.shortened else 0
        lines[cut.place : cut.place + width] = [(cut.text, cut.reason)]
    yield from lines
