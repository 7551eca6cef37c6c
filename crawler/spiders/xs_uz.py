"""xs.uz («Xalq soʻzi», the parliament's daily): Uzbek, Russian."""

from crawler.discovery import Feed
from crawler.spider import Edition, NewsSpider


class XsUz(NewsSpider):
    """Only its feed and addresses are known."""

    name = "xs_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("xs.uz",)
    editions = (Edition("https://xs.uz/uz/", "uz"), Edition("https://xs.uz/ru/", "ru", "Cyrl"))
    article = r"xs\.uz/\w\w/post/[^/]+$"
    discovery = (Feed("https://xs.uz/rss"), Feed("https://xs.uz/ru/rss"))
