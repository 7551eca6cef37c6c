"""kapital.kz, business: Russian."""

from crawler.discovery import Feed, ListPage
from crawler.spider import Edition, NewsSpider


class KapitalKz(NewsSpider):
    """Only the feed and the form of the addresses are known."""

    name = "kapital_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("kapital.kz",)
    editions = (Edition("https://kapital.kz/", "ru", "Cyrl"),)
    article = r"kapital\.kz/[\w-]+/\d{3,}/[^/]+\.html$"
    discovery = (
        Feed("https://kapital.kz/rss"),
        ListPage("https://kapital.kz/", item="a[href$='.html']"),
    )
