"""Cut boilerplate out of the text: what general rules know, and what the article's site is known to repeat."""

from __future__ import annotations

from collections.abc import Mapping

from xabar.article import Article
from xabar.extraction import boilerplate as rules
from xabar.extraction.boilerplate import Cleaned
from xabar.extraction.bylines import is_person
from xabar.extraction.draft import Cut
from xabar.extraction.repetition import Split, split_boilerplate
from xabar.processing.steps import Context


def cut_boilerplate(article: Article, context: Context) -> Article:
    """Return the article with its body cleaned. What an emptied body means is for the validation to judge."""
    cleaned = _cut_by_rules(article)
    article.body = "\n".join(cleaned.paragraphs)
    article.structure = cleaned.structure
    article.authors = article.authors or cleaned.authors
    split = split_boilerplate(cleaned.paragraphs, context.known_lines)
    if split.cuts:
        article.repeated_lines = tuple(text for _, text in split.cuts)
        cut_article(article, split)
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


def cut_article(article: Article, split: Split) -> None:
    """Leave the article nothing but its own part. A writer's name that its site repeats goes to the authors."""
    # the three texts have the same paragraphs, in other letters
    texts = (article.body, article.body_normalized, article.body_printed)
    body, article.body_normalized, article.body_printed = (
        text and "\n".join(split.keep(text.split("\n"))) for text in texts
    )
    article.body = body or ""
    article.structure = "".join(article.structure[at : at + 1] for at in split.places)
    article.authors = article.authors or tuple(text for _, text in split.cuts if is_person(text))


def _cut_by_rules(article: Article) -> Cleaned:
    return rules.cut_boilerplate(article.body.split("\n"), title=article.title, structure=article.structure)
