"""qazaqstan.tv, the national channel: Kazakh."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider


class QazaqstanTv(NewsSpider):
    """No class names of its pages are known: the list is read by the form of the addresses."""

    name = "qazaqstan_tv"
    zone = "Asia/Almaty"
    allowed_domains = ("qazaqstan.tv",)
    editions = (Edition("https://qazaqstan.tv/", "kk", "Cyrl"),)
    article = r"qazaqstan\.tv/news/\d+$"
    discovery = (ListPage("https://qazaqstan.tv/news", item="a[href*='/news/']"),)
