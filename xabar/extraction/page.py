"""One page -> everything an article needs. Pure: a string goes in, values come out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser

from xabar.extraction.addresses import article_key_url, is_home, is_on_site, join_url
from xabar.extraction.agreement import agreement
from xabar.extraction.body import (
    LEAST_CHARACTERS,
    Body,
    BodyLayer,
    guess_body,
    long_paragraphs,
    select_body,
)
from xabar.extraction.kinds import (
    is_challenge,
    is_home_instead,
    is_link_list,
    is_template,
    is_too_deep,
    refuse_unproven,
)
from xabar.extraction.layout import Layout
from xabar.extraction.metadata import (
    Meta,
    find_authors,
    find_dates,
    find_image,
    find_modified,
    find_section,
    find_tags,
    find_title,
)
from xabar.extraction.structured import read_structured_data

# What is larger than these is no article, and would hold up every later step. The longest that news sites print
# is the full text of a law.
MAX_TITLE = 1_000  # characters
MAX_TEXT = 200_000  # characters
MAX_PARAGRAPHS = 2_000
MAX_NAMES = 100  # authors, or tags; further ones are left out


class GuessNeeded(Exception):
    """No layout fits, and the caller wanted no guessing: it takes 10 ms or far longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page gave. `problem`, a key of `xabar.crawl_stats.REJECTIONS`, says why it is no article; then fields may lack."""

    canonical_url: str
    title: str = ""
    paragraphs: tuple[str, ...] = ()
    structure: str = ""  # a letter of `reading.KINDS` for each paragraph
    body_layer: BodyLayer = "selectors"
    body_agreement: int | None = None  # percent of words in common with the last layer, all long paragraphs
    captions: tuple[str, ...] = ()
    images: tuple[str, ...] = ()  # addresses, of the body's pictures
    links: tuple[str, ...] = ()  # addresses, out of the body
    image: str | None = None  # the address of the picture that stands for the article
    section: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    dates: tuple[tuple[str, str], ...] = ()  # (text, source), the most trusted first
    modified: str | None = None  # the date of the last change
    problem: str | None = None


def extract_page(
    html: str,
    *,
    url: str,
    layouts: Sequence[Layout],
    site_hosts: Sequence[str] = (),
    is_article: Callable[[str], bool] | None = None,
    quick: bool = False,
) -> Page:
    """Read a page that was fetched from `url`.

    `layouts` are tried in order. The page's own canonical address is believed when it lies on `site_hosts`
    (default: the host of `url`) and `is_article` (default: any but a front page) accepts it. With `quick`, a page
    on which no layout fits raises GuessNeeded.
    """
    address = article_key_url(url)
    if not html.strip():
        return Page(canonical_url=address, problem="empty-page")
    if is_too_deep(html):
        return Page(canonical_url=address, problem="too-costly")
    tree = LexborHTMLParser(html)
    meta = Meta(tree)
    if is_home_instead(meta, url):
        return Page(canonical_url=address, problem="challenge" if is_challenge(html) else "home-page")
    data = read_structured_data(tree)
    address = _canonical(meta, url, site_hosts, is_article) or address
    # titles, dates and tags first: the body's reading cuts the tree
    title = find_title(tree, layouts, data, meta, url)
    layout = _layout_in_use(tree, layouts)
    page = Page(
        canonical_url=address,
        title=title or "",
        authors=find_authors(tree, layout, data, meta, url)[:MAX_NAMES],
        tags=find_tags(tree, layout, data, meta)[:MAX_NAMES],
        dates=find_dates(tree, layout, data, meta, url),
        modified=find_modified(tree, data, meta),
        section=find_section(tree, layout, data, meta, title),
        image=find_image(data, meta, url),
    )
    body = select_body(tree, layouts, url)
    problem = None if body or is_template(page.title) else refuse_unproven(tree, html, meta, data, url)
    if body is None and problem is None and not is_template(page.title):
        if quick:
            raise GuessNeeded
        body = guess_body(html, url)
        if body is not None and is_link_list(tree, body.paragraphs):
            problem = "not-article"
    return _finish(page, body, problem, tree)


def _finish(page: Page, body: Body | None, problem: str | None, tree: LexborHTMLParser) -> Page:
    if body is None:
        return replace(page, problem=problem or _problem(page.title, (), ()))
    named = (page.title, *page.authors)
    kept = [
        (line, kind)
        for line, kind in zip(body.paragraphs, body.structure, strict=True)
        if line not in named and not is_template(line)
    ]
    text = tuple(line for line, _ in kept)
    return replace(
        page,
        paragraphs=text,
        structure="".join(kind for _, kind in kept),
        body_layer=body.layer,
        body_agreement=round(100 * agreement(body.paragraphs, long_paragraphs(tree))),
        captions=body.captions,
        images=body.images,
        links=body.links,
        image=page.image or next(iter(body.images), None),
        problem=problem or _problem(page.title, body.paragraphs, text),
    )


def _problem(title: str, paragraphs: Sequence[str], text: Sequence[str]) -> str | None:
    if len(title) > MAX_TITLE or len(text) > MAX_PARAGRAPHS or sum(map(len, text)) > MAX_TEXT:
        return "too-large"
    if is_template(title):
        return "template"
    if sum(map(len, text)) < LEAST_CHARACTERS:
        return "template" if any(map(is_template, paragraphs)) else "no-body"
    return None if title else "no-title"


def _layout_in_use(tree: LexborHTMLParser, layouts: Sequence[Layout]) -> Layout | None:
    for layout in layouts:
        if tree.css_first(layout.title) is not None and tree.css_first(layout.body) is not None:
            return layout
    return next((layout for layout in layouts if tree.css_first(layout.body) is not None), None)


def _canonical(
    meta: Meta, url: str, hosts: Sequence[str], is_article: Callable[[str], bool] | None
) -> str | None:
    claimed = join_url(url, meta.canonical) if meta.canonical else None
    if claimed is None:
        return None
    home = article_key_url(url).split("/")[2]
    try:
        address = article_key_url(claimed)
    except ValueError:
        return None
    if not is_on_site(address, tuple(hosts) or (home,)):
        return None
    accepted = is_article(address) if is_article else not is_home(address)
    return address if accepted else None
