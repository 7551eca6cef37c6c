"""qazaquni.kz, «Қазақ үні»: Kazakh."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider


class QazaquniKz(NewsSpider):
    """Addresses of the time with WordPress have the day (/2018/02/28/82118.html)."""

    name = "qazaquni_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("qazaquni.kz",)
    editions = (Edition("https://qazaquni.kz/", "kk", "Cyrl"),)
    article = r"qazaquni\.kz/(?:[\w-]+/\d{4,}-[^/]+|20\d\d/\d\d/\d\d/\d+\.html)$"
    discovery = (ListPage("https://qazaquni.kz/public/kogam/page/{page}", item=".news-list-item"),)
