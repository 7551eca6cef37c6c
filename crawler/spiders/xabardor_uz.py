"""xabardor.uz: Uzbek in Latin script."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider


class XabardorUz(NewsSpider):
    """Rates of currencies stand before the title. No feed is known: articles are found on the front page."""

    name = "xabardor_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("xabardor.uz",)
    editions = (Edition("https://xabardor.uz/uz/", "uz", "Latn"),)
    article = r"xabardor\.uz/uz/post/[^/]+$"
    discovery = (ListPage("https://xabardor.uz/uz", item="a[href*='/post/']"),)
