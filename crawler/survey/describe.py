"""From what a survey has seen to the description of the site: each decision with its reason."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar
from urllib.parse import urljoin, urlsplit

from crawler.discovery import Feed, FrontPage, LinkList, Sitemap
from crawler.survey.dates import choose_date_place
from crawler.survey.description import Decision, SiteDescription
from crawler.survey.look import ArticleLook, Look
from crawler.survey.shapes import ArticleShape, Shape, article_pattern, generalize, group_by_shape, path_of
from crawler.survey.survey import Findings, edition_key, first_part
from xabar.declaration import Edition
from xabar.extraction.layout import Layout
from xabar.source import Source
from xabar.zones import ASSUMED_ZONE, guess_zone

T = TypeVar("T")

MOST: Final = 0.6  # share of a shape's pages that must be articles, and of articles that must agree
ONE_LANGUAGE: Final = 0.8  # share of an edition's articles from which it is in one language
MAX_SHOWN: Final = 3  # addresses that are named as evidence
MAX_NOTES: Final = 40


class NoSite(Exception):
    """The address leads to nothing that can be crawled. The message says why."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A page that was read as an article."""

    url: str
    article: ArticleLook


def describe_site(findings: Findings, name: str, now: datetime) -> SiteDescription:
    """Return the description of a surveyed site. Raise NoSite, with the reason, where no articles were found."""
    shapes, judged = _judge_shapes(findings)
    samples = _article_samples(findings, shapes)
    if not shapes:
        raise NoSite(_why_nothing(findings))
    editions, named = _editions(findings, samples)
    zone, why = _zone(findings, samples)
    pattern = article_pattern([found for found, _ in shapes], findings.codes)
    sources, used = _sources(findings, pattern)
    return SiteDescription(
        name=name,
        address=findings.address,
        hosts=_hosts(findings),
        zone=zone,
        editions=editions,
        article=pattern,
        parameters=tuple(dict.fromkeys(found.shape.parameter for found, _ in shapes if found.shape.parameter)),
        sources=sources,
        layouts=_layouts(findings, samples),
        decisions=(
            *named,
            Decision("zone", zone, why),
            *judged,
            *used,
            *(Decision("not used", url, why) for url, why in findings.notes[:MAX_NOTES]),
        ),
        surveyed_at=now.isoformat(timespec="seconds"),
    )


# --- articles ----------------------------------------------------------------------------------------------------


def _judge_shapes(findings: Findings) -> tuple[list[tuple[ArticleShape, Shape]], list[Decision]]:
    """Return the shapes whose pages were articles, made general, and what was decided of every shape."""
    shapes: list[tuple[ArticleShape, Shape]] = []
    decisions: list[Decision] = []
    groups = group_by_shape(findings.candidates(), findings.codes)
    others = findings.others()
    for shape, looks in findings.samples.items():
        good = [look for look in looks if look.article is not None]
        refused = [look.asked for look in looks if look.kind == "page" and look.article is None]
        if not good or len(good) < MOST * (len(good) + len(refused)):
            decisions.append(Decision("not articles", _shown(looks), _why_refused(looks)))
            continue
        bad = [*others, *refused]
        known = [url for url in groups.get(shape, ()) if url not in bad] or [look.asked for look in good]
        if _is_too_wide(shape):
            decisions.append(Decision("not articles", _shown(looks), "a single word names a section as well"))
            continue
        for found in _with_short_slugs(generalize(shape, known, bad, findings.codes), bad, findings.codes):
            shapes.append((found, shape))
        reason = f"{len(good)} of {len(good) + len(refused)} pages that were read are articles, {len(known)} are known"
        decisions.append(Decision("articles", shapes[-1][0].pattern, f"{reason}: {_shown(good)}"))
    return shapes, decisions


def _is_too_wide(shape: Shape) -> bool:
    return shape.kinds == ("word",) and not shape.parameter and not shape.suffix


def _with_short_slugs(found: ArticleShape, others: Iterable[str], codes: Sequence[str]) -> Iterator[ArticleShape]:
    """Yield a shape, and a wider one if its articles have a word of their own before a slug: then any name is a slug."""
    yield found
    kinds = found.shape.kinds
    if len(kinds) < 2 or kinds[-1] not in ("slug", "slug-hash") or not any(found.words[:-1]):
        return
    wider = ArticleShape(Shape((*kinds[:-1], "word"), found.shape.suffix), (*found.words[:-1], ()), found.example)
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
    reasons = Counter(look.problem or "no page" for look in looks)
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


# --- editions and zone -------------------------------------------------------------------------------------------


