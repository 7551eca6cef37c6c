"""liter.kz, «Литер», a daily: Russian."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider


class LiterKz(NewsSpider):
    """Only the list on the front page is known; an address ends with the moment of its article."""

    name = "liter_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("liter.kz",)
    editions = (Edition("https://liter.kz/", "ru", "Cyrl"),)
    article = r"liter\.kz/[^/]+-\d{9,}/$"
    discovery = (ListPage("https://liter.kz/", item=".lenta-news__item", date=".last-news__date"),)
