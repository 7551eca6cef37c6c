"""Weigh the evidence that a repeated line is boilerplate: its type, its place on the pages, and its neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping
from datetime import timedelta
from hashlib import blake2b
from typing import Final

from xabar.article import Article
from xabar.extraction.daily_series import count_different
from xabar.extraction.frame_types import frames_needed, is_label_like
from xabar.extraction.html_text import is_box
from xabar.extraction.line_order import inner_neighbour, is_outermost, neighbours
from xabar.extraction.line_types import (
    ARTICLES,
    Where,
    articles_needed,
    has_address,
    is_of_the_site,
    may_be_text,
    tells_something,
)
from xabar.extraction.plain import paragraph_key, pattern_key
from xabar.extraction.repetition import WINDOW, Split, find_ends
from xabar.extraction.sentences import split_sentences
from xabar.records.store import RecordStore

COMPARED: Final = 12  # of the articles that share a line are compared with each other
OUTERMOST: Final = 0.75  # of them must have it where nothing but repeated lines stands outside of it
# of them with the same paragraph inside of it: both are one passage, and are judged together
PASSAGE: Final = 0.6
# times as many articles as the paragraph that has it, from which a sentence is something of its own
COMPOSED: Final = 1.2
END: Final = 20  # paragraphs at each end of a long text that are looked through
LAST: Final = 1_000  # characters; a longer paragraph is not boilerplate, but the sentence at its end may be
BEGINNING: Final = 200  # characters of a text that show what it is about
AT_PLACE: Final = 0.9  # share of a line's articles in which it must stand at its place beside the text
# share of a place's articles with a new line there, up to which it is a place of boilerplate
FRESH: Final = 0.5
WEEKS: Final = timedelta(days=14)  # over which a sentence must be repeated that may be text
MOST: Final = 0.8  # share of the site's articles that proves it without that


def note_places(store: RecordStore, article: Article, split: Split, counts: Mapping[int, int]) -> None:
    """Count at which places beside the text the lines of a stored article stand, and which places have new lines.

    `counts` says in how many of the site's last articles each line of a place stands.
    """
    places = split.places
    if not places:
        return
    fresh = {
        places[paragraph_key(line)]
        for key, line in split.ends.items()
        if key in places and max(counts[key], _count_pattern(line, split, counts)) <= 1
    }
    marks = [_place_key(place) for place in set(places.values())]
    marks += [_place_key(place, "fresh") for place in fresh]
    marks += [_place_key(place, str(key)) for key, place in places.items()]
    store.add_more_paragraphs(article.site, article.id, marks)


def _count_pattern(line: str, split: Split, counts: Mapping[int, int]) -> int:
    pattern = pattern_key(line)
    return counts[pattern] if pattern in split.places else 0


def find_where(store: RecordStore, site: str, key: int, count: int, split: Split) -> Where:
    """Return where a line stands: "text" unless it, and hardly anything new, stands at the same place in its articles."""
    place = split.places.get(key)
    if place is None:
        return "text"
    here, all_lines, fresh = _place_key(place, str(key)), _place_key(place), _place_key(place, "fresh")
    counts = store.paragraph_counts(site, (here, all_lines, fresh), last=WINDOW)
    if counts[here] < AT_PLACE * count or counts[fresh] > FRESH * counts[all_lines]:
        return "text"
    return "box" if is_box(place) else "mark"


def _place_key(place: str, what: str = "") -> int:
    """Return the 63-bit key under which is counted what stands at a place."""
    digest = blake2b(f"{place}\n{what}".encode(), digest_size=8, person=b"place").digest()
    return int.from_bytes(digest, "big") >> 1


def is_often(line: str, count: int, articles: int, where: Where | None) -> bool:
    """Return whether a line stands in enough of the site's last articles, for a line of its type and place.

    Without a place, it is the line's frame that does.
    """
    last = min(WINDOW, articles)
    needed = frames_needed(line, last) if where is None else articles_needed(line, last, where)
    return needed is not None and count >= needed


def is_boilerplate(
    store: RecordStore, article: Article, end: int, frequent: Mapping[int, int], split: Split, where: Where
) -> bool:
    """Return whether a line that stands often enough is boilerplate, by where it stands in different articles."""
    if end in split.frames:
        return _is_frame_of_boilerplate(store, article, end, frequent, split.frames[end])
    site, line, count = article.site, split.ends[end], frequent[end]
    parent = split.parents.get(end)
    if parent is not None and not _is_composed(store, site, split.ends.get(parent, "")):
        # the last sentence of a paragraph that is itself repeated is background
        if 2 * store.paragraph_counts(site, [parent], last=WINDOW)[parent] > count:
            return False
    elif _is_composed(store, site, line) or _has_more_frequent(store, site, line, count):
        return False
    must_be_outermost = where == "text" and not is_of_the_site(line)
    # this article first: that spares most the reading of the others
    if must_be_outermost and not is_outermost(end, ends_of(article), frequent):
        return False
    of_text = may_be_text(line)
    if of_text and not _is_long_repeated(store, site, end, count):
        return False
    found = store.get_articles(store.paragraph_articles(site, end, COMPARED)).values()
    if of_text and _is_in_passage(found, end):
        return False
    if must_be_outermost and _count_outermost(store, end, found) < OUTERMOST * len(found):
        return False
    different = count_different((other.title, other.body[:BEGINNING]) for other in found)
    return has_address(line) or different >= ARTICLES


def _is_frame_of_boilerplate(
    store: RecordStore, article: Article, end: int, frequent: Mapping[int, int], line: str
) -> bool:
    """Return whether a frame that stands often enough is boilerplate: outermost, or a label between changing neighbours."""
    site, count, is_label = article.site, frequent[end], is_label_like(line)
    outermost = is_outermost(end, ends_of(article), frequent)
    if not (is_label or outermost):
        return False
    # what costs least first: each article with the frame asks again until it is one of boilerplate
    if not is_label and not _is_long_repeated(store, site, end, count):
        return False
    found = store.get_articles(store.paragraph_articles(site, end, COMPARED)).values()
    if not is_label and _is_in_passage(found, end):
        return False
    if count_different((other.title, other.body[:BEGINNING]) for other in found) < ARTICLES:
        return False
    if is_label and _has_changing_neighbours(end, found, frequent):
        return True
    return outermost and _count_outermost(store, end, found) >= OUTERMOST * len(found)


def _has_changing_neighbours(end: int, articles: Collection[Article], repeated: Container[int]) -> bool:
    pairs = [pair for article in articles if (pair := neighbours(end, article.body.split("\n"), repeated))]
    return all(
        max(Counter(side).values(), default=0) <= PASSAGE * len(articles) for side in zip(*pairs, strict=True)
    )


def _is_composed(store: RecordStore, site: str, line: str) -> bool:
    """Return whether a paragraph ends with a sentence of the site itself, glued to what may be text and is judged alone.

    Where no article has it without the rest, and that tells nothing, both are one line of the site.
    """
    *own, last = split_sentences(line) or ("",)
    texts = [sentence for sentence in own if may_be_text(sentence) and not sentence.endswith(("?", "؟"))]
    if not texts or not is_of_the_site(last):
        return False
    if any(map(tells_something, texts)):
        return True
    whole, alone = paragraph_key(line), paragraph_key(last)
    counts = store.paragraph_counts(site, (whole, alone), last=WINDOW)
    return counts[alone] > COMPOSED * counts[whole]


def _has_more_frequent(store: RecordStore, site: str, line: str, count: int) -> bool:
    """Return whether more articles have a sentence of the paragraph than have all of it: then that is judged alone."""
    glued = [paragraph_key(sentence) for sentence in split_sentences(line)[1:]]
    return any(
        times > COMPOSED * count for times in store.paragraph_counts(site, glued, last=WINDOW).values()
    )


def _is_long_repeated(store: RecordStore, site: str, end: int, count: int) -> bool:
    """Return whether what may be text is repeated over weeks, or in nearly all articles."""
    lasted = store.days_between(site, end, COMPARED)
    if lasted is None or lasted >= WEEKS:
        return True
    return count >= MOST * min(WINDOW, store.count_site_articles(site))


def _is_in_passage(articles: Collection[Article], end: int) -> bool:
    """Return whether a line is repeated as part of a passage, or with the articles that have it."""
    beginnings = {article.body[:BEGINNING] for article in articles}
    inner = Counter(inner_neighbour(end, ends_of(article)) for article in articles)
    del inner[None]
    in_passage = max(inner.values(), default=0) > PASSAGE * len(articles)
    return in_passage or len(beginnings) < OUTERMOST * len(articles)


def _count_outermost(store: RecordStore, end: int, articles: Iterable[Article]) -> int:
    """Count the articles in which only repeated lines stand outside of the line."""
    found = 0
    for article in articles:
        paragraphs = ends_of(article)
        counts = store.paragraph_counts(article.site, find_ends(paragraphs), last=WINDOW)
        repeated = {key for key, count in counts.items() if count >= ARTICLES}
        found += is_outermost(end, paragraphs, repeated)
    return found


def ends_of(article: Article) -> list[str]:
    """Return the paragraphs near both ends, long ones shortened: this must be quick."""
    paragraphs = article.body.split("\n")
    ends = paragraphs if len(paragraphs) <= 2 * END else paragraphs[:END] + paragraphs[-END:]
    return [line[-LAST:] for line in ends]
