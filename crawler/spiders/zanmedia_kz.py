"""zanmedia.kz, on law: Kazakh. A WordPress site with a shop."""

from crawler.spider import Edition, NewsSpider
from crawler.wordpress import LAYOUT, PagedFeed, Posts


class ZanmediaKz(NewsSpider):
    """The theme is tagDiv's."""

    name = "zanmedia_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("zanmedia.kz",)
    editions = (Edition("https://zanmedia.kz/", "kk", "Cyrl"),)
    article = r"zanmedia\.kz/[^/]+/\d{4,}/$"
    discovery = (
        PagedFeed("https://zanmedia.kz/feed/"),
        Posts("https://zanmedia.kz/"),
    )
    layouts = (LAYOUT,)
