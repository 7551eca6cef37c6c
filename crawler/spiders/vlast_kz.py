"""vlast.kz: Russian; Kazakh below /vlast-qazaqsha/, English below /english/."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout

_ITEM = ".news-inline-item .news-inline-item-body"


class VlastKz(NewsSpider):
    """The archive of a section names its next page (rel=next). The text has no class that is known."""

    name = "vlast_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("vlast.kz",)
    editions = (
        Edition("https://vlast.kz/", "ru", "Cyrl"),
        Edition("https://vlast.kz/vlast-qazaqsha/", "kk", "Cyrl"),
        Edition("https://vlast.kz/english/", "en", "Latn"),
    )
    article = r"vlast\.kz/[\w-]+/[^/]+\.html$"
    discovery = (
        ListPage("https://vlast.kz/vlast-qazaqsha/?archive=1", item=_ITEM, date="time"),
        ListPage("https://vlast.kz/novosti/?archive=1", item=_ITEM, date="time"),
        ListPage("https://vlast.kz/english/?archive=1", item=_ITEM, date="time"),
    )
    layouts = (Layout(title="h1", body=None, date="time.news-date.js-date-long"),)
