"""hudud24.uz: Uzbek in Cyrillic."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider


class Hudud24Uz(NewsSpider):
    """Rates and weather stand before the title. No feed is known: articles are found on the front page."""

    name = "hudud24_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("hudud24.uz",)
    editions = (Edition("https://hudud24.uz/", "uz", "Cyrl"),)
    article = r"hudud24\.uz/news/[^/]+$"
    discovery = (ListPage("https://hudud24.uz/", item="a[href*='/news/']"),)
