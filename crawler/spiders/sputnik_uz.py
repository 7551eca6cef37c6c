"""Sputnik Oʻzbekiston: Uzbek in Cyrillic; in Latin script and in Russian on hosts of their own."""

from crawler.discovery import Feed, ListPage
from crawler.spider import Edition, NewsSpider
from crawler.sputnik import ARTICLE, FEED, LAYOUT, LIST, LIST_DATE, LIST_ITEM

_CYRILLIC, _LATIN, _RUSSIAN = (
    "https://sputniknews.uz",
    "https://oz.sputniknews.uz",
    "https://uz.sputniknews.ru",
)


class SputnikUz(NewsSpider):
    """sputniknews-uz.com is the host of 2020 to 2023, and not crawled."""

    name = "sputnik_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("sputniknews.uz", "uz.sputniknews.ru")
    editions = (
        Edition(f"{_CYRILLIC}/", "uz", "Cyrl"),
        Edition(f"{_LATIN}/", "uz", "Latn"),
        Edition(f"{_RUSSIAN}/", "ru", "Cyrl"),
    )
    article = ARTICLE
    discovery = (
        *(Feed(host + FEED) for host in (_CYRILLIC, _LATIN, _RUSSIAN)),
        *(ListPage(host + LIST, item=LIST_ITEM, date=LIST_DATE) for host in (_CYRILLIC, _LATIN, _RUSSIAN)),
    )
    layouts = (LAYOUT,)
