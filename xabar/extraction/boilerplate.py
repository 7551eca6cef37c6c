"""Site boilerplate inside a text: promotion lines, typo-report widgets, credits, related-article blocks.

Pure: paragraphs in, paragraphs out, and every cut with the name of the rule that made it. The rows
(`xabar.extraction.rules`) know no site; what one site glues to its articles is learned from repetition
(`xabar.extraction.repetition`). Precision comes first: a row takes a whole paragraph, or whole sentences at the
very end of the text, never a part of a sentence of the article.

Sources: boilerplate lines seen on kun, zamin, daryo, gazeta, egemen, inform, tengrinews, zakon, Sputnik and
RFE/RL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from xabar.extraction.boxes import box_lines
from xabar.extraction.bylines import read_byline
from xabar.extraction.datelines import space_dateline
from xabar.extraction.meta_line import is_meta_line, meta_lines
from xabar.extraction.plain import paragraph_key, plain
from xabar.extraction.rules.code import CODE, PIECES
from xabar.extraction.rules.labels import LABELS
from xabar.extraction.rules.promotion import LINES, TAILS
from xabar.extraction.rules.related import COMMENTS, CREDIT, GENERATED, RELATED, RELATED_LINE

MAX_LINE: Final = 200  # characters; no boilerplate line was seen longer, and a longer one may hold real text
MAX_LABEL: Final = 60  # characters of a label or a counter
MAX_CREDIT: Final = 120  # characters of a picture credit
MAX_HEADLINE: Final = 160  # characters of a related article's title
MIN_REPEATED: Final = 40  # characters; a shorter line may be repeated on purpose
MAX_COMMENT: Final = 120  # characters of a reader's comment under a heading that need not head comments
MAX_BLOCK: Final = 12  # related articles under one heading
HEAD: Final = 4  # paragraphs among which title and lead are repeated
BEGUN: Final = 200  # characters of text that another article may run on below

_SENTENCE_ENDS: Final = (".", "!", "?", "…", ";", ",", ":", "؟", "۔")


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of text that was taken out, and the rule that took it."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is left of the paragraphs, and what went. `authors` are the writers whom a line that went named."""

    paragraphs: tuple[str, ...]
    cuts: tuple[Cut, ...]
    structure: str = ""
    authors: tuple[str, ...] = ()


@dataclass(slots=True)
class _Text:
    """A text under work: paragraphs with their kinds and plain forms, and what was taken out."""

    title: str
    lines: list[str]
    kinds: list[str]
    plains: list[str]
    cuts: list[Cut] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)

    def cut(self, places: Iterable[int], rule: str) -> None:
        """Take out whole paragraphs."""
        for at in sorted(places, reverse=True):
            self.cuts.append(Cut(self.lines[at], rule))
            for column in (self.lines, self.kinds, self.plains):
                del column[at]

    def shorten(self, at: int, text: str, rule: str) -> None:
        """Put what is left of a paragraph in its place."""
        if not text:
            self.cut([at], rule)
            return
        self.cuts.append(Cut(self.lines[at].removeprefix(text).strip(), rule))
        self.lines[at], self.plains[at] = text, plain(text).strip()


def cut_boilerplate(paragraphs: Sequence[str], *, title: str = "", structure: str = "") -> Cleaned:
    """Take general site boilerplate out of the paragraphs of an article.

    `title` lets a paragraph at the beginning that only repeats it go; `structure` has a letter of `reading.KINDS`
    for each paragraph. A text that would lose everything is returned whole: a page of nothing but boilerplate is for
    the validation to judge.
    """
    kinds = structure if len(structure) == len(paragraphs) else "p" * len(paragraphs)
    text = _Text(title, list(paragraphs), list(kinds), [plain(line).strip() for line in paragraphs])
    for step in _STEPS:
        step(text)
    if not text.lines:
        return Cleaned(tuple(paragraphs), (), structure)
    text.lines[:2] = map(space_dateline, text.lines[:2])
    kept = "".join(text.kinds) if structure else ""
    return Cleaned(tuple(text.lines), tuple(text.cuts), kept, tuple(dict.fromkeys(text.authors)))


def _cut_pieces(text: _Text) -> None:
    """Cut program text out of paragraphs that hold other text too."""
    for at, line in enumerate(text.lines):
        if PIECES.applies(line) and (left := PIECES.regex.sub("", line).strip()) and left != line:
            text.cuts += (Cut(piece.strip(), PIECES.rule) for piece in PIECES.regex.findall(line))
            text.lines[at], text.plains[at] = left, plain(left).strip()


def _cut_lines(text: _Text) -> None:
    """Cut the paragraphs that a row takes as a whole."""
    for at in reversed(range(len(text.lines))):
        if rule := line_rule(text.plains[at]):
            text.cut([at], rule)


def line_rule(plain_text: str) -> str | None:
    """The rule that calls a whole plain paragraph boilerplate, wherever it stands; None when none does."""
    length = len(plain_text)
    if length > MAX_LINE:
        return None
    if length <= MAX_CREDIT and CREDIT.takes(plain_text):
        return CREDIT.rule
    rows = (*LABELS, *_ANYWHERE) if length <= MAX_LABEL else _ANYWHERE
    return next((row.rule for row in rows if row.takes(plain_text)), None)


