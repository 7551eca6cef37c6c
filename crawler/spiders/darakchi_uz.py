"""darakchi.uz: Uzbek, Russian."""

from crawler.discovery import Feed
from crawler.slugs import SLUG
from crawler.spider import Edition, NewsSpider


class DarakchiUz(NewsSpider):
    """Only its feed is known. The prefixes of its editions are not: the text tells the language."""

    name = "darakchi_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("darakchi.uz",)
    editions = (Edition("https://darakchi.uz/", "uz"), Edition("https://darakchi.uz/ru/", "ru", "Cyrl"))
    article = rf"^https://darakchi\.uz/(?:[^/]+/)*{SLUG}"
    discovery = (Feed("https://darakchi.uz/rss"),)