def _editions(findings: Findings, samples: Sequence[Sample]) -> tuple[tuple[Edition, ...], list[Decision]]:
    """Return the editions by what their articles are written in. The one of the given address comes first."""
    found: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        found[edition_key(sample.url, findings.codes)].append(sample)
    own = edition_key(findings.address, findings.codes)
    editions, decisions = [], []
    for key in sorted(found, key=lambda each: (each != own, len(each), each)):
        texts = [sample.article for sample in found[key] if sample.article.language != "und"]
        (language, script), count = _most_common([(each.language, each.script) for each in texts], ("und", None))
        language, many = _most_common([each.language for each in texts], "und")
        scripts = {each.script for each in texts if each.language == language}
        scheme = urlsplit(found[key][0].url).scheme
        edition = Edition(f"{scheme}://{_printed_host(found[key][0].url)}{_path(key)}/", language, scripts.pop() if len(scripts) == 1 else None)
        editions.append(edition)
        mixed = "" if many >= ONE_LANGUAGE * len(texts) else ", in several languages"
        words = f"{many} of {len(texts)} articles that were read are written so{mixed}"
        decisions.append(Decision("edition", edition.prefix, f"{language}-{edition.script or 'several scripts'}: {words}"))
    return tuple(editions), decisions


def _path(key: str) -> str:
    _, slash, code = key.partition("/")
    return slash + code


def _printed_host(url: str) -> str:
    return urlsplit(url).netloc


def _most_common(values: Sequence[T], default: T) -> tuple[T, int]:
    return Counter(values).most_common(1)[0] if values else (default, 0)


def _zone(findings: Findings, samples: Sequence[Sample]) -> tuple[str, str]:
    language, _ = _most_common([sample.article.language for sample in samples], "und")
    return guess_zone(findings.site, language) or ASSUMED_ZONE


def _hosts(findings: Findings) -> tuple[str, ...]:
    """Return the hosts of the site: the given one, and those on which an edition answered."""
    urls = (findings.address, *(home.url for home in findings.homes))
    hosts = dict.fromkeys(_bare(urlsplit(url).hostname or "") for url in urls)
    return tuple(host for host in hosts if not any(host.endswith("." + other) for other in hosts))


def _bare(host: str) -> str:
    return host.rstrip(".").lower().removeprefix("www.")


# --- sources and layouts -----------------------------------------------------------------------------------------


def _sources(findings: Findings, pattern: str) -> tuple[tuple[Source, ...], list[Decision]]:
    """Return the sources to crawl from, feeds first, and what each was seen to give."""
    chosen: list[tuple[Source, str]] = []
    for look in findings.feeds:
        chosen.append((Feed(look.asked), f"a feed with {len(look.entries)} entries"))
    for what, looks in (("section", findings.lists), ("front page", findings.homes)):
        for look in looks:
            if look.paging and not re.search(pattern, look.paging.replace("{page}", "2")):
                chosen.append((LinkList(look.paging, look.asked), f"a {what} in pages, {len(look.main)} headlines on the first"))
            if what == "front page" or not look.paging:
                chosen.append((FrontPage(look.asked), f"a {what}, {len(look.main)} headlines in its largest list"))
    for look in findings.sitemaps:
        articles = sum(bool(re.search(pattern, link.url)) for link in findings.listed)
        chosen.append((Sitemap(look.asked), f"a {look.kind}; {articles} of {len(findings.listed)} addresses read are articles"))
    return (
        tuple(source for source, _ in chosen),
        [Decision(source.kind, source.address, reason) for source, reason in chosen],
    )


def _layouts(findings: Findings, samples: Sequence[Sample]) -> tuple[Layout, ...]:
    """Return the layout on which most of the articles agree, if there is one."""
    articles = [sample.article for sample in samples]
    body, count = _most_common([each.layout.body for each in articles], "")
    if not body or count < MOST * len(articles):
        return ()
    same = [each.layout for each in articles if each.layout.body == body]
    title, _ = _most_common([each.title for each in same], "h1")
    return (Layout(title=title, body=body, date=_date_place(findings, samples, same)),)


def _date_place(findings: Findings, samples: Sequence[Sample], layouts: Sequence[Layout]) -> str | None:
    """Return where the date is printed: where the pages agree with the days that are known, or by the vocabulary."""
    days = {link.url: link.day for look in findings.feeds for link in look.entries if link.day}
    pages = [(each.article.date_places, each.article.day or days.get(each.url)) for each in samples]
    guessed, _ = _most_common([each.date for each in layouts if each.date], None)
    return choose_date_place(pages) or guessed
