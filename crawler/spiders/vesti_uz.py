"""vesti.uz: Russian."""

from crawler.discovery import Feed
from crawler.slugs import SLUG
from crawler.spider import Edition, NewsSpider


class VestiUz(NewsSpider):
    """Only its feed is known."""

    name = "vesti_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("vesti.uz",)
    editions = (Edition("https://vesti.uz/", "ru", "Cyrl"),)
    article = rf"^https://vesti\.uz/(?:[^/]+/)*{SLUG}"
    discovery = (Feed("https://vesti.uz/rss.xml"),)
