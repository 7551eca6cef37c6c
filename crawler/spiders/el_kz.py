"""el.kz: Kazakh; Russian below /ru/."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider


class ElKz(NewsSpider):
    """Only the form of addresses and dates is known: the front page of each edition is its list."""

    name = "el_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("el.kz",)
    editions = (
        Edition("https://el.kz/", "kk", "Cyrl"),
        Edition("https://el.kz/ru/", "ru", "Cyrl"),
    )
    article = r"//(?:www\.|m\.)?el\.kz/(?:ru/)?[^/]+_\d{4,}/$"
    discovery = (
        ListPage("https://el.kz/", item="a[href*='_']"),
        ListPage("https://el.kz/ru/", item="a[href*='/ru/']"),
    )
