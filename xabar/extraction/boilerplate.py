"""Cut boilerplate out of a text: promotion lines, typo-report widgets, credits, related-article blocks.

Paragraphs go in; paragraphs come out, with every cut and the name of the rule that made it. The rules
(`xabar.extraction.rules`) are general. What one site adds to its articles is learned from repetition instead
(`xabar.extraction.repetition`). Precision comes first: a rule takes a whole paragraph, or whole sentences at the
very end of the text, and never a part of one of the article's sentences.

Sources: boilerplate lines seen on kun, zamin, daryo, gazeta, egemen, inform, tengrinews, zakon, Sputnik and
RFE/RL.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from xabar.extraction.boxes import box_lines
from xabar.extraction.bylines import read_byline
from xabar.extraction.credits import is_credit, is_list_entry, is_picture_credit
from xabar.extraction.datelines import space_dateline
from xabar.extraction.draft import Cut, Draft
from xabar.extraction.html_text import BEGUN
from xabar.extraction.menus import cut_menu
from xabar.extraction.meta_line import is_meta_line, meta_lines
from xabar.extraction.plain import paragraph_key, plain
from xabar.extraction.rules.code import CODE, PIECES
from xabar.extraction.rules.labels import LABELS
from xabar.extraction.rules.menu import MENU
from xabar.extraction.rules.notices import NOTICES, TYPO_REPORTS
from xabar.extraction.rules.picture_credits import CREDIT, GENERATED
from xabar.extraction.rules.promotion import LINES, TAILS
from xabar.extraction.rules.related import ALSO_HEADING, COMMENTS, RELATED, RELATED_LINE
from xabar.extraction.rules.rule import RuleTable
from xabar.extraction.rules.sharing import SHARING, SHARING_TAILS

# characters; no longer boilerplate line was seen, and a longer one may contain real text
MAX_LINE: Final = 200
MAX_LABEL: Final = 60  # characters of a label or a counter
MAX_CREDIT: Final = 120  # characters of a picture credit or a share bar
MAX_HEADLINE: Final = 160  # characters of a related article's title
MIN_REPEATED: Final = 40  # characters; a shorter line may be repeated on purpose
# characters of a reader's comment, under a heading that may also head something else
MAX_COMMENT: Final = 120
MAX_BLOCK: Final = 12  # related articles under one heading
CREDITS: Final = 12  # paragraphs at each end, among which the people are named who worked on an article
HEAD: Final = 4  # first paragraphs, among which the title and the lead may be printed again

_ANYWHERE: Final = (*CODE, RELATED_LINE, GENERATED, *LINES, *NOTICES)
_SHORT: Final = (CREDIT, *SHARING, *_ANYWHERE)
_LABELS: Final = (CREDIT, *LABELS, *SHARING, *_ANYWHERE)
_TAILS: Final = (*TYPO_REPORTS, *TAILS, *SHARING_TAILS)
_ANYWHERE_BY_WORDS, _SHORT_BY_WORDS, _LABELS_BY_WORDS, _TAILS_BY_WORDS = map(
    RuleTable, (_ANYWHERE, _SHORT, _LABELS, _TAILS)
)
_SENTENCE_ENDS: Final = (".", "!", "?", "…", ";", ",", ":", "؟", "۔")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The paragraphs that stay, and the cuts. `authors` are the writers named in the bylines that were cut."""

    paragraphs: tuple[str, ...]
    cuts: tuple[Cut, ...]
    structure: str = ""
    authors: tuple[str, ...] = ()


def cut_boilerplate(paragraphs: Sequence[str], *, title: str = "", structure: str = "") -> Cleaned:
    """Cut general boilerplate out of the paragraphs of an article.

    `title` is needed to cut paragraphs at the beginning that only repeat it. `structure` has one letter of
    `html_text.PARAGRAPH_KINDS` for each paragraph. A text that would lose everything is returned whole: the
    validation judges a page that holds nothing but boilerplate.
    """
    kinds = structure if len(structure) == len(paragraphs) else "p" * len(paragraphs)
    draft = Draft(
        title, list(paragraphs), list(kinds), [plain(line).strip() for line in paragraphs], bool(structure)
    )
    for step in _STEPS:
        step(draft)
    if not draft.lines:
        return Cleaned(tuple(paragraphs), (), structure)
    draft.lines[:2] = map(space_dateline, draft.lines[:2])
    kept = "".join(draft.kinds) if structure else ""
    return Cleaned(tuple(draft.lines), tuple(draft.cuts), kept, tuple(dict.fromkeys(draft.authors)))


