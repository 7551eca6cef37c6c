"""Describe a site by what its survey has seen, and give the reason of each decision."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, datetime
from typing import Final

from crawler.discovery import Feed, LinkList, LinkPage, Sitemap
from crawler.survey.article_shapes import ArticleShape, article_lines, generalize
from crawler.survey.dates import DatedPage, choose_date_place
from crawler.survey.description import Decision, SiteDescription
from crawler.survey.editions import Sample, find_editions, find_hosts, find_zone, most_common
from crawler.survey.findings import Findings, edition_key, edition_parameter
from crawler.survey.look import ArticleLook, Look
from crawler.survey.shapes import (
    Shape,
    group_by_shape,
    path_of,
    section_of,
)
from crawler.survey.titles import choose_title_place
from xabar.extraction.layout import Layout
from xabar.language.dates import parse_date
from xabar.source import Source

MOST: Final = 0.6  # share of a shape's pages that must be articles, and of articles that must agree
# Likewise where the address would be that of an article alone: half of a newspaper's may be notices of two lines.
FEW: Final = 0.3
MAX_SHOWN: Final = 3  # addresses that are named as evidence
MAX_NOTES: Final = 40


class NoSite(Exception):
    """The address leads to nothing that can be crawled. The message says why."""


def describe_site(findings: Findings, name: str, now: datetime) -> SiteDescription:
    """Return the description of a surveyed site. Raise NoSite, with the reason, where no articles were found."""
    shapes, judged = _judge_shapes(findings)
    samples = _article_samples(findings, shapes)
    if not shapes:
        raise NoSite(_why_nothing(findings))
    editions, named = find_editions(findings, samples)
    zone, why = find_zone(findings, samples)
    articles = article_lines([found for found, _ in shapes], findings.codes, findings.others())
    sources, used = _sources(findings, "".join(articles))
    if not sources:
        raise NoSite("articles were found on it, and no list of them that stays")
    parameters = (found.shape.parameter for found, _ in shapes if found.shape.parameter)
    return SiteDescription(
        name=name,
        address=findings.address,
        hosts=find_hosts(findings),
        zone=zone,
        editions=editions,
        articles=(articles,),
        parameters=tuple(dict.fromkeys(parameters)),
        sources=sources,
        layouts=_layouts(findings, samples, now, zone),
        decisions=(*named, Decision("zone", zone, why), *judged, *used, *_notes(findings)),
        surveyed_at=now.isoformat(timespec="seconds"),
    )


def _notes(findings: Findings) -> Iterator[Decision]:
    for url, why in findings.notes[:MAX_NOTES]:
        yield Decision("not used", url, why)
    yield Decision("survey", f"{len(findings.looks)} pages", "asked for, of which some were only tried")


# --- articles ----------------------------------------------------------------------------------------------------


def _judge_shapes(findings: Findings) -> tuple[list[tuple[ArticleShape, Shape]], list[Decision]]:
    """Return the shapes whose pages were articles, made general, and what was decided of every shape."""
    shapes: list[tuple[ArticleShape, Shape]] = []
    decisions: list[Decision] = []
    groups = group_by_shape(findings.candidates(), findings.codes)
    for shape, looks in findings.samples.items():
        good, bad = _judge_sections(findings, looks, FEW if shape.is_strong else MOST)
        if bad:
            decisions.append(Decision("not articles", _shown(bad), _why_refused(bad)))
        if not good:
            continue
        if _is_too_wide(shape):
            decisions.append(Decision("not articles", _shown(good), "a single word names a section as well"))
            continue
        known, others = _divide(findings, groups.get(shape, ()), shape, good, bad)
        found = generalize(shape, known, others, findings.codes)
        shapes += [(each, shape) for each in _with_short_slugs(found, others, findings.codes)]
        reason = f"{len(good)} pages that were read are articles, {len(known)} are known: {_shown(good)}"
        decisions.append(Decision("articles", found.pattern, reason))
    return shapes, decisions


def _judge_sections(findings: Findings, looks: Iterable[Look], least: float) -> tuple[list[Look], list[Look]]:
    """Return the articles of those sections of which at least this share are articles, and all other pages."""
    sections: dict[str, list[Look]] = defaultdict(list)
    for look in looks:
        if look.kind == "page":
            sections[section_of(look.asked, findings.codes)].append(look)
    dated = findings.dated()
    good, bad = [], []
    for pages in sections.values():
        articles = [
            look for look in pages if look.article is not None and _is_dated(look.article, look, dated)
        ]
        is_good = len(articles) >= max(1, least * len(pages))
        good += articles if is_good else []
        bad += [look for look in pages if not is_good or look not in articles]
    return good, bad


def _is_dated(article: ArticleLook, look: Look, dated: Set[str]) -> bool:
    """Return whether a day of publication is known, from the page or from what lists it; without one it is no article."""
    return bool(article.is_dated or article.date_places or article.layout.date or look.asked in dated)


def _divide(
    findings: Findings, urls: Sequence[str], shape: Shape, good: Sequence[Look], bad: Sequence[Look]
) -> tuple[list[str], list[str]]:
    """Return the addresses of a shape that are articles, as far as one can tell, and all others that are known."""
    codes = findings.codes
    sections = {section_of(look.asked, codes) for look in good}
    lists = {section_of(look.asked, codes) for look in bad} - sections
    refused = {look.asked for look in bad}
    known = [
        url
        for url in urls
        if url not in refused
        and (section := section_of(url, codes)) not in lists
        and (section in sections or (shape.is_strong and not lists))
    ]
    others = [url for url in urls if section_of(url, codes) in lists]
    return known or [look.asked for look in good], [*findings.others(), *refused, *others]


def _is_too_wide(shape: Shape) -> bool:
    return shape.kinds == ("word",) and not shape.parameter and not shape.suffix


def _with_short_slugs(
    found: ArticleShape, others: Iterable[str], codes: Sequence[str]
) -> Iterator[ArticleShape]:
    """Yield a shape, and a wider one if its articles have a word of their own before a slug: then any name is a slug."""
    yield found
    kinds = found.shape.kinds
    if len(kinds) < 2 or kinds[-1] not in ("slug", "slug-hash") or not any(found.words[:-1]):
        return
    wider = ArticleShape(
        Shape((*kinds[:-1], "word"), found.shape.suffix), (*found.words[:-1], ()), found.example
    )
    if not any(re.fullmatch(wider.pattern, path_of(url, codes)) for url in others):
        yield wider


def _article_samples(findings: Findings, shapes: Iterable[tuple[ArticleShape, Shape]]) -> list[Sample]:
    taken = {shape for _, shape in shapes}
    return [
        Sample(look.url, look.article)
        for shape, looks in findings.samples.items()
        for look in looks
        if shape in taken and look.article is not None
    ]


def _why_refused(looks: Sequence[Look]) -> str:
    reasons = Counter(look.problem or ("no date" if look.article else "no page") for look in looks)
    return ", ".join(f"{count} × {reason}" for reason, count in reasons.most_common(MAX_SHOWN))


def _why_nothing(findings: Findings) -> str:
    asked = next(iter(findings.looks.values()), None)
    if asked is not None and not any(look.kind != "nothing" for look in findings.looks.values()):
        return f"nothing could be had from it ({asked.problem or 'no answer'})"
    samples = [look for looks in findings.samples.values() for look in looks]
    if not samples:
        return "no links to articles were found on it, in feeds or in sitemaps"
    return f"no articles were found: {_why_refused(samples)}"


def _shown(looks: Iterable[Look]) -> str:
    return " ".join([look.asked for look in looks][:MAX_SHOWN])


# --- sources and layouts -----------------------------------------------------------------------------------------


def _sources(findings: Findings, pattern: str) -> tuple[tuple[Source, ...], list[Decision]]:
    """Return the sources to crawl from, feeds first, and what each was seen to give."""
    chosen: list[tuple[Source, str]] = []
    for look in findings.feeds:
        chosen.append((Feed(look.asked), f"a feed with {len(look.entries)} entries"))
    for what, looks in (("section", findings.lists), ("front page", findings.homes)):
        for look in looks:
            if look.paging and not re.search(pattern, look.paging.second_page):
                paged = LinkList(
                    look.paging.address,
                    look.url,
                    look.paging.second,
                    choose=_choice(look, findings),
                    step=look.paging.step,
                )
                chosen.append((paged, f"a {what} in pages, {len(look.main)} headlines on the first"))
            if what == "front page" or not look.paging:
                chosen.append(
                    (
                        LinkPage(look.url, _choice(look, findings)),
                        f"a {what}, {len(look.main)} headlines in its largest list",
                    )
                )
    for look, read in findings.sitemaps:
        articles = sum(bool(re.search(pattern, link.url)) for link in read)
        if articles or look.kind == "sitemap index":
            chosen.append(
                (Sitemap(look.asked), f"a {look.kind}; {articles} of {len(read)} addresses read are articles")
            )
    return (
        tuple(source for source, _ in chosen),
        [Decision(source.kind, source.address, reason) for source, reason in chosen],
    )


def _choice(look: Look, findings: Findings) -> str | None:
    """Return the parameter that the links of a list need and lack; None if there is none."""
    parameter = edition_parameter(look.url)
    return parameter if parameter in findings.choosing else None


def _layouts(findings: Findings, samples: Sequence[Sample], now: datetime, zone: str) -> tuple[Layout, ...]:
    """Return a layout that knows the places of title and date only: the crawl learns the place of the text itself.

    The date is where the pages print the days that machines, feeds and lists say. Without it the first articles of a
    site that tells machines no date would have none. The title is where the pages print the words by which lists lead
    to them; without that the generic layer reads it. A place of the text is declared only where no page
    would be believed without one, so that nothing could be learned.
    """
    fed = {link.url: link.day for look in findings.feeds for link in look.entries if link.day}
    listed = findings.listed_dates()
    pages = [
        DatedPage(
            places=each.article.date_places,
            day=each.article.day or fed.get(each.url) or _listed_day(listed, each, now, zone),
            edition=f"{edition_key(each.url, findings.codes)} {each.article.script}",
        )
        for each in samples
    ]
    layouts = [each.article.layout for each in samples]
    place = choose_date_place(pages)
    headlines = findings.headlines()
    printed = choose_title_place([(each.article.title_places, headlines.get(each.url)) for each in samples])
    title = printed or most_common([each.title for each in layouts], "h1")[0]
    body, count = most_common([each.body for each in layouts], None)
    whole = (
        (Layout(title=title or "h1", body=body, date=place),) if body and count >= MOST * len(layouts) else ()
    )
    return (*whole, Layout(title=printed, body=None, date=place)) if place or printed else whole


def _listed_day(listed: Mapping[str, Set[str]], sample: Sample, now: datetime, zone: str) -> date | None:
    """Return the day that the lists print beside the link to an article; None if they print none, or several."""
    texts = listed.get(sample.url, ())
    language = sample.article.language
    read = (parse_date(text, language=language, now=now, zone=zone) for text in texts)
    days = {parsed.day for parsed in read if parsed}
    return days.pop() if len(days) == 1 else None
