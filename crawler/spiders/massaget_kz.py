"""massaget.kz, for the young: Kazakh."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider


class MassagetKz(NewsSpider):
    """An article lies below up to three sections and ends with its number; each has a twin below /amp."""

    name = "massaget_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("massaget.kz",)
    editions = (Edition("https://massaget.kz/", "kk", "Cyrl"),)
    article = r"massaget\.kz/(?:[\w-]+/)+(?:[\w-]+-)?(?!20\d\d/)\d{4,}/(?:amp/)?$"
    discovery = (ListPage("https://massaget.kz/", item="a[href]"),)
