"""Cut boilerplate out of the text: what general rules know, and what the article's site is known to repeat."""

from __future__ import annotations

from collections.abc import Mapping

from xabar.article import Article
from xabar.extraction import boilerplate as rules
from xabar.extraction.boilerplate import Cleaned
from xabar.extraction.bylines import is_person
from xabar.extraction.draft import Cut
from xabar.extraction.repetition import Split, Verdict, split_boilerplate
from xabar.language.repair import repair_text
from xabar.processing.cuts import LEARNED, cut_edits, keep_cuts, put_back
from xabar.processing.steps import Context


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
    cut_repeated(article, context.known_lines)
    return article


def explain_cuts(article: Article, context: Context, counts: Mapping[int, int]) -> list[Cut]:
    """Return what `cut_boilerplate` will take out: by which rule, or what is known of the line on this site.

    `counts` says in how many articles of the site each known line stands.
    """
    cleaned = _cut_by_rules(article)
    cuts = split_boilerplate(cleaned.paragraphs, context.known_lines).cuts
    repeated = [
        Cut(text, f"{context.known_lines[key]}: in {counts[key]} articles of {article.site}")
        for key, text in cuts
    ]
    return [*cleaned.cuts, *repeated]


def cut_repeated(article: Article, verdicts: Mapping[int, Verdict]) -> Split:
    """Cut what the site is known to repeat, and nothing else: what was cut by former verdicts comes back.

    A writer's name that the site repeats goes to the authors.
    """
    put_back(article, LEARNED)
    split = split_boilerplate(article.body.split("\n"), verdicts)
    cut_edits(article, split.edits)
    article.authors = article.authors or tuple(text for _, text in split.cuts if is_person(text))
    return split


def _drop_blank(article: Article) -> None:
    """Drop paragraphs of which the repair of the text would leave nothing: cuts are remembered by their places."""
    lines = article.body.splitlines()
    blank = {at for at, line in enumerate(lines) if not _is_printed(line)}
    article.body = "\n".join(line for at, line in enumerate(lines) if at not in blank)
    if len(article.structure) == len(lines):
        article.structure = "".join(kind for at, kind in enumerate(article.structure) if at not in blank)


def _is_printed(line: str) -> bool:
    return any(map(str.isalnum, line)) or bool(repair_text(line, "").text)


def _cut_by_rules(article: Article) -> Cleaned:
    return rules.cut_boilerplate(article.body.split("\n"), title=article.title, structure=article.structure)
