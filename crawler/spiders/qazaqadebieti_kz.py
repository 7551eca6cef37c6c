"""qazaqadebieti.kz, «Қазақ әдебиеті», a weekly: Kazakh."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider


class QazaqadebietiKz(NewsSpider):
    """A date is followed by counters: «29.06.2021 6268 0». The front page is the list."""

    name = "qazaqadebieti_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("qazaqadebieti.kz",)
    editions = (Edition("https://qazaqadebieti.kz/", "kk", "Cyrl"),)
    article = r"qazaqadebieti\.kz/\d{3,}/[^/]*[a-z][^/]*$"
    discovery = (ListPage("https://qazaqadebieti.kz/", item="a[href]"),)
