"""kazlenta.kz: Russian. A DataLife Engine site."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider


class KazlentaKz(NewsSpider):
    """Only the list is known; an address of this engine begins with the number of its article."""

    name = "kazlenta_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("kazlenta.kz",)
    editions = (Edition("https://www.kazlenta.kz/", "ru", "Cyrl"),)
    article = r"kazlenta\.kz/(?:[\w-]+/)*\d{2,}-[^/]+\.html$"
    discovery = (ListPage("https://www.kazlenta.kz/main", item="#dle-content > .shortstory", date=".date"),)
