"""perepost.uz: Uzbek in Latin script, set by machine («Cuhbatdoshimiz»)."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider


class PerepostUz(NewsSpider):
    """Other articles run on after the text. No feed is known: articles are found on the front page."""

    name = "perepost_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("perepost.uz",)
    editions = (Edition("https://perepost.uz/", "uz", "Latn"),)
    article = r"perepost\.uz/(?:post|uz/news)/\d+$"
    discovery = (ListPage("https://perepost.uz/", item="a[href]"),)
