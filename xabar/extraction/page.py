"""Read everything an article needs from one page: a string goes in, values come out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from xabar.article import BodyLayer
from xabar.extraction.addresses import article_key_url, is_home, is_on_site, names_same_article
from xabar.extraction.agreement import agreement
from xabar.extraction.authors import find_authors
from xabar.extraction.body import (
    LEAST_CHARACTERS,
    Body,
    select_body,
)
from xabar.extraction.decoding import parse_html
from xabar.extraction.fallback import guess_body, is_contradicted
from xabar.extraction.hints import make_hints
from xabar.extraction.last_layers import long_paragraphs
from xabar.extraction.layout import Layout
from xabar.extraction.learned_layout import LearnedLayout
from xabar.extraction.list_pages import refuse_list
from xabar.extraction.markup import Markup
from xabar.extraction.metadata import (
    Sources,
    find_dates,
    find_image,
    find_modified,
    find_section,
    find_tags,
)
from xabar.extraction.page_checks import (
    is_challenge,
    is_home_instead,
    is_template,
    is_too_deep,
    refuse_unread,
)
from xabar.extraction.pager import links_to_parts
from xabar.extraction.printed_authors import find_signature
from xabar.extraction.structured import read_structured_data
from xabar.extraction.titles import choose_title, find_title

# A larger page is not an article and would delay every later step. The longest texts on news sites are laws in full.
MAX_TITLE: Final = 1_000  # characters
MAX_TEXT: Final = 200_000  # characters
MAX_PARAGRAPHS: Final = 2_000
MAX_NAMES: Final = 100  # authors, and tags; further ones are left out


class FallbackNeeded(Exception):
    """No layout fits, and the caller did not want the fallback layers, which take 10 ms or far longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The fields of a page.

    `problem`, a key of `xabar.crawl_stats.REJECTIONS`, says why the page is not an article; then fields may be empty.
    """

    canonical_url: str
    named_url: str | None = (
        None  # another address that the page names as its own, as it is printed, if it is believed
    )
    claimed_url: str | None = None  # the key of the address that the page names as its own, believed or not
    title: str = ""
    paragraphs: tuple[str, ...] = ()
    places: tuple[str, ...] = ()  # of each paragraph beside the text
    structure: str = ""  # one letter of `html_text.PARAGRAPH_KINDS` for each paragraph
    body_layer: BodyLayer = "selectors"
    body_agreement: int | None = None  # percent of words in common with the last layer, all long paragraphs
    captions: tuple[str, ...] = ()
    images: tuple[str, ...] = ()  # addresses of the pictures in the body
    links: tuple[str, ...] = ()  # addresses of the links in the body
    pager: tuple[
        str, ...
    ] = ()  # addresses with a number to which the page leads: further parts of the article
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
    learned: Sequence[LearnedLayout] = (),
    site_hosts: Sequence[str] = (),
    is_article: Callable[[str], bool] | None = None,
    fallback: bool = True,
) -> Page:
    """Read a page that was fetched from `url`. `layouts` are tried in order, and then `learned` ones, with caution.

    The canonical address that the page names is believed if it can be another one of the same article
    (`names_same_article`), is on one of `site_hosts` (default: the host of `url`) and `is_article` (default: any
    address but a front page) accepts it. Otherwise the article keeps the address that it was fetched from.

    Raise FallbackNeeded if no layout fits and `fallback` is False.
    """
    address = article_key_url(url)
    if not html or html.isspace():
        return Page(canonical_url=address, problem="empty-page")
    if is_too_deep(html):
        return Page(canonical_url=address, problem="too-costly")
    tree = parse_html(html)
    markup = Markup(tree, url)
    layout = _layout_in_use(tree, layouts)
    if is_home_instead(markup.canonical, url) and not _fits(tree, layout):
        return Page(canonical_url=address, problem="challenge" if is_challenge(html) else "home-page")
    claimed, named = _key_of(markup.canonical), None
    if claimed is not None and claimed != address and _is_believed(claimed, address, site_hosts, is_article):
        address, named = claimed, markup.canonical
    blank = Page(canonical_url=address, named_url=named, claimed_url=claimed)
    sources = Sources(url, tree, markup, read_structured_data(markup.json_ld), layout)
    if layout is None or layout.body is None:
        page, sources = _read_learned(blank, sources, learned, html)
        if page is not None:
            return page
    page = _add_fields(blank, sources, find_title(sources, layouts))
    body = select_body(sources.tree, layouts, url)
    if body is None and layout is not None and layout.body and learned:  # its place for the text has none
        found, _ = _read_learned(blank, replace(_reopen(sources, html), layout=None), learned, html)
        if found is not None:
            return found
    return _read_body(page, body, sources, html, fallback)


def _read_learned(
    page: Page, sources: Sources, learned: Sequence[LearnedLayout], html: str
) -> tuple[Page | None, Sources]:
    """Return the page as the first learned layout reads it that fits and is to be trusted; None if there is none.

    The sources are returned whole: a text that was read and is not trusted has cut the tree.
    """
    for known in learned:
        layout = known.fit(sources.tree, sources.layout)
        if layout is None:
            continue
        fitting = replace(sources, layout=layout)
        title = choose_title(fitting, layout, declared=sources.layout, alone=known.has_title_alone)
        found = _add_fields(page, fitting, title)
        body = select_body(sources.tree, (layout,), sources.url)
        if body is not None and _is_trusted(body, known, found.title, sources):
            return _add_body(found, replace(body, layer="learned"), sources.tree), sources
        sources = _reopen(sources, html)
        if body is not None and _is_short_news(body, known, found.title, sources):
            return _add_body(found, replace(body, layer="learned"), sources.tree), sources
    return None, sources


def _is_trusted(body: Body, known: LearnedLayout, title: str, sources: Sources) -> bool:
    """Return whether a text in a learned place may be the article's, by the page and by what it says to machines."""
    if is_contradicted(body, make_hints(title, sources)):
        return False
    return known.trusts(body.paragraphs, body.structure, long_paragraphs(sources.tree))


