"""Tell lists (front pages, sections, tags, search results) from articles by what the page says, whatever it calls itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from xabar.extraction.addresses import is_home
from xabar.extraction.blocks import SENTENCE_END, Block
from xabar.extraction.fallback import Guess
from xabar.extraction.html_text import read_text
from xabar.extraction.metadata import Sources

LIST_TYPES: Final = frozenset(("CollectionPage", "ItemList", "SearchResultsPage"))
SENTENCES: Final = (
    0.65  # share of a text in paragraphs of sentences; lists that were seen had .52 or less, articles .77
)
SURE_SENTENCES: Final = 0.77  # the same on a page that calls itself a list or a site
PARAGRAPH: Final = 80  # characters of such a paragraph
TEASERS: Final = 3  # titles or summaries that make a list
TITLED: Final = 0.6  # linked titles for each paragraph of a list
ONE_BOX: Final = 0.5  # share of a text in one element from which it is one text
MANY_ARTICLES: Final = 3  # headlines of articles in JSON-LD


def refuse_list(guess: Guess, sources: Sources) -> str | None:
    """Return "not-article" or "home-page" if the text that was guessed is a list's, and None if it is an article's.

    A page that says in JSON-LD or <meta> that it is an article, and when it was published, is a list only if its text
    is a row of teasers: many sites set `og:type=article` on all pages. Other pages must consist of sentences, too.
    """
    body, data, url = guess.body, sources.data, sources.url
    if is_home(url):
        return "not-article"
    if body is None or body.layer == "json-ld":
        return None
    is_website = sources.markup.meta.get("og:type", "").lower() == "website"
    refusal = "home-page" if is_website else "not-article"
    if _are_teasers(guess) or _is_link_list(guess, sources, body.paragraphs):
        return refusal
    is_proven = (data.is_article and data.articles < MANY_ARTICLES) or any(sources.published_meta)
    if is_proven:
        return None
    least = SURE_SENTENCES if is_website or data.types & LIST_TYPES else SENTENCES
    if sentence_share(body.paragraphs) < least or _are_summaries(guess.picked):
        return refusal
    return None


def sentence_share(paragraphs: Sequence[str]) -> float:
    """Return the share of a text that stands in paragraphs of 80 characters or more that end as sentences do."""
    told = sum(len(text) for text in paragraphs if len(text) >= PARAGRAPH and SENTENCE_END.search(text))
    return told / max(1, sum(map(len, paragraphs)))


def _are_teasers(guess: Guess) -> bool:
    """Return whether linked titles stand between the paragraphs, which stand in many boxes."""
    if not guess.picked:
        return False
    first, last = guess.blocks.index(guess.picked[0]), guess.blocks.index(guess.picked[-1])
    between = guess.blocks[first : last + 1]
    titles = sum(block.kind in "at" for block in between if not block.boxes)
    texts = sum(block.weight > 0 for block in guess.picked)
    return titles >= TEASERS and titles >= TITLED * texts and _largest_box(guess.picked) < ONE_BOX


def _are_summaries(picked: Sequence[Block]) -> bool:
    """Return whether each paragraph has a heading of its own, in a box of its own."""
    texts = sum(block.weight > 0 for block in picked)
    headings = sum(block.level > 0 for block in picked)
    return texts > TEASERS and headings >= texts - 1 and _largest_box(picked) < ONE_BOX


def _largest_box(picked: Sequence[Block]) -> float:
    """Return the share of the text in the element that has most of it."""
    weights: Counter[int] = Counter()
    for block in picked:
        weights[block.container] += len(block.text) if block.weight else 0
    return max(weights.values(), default=0) / max(1, weights.total())


def _is_link_list(guess: Guess, sources: Sources, paragraphs: Sequence[str]) -> bool:
    """Return whether most of a text is the text of links. The blocks leave such lines out, and the other layers do not."""
    if guess.body is None or guess.body.layer == "blocks":
        return False
    links = {text for node in sources.tree.css("a[href]") if (text := read_text(node))}
    linked = sum(len(text) for text in paragraphs if text in links)
    return 2 * linked > sum(map(len, paragraphs))
