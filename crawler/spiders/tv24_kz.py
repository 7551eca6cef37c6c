"""24.kz, the news channel Хабар 24: Kazakh below /kz/, Russian below /ru/. A Joomla site."""

from crawler.joomla import ARTICLE, entries, feed
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout

_ITEM = ".itemsContainerWrap > .entry-content"


class Tv24Kz(NewsSpider):
    """Both editions report every event; their articles have numbers of their own."""

    name = "tv24_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("24.kz",)
    editions = (
        Edition("https://24.kz/kz/", "kk", "Cyrl"),
        Edition("https://24.kz/ru/", "ru", "Cyrl"),
    )
    article = rf"24\.kz/(?:kz|ru)/.+{ARTICLE}"
    discovery = (
        feed("https://24.kz/kz/zha-aly-tar"),
        entries("https://24.kz/kz/zha-aly-tar", _ITEM, date="time"),
        entries("https://24.kz/ru/news", _ITEM, date="time"),
    )
    layouts = (
        Layout(
            title="h1.single-post__entry-title",
            body=".entry__article",
            date=".entry__meta-date",
        ),
    )
