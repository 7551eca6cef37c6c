"""dialog.kz, analysis: Russian."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider


class DialogKz(NewsSpider):
    """The list counts its pages from 0. The chain of certificates is incomplete."""

    name = "dialog_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("dialog.kz",)
    unverified_hosts = ("dialog.kz",)
    editions = (Edition("https://dialog.kz/", "ru", "Cyrl"),)
    article = r"dialog\.kz/(?:[\w-]+/)+(?:20\d\d-\d\d-\d\d/)?[\w-]+-[\w-]+$"
    discovery = (ListPage("https://dialog.kz/?page={page}", item="a[href]", first=0),)
