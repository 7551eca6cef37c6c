"""ult.kz, «Ұлт ақпарат»: Kazakh."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider


class UltKz(NewsSpider):
    """Only the list beside the front page is known, and nothing of the addresses: what has a number or a slug is an article."""

    name = "ult_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("ult.kz",)
    editions = (Edition("https://ult.kz/", "kk", "Cyrl"),)
    article = r"ult\.kz/(?:[\w-]+/)?[^/]*(?:\d{4,}|-[^/]*-)[^/]*$"
    discovery = (ListPage("https://ult.kz/", item=".state-aside > .aside-state-item", date=".time"),)
