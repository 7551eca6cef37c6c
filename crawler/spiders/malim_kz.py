"""malim.kz: Kazakh."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider


class MalimKz(NewsSpider):
    """Nothing is known but its language and that its pages come from the server: the front page is the list."""

    name = "malim_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("malim.kz",)
    editions = (Edition("https://malim.kz/", "kk", "Cyrl"),)
    article = r"malim\.kz/(?:[\w-]+/)?(?:article|post|news)/\d+(?:[/-][^/]*)?$"
    discovery = (ListPage("https://malim.kz/", item="a[href]"),)
