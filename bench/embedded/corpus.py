"""Synthetic news in both languages: roots and suffixes of our own, Zipf-distributed, the same for the same seed.

articles(100_000)    100,000 articles of 300 words, 40 sites, three years
queries(...)         what is asked of them, by kind
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from itertools import accumulate, product

from xabar.article import Article
from xabar.language.conversion import convert_text
from xabar.search.engine import SearchRequest

WORDS, TITLE_WORDS, VOCABULARY = 300, 8, 120_000
FIRST_DAY, DAYS = date(2023, 1, 1), 1095
SINCE, UNTIL = date(2023, 7, 20), date(2024, 12, 1)  # range of the filtered and faceted searches

# The most frequent words; rarer ones are made of three syllables and a suffix.
ROOTS = {
    "uz": """
        davlat xalq shahar vazir qonun bozor maktab suv yoʻl viloyat hokim soliq bank narx gaz elektr dehqon paxta
        oila bola talaba oʻqituvchi kasal shifokor sud jinoyat futbol jamoa oʻyin avtomobil zavod korxona chegara
        havo harorat yomgʻir zilzila daryo dengiz togʻ sayohat madaniyat kitob til tarix saylov parlament deputat
        byudjet eksport import savdo temir qurilish uy ijara kredit pul dollar soʻm oltin neft quyosh energiya
        transport metro avtobus samolyot aeroport poyezd telefon internet dastur kompyuter olim tadqiqot fan
        universitet imtihon kurash boks shaxmat medal rekord konsert film teatr rassom shoir yozuvchi""",
    "kk": """
        мемлекет халық қала министр заң базар мектеп су жол облыс әкім салық банк баға газ электр шаруа мақта отбасы
        бала студент мұғалім ауру дәрігер сот қылмыс футбол команда ойын автокөлік зауыт кәсіпорын шекара ауа
        температура жаңбыр өзен теңіз тау саяхат мәдениет кітап тіл тарих сайлау парламент депутат бюджет экспорт
        импорт сауда темір құрылыс үй несие ақша доллар теңге алтын мұнай күн энергия көлік метро автобус ұшақ
        әуежай пойыз телефон интернет бағдарлама компьютер ғалым зерттеу ғылым университет емтихан күрес бокс
        шахмат медаль рекорд концерт фильм театр суретші ақын жазушы""",
}
SYLLABLES = {
    "uz": "bar ke tu qo sha mi no ru vo zi la di fe gu xo je ya bo ti su",
    "kk": "бар ке ту қо ша мі но ру во зі ла ді фе ғұ хо же жа бө ті сұ",
}
SUFFIXES = {
    "uz": "lar ning ni ga da dan lari larning lariga imiz lik likni siz dagi larda larni gacha cha chi",
    "kk": "лар дың ды ға да дан лары лардың ларына ымыз лық сыз дағы ларда ларды мен ші тің ге",
}


@dataclass(slots=True)
class Vocabulary:
    """The words of one language, the most frequent first, and how one script of it spells a word."""

    words: list[str]
    spell: Callable[[str], str]
    weights: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.weights = list(accumulate(1 / (rank + 2.7) ** 1.05 for rank in range(len(self.words))))

    def draw(self, rng: random.Random, count: int) -> list[str]:
        return [self.spell(word) for word in rng.choices(self.words, cum_weights=self.weights, k=count)]


@cache
def vocabularies() -> dict[tuple[str, str], Vocabulary]:
    """Return the words by language and script; the scripts of a language write the same words.

    A word is spelled in the other script when it is first drawn: most of them never are.
    """
    rng, found = random.Random(1), {}
    for language, printed, other in (("uz", "Latn", "Cyrl"), ("kk", "Cyrl", "Latn")):
        roots = ROOTS[language].split()
        parts = SYLLABLES[language].split()
        made = ["".join(three) for three in product(parts, repeat=3)]
        inflected = [stem + ending for stem in roots + made for ending in ("", *SUFFIXES[language].split())]
        rng.shuffle(inflected)
        words = list(dict.fromkeys(roots + inflected))[:VOCABULARY]
        found[language, printed] = Vocabulary(words, str)
        found[language, other] = Vocabulary(words, cache(partial(convert_text, language=language, to=other)))
    return found


@dataclass(frozen=True, slots=True)
class Site:
    """A made-up newspaper."""

    name: str
    language: str
    script: str
    zone: str


def _sites() -> list[Site]:
    sites = []
    for number in range(40):
        language = "uz" if number % 5 < 3 else "kk"
        script = "Latn" if (language == "uz") == (number % 4 < 3) else "Cyrl"
        zone = "Asia/Tashkent" if language == "uz" else "Asia/Almaty"
        sites.append(Site(f"site{number:02}_{language[:2]}", language, script, zone))
    return sites


def articles(count: int, *, seed: int = 7, start: int = 0) -> Iterator[Article]:
    """Yield `count` articles, numbered from `start`; the same numbers give the same addresses for any seed."""
    rng = random.Random(seed)
    words = vocabularies()
    sites = _sites()
    weights = list(accumulate(1 / (rank + 2) ** 0.8 for rank in range(len(sites))))
    for number in range(start, start + count):
        site = sites[number % 40] if seed != 7 else rng.choices(sites, cum_weights=weights)[0]
        yield _article(number, site, words[site.language, site.script], rng, seed)


def _article(number: int, site: Site, words: Vocabulary, rng: random.Random, seed: int) -> Article:
    drawn = words.draw(rng, WORDS)
    title = " ".join(drawn[:TITLE_WORDS]).capitalize()
    sentences = [" ".join(drawn[at : at + 12]).capitalize() + "." for at in range(TITLE_WORDS, WORDS, 12)]
    paragraphs = [" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)]
    day = FIRST_DAY + timedelta(days=int(DAYS * rng.random() ** 0.8))
    moment = datetime(day.year, day.month, day.day, 4 + int(rng.random() * 12), tzinfo=UTC)
    return Article(
        url=f"https://news.example/{number}",
        site=site.name,
        fetched_at=moment + timedelta(minutes=30 + seed),
        zone=site.zone,
        declared_language=site.language,
        title=title,
        body="\n".join(paragraphs),
        tags=tuple(drawn[:2]),
        language=site.language,
        script=site.script,
        published_at=moment,
        published_day=day,
        published_source="json-ld",
        published_precision="minute",
    )


def queries(found: list[Article], each: int = 100, *, seed: int = 11) -> dict[str, list[SearchRequest]]:
    """Return `each` searches of every kind, for words of the given articles."""
    rng = random.Random(seed)
    kinds: dict[str, list[SearchRequest]] = {
        "term": [],
        "boolean": [],
        "phrase": [],
        "filtered": [],
        "faceted": [],
    }
    while len(kinds["term"]) < each:
        article = rng.choice(found)
        a, b, c, d = rng.sample(article.title.lower().split(), 4)
        at = article.body.split(". ")[0].lower().split()
        kinds["term"].append(SearchRequest(a))
        kinds["boolean"].append(
            SearchRequest(rng.choice([f"{a} {b} {c}", f"{a} ({b} OR {c})", f"{a} {b} -{d}"]))
        )
        kinds["phrase"].append(SearchRequest(f'"{at[2]} {at[3]}"'))
        language = (article.language or "und",)
        kinds["filtered"].append(SearchRequest(f"{a} OR {b}", languages=language, since=SINCE, until=UNTIL))
        kinds["faceted"].append(SearchRequest(a, facets=("site", "day"), since=SINCE, until=UNTIL))
    return kinds
