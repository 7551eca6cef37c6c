"""Six newspapers in shapes that the demo does not have: no feed, no sitemap, bare slugs, numbers, two languages, sections."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Final
from zoneinfo import ZoneInfo

from xabar.demo.response import FakeResponse, html_response, xml_response
from xabar.demo.stories import Story, compose_story

ON_A_PAGE: Final = 12
SECTIONS: Final = ("jamiyat", "iqtisod", "sport")
UZBEK_MONTHS: Final = (
    "yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avgust", "sentyabr", "oktyabr", "noyabr", "dekabr",
)  # fmt: skip
KAZAKH_MONTHS: Final = (
    "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Printed:
    """An article of one of these newspapers."""

    url: str
    at: datetime
    section: str
    story: Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Newspaper:
    """A newspaper: how its addresses look, what its pages print, and which sources it has."""

    host: str
    stories: tuple[str, ...]  # files of the demo, whose sentences it prints
    path: str  # of an article: takes {number}, {slug}, {section}
    zone: str
    title: str
    date: Callable[[datetime], str]
    feed: str = ""  # its path; named by the front page
    section_feeds: bool = False
    sitemap: str = ""
    paging: str = "?page={page}"
    on_front: int = ON_A_PAGE
    dated_list: bool = True
    frame: str = "div"

    @property
    def home(self) -> str:
        """The address that a person types."""
        return f"https://{self.host}/"

    def articles(self, count: int, now: datetime) -> list[Printed]:
        """Return so many articles of the last two days, the newest first."""
        local = now.astimezone(ZoneInfo(self.zone)).replace(second=0, microsecond=0)
        found = []
        for number in range(count):
            story = compose_story(self.stories[number % len(self.stories)], number, seed=len(self.host))
            section = SECTIONS[number % len(SECTIONS)]
            path = self.path.format(number=48_000 + 7 * number, slug=_slug(number), section=section)
            found.append(
                Printed(self.home + path, local - timedelta(minutes=20 + 60 * number), section, story)
            )
        return found


def _slug(number: int) -> str:
    words = (
        "yangi",
        "maktab",
        "bogʻ",
        "koʻprik",
        "shahar",
        "hosil",
        "musobaqa",
        "kitob",
        "yoʻl",
        "teatr",
        "suv",
        "qor",
    )
    chosen = [words[(number * step + step) % len(words)] for step in (1, 5, 7)]
    return "-".join((*chosen, "haqida", chr(97 + number % 26) + chr(97 + number // 26))).replace("ʻ", "")


def _uzbek(at: datetime) -> str:
    return f"{at.day}-{UZBEK_MONTHS[at.month - 1]}, {at.year}, {at:%H:%M}"


def _kazakh(at: datetime) -> str:
    return f"{at.day} {KAZAKH_MONTHS[at.month - 1]} {at.year}, {at:%H:%M}"


def _plain(at: datetime) -> str:
    return f"{at:%d.%m.%Y %H:%M}"


NEWSPAPERS: Final = (
    Newspaper(
        host="xaritali.example.uz", stories=("kun_uz.uz-Latn",), path="{section}/{number}-{slug}.html",
        zone="Asia/Tashkent", title="Xaritali", date=_plain, sitemap="sitemap.xml", frame="section",
    ),
    Newspaper(
        host="tizbeli.example.kz", stories=("nur_kz.kk-Cyrl",), path="kz/news/{slug}",
        zone="Asia/Almaty", title="Тізбелі", date=_kazakh, feed="kz/export/rss", frame="article",
    ),
    Newspaper(
        host="sanasiz.example.uz", stories=("daryo_uz.uz-Cyrl",), path="{slug}/",
        zone="Asia/Tashkent", title="Санасиз", date=_plain, paging="page/{page}/", dated_list=False,
    ),
    Newspaper(
        host="raqamli.example.uz", stories=("uza_uz.uz-Latn",), path="?p={number}",
        zone="Asia/Tashkent", title="Raqamli", date=_uzbek, feed="?feed=rss2", paging="?paged={page}",
    ),
    Newspaper(
        host="qos-tildi.example.kz", stories=("egemen_kz.kk-Cyrl", "zamin_uz.uz-Cyrl"), path="article/{number}",
        zone="Asia/Almaty", title="Қос тілді", date=_plain, paging="page/{page}",
    ),
    Newspaper(
        host="bolimli.example.uz", stories=("gazeta_uz.uz-Latn",), path="{section}/post-{number}-{slug}",
        zone="Asia/Tashkent", title="Boʻlimli", date=_uzbek, section_feeds=True, on_front=4, paging="?page={page}",
    ),
)  # fmt: skip


class Press:
    """All pages of these newspapers, as of one moment."""

    def __init__(self, count: int, now: datetime) -> None:
        self.papers = {paper.host: paper for paper in NEWSPAPERS}
        self.printed = {paper.host: paper.articles(count, now) for paper in NEWSPAPERS}
        self._by_url = {each.url: each for articles in self.printed.values() for each in articles}

    def respond(self, host: str, path: str) -> FakeResponse | None:
        """Return the answer of an address; None if it is on none of these hosts."""
        paper = self.papers.get(host)
        if paper is None:
            return None
        if article := self._by_url.get(f"https://{host}{path}"):
            return html_response(self._article(paper, article), "utf-8")
        return self._other(paper, path) or FakeResponse(b"<html><body><h1>404</h1></body></html>", 404)

    def _other(self, paper: Newspaper, path: str) -> FakeResponse | None:
        articles = self.printed[paper.host]
        bare = path.lstrip("/")
        if bare == "robots.txt":
            named = f"Sitemap: {paper.home}{paper.sitemap}\n" if paper.sitemap else ""
            return FakeResponse(
                f"User-agent: *\nDisallow: /admin/\n{named}".encode(), content_type="text/plain"
            )
        if paper.sitemap and bare == paper.sitemap:
            return xml_response(_sitemap(paper, articles))
        if paper.feed and bare == paper.feed:
            return xml_response(_feed(paper, articles[:15]))
        for section in SECTIONS:
            own = [each for each in articles if each.section == section]
            if paper.section_feeds and bare == f"{section}/feed.xml":
                return xml_response(_feed(paper, own))
            if number := _page_number(bare, f"{section}/", paper.paging):
                return self._list(paper, own, number, f"{section}/")
        if number := _page_number(bare, "", paper.paging):
            size = paper.on_front
            return self._list(paper, articles[: size if paper.section_feeds else None], number, "", size)
        if bare.startswith(("tag/", "muallif/")):
            return self._list(paper, articles[3:9], 1, bare)
        if bare.startswith("arxiv/"):
            return self._list(paper, articles[:3], 1, bare)
        return None

    def _list(
        self, paper: Newspaper, articles: Sequence[Printed], number: int, base: str, size: int = ON_A_PAGE
    ) -> FakeResponse | None:
        shown = articles[(number - 1) * size : number * size]
        if not shown and number > 1:
            return None
        items = "\n".join(
            f'<{paper.frame} class="card"><a class="card-link" href="{each.url}"><img src="/i/{number}.jpg" alt="">'
            f"<h3>{html.escape(each.story.title)}</h3></a>"
            + (f'<span class="card-date">{paper.date(each.at)}</span>' if paper.dated_list else "")
            + f'<p class="card-lead">{html.escape(each.story.paragraphs[0][:120])}</p></{paper.frame}>'
            for each in shown
        )
        more = ""
        if len(articles) > number * size:
            more = f'<a class="next" href="/{base}{paper.paging.format(page=number + 1)}">&gt;&gt;</a>'
        named = (
            f"/{base}feed.xml" if paper.section_feeds and base in {f"{each}/" for each in SECTIONS} else ""
        )
        if not base and paper.feed:
            named = f"/{paper.feed}"
        name = base.strip("/").capitalize() or paper.title
        return html_response(
            _page(paper, name, f'<h1>{name}</h1><div class="list">{items}</div>{more}', named), "utf-8"
        )

    def _article(self, paper: Newspaper, article: Printed) -> str:
        story = article.story
        others = [each for each in self.printed[paper.host] if each is not article][:8]
        text = "\n".join(f"<p>{html.escape(line, quote=False)}</p>" for line in story.paragraphs)
        tags = "".join(
            f'<a href="/tag/{tag.lower().replace(" ", "-")}">{html.escape(tag)}</a>' for tag in story.tags
        )
        rows = "".join(
            f'<li><a href="{each.url}">{html.escape(each.story.title)}</a></li>' for each in others
        )
        return _page(
            paper,
            story.title,
            f'<div class="entry"><h1 class="entry-title">{html.escape(story.title)}</h1>'
            f'<div class="entry-meta"><span class="entry-date">{paper.date(article.at)}</span>'
            f'<a href="/muallif/dilnoza-karimova-qizi">Dilnoza Karimova</a></div>'
            f'<div class="entry-text">{text}</div><div class="entry-tags">{tags}</div></div>'
            f'<aside class="popular"><h4>Koʻp oʻqilgan</h4><ul>{rows}</ul></aside>',
        )


def _page(paper: Newspaper, title: str, content: str, feed: str = "") -> str:
    menu = "".join(f'<li><a href="/{section}/">{section.capitalize()}</a></li>' for section in SECTIONS)
    link = f'<link rel="alternate" type="application/rss+xml" href="{feed}">' if feed else ""
    days = "".join(f'<a href="/arxiv/2026/11/{day:02}">{day}</a>' for day in range(1, 29))
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{html.escape(title)} | {paper.title}</title>{link}</head>'
        f'<body><header><a href="/">{paper.title}</a><nav><ul>{menu}</ul></nav></header><main>{content}</main>'
        f'<div class="calendar">{days}</div><footer><ul>{menu}</ul><a href="/tag/eng-yangi-xabarlar">…</a></footer></body></html>'
    )


def _page_number(path: str, base: str, paging: str) -> int | None:
    """Return the number of a list's page by its address; None for another address."""
    if path in (base, base.rstrip("/")):
        return 1
    before, _, after = paging.partition("{page}")
    number = path.removeprefix(base + before).removesuffix(after)
    is_page = path.startswith(base + before) and path.endswith(after) and number.isdigit()
    return int(number) if is_page else None


def _feed(paper: Newspaper, articles: Sequence[Printed]) -> str:
    items = "".join(
        f"<item><title>{html.escape(each.story.title)}</title><link>{html.escape(each.url)}</link>"
        f"<pubDate>{format_datetime(each.at)}</pubDate></item>"
        for each in articles
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{paper.title}</title>{items}</channel></rss>'


def _sitemap(paper: Newspaper, articles: Sequence[Printed]) -> str:
    sections = (f"<url><loc>{paper.home}{section}/</loc></url>" for section in SECTIONS)
    rows = (
        f"<url><loc>{html.escape(each.url)}</loc><lastmod>{each.at.isoformat()}</lastmod></url>"
        for each in articles
    )
    return f'<?xml version="1.0"?><urlset>{"".join((*sections, *rows))}</urlset>'
