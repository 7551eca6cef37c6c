"""Small newspapers as dictionaries, and surveys of them without a network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Final

from crawler.survey.describe import describe_site
from crawler.survey.description import SiteDescription
from crawler.survey.look import Look, look_at
from crawler.survey.survey import Survey
from xabar.http_response import HttpResponse
from xabar.source import Window

NOW: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)
WINDOW: Final = Window(
    since=date(1990, 1, 1), until=NOW.date(), now=NOW, language="und", zone="Asia/Tashkent"
)
PLACES: Final = ("Guldara", "Oqtepa", "Bogʻobod", "Yangiyer", "Toshloq", "Qorasuv", "Chinobod", "Novbahor")
THINGS: Final = ("koʻprik", "maktab", "bogʻcha", "kutubxona", "stadion", "bozor", "shifoxona", "teatr")
UZBEK: Final = (
    "{place} qishlogʻida shu hafta yangi {thing} ochildi, bu haqda tuman hokimligi xabar berdi.",
    "Aholi bu {thing}ni {number} yil kutgan edi, endi bolalar ham, kattalar ham undan foydalanadi.",
    "Quruvchilar ishni muddatidan {number} kun oldin tugatdi va {place} oqsoqollari ularga minnatdorlik bildirdi.",
)
RUSSIAN: Final = (
    "В кишлаке {place} на этой неделе открыли новое здание, об этом сообщил хокимият района.",
    "Жители ждали его {number} лет, и теперь им пользуются и дети, и взрослые жители посёлка.",
    "Строители закончили работу на {number} дней раньше срока, и старейшины поблагодарили их.",
)


@dataclass
class Paper:
    """A site: the answer of each address. What is not there answers 404."""

    pages: dict[str, str] = field(default_factory=dict)
    status: int = 404  # of everything else
    asked: list[str] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)  # redirects

    def survey(self, address: str = "https://gazeta.example.uz/", name: str = "gazeta") -> SiteDescription:
        """Return the description of the site, or raise NoSite."""
        survey = Survey(address)
        steps = survey.steps()
        looks: list[Look] | None = None
        while True:
            try:
                urls = next(steps) if looks is None else steps.send(looks)
            except StopIteration:
                return describe_site(survey.findings, name, NOW)
            looks = [self._look(url) for url in urls]

    def _look(self, url: str) -> Look:
        self.asked.append(url)
        asked, url = url, self.moved.get(url, url)
        body = self.pages.get(url) or self.pages.get(url.rstrip("/"))
        kind = "text/html" if body is None or "<html" in body else "text/xml"
        return look_at(
            asked, HttpResponse(url, (body or "gone").encode(), 200 if body else self.status, kind), WINDOW
        )


def headline(number: int) -> str:
    """Return the headline of an article."""
    return f"{PLACES[number % 8]}da yangi {THINGS[number % 8]} ochildi, {number}-xabar"


def article(number: int, lines: Iterable[str] = UZBEK, more: str = "") -> str:
    """Return the page of an article with a printed date."""
    values = {"place": PLACES[number % 8], "thing": THINGS[number % 8], "number": number + 3}
    text = "".join(f"<p>{line.format(**values)}</p>" for line in lines)
    return (
        f"<html><body><nav><a href='/'>Bosh sahifa</a></nav><h1>{headline(number)}</h1>"
        f"<div class='when'>{number % 23 + 1:02}.11.2026 10:{number % 60:02}</div><div class='matn'>{text}</div>{more}</body></html>"
    )


def links(urls: Iterable[str], more: str = "", label: str = "") -> str:
    """Return a page with a headline for each address, after a label."""
    items = "".join(
        f"<div class='item'><a href='{url}'>{label}{headline(place)}</a><span>{place % 23 + 1:02}.11.2026</span></div>"
        for place, url in enumerate(urls)
    )
    return f"<html><body><nav><a href='/sport/'>Sport</a></nav><main>{items}</main>{more}</body></html>"


def feed(urls: Iterable[str]) -> str:
    """Return an RSS feed of these addresses."""
    items = "".join(f"<item><link>{url.replace('&', '&amp;')}</link></item>" for url in urls)
    return f"<rss><channel>{items}</channel></rss>"


def newspaper(
    urls: Iterable[str],
    home: str = "https://gazeta.example.uz/",
    more: str = "",
    lines: Iterable[str] = UZBEK,
) -> Paper:
    """Return a site whose front page shows these articles."""
    listed = list(urls)
    pages = {url: article(number, lines) for number, url in enumerate(listed)}
    return Paper({**pages, home: links(listed, more, "Фото: " if lines is RUSSIAN else "")})
