"""Six weeks of composed news, in the last of which some subjects rise: for a picture of the report."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from xabar.article import Article
from xabar.language.conversion import convert_text

DAYS: Final = 42
_SITES: Final = {
    "uz": ("kun_uz", "gazeta_uz", "daryo_uz", "zamin_uz"),
    "kk": ("egemen_kz", "inform_kz", "qamshy_kz"),
}

# Language -> what is written at any time, and what rises in the last week: a title, then sentences.
_USUAL: Final = {
    "uz": (
        "Bozorda meva narxi oʻzgarmadi. Sotuvchilar olma va uzum yetarli ekanini aytdi. Xaridorlar koʻpaydi.",
        "Maktab oʻquvchilari daraxt ekdi. Har bir sinf oʻz bogʻini yaratdi. Ota-onalar yordam berdi.",
        "Futbol jamoasi mavsumni yakunladi. Murabbiy yosh oʻyinchilarni maqtadi. Keyingi uchrashuv bahorda.",
        "Yangi yoʻl qatnovga ochildi. Haydovchilar vaqtni tejaydi. Koʻprik taʼmirlandi.",
        "Teatrda spektakl namoyish etildi. Tomoshabinlar uzoq qarsak chaldi. Aktyorlar gastrolga chiqadi.",
        "Shifokorlar emlash haqida maslahat berdi. Poliklinika ertalabdan ishlaydi. Bemorlar navbatsiz qabul qilinadi.",
    ),
    "kk": (
        "Базарда көкөніс бағасы тұрақты. Сатушылар картоп жеткілікті дейді. Сатып алушылар көбейді.",
        "Мектеп оқушылары ағаш отырғызды. Әр сынып өз бағын жасады. Ата-аналар көмектесті.",
        "Футбол командасы маусымды аяқтады. Бапкер жас ойыншыларды мақтады. Келесі кездесу көктемде.",
        "Жаңа жол ашылды. Жүргізушілер уақыт үнемдейді. Көпір жөнделді.",
        "Театрда спектакль көрсетілді. Көрермен ұзақ қол соқты. Әртістер гастрольге шығады.",
    ),
}
_RISING: Final = {
    "uz": (
        "Toshkentda metro liniyasi uzaytirildi. Yangi metro bekatlari Sergeli tumanida joylashgan. Poyezdlar tez qatnaydi.",
        "Qor yogʻishi kutilmoqda. Sinoptiklar sovuq havo haqida ogohlantirdi. Togʻli dovonlarda qor qalin.",
        "Bugʻdoyning yangi navi yaratildi. Andijon olimlari bugʻdoy hosildorligini oshirdi. Nav qurgʻoqchilikka chidamli.",
    ),
    "kk": (
        "Алматыда метро желісі ұзартылды. Жаңа метро бекеті Қалқаман ауданында. Пойыздар жиі жүреді.",
        "Қар жауады. Синоптиктер аяз туралы ескертті. Асуларда қар қалың.",
        "Семейде кітапхана ашылды. Жаңа кітапхана балаларға арналған. Оқырмандар кітапхана қорын көрді.",
    ),
}


def month(last: date) -> Iterator[Article]:
    """Yield the articles of the weeks until a day. They are the same at every call."""
    draw = random.Random(14)
    for ago in range(DAYS):
        day = last - timedelta(days=ago)
        for language, sites in _SITES.items():
            for number in range(draw.randint(22, 34) if day.weekday() < 5 else draw.randint(9, 15)):
                rises = draw.random() < (0.3 if ago < 7 else 0.02)
                subjects = _RISING[language] if rises else _USUAL[language]
                text = draw.choices(subjects, range(len(subjects), 0, -1))[0]
                yield _article(draw, day, language, draw.choice(sites), number, text)


def _article(draw: random.Random, day: date, language: str, site: str, number: int, text: str) -> Article:
    cyrillic = language == "kk" or draw.random() < 0.35
    if language == "uz" and cyrillic:
        text = convert_text(text, language="uz", to="Cyrl")
    title, *sentences = text.rstrip(".").split(". ")
    body = ". ".join(draw.sample(sentences, draw.randint(1, len(sentences)))) + "."
    at = datetime(day.year, day.month, day.day, draw.randint(3, 15), draw.randint(0, 59), tzinfo=UTC)
    return Article(
        url=f"https://{site.replace('_', '.')}/{day}/{language}-{number}",
        site=site,
        fetched_at=at + timedelta(minutes=draw.expovariate(1 / 25)),
        title=title,
        body=body,
        declared_language=language,
        language=language,
        script="Cyrl" if cyrillic else "Latn",
        zone="Asia/Tashkent" if language == "uz" else "Asia/Almaty",
        published_at=at,
        published_day=day,
        published_source="json-ld",
        published_precision="minute",
    )
