"""spot.uz, business news: Uzbek in Latin script (`oz`), Russian. No Cyrillic Uzbek."""

from crawler.discovery import Feed, WeeklySitemap
from crawler.gazeta import ARTICLE, LAYOUT, SITEMAP
from crawler.spider import Edition, NewsSpider

_HOST = "https://www.spot.uz"


class SpotUz(NewsSpider):
    """The sister of gazeta.uz, made by the same engine. The Russian feed has no prefix."""

    name = "spot_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("spot.uz",)
    editions = (Edition(f"{_HOST}/oz/", "uz", "Latn"), Edition(f"{_HOST}/ru/", "ru", "Cyrl"))
    article = ARTICLE
    discovery = (
        Feed(f"{_HOST}/oz/rss/"),
        Feed(f"{_HOST}/rss/"),
        WeeklySitemap(_HOST + SITEMAP % "oz"),
        WeeklySitemap(_HOST + SITEMAP % "ru"),
    )
    layouts = (LAYOUT,)
