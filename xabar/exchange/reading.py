"""Make an article of what somebody else stored, as a crawl makes one of a page. No network, no clock, no disk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from xabar.article import Article, PrintedDate
from xabar.exchange.entry import Entry
from xabar.extraction.addresses import article_key_url, day_in_url, is_home, shown_url
from xabar.extraction.page import MAX_PARAGRAPHS, MAX_TEXT, MAX_TITLE, extract_page
from xabar.extraction.titles import cut_site_name
from xabar.field_limits import bound_fields
from xabar.http_response import HttpResponse
from xabar.language.dates import ParsedDate, read_date
from xabar.language.dates.machine import looks_like_machine
from xabar.language.identification import identify_article
from xabar.rejection import Rejected
from xabar.site import answer_problem, make_article

HEAD: Final = 12  # first lines of a text in which its date may be printed, below a menu and the title
LONGEST_DATE: Final = 100  # characters of such a line


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article is from: the site by name, its time zone, and the language to expect."""

    site: str
    zone: str
    language: str


def read_text(entry: Entry, origin: Origin, url: str, fetched_at: datetime) -> Article:
    """Return the article of a stored text, with whatever was glued on. Raise Rejected for one that is too large.

    Without a date of its own it has the dates that its address and its first lines show.
    """
    lines = [line for line in map(_tidy, (entry.text or "").splitlines()) if line]
    title = cut_site_name(
        " ".join(entry.title.split()), (urlsplit(url).hostname or "", origin.site.replace("_", " "))
    )
    if len(title) > MAX_TITLE or len(lines) > MAX_PARAGRAPHS or sum(map(len, lines)) > MAX_TEXT:
        raise Rejected("too-large")
    article = Article(
        url=shown_url(url),
        canonical=article_key_url(url),
        site=origin.site,
        fetched_at=fetched_at,
        zone=origin.zone,
        declared_language=origin.language,
        title=title,
        body="\n".join(lines),
        authors=entry.authors,
        tags=entry.tags,
        section=entry.section,
        image=entry.image,
        printed_dates=_dates_of(entry, origin, url, lines, fetched_at),
        fetched_url=article_key_url(url),
    )
    return bound_fields(article)


def _tidy(line: str) -> str:
    """Return the line with single spaces and none around it: no other white space is printable."""
    if line.isprintable() and "  " not in line:
        return line.strip()
    return " ".join(line.split())


def read_unknown_page(response: HttpResponse, fetched_at: datetime, date: str | None) -> Article:
    """Return the article of a page of a site that has no class; its origin is for the caller to set.

    `date` is what the file says beside the page. Raise Rejected for a page that is no article. This is what a worker is
    asked to do.
    """
    if problem := answer_problem(response) or ("home-page" if is_home(response.url) else None):
        raise Rejected(problem)
    if response.html is None:
        raise Rejected("bad-encoding")
    page = extract_page(response.html, url=response.url, layouts=())
    if page.problem:
        raise Rejected(page.problem)
    return make_article(
        page, response.url, site="", zone="", language="", fetched_at=fetched_at, printed=date
    )


def guess_language(title: str, text: str) -> str:
    """Return the language of a text, `und` if it shows none."""
    return identify_article(title, text).language


def _dates_of(
    entry: Entry, origin: Origin, url: str, lines: list[str], fetched_at: datetime
) -> tuple[PrintedDate, ...]:
    """Return the candidates for the date of publication, the most trusted first."""
    if entry.date and entry.date.strip():
        dates = [PrintedDate(entry.date, "meta" if looks_like_machine(entry.date.strip()) else "printed")]
    else:
        dates = [
            PrintedDate(line, "printed")
            for line in lines[:HEAD]
            if len(line) <= LONGEST_DATE and _is_date(line, origin, fetched_at)
        ]
    day = day_in_url(url)
    return (*dates, *([PrintedDate(day.isoformat(), "url")] if day else []))


def _is_date(line: str, origin: Origin, now: datetime) -> bool:
    found = read_date(line, language=origin.language, now=now, zone=origin.zone)
    return isinstance(found, ParsedDate)
