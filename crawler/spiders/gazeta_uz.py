"""gazeta.uz: Uzbek in two scripts, Russian, English. `oz` is Latin, `uz` is Cyrillic."""

from crawler.discovery import Feed, ListPage, WeeklySitemap
from crawler.gazeta import ARTICLE, LAYOUT, SITEMAP
from crawler.spider import Edition, NewsSpider

_HOST = "https://www.gazeta.uz"


class GazetaUz(NewsSpider):
    """Every edition has its own feed, list and weekly sitemaps, named by their Mondays."""

    name = "gazeta_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("gazeta.uz",)
    editions = (
        Edition(f"{_HOST}/oz/", "uz", "Latn"),
        Edition(f"{_HOST}/uz/", "uz", "Cyrl"),
        Edition(f"{_HOST}/ru/", "ru", "Cyrl"),
        Edition(f"{_HOST}/en/", "en", "Latn"),
    )
    article = ARTICLE
    discovery = (
        Feed(f"{_HOST}/oz/rss/"),
        Feed(f"{_HOST}/uz/rss/"),
        Feed(f"{_HOST}/ru/rss/"),
        *(WeeklySitemap(_HOST + SITEMAP % edition) for edition in ("oz", "uz", "ru", "en")),
        ListPage(f"{_HOST}/oz/list/news/?page={{page}}", item=".nblock", date=".ndt"),
        ListPage(f"{_HOST}/uz/list/news/?page={{page}}", item=".nblock", date=".ndt"),
    )
    layouts = (LAYOUT,)