def _is_short_news(body: Body, known: LearnedLayout, title: str, sources: Sources) -> bool:
    """Return whether a text that seems not to be the article's is that of short news."""
    if is_contradicted(body, make_hints(title, sources)):
        return False
    return known.believes_short(body.paragraphs, body.structure, sources.tree)


def _reopen(sources: Sources, html: str) -> Sources:
    """Return the sources of a page with the tree as it was before any text was read."""
    tree = parse_html(html)
    return replace(sources, tree=tree, markup=Markup(tree, sources.url))


def _add_fields(page: Page, sources: Sources, title: str | None) -> Page:
    """Return the page with its fields, before the body is read, which cuts the tree."""
    return replace(
        page,
        title=title or "",
        authors=find_authors(sources)[:MAX_NAMES],
        tags=find_tags(sources)[:MAX_NAMES],
        dates=find_dates(sources, title or ""),
        modified=find_modified(sources),
        section=find_section(sources, title),
        image=find_image(sources),
        pager=links_to_parts(sources.markup.pager, sources.url),
    )


def _read_body(page: Page, body: Body | None, sources: Sources, html: str, fallback: bool) -> Page:
    """Return the page with the body that the selectors found, or else with that of a fallback layer."""
    if body is not None or is_template(page.title):
        return _add_body(page, body, sources.tree)
    if problem := refuse_unread(sources.tree, html):
        return replace(page, problem=problem)
    if not fallback:
        raise FallbackNeeded
    # a layout that was tried has cut its boxes out of the tree
    tree = sources.tree if sources.layout is None else parse_html(html)
    guess = guess_body(tree, sources.url, make_hints(page.title, sources))
    return _add_body(page, guess.body, tree, refuse_list(guess, sources))


def _add_body(page: Page, body: Body | None, tree: LexborHTMLParser, refusal: str | None = None) -> Page:
    """Return the page with its body; title, authors, printed date and template code are not paragraphs of it."""
    if body is None:
        return replace(page, problem=_problem(page.title, (), ()))
    named = (page.title, *page.authors, *(text for text, source in page.dates if source == "printed"))
    places = body.places or ("",) * len(body.paragraphs)
    kept = [
        (line, kind, place)
        for line, kind, place in zip(body.paragraphs, body.structure, places, strict=True)
        if line not in named and not is_template(line)
    ]
    if not page.authors and body.layer != "selectors" and (signed := find_signature(kept)) is not None:
        page = replace(page, authors=signed[1])
        del kept[signed[0]]
    text = tuple(line for line, _, _ in kept)
    return replace(
        page,
        paragraphs=text,
        structure="".join(kind for _, kind, _ in kept),
        places=tuple(place for _, _, place in kept),
        body_layer=body.layer,
        body_agreement=round(100 * agreement(body.paragraphs, long_paragraphs(tree))),
        captions=body.captions,
        images=body.images,
        links=body.links,
        image=page.image or next(iter(body.images), None),
        problem=_problem(page.title, body.paragraphs, text, refusal),
    )


def _problem(
    title: str, paragraphs: Sequence[str], text: Sequence[str], refusal: str | None = None
) -> str | None:
    """Return why a page with this title and text is not an article. `paragraphs` still have the template code.

    `refusal` is what the text itself looks like, if that is no article.
    """
    if len(title) > MAX_TITLE or len(text) > MAX_PARAGRAPHS or sum(map(len, text)) > MAX_TEXT:
        return "too-large"
    if is_template(title):
        return "template"
    if sum(map(len, text)) < LEAST_CHARACTERS:
        return "template" if any(map(is_template, paragraphs)) else "no-body"
    return refusal or (None if title else "no-title")


def _layout_in_use(tree: LexborHTMLParser, layouts: Sequence[Layout]) -> Layout | None:
    """Return the first layout whose title and body are on the page, or else the first whose body is.

    Of a layout without a body the title is enough.
    """
    with_body: Layout | None = None
    for layout in layouts:
        has_title = layout.shows_title(tree)
        if layout.body is None or tree.css_first(layout.body) is not None:
            if has_title:
                return layout
            with_body = with_body or (layout if layout.body else None)
    return with_body


def _fits(tree: LexborHTMLParser, layout: Layout | None) -> bool:
    """Return whether the page has the title and the text of an article of the site, whatever it names as its address."""
    return layout is not None and bool(layout.body) and layout.shows_title(tree)


def _key_of(canonical: str | None) -> str | None:
    try:
        return article_key_url(canonical) if canonical else None
    except ValueError:
        return None


def _is_believed(
    claimed: str, address: str, hosts: Sequence[str], is_article: Callable[[str], bool] | None
) -> bool:
    """Return whether the address that a page names as its own stands for the article. All are keys."""
    home = address.split("/")[2]
    if not is_on_site(claimed, tuple(hosts) or (home,)) or not names_same_article(address, claimed):
        return False
    return is_article(claimed) if is_article else not is_home(claimed)
