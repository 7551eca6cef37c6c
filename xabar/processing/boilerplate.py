"""Cut boilerplate out of the text: what general rules know, and what the article's site is known to repeat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from itertools import islice
from typing import Final, TypeAlias

from xabar.article import Article, CutText, Verdict
from xabar.extraction import boilerplate as rules
from xabar.extraction.boilerplate import Cleaned
from xabar.extraction.bylines import is_person, read_byline
from xabar.extraction.draft import Cut
from xabar.extraction.frames import read_label
from xabar.extraction.repetition import LAST_BYLINE, Split, known_keys, split_boilerplate
from xabar.extraction.rules.related import RELATED
from xabar.extraction.sentences import split_sentences
from xabar.language.repair import repair_text
from xabar.processing.cuts import LEARNED, cut_edits, keep_cuts, put_back, release_cuts
from xabar.processing.steps import Context

RECENT: Final = 256  # texts whose split is remembered until it is asked for again: those of a batch
LONGEST: Final = 10_000  # characters of such a text

_Text: TypeAlias = tuple[str, tuple[str, ...], str, tuple[str, ...]]
_recent: dict[_Text, tuple[Mapping[int, Verdict], Split]] = {}


def cut_boilerplate(article: Article, context: Context) -> Article:
    """Return the article with its body cleaned; what was cut is in `cuts`.

    What an emptied body means is for the validation to judge.
    """
    _drop_blank(article)
    cleaned = _cut_by_rules(article)
    article.body = "\n".join(cleaned.paragraphs)
    article.structure = cleaned.structure
    article.authors = article.authors or cleaned.authors
    article.cuts = keep_cuts(cleaned.cuts)
    article.places = _left_of(article.places, cleaned.cuts)
    cut_repeated(article, context.known_lines)
    return article


def explain_cuts(article: Article, context: Context, counts: Mapping[int, int]) -> list[Cut]:
    """Return what `cut_boilerplate` will take out: by which rule, or what is known of the line on this site.

    `counts` says in how many articles of the site each known line stands.
    """
    cleaned = _cut_by_rules(article)
    cuts = split_boilerplate(cleaned.paragraphs, context.known_lines, kinds=cleaned.structure).cuts
    repeated = [
        Cut(text, f"{context.known_lines[key]}: in {counts[key]} articles of {article.site}")
        if key in context.known_lines
        else Cut(text, LAST_BYLINE)
        for key, text in cuts
    ]
    return [*cleaned.cuts, *repeated]


def cut_repeated(article: Article, verdicts: Mapping[int, Verdict]) -> Split:
    """Cut what the site is known to repeat, and nothing else: what was cut by former verdicts comes back.

    So does what a rule cut and a person allows.

    A writer's name that the site repeats goes to the authors, and so do those of a byline above what is cut.
    """
    put_back(article, (*LEARNED, LAST_BYLINE))
    if "allowed" in verdicts.values():
        release_cuts(article, partial(_is_allowed, verdicts=verdicts))
    split = _split(article, verdicts)
    cut_edits(article, split.edits)
    article.authors = article.authors or tuple(
        name for _, line in split.cuts for name in read_byline(line) or ((line,) if is_person(line) else ())
    )
    return split


def _split(article: Article, verdicts: Mapping[int, Verdict]) -> Split:
    """Return how the verdicts split the text. Most texts are asked for once more, when they are about to be stored."""
    others = tuple([cut.text for cut in article.cuts if _is_line(cut)])
    text = (article.body, article.places, article.structure, others)
    known = _recent.pop(text, None)
    if known is not None and (known[0] is verdicts or known[0] == verdicts):
        return known[1]
    split = split_boilerplate(article.body.split("\n"), verdicts, article.places, article.structure, others)
    if len(article.body) <= LONGEST:
        if len(_recent) >= RECENT:
            for oldest in [*islice(_recent, RECENT // 8)]:
                _recent.pop(oldest, None)  # another thread may make room, too
        _recent[text] = verdicts, split
    return split


def _is_line(cut: CutText) -> bool:
    """Return whether a rule cut a line of its own that is not only the title of another article."""
    if cut.shortened:
        return False
    is_related = cut.kind in ("a", "t") or cut.reason == RELATED.name
    return not is_related or read_label(cut.text) is not None


def _is_allowed(cut: CutText, verdicts: Mapping[int, Verdict]) -> bool:
    """Return whether a person said that what a rule cut must stay: the line, or one of its last sentences."""
    sentences = split_sentences(cut.text)[1:] if cut.shortened else ()
    keys = (key for line in (cut.text, *sentences) for key in known_keys(line, verdicts))
    return any(verdicts.get(key) == "allowed" for key in keys)


def _drop_blank(article: Article) -> None:
    """Drop paragraphs of which the repair of the text would leave nothing: cuts are remembered by their places."""
    # `structure` counts the empty paragraph behind a final line break, which `splitlines` leaves out
    lines = [*article.body.splitlines(), *([""] if article.body.endswith("\n") else [])]
    printed = [at for at, line in enumerate(lines) if line[:1].isalnum() or _is_printed(line)]
    if len(printed) == len(lines):
        article.body = "\n".join(lines)
        return
    article.body = "\n".join(lines[at] for at in printed)
    if len(article.structure) == len(lines):
        article.structure = "".join(article.structure[at] for at in printed)
    if len(article.places) == len(lines):
        article.places = tuple(article.places[at] for at in printed)


def _left_of(places: Iterable[str], cuts: Iterable[Cut]) -> tuple[str, ...]:
    """Return the places of the paragraphs that the cuts leave."""
    left = list(places)
    for cut in cuts:
        if cut.before is None:
            del left[cut.place : cut.place + 1]
    return tuple(left)


def _is_printed(line: str) -> bool:
    return any(map(str.isalnum, line)) or bool(repair_text(line, "").text)


def _cut_by_rules(article: Article) -> Cleaned:
    return rules.cut_boilerplate(article.body.split("\n"), title=article.title, structure=article.structure)
