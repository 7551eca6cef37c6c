"""azon.uz: Uzbek in two scripts on one address, chosen by a cookie."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider


class AzonUz(NewsSpider):
    """/lang/oz and /lang/uz set the cookie; who has none gets the site's choice, so the text tells the script.

    Pages of 2018 declare no encoding and an empty og:title. No feed is known: articles are found on the front page.
    """

    name = "azon_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("azon.uz",)
    editions = (Edition("https://azon.uz/", "uz"),)
    article = r"azon\.uz/content/views/[^/]+$"
    discovery = (ListPage("https://azon.uz/", item="a[href*='content/views/']"),)
