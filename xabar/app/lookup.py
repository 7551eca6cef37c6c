"""Finding the stored article that somebody means by an id, the beginning of one, or an address."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Final

from xabar.app.errors import AppError, WrongUse
from xabar.article import Article, article_id
from xabar.crawl_stats import REJECTIONS
from xabar.extraction.addresses import article_key_url
from xabar.records.store import RecordStore

_ID: Final = re.compile(r"[0-9a-f]{1,32}", re.IGNORECASE)
_LIKE_ADDRESS: Final = re.compile(r"(?:\w+://|[^/\s]+\.)\S+")
_FEWEST_DIGITS: Final = 4  # of an id: fewer are a typing error rather than a name
_NEAR: Final = 3  # near matches that a message names
_COMPARED: Final = 500  # addresses on either side that are compared with the one that was typed


class UnknownArticle(AppError):
    """No article has the id or the address."""


def find_article(records: RecordStore, wanted: str) -> Article:
    """Return the article of an id, which may be shortened as long as it is unique, or of an address.

    An address is brought to its canonical form as in a crawl, and may be any from which the article was fetched. Raise
    WrongUse for what is neither or means several articles, UnknownArticle where there is none, with the nearest.
    """
    found = find_id(records, wanted)
    article = records.get_article(found)
    if article is not None:
        return article
    removed_at = records.removed_at(found)
    if removed_at is not None:
        raise UnknownArticle(f"{wanted} was removed at {removed_at:%Y-%m-%d %H:%M} UTC{_why(records, found)}")
    if records.is_damaged(found):
        raise AppError(f"{wanted} is damaged and cannot be read; `xabar doctor` lists all such articles")
    raise UnknownArticle(f"there is no article {wanted}{_nearest_ids(records, found)}")


def find_id(records: RecordStore, wanted: str) -> str:
    """Return the id that somebody means as `find_article` does; it may be that of an article that was removed."""
    wanted = wanted.strip()
    return _full_id(records, wanted) if _ID.fullmatch(wanted) else _id_of_address(records, _address(wanted))


def _why(records: RecordStore, article_id: str) -> str:
    gone = records.gone_article(article_id)
    if gone is None:
        return ""
    return (
        f", because the site has said since {gone.since:%Y-%m-%d} that the page is gone; `xabar history` shows its"
        " texts, `xabar restore` gives it back"
    )


def _full_id(records: RecordStore, digits: str) -> str:
    """Return the one id that begins with the digits; the digits themselves where there is no such id."""
    digits = digits.lower()
    if len(digits) == 32:
        return digits
    if len(digits) < _FEWEST_DIGITS:
        raise WrongUse(f"{digits!r} is too short for an id: give at least {_FEWEST_DIGITS} of its digits")
    found = records.ids_with_prefix(digits, _NEAR + 1)
    if not found:
        raise UnknownArticle(f"no article's id begins with {digits}{_nearest_ids(records, digits)}")
    if len(found) > 1:
        raise WrongUse(
            f"{digits} begins the ids of several articles; give more digits{_list(records, found)}"
        )
    return found[0]


def _address(wanted: str) -> str:
    """Return the canonical form of an address, which may lack its scheme."""
    if not _LIKE_ADDRESS.fullmatch(wanted):
        raise WrongUse(
            f"{wanted[:200]!r} is neither an id nor an address; `xabar search` finds articles by words"
        )
    try:
        return article_key_url(wanted if "://" in wanted else f"https://{wanted}")
    except ValueError as error:
        raise WrongUse(f"{wanted[:200]!r} is neither an id nor an address: {error}") from None


def _id_of_address(records: RecordStore, url: str) -> str:
    """Return the id of the article at an address, or of the one that was kept when the address was fetched."""
    own = article_id(url)
    if records.get_article(own) is not None:
        return own
    page = records.page(url)
    if page is not None and page.article_id is not None:
        return page.article_id
    if page is not None and page.outcome in REJECTIONS:
        raise UnknownArticle(
            f"{url} was fetched at {page.fetched_at:%Y-%m-%d %H:%M} UTC and is no article:"
            f" {REJECTIONS[page.outcome]}; `xabar page {url}` shows more"
        )
    if records.removed_at(own) is not None or records.is_damaged(own):
        return own
    raise UnknownArticle(f"no article is known at {url}{_nearest_addresses(records, url)}")


def _nearest_ids(records: RecordStore, digits: str) -> str:
    """Return, in words, the articles whose ids have the most digits in common with these."""
    for length in range(len(digits) - 1, _FEWEST_DIGITS - 1, -1):
        if found := records.ids_with_prefix(digits[:length], _NEAR):
            return f"; the nearest are{_list(records, found)}"
    return "; `xabar search … --json` names ids"


def _nearest_addresses(records: RecordStore, url: str) -> str:
    """Return, in words, the most similar of the addresses beside this one, which begin alike."""
    host = "/".join(url.split("/")[:3]) + "/"
    beside = records.addresses_beside(url, host, _COMPARED)
    if not beside:
        return f"; nothing from {host} is stored, `xabar sites` lists the sites"
    near = get_close_matches(url, beside, n=_NEAR)
    return "; did you mean" + "".join(f"\n  {address}" for address in near) if near else ""


def _list(records: RecordStore, ids: list[str]) -> str:
    articles = records.get_articles(ids[:_NEAR]).values()
    lines = "".join(f"\n  {article.id}  {article.title}" for article in articles)
    return f":{lines}" + ("\n  …" if len(ids) > _NEAR else "")
