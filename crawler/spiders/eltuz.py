"""eltuz.com: Uzbek in Cyrillic, and in Latin script under /lat/."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider
from crawler.wordpress import LAYOUT


class Eltuz(NewsSpider):
    """WordPress, as it seems. No feed is known: articles are found on the front pages."""

    name = "eltuz"
    zone = "Asia/Tashkent"
    allowed_domains = ("eltuz.com",)
    editions = (Edition("https://eltuz.com/", "uz", "Cyrl"), Edition("https://eltuz.com/lat/", "uz", "Latn"))
    article = r"eltuz\.com/(?:lat/)?[\w-]+/\d+/$"
    discovery = (
        ListPage("https://eltuz.com/", item="a[href]"),
        ListPage("https://eltuz.com/lat/", item="a[href]"),
    )
    layouts = (LAYOUT,)
