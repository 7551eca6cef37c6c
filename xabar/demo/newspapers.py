"""The newspapers of the demo: which sites, in which scripts, at which addresses. A table, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """Where a newspaper lists its articles for machines; {day} stands for the day, or the week's Monday."""

    address: str
    span: Literal["day", "week", "all"] = "all"
    index: str | None = None  # a sitemap of sitemaps that names this one
    packed: bool = False  # served as a .gz file
    dated: bool = False  # with the publication date of the news extension


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One language and script of a newspaper. Addresses take {at} (the article's moment), {slug} and {id}."""

    site: str
    code: str  # uz-Latn
    host: str
    home: str
    name: str
    zone: str
    layout: str
    article: str
    dates: str  # a key of DATE_FORMS
    words: str = ""  # a key of words.toml; the code unless it says otherwise
    machine_date: Literal["json-ld", "meta"] | None = None
    feed: str | None = None
    sitemap: Sitemap | None = None
    listing: str | None = None  # {page} counts from 1
    json_list: str | None = None  # a whole address with {page}, where the site's own scripts ask for its news
    charset: str = "utf-8"

    @property
    def stories(self) -> str:
        """The name of the file with its articles."""
        return f"{self.site}.{self.code}"

    @property
    def language(self) -> str:
        """uz or kk."""
        return self.code.partition("-")[0]

    @property
    def wording(self) -> str:
        """The key of its words in words.toml."""
        return self.words or self.code


TASHKENT = "Asia/Tashkent"
ALMATY = "Asia/Almaty"

_KUN_MAP = Sitemap(
    address="/sitemap/site-map-news_day_{day.day}_year_{day.year}_month_{day.month}.xml", span="day"
)

EDITIONS = (
    Edition(
        site="kun_uz",
        code="uz-Latn",
        host="kun.uz",
        home="/",
        name="Kun.uz",
        zone=TASHKENT,
        layout="kun_uz",
        article="/news/{at:%Y/%m/%d}/{slug}",
        dates="kun",
        machine_date="json-ld",
        feed="/news/rss",
        sitemap=_KUN_MAP,
        listing="/news/list?page={page}",
    ),
    Edition(
        site="kun_uz",
        code="uz-Cyrl",
        host="kun.uz",
        home="/kr/",
        name="Kun.uz",
        zone=TASHKENT,
        layout="kun_uz",
        article="/kr/news/{at:%Y/%m/%d}/{slug}",
        dates="kun",
        machine_date="json-ld",
        sitemap=_KUN_MAP,
        listing="/kr/news/list?page={page}",
    ),
    Edition(
        site="daryo_uz",
        code="uz-Latn",
        host="daryo.uz",
        home="/",
        name="Daryo",
        zone=TASHKENT,
        layout="daryo_uz",
        article="/{at:%Y/%m/%d}/{slug}",
        dates="daryo",
        feed="/rss/",
        sitemap=Sitemap(address="/sitemap-oz-1.xml", index="/sitemap.xml"),
        listing="/yangiliklar?page={page}",
    ),
    Edition(
        site="daryo_uz",
        code="uz-Cyrl",
        host="daryo.uz",
        home="/uz/",
        name="Daryo",
        zone=TASHKENT,
        layout="daryo_uz",
        article="/uz/{at:%Y/%m/%d}/{slug}",
        dates="daryo",
        sitemap=Sitemap(address="/sitemap-uz-1.xml", index="/sitemap.xml"),
    ),
    Edition(
        site="gazeta_uz",
        code="uz-Latn",
        host="www.gazeta.uz",
        home="/oz/",
        name="Gazeta.uz",
        zone=TASHKENT,
        layout="gazeta_uz",
        article="/oz/{at:%Y/%m/%d}/{slug}/",
        dates="gazeta",
        feed="/oz/rss/",
        sitemap=Sitemap(address="/sitemap/materials-oz-{day:%Y-%m-%d}.xml", span="week"),
        listing="/oz/list/news/?page={page}",
    ),
    Edition(
        site="gazeta_uz",
        code="uz-Cyrl",
        host="www.gazeta.uz",
        home="/uz/",
        name="Газета.uz",
        zone=TASHKENT,
        layout="gazeta_uz",
        article="/uz/{at:%Y/%m/%d}/{slug}/",
        dates="gazeta",
        feed="/uz/rss/",
        sitemap=Sitemap(address="/sitemap/materials-uz-{day:%Y-%m-%d}.xml", span="week"),
        listing="/uz/list/news/?page={page}",
    ),
    Edition(
        site="zamin_uz",
        code="uz-Cyrl",
        host="zamin.uz",
        home="/uz/",
        name="Замин",
        zone=TASHKENT,
        layout="zamin_uz",
        article="/uz/jamiyat/{id}-{slug}.html",
        dates="zamin",
        feed="/rss.xml",
        listing="/uz/lastnews/page/{page}/",
        charset="windows-1251",
    ),
    Edition(
        site="zamin_uz",
        code="uz-Latn",
        host="zamin.uz",
        home="/uz/",
        name="Zamin",
        zone=TASHKENT,
        layout="zamin_uz",
        article="/uz/tabiat/{id}-{slug}.html",
        dates="zamin",
        feed="/rss.xml",
    ),
    Edition(
        site="qalampir_uz",
        code="uz-Latn",
        host="qalampir.uz",
        home="/uz/",
        name="QALAMPIR.UZ",
        zone=TASHKENT,
        layout="qalampir_uz",
        article="/uz/news/{slug}-{id}",
        dates="qalampir",
        sitemap=Sitemap(address="/sitemap.xml"),
        listing="/uz/latest",
    ),
    Edition(
        site="uza_uz",
        code="uz-Latn",
        host="uza.uz",
        home="/uz/",
        name="OʻzA",
        zone=TASHKENT,
        layout="uza_uz",
        article="/uz/posts/{slug}_{id}",
        dates="uza",
        feed="/uz/rss",
        json_list="https://api.uza.uz/api/v1/posts?page={page}&_f=json&_l=uz",
    ),
    Edition(
        site="uza_uz",
        code="uz-Cyrl",
        host="uza.uz",
        home="/oz/",
        name="ЎзА",
        zone=TASHKENT,
        layout="uza_uz",
        article="/oz/posts/{slug}_{id}",
        dates="uza",
        feed="/oz/rss",
        json_list="https://api.uza.uz/api/v1/posts?page={page}&_f=json&_l=oz",
    ),
    Edition(
        site="ozodlik",
        code="uz-Cyrl",
        host="www.ozodlik.org",
        home="/",
        name="Озодлик",
        zone=TASHKENT,
        layout="pangea",
        article="/a/{slug}/{id}.html",
        dates="pangea",
        feed="/api/",
        listing="/z/421?p={page}",
    ),
    Edition(
        site="ozodlik",
        code="uz-Latn",
        host="www.ozodlik.org",
        home="/",
        name="Озодлик",
        zone=TASHKENT,
        layout="pangea",
        article="/a/{slug}/{id}.html",
        dates="pangea",
        feed="/api/",
        listing="/z/421?p={page}",
    ),
    Edition(
        site="egemen_kz",
        code="kk-Cyrl",
        host="egemen.kz",
        home="/",
        name="Egemen Qazaqstan",
        zone=ALMATY,
        layout="egemen_kz",
        article="/article/{id}-{slug}",
        dates="egemen",
        sitemap=Sitemap(address="/sitemap.xml"),
        feed="/rss",
        listing="/last-news?page={page}",
    ),
    Edition(
        site="egemen_kz",
        code="kk-Latn",
        host="lat.egemen.kz",
        home="/",
        name="Egemen Qazaqstan",
        zone=ALMATY,
        layout="egemen_kz",
        article="/article/{id}-{slug}",
        dates="egemen",
        sitemap=Sitemap(address="/sitemap.xml"),
        listing="/last-news?page={page}",
    ),
    Edition(
        site="egemen_kz",
        code="kk-Arab",
        host="ar.egemen.kz",
        home="/",
        name="ەگەمەن قازاقستان",
        zone=ALMATY,
        layout="egemen_kz",
        article="/article/{id}-{slug}",
        dates="egemen-ar",
        sitemap=Sitemap(address="/sitemap.xml"),
        listing="/last-news?page={page}",
    ),
    Edition(
        site="inform_kz",
        code="kk-Cyrl",
        host="kaz.inform.kz",
        home="/",
        name="Kazinform",
        zone=ALMATY,
        layout="inform_kz",
        article="/news/{slug}-{id:x}/",
        dates="inform",
        feed="/rss/kz.xml",
        sitemap=Sitemap(address="/sitemaps/google-news_kz.xml", dated=True),
        listing="/lenta/?page={page}",
    ),
    Edition(
        site="inform_kz",
        code="kk-Latn",
        host="qz.inform.kz",
        home="/",
        name="Kazinform",
        zone=ALMATY,
        layout="inform_kz",
        article="/news/{slug}-{id:x}/",
        dates="inform",
        words="kk-Latn-2021",
        listing="/lenta/?page={page}",
    ),
    Edition(
        site="nur_kz",
        code="kk-Cyrl",
        host="kaz.nur.kz",
        home="/",
        name="NUR.KZ",
        zone=ALMATY,
        layout="nur_kz",
        article="/society/{id}-{slug}/",
        dates="nur",
        machine_date="json-ld",
        feed="/rss/all.rss",
        listing="/society/",
        sitemap=Sitemap(
            address="/sitemaps/articles-1.xml.gz", index="/article-index-sitemap.xml", packed=True
        ),
    ),
    Edition(
        site="tengrinews_kz",
        code="kk-Cyrl",
        host="kaz.tengrinews.kz",
        home="/",
        name="Tengrinews.kz",
        zone=ALMATY,
        layout="tengrinews_kz",
        article="/kazakhstan_news/{slug}-{id}/",
        dates="tengri",
        machine_date="json-ld",
        sitemap=Sitemap(address="/kk-sitemap-1.xml", index="/kk-sitemap-index.xml"),
        listing="/news/page/{page}/",
    ),
    Edition(
        site="azattyq",
        code="kk-Cyrl",
        host="www.azattyq.org",
        home="/",
        name="Азаттық",
        zone=ALMATY,
        layout="pangea",
        article="/a/{slug}/{id}.html",
        dates="pangea",
        machine_date="meta",
        feed="/api/",
        listing="/z/330?p={page}",
    ),
)

SITES = tuple(dict.fromkeys(edition.site for edition in EDITIONS))


def editions_of(site: str) -> tuple[Edition, ...]:
    """The editions of a newspaper. ValueError for a site that the demo does not print."""
    found = tuple(edition for edition in EDITIONS if edition.site == site)
    if not found:
        raise ValueError(f"site must be one of {', '.join(SITES)}, got {site!r}")
    return found