_ANYWHERE: Final = (*CODE, RELATED_LINE, GENERATED, *LINES)


def _cut_repeated(text: _Text) -> None:
    """Cut the title and the lead where they are printed again, and a paragraph that follows itself."""
    title = paragraph_key(text.title) if text.title else None
    short = (at for at, line in enumerate(text.lines[:HEAD]) if len(line) < len(text.title) + 20)
    if len(text.lines) > 1:
        text.cut([at for at in short if paragraph_key(text.lines[at]) == title], "repeated-title")
    kept: list[str] = []
    again = []
    for at, line in enumerate(text.plains):
        if len(line) >= MIN_REPEATED and (line in kept[-1:] or (len(kept) < HEAD and line in kept)):
            again.append(at)
        else:
            kept.append(line)
    text.cut(again, "repeated-paragraph")


def _cut_comments(text: _Text) -> None:
    """Cut the readers' comments, which are the end of the page; a heading that leaves no text above is none.

    «Fikrlar» heads a survey's opinions, too: without a count it heads comments only where what follows is short.
    """
    for at in range(1, len(text.lines)):
        if len(text.plains[at]) <= MAX_LABEL and COMMENTS.takes(text.plains[at]):
            below = [len(line) for line in text.lines[at + 1 :]]
            counted = text.plains[at].rstrip(") :")[-1:].isdigit()
            if counted or (
                max(below, default=0) <= MAX_COMMENT and 2 * sum(below) <= sum(map(len, text.lines[:at]))
            ):
                text.cut(range(at, len(text.lines)), COMMENTS.rule)
                return


def _cut_related_blocks(text: _Text) -> None:
    """Cut each heading of related articles, the links under it, and all titles under the last one."""
    for at in reversed(range(1, len(text.lines))):
        if len(text.plains[at]) > MAX_LABEL or not RELATED.takes(text.plains[at]):
            continue
        end = at + 1
        while end < len(text.lines) and text.kinds[end] in "at":
            end += 1
        below = range(end, len(text.lines))
        if len(below) <= MAX_BLOCK and all(_is_title(text, place) for place in below):
            end = len(text.lines)
        text.cut(range(at, end), RELATED.rule)


def _cut_running_on(text: _Text) -> None:
    """Cut another article that runs on below the text: its linked title, with a date or writer under it."""
    characters = 0
    for at, line in enumerate(text.lines[:-1]):
        if text.kinds[at] == "t" and characters >= BEGUN and _begins_article(text, at + 1):
            text.cut(range(at, len(text.lines)), "next-article")
            return
        characters += len(line)


def _begins_article(text: _Text, at: int) -> bool:
    return is_meta_line(text.plains[at]) or bool(read_byline(text.lines[at]))


def _cut_linked_titles(text: _Text) -> None:
    """Cut the titles of other articles that stand between the paragraphs as links."""
    linked = [
        at for at in range(1, len(text.lines)) if text.kinds[at] in "at" and _is_headline(text.lines[at])
    ]
    text.cut(linked, "related-articles")


def _is_title(text: _Text, at: int) -> bool:
    return text.kinds[at] in "at" or _is_headline(text.lines[at]) or is_meta_line(text.plains[at])


def _is_headline(line: str) -> bool:
    bare = line.rstrip(" »”\")'")
    return len(line) <= MAX_HEADLINE and (bare.endswith("?") or not bare.endswith(_SENTENCE_ENDS))


def _cut_meta_lines(text: _Text) -> None:
    text.cut(meta_lines(text.plains), "meta-line")


def _cut_boxes(text: _Text) -> None:
    sentences = [line for line in text.plains if line.endswith(".")]
    subject = " ".join((plain(text.title), *sentences[:2]))
    text.cut(box_lines(text.plains, subject), "rates-box")


def _cut_bylines(text: _Text) -> None:
    """Cut the writer's line at either end; whom it names is kept."""
    ends = {*range(min(2, len(text.lines))), *range(max(0, len(text.lines) - 3), len(text.lines))}
    for at in sorted(ends, reverse=True):
        if names := read_byline(text.lines[at]):
            text.authors[:0] = names
            text.cut([at], "byline")


def _cut_tail(text: _Text) -> None:
    """Cut widgets and promotion sentences from the end, until a sentence of the article ends the text."""
    while text.lines:
        found = _tail(text.lines[-1])
        if found is None:
            return
        start, rule = found
        text.shorten(len(text.lines) - 1, text.lines[-1][:start].rstrip(), rule)


def _tail(line: str) -> tuple[int, str] | None:
    """Where boilerplate begins at the end of a paragraph, and the rule that says so."""
    window = max(0, len(line.rstrip()) - MAX_LINE)
    end = plain(line[window:]).rstrip()
    for row in TAILS:
        found = row.regex.search(end) if row.applies(end) else None
        if found and found.group().strip() and (window == 0 or found.start() > 0):
            return window + found.start(), row.rule
    return None


_STEPS: Final[tuple[Callable[[_Text], None], ...]] = (
    _cut_pieces,
    _cut_lines,
    _cut_repeated,
    _cut_comments,
    _cut_running_on,
    _cut_related_blocks,
    _cut_linked_titles,
    _cut_meta_lines,
    _cut_boxes,
    _cut_tail,
    _cut_bylines,
    _cut_tail,  # what stands above a writer's line
)