def compile_rules() -> None:
    """Compile the patterns of all rules now, and not when the first line may match them."""
    for rule in (*_LABELS, *MENU, *_TAILS, PIECES, COMMENTS, RELATED, ALSO_HEADING):
        _ = rule.regex


def _cut_pieces(draft: Draft) -> None:
    """Cut program text out of paragraphs that also contain other text."""
    text = "\n".join(draft.lines)
    if ("<" not in text and "{" not in text) or not PIECES.may_match(text):  # hardly ever
        return
    for at, line in enumerate(draft.lines):
        if PIECES.may_match(line) and (left := PIECES.regex.sub("", line).strip()) and left != line:
            pieces = " ".join(piece.strip() for piece in PIECES.regex.findall(line))
            draft.cuts.append(Cut(pieces, PIECES.name, at, before=line))
            draft.lines[at], draft.plains[at] = left, plain(left).strip()


def _cut_lines(draft: Draft) -> None:
    """Cut the paragraphs that a rule takes as a whole."""
    for at in reversed(range(len(draft.lines))):
        if len(draft.plains[at]) <= MAX_LINE and (rule := line_rule(draft.plains[at])):
            draft.cut([at], rule)


@lru_cache(maxsize=1024)  # the labels of a site stand on each of its pages
def line_rule(plain_text: str) -> str | None:
    """Return the name of the rule that takes a whole plain paragraph wherever it stands, or None."""
    length = len(plain_text)
    if length > MAX_LINE:
        return None
    rules = (
        _ANYWHERE_BY_WORDS
        if length > MAX_CREDIT
        else _SHORT_BY_WORDS
        if length > MAX_LABEL
        else _LABELS_BY_WORDS
    )
    found = (rule for rule in rules.that_may_match(plain_text) if rule.regex.fullmatch(plain_text))
    return next((rule.name for rule in found), None)


def _cut_repeated(draft: Draft) -> None:
    """Cut the title and the lead where they are printed again, and a paragraph that repeats the one before it."""
    title = paragraph_key(draft.title) if draft.title else None
    short = (at for at, line in enumerate(draft.lines[:HEAD]) if len(line) < len(draft.title) + 20)
    if len(draft.lines) > 1:
        draft.cut([at for at in short if paragraph_key(draft.lines[at]) == title], "repeated-title")
    kept: list[str] = []
    again = []
    for at, line in enumerate(draft.plains):
        if len(line) >= MIN_REPEATED and (line in kept[-1:] or (len(kept) < HEAD and line in kept)):
            again.append(at)
        else:
            kept.append(line)
    draft.cut(again, "repeated-paragraph")


def _cut_comments(draft: Draft) -> None:
    """Cut the readers' comments, which end the page. A heading with no text above it does not count as one.

    «Fikrlar» also heads the opinions of a survey. Without a count it heads comments only if what follows is short.
    """
    for at in range(1, len(draft.lines)):
        if len(draft.plains[at]) <= MAX_LABEL and COMMENTS.matches(draft.plains[at]):
            below = [len(line) for line in draft.lines[at + 1 :]]
            counted = draft.plains[at].rstrip(") :")[-1:].isdigit()
            if counted or (
                max(below, default=0) <= MAX_COMMENT and 2 * sum(below) <= sum(map(len, draft.lines[:at]))
            ):
                draft.cut(range(at, len(draft.lines)), COMMENTS.name)
                return


def _cut_related_blocks(draft: Draft) -> None:
    """Cut each heading of related articles with the links below it, and below the last heading all titles."""
    for at in reversed(range(1, len(draft.lines))):
        if len(draft.plains[at]) > MAX_LABEL or not RELATED.matches(draft.plains[at]):
            continue
        end = at + 1
        while end < len(draft.lines) and draft.kinds[end] in "at":
            end += 1
        draft.cut(range(at, _titles_end(draft, at, end)), RELATED.name)


