"""pressa.uz: Russian, Uzbek."""

from crawler.discovery import Feed
from crawler.slugs import SLUG
from crawler.spider import Edition, NewsSpider


class PressaUz(NewsSpider):
    """Only the feed of its Uzbek edition, and addresses of the Russian one, are known."""

    name = "pressa_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("pressa.uz",)
    editions = (Edition("https://pressa.uz/", "ru", "Cyrl"), Edition("https://pressa.uz/uz/", "uz"))
    article = rf"^https://pressa\.uz/(?:[^/]+/)*{SLUG}"
    discovery = (Feed("https://pressa.uz/uz/rss"),)
