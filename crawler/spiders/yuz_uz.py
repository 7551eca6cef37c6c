"""yuz.uz («Yangi Oʻzbekiston», the government's daily): Uzbek in two scripts, Russian, English."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider


class YuzUz(NewsSpider):
    """`uz` is Latin, `oz` and an address without a prefix are Cyrillic; `?strict=1` changes nothing.

    The Latin text is set by machine («YAlpi», «etarli»). No feed is known: articles are found on the front pages.
    """

    name = "yuz_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("yuz.uz",)
    editions = (
        Edition("https://yuz.uz/", "uz", "Cyrl"),
        Edition("https://yuz.uz/uz/", "uz", "Latn"),
        Edition("https://yuz.uz/oz/", "uz", "Cyrl"),
        Edition("https://yuz.uz/ru/", "ru", "Cyrl"),
        Edition("https://yuz.uz/en/", "en", "Latn"),
    )
    article = r"yuz\.uz/(?:\w\w/)?news/[^/]+$"
    discovery = (
        ListPage("https://yuz.uz/uz", item="a[href*='/news/']"),
        ListPage("https://yuz.uz/oz", item="a[href*='/news/']"),
    )