def _titles_end(draft: Draft, heading: int, at: int) -> int:
    """Return where the titles below a heading end: at the end of the text, or at the next sentence in a text of lines.

    In a page's text, whose paragraphs have kinds, a line above a sentence may be a subhead.
    """
    end = at
    while end < len(draft.lines) and _is_title(draft, end):
        end += 1
    is_list = not draft.has_kinds and ALSO_HEADING.matches(draft.plains[heading])
    return end if end - at <= MAX_BLOCK and (is_list or end == len(draft.lines)) else at


def _cut_running_on(draft: Draft) -> None:
    """Cut another article that follows below the text: a linked title with a date or a byline below it."""
    characters = 0
    for at, line in enumerate(draft.lines[:-1]):
        if draft.kinds[at] == "t" and characters >= BEGUN and _begins_article(draft, at + 1):
            draft.cut(range(at, len(draft.lines)), "next-article")
            return
        characters += len(line)


def _begins_article(draft: Draft, at: int) -> bool:
    return is_meta_line(draft.plains[at]) or bool(read_byline(draft.lines[at]))


def _cut_linked_titles(draft: Draft) -> None:
    """Cut the titles of other articles that stand as links between the paragraphs."""
    linked = [
        at for at in range(1, len(draft.lines)) if draft.kinds[at] in "at" and _is_headline(draft.lines[at])
    ]
    draft.cut(linked, "related-articles")


def _is_title(draft: Draft, at: int) -> bool:
    return draft.kinds[at] in "at" or _is_headline(draft.lines[at]) or is_meta_line(draft.plains[at])


def _is_headline(line: str) -> bool:
    bare = line.rstrip(" »”\")'")
    return len(line) <= MAX_HEADLINE and (bare.endswith(("?", "؟")) or not bare.endswith(_SENTENCE_ENDS))


def _cut_meta_lines(draft: Draft) -> None:
    draft.cut(meta_lines(draft.plains), "meta-line")


def _cut_boxes(draft: Draft) -> None:
    sentences = [line for line in draft.plains if line.endswith(".")]
    subject = " ".join((plain(draft.title), *sentences[:2]))
    draft.cut(box_lines(draft.plains, subject), "rates-box")


def _cut_bylines(draft: Draft) -> None:
    """Cut the byline at either end of the text, keep the writers whom it names, and cut what then ends the text."""
    ends = {*range(min(2, len(draft.lines))), *range(max(0, len(draft.lines) - 3), len(draft.lines))}
    found = False
    for at in sorted(ends, reverse=True):
        if names := read_byline(draft.lines[at]):
            draft.authors[:0] = names
            draft.cut([at], "byline")
            found = True
    if found:
        _cut_tail(draft)


def _cut_credits(draft: Draft) -> None:
    """Cut the lines that name who made a picture, and at the ends those that name who worked on the article.

    «Operator: …» below «Rejissyor: …» is no credit: it belongs to what the article says of a film.
    """
    last = len(draft.lines) - CREDITS
    for at in reversed(range(len(draft.lines))):
        line, before = draft.lines[at], draft.lines[at - 1] if at else ""
        if is_picture_credit(line) or (
            not CREDITS <= at < last and is_credit(line) and not is_list_entry(before)
        ):
            draft.cut([at], CREDIT.name)


def _cut_tail(draft: Draft) -> None:
    """Cut widgets and promotion from the end until the text ends with a sentence of the article."""
    while draft.lines:
        found = _find_tail(draft.lines[-1])
        if found is None:
            return
        start, rule = found
        draft.shorten(len(draft.lines) - 1, draft.lines[-1][:start].rstrip(), rule)


def _find_tail(line: str) -> tuple[int, str] | None:
    """Return where the boilerplate at the end of a paragraph begins, and the name of the rule that takes it."""
    window = max(0, len(line.rstrip()) - MAX_LINE)
    end = plain(line[window:]).rstrip()
    for rule in _TAILS_BY_WORDS.that_may_match(end):
        found = rule.regex.search(end)
        if found and found.group().strip() and (window == 0 or found.start() > 0):
            return window + found.start(), rule.name
    return None


_STEPS: Final[tuple[Callable[[Draft], None], ...]] = (
    _cut_pieces,
    _cut_lines,
    cut_menu,
    _cut_repeated,
    _cut_comments,
    _cut_running_on,
    _cut_related_blocks,
    _cut_linked_titles,
    _cut_meta_lines,
    _cut_boxes,
    _cut_credits,
    _cut_tail,
    _cut_bylines,
)
