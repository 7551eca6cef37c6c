"""tribuna.uz, sport: Uzbek."""

from crawler.discovery import Feed, ListPage
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class TribunaUz(NewsSpider):
    """Its list names articles without dates. The name of an article's date is not known."""

    name = "tribuna_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("tribuna.uz",)
    editions = (Edition("https://tribuna.uz/", "uz"), Edition("https://tribuna.uz/oz/", "uz"))
    article = r"tribuna\.uz/(?:\w\w/)?news/(?!category/)[^/]+$"
    discovery = (
        Feed("https://tribuna.uz/rss.xml"),
        ListPage("https://tribuna.uz/last", item="#w0 .item"),
    )
    layouts = (Layout(title=".center_block h1", body=".center_block .richtextbox"),)
