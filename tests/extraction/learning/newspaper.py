"""An invented newspaper in two designs: its pages are learned from, and each trial spoils some of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from xabar.demo.stories import Story, compose_story
from xabar.extraction.learning.lessons import Lesson

ZONE: Final = "Asia/Tashkent"
HOME: Final = "https://gazeta.example.uz"
NOW: Final = datetime(2026, 11, 24, 18, 30, tzinfo=ZoneInfo(ZONE))
WRITERS: Final = ("Nodira Karimova", "Jasur Aliyev", "Malika Yoʻldosheva")
MONTHS: Final = (
    "yanvar",
    "fevral",
    "mart",
    "aprel",
    "may",
    "iyun",
    "iyul",
    "avgust",
    "sentabr",
    "oktabr",
    "noyabr",
)
DESIGNS: Final = {
    "first": """<main><div class="post"><h1 class="post-title">{title}</h1>
<div class="post-info"><span class="post-date">{date}</span> <a class="post-author" href="/a">{author}</a></div>
{planted}<div class="matn">{text}</div><div class="post-share">Ulashing: Telegram</div></div></main>""",
    "second": """<div class="wrapper"><section id="maqola"><p class="sana">{date}</p><h1>{title}</h1>
<p class="muallif">{author}</p>{planted}<div><div class="asosiy-matn">{text}</div></div></section></div>""",
}
FRAME: Final = """<!DOCTYPE html><html lang="uz"><head><title>{title} – Gazeta</title>{head}</head><body>
<header><a href="/">Gazeta</a> <span class="post-date">24 noyabr 2026</span> <nav><a href="/iqtisod">Iqtisod</a></nav></header>
{article}
<div class="side"><h3>Soʻnggi xabarlar</h3>{side}</div>{after}
<footer><p>Materiallardan foydalanilganda havola shart. Saytdagi barcha huquqlar himoyalangan va qoʻriqlanadi.</p></footer>
</body></html>"""


@dataclass(frozen=True)
class Printed:
    """One article of the newspaper, as a page prints it."""

    number: int
    design: str = "first"
    text: str | None = None  # of the text's element, if it is not the story's
    planted: str = ""  # before the text
    after: str = ""  # below the article
    machine: bool = True  # the page tells machines its title and date
    days: int | None = None  # ago; by default each article is of another day

    @property
    def story(self) -> Story:
        return story(self.number)

    @property
    def author(self) -> str:
        return WRITERS[self.number % len(WRITERS)]

    @property
    def at(self) -> datetime:
        days = self.number % 90 if self.days is None else self.days
        return NOW - timedelta(days=days, minutes=17 * self.number + 40)

    @property
    def url(self) -> str:
        return f"{HOME}/maqola/{self.number}"

    @property
    def html(self) -> str:
        head = ""
        if self.machine:
            data = {
                "@type": "NewsArticle",
                "headline": self.story.title,
                "datePublished": self.at.isoformat(),
                "author": {"@type": "Person", "name": self.author},
            }
            head = f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'
        article = DESIGNS[self.design].format(
            title=self.story.title,
            date=print_date(self.at),
            author=self.author,
            planted=self.planted,
            text=paragraphs(self.story.paragraphs) if self.text is None else self.text,
        )
        side = "".join(
            f'<div class="side-item"><a href="/maqola/{other}">{story(other).title}</a>'
            f'<span class="post-date">{print_date(NOW - timedelta(hours=other))}</span></div>'
            for other in (self.number + 3, self.number + 4)
        )
        return FRAME.format(title=self.story.title, head=head, article=article, side=side, after=self.after)

    @property
    def lesson(self) -> Lesson:
        return Lesson(self.url, self.html, NOW, "uz", ZONE)


@cache
def story(number: int) -> Story:
    found = compose_story("kun_uz.uz-Latn", number, seed=3)
    return replace(found, title=f"{number}-sonli xabar: {found.title}")


def paragraphs(lines: Sequence[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def print_date(at: datetime) -> str:
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}, {at:%H:%M}"


def articles(count: int, first: int = 1) -> list[Printed]:
    return [Printed(number) for number in range(first, first + count)]


def lessons(pages: Sequence[Printed]) -> list[Lesson]:
    return [page.lesson for page in pages]
