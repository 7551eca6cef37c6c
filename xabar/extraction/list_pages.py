"""Tell lists (front pages, sections, tags, search results) from articles by what the page says, whatever it calls itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from xabar.extraction.addresses import is_home, join_url
from xabar.extraction.blocks import SENTENCE_END, Block
from xabar.extraction.body import Body, is_inner
from xabar.extraction.date_places import MAX_DATE, is_printed_date
from xabar.extraction.fallback import Guess
from xabar.extraction.html_text import read_text
from xabar.extraction.meta_line import is_meta_line
from xabar.extraction.metadata import Sources
from xabar.extraction.plain import plain
from xabar.extraction.teasers import TITLE, link_around

LIST_TYPES: Final = frozenset(("CollectionPage", "ItemList", "SearchResultsPage"))
SENTENCES: Final = 0.5  # share of a text in paragraphs of sentences; lists that were seen have less
SURE_SENTENCES: Final = 0.6  # the same on a page that calls itself a list or a site
PARAGRAPH: Final = 60  # characters of such a paragraph
INTRODUCTION: Final = 250  # characters; a shorter text with no date above it introduces a list
LONG_INTRODUCTION: Final = 400  # the same where the linked titles of the page have more characters
DATE_ABOVE: Final = 3  # lines above a text among which its date may stand
FEW_SENTENCES: Final = 0.1  # share of a text that the blocks did not give
LINE: Final = 15  # characters; a shorter one is a date, or the name of a section
HALF: Final = 0.5  # share of a block, or of a text, that is links
THIRD: Final = 1 / 3  # the same in a text with hardly any sentence
SUMMARIES: Final = 4  # paragraphs, each with a heading, that make a list
ONE_BOX: Final = 0.5  # share of a text in one element from which it is one text
MANY_ARTICLES: Final = 3  # headlines of articles in JSON-LD
_DAY: Final = re.compile(r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d(?!\d)")


def refuse_list(guess: Guess, sources: Sources) -> str | None:
    """Return "not-article" or "home-page" if the text that was guessed is a list's, and None if it is an article's.

    A page that says in JSON-LD or <meta> when it was published is a list only if it has nothing but teasers and links:
    many sites set `og:type=article` on all pages. Any other page must consist of sentences, too, and of more than an
    introduction to a list.
    """
    body, data, url = guess.body, sources.data, sources.url
    if is_home(url):
        return "not-article"
    is_website = sources.markup.meta.get("og:type", "").lower() == "website"
    is_listing = bool(data.types & LIST_TYPES)
    refusal = "home-page" if is_website and not is_listing else "not-article"
    if body is None:
        return refusal if guess.teasers else None
    if body.layer == "json-ld":
        return None
    if _is_link_list(guess, sources.tree, body) or (guess.teasers and _is_led_elsewhere(guess.title, url)):
        return refusal
    if (data.is_article and data.articles < MANY_ARTICLES) or any(sources.published_meta):
        return None
    if _may_introduce(guess, body) and not _is_dated(guess):
        return refusal
    least = SURE_SENTENCES if is_website or is_listing else SENTENCES
    if _long_sentence_share(body.paragraphs) < least or _are_summaries(guess.picked):
        return refusal
    return None


def _long_sentence_share(paragraphs: Sequence[str]) -> float:
    """Return the share of a text that stands in paragraphs of 60 characters or more that end as sentences do."""
    told = sum(len(text) for text in paragraphs if len(text) >= PARAGRAPH and SENTENCE_END.search(text))
    return told / max(1, sum(map(len, paragraphs)))


def _may_introduce(guess: Guess, body: Body) -> bool:
    """Return whether a text is short enough to introduce the titles of a list."""
    titles = sum(len(block.text) for block in guess.blocks if block.kind in "at" and len(block.text) >= TITLE)
    return body.characters < INTRODUCTION or body.characters < min(titles, LONG_INTRODUCTION)


def _is_dated(guess: Guess) -> bool:
    """Return whether a line with a date stands right above the text."""
    first = guess.blocks.index(guess.picked[0]) if guess.picked else 0
    above = [block.text for block in guess.blocks[max(0, first - DATE_ABOVE) : first]]
    return any(_DAY.search(text) or is_meta_line(plain(text)) or _begins_with_date(text) for text in above)


def _begins_with_date(text: str) -> bool:
    """Return whether a line is a date with little else: views, a section, who wrote it."""
    return len(text) <= MAX_DATE and is_printed_date(text)


def _are_summaries(picked: Sequence[Block]) -> bool:
    """Return whether each paragraph has a heading of its own, in a box of its own."""
    texts = sum(block.weight > 0 for block in picked)
    headings = sum(block.level > 0 for block in picked)
    return texts >= SUMMARIES and headings >= texts - 1 and _largest_box(picked) < ONE_BOX


def _largest_box(picked: Sequence[Block]) -> float:
    """Return the share of the text in the element that has most of it."""
    weights: Counter[int] = Counter()
    for block in picked:
        weights[block.container] += len(block.text) if block.weight else 0
    return max(weights.values(), default=0) / max(1, weights.total())


def _is_led_elsewhere(title: Block | None, url: str) -> bool:
    """Return whether the heading of the page is a link to another page of the site, and not to its front page."""
    link = title.element.css_first("a[href]") or link_around(title.element) if title is not None else None
    address = join_url(url, link.attributes.get("href") or "") if link is not None else None
    return address is not None and is_inner(url, address) and not is_home(address)


def _is_link_list(guess: Guess, tree: LexborHTMLParser, body: Body) -> bool:
    """Return whether most of a text is the text of links. The blocks leave such lines out, and the other layers do not."""
    if body.layer == "blocks":
        return False
    linked = {text for node in tree.css("a[href]") if (text := read_text(node))}
    linked.update(block.text for block in guess.blocks if block.linked > HALF)
    lines = [text for text in body.paragraphs if len(text) >= LINE]
    share = sum(len(text) for text in lines if text in linked) / max(1, sum(map(len, lines)))
    return share > (THIRD if _long_sentence_share(lines) < FEW_SENTENCES else HALF)
