"""championat.asia, sport: Uzbek in Latin script under /oz/, Cyrillic under /uz/."""

from crawler.championat import ARTICLE, LAYOUT, LIST_DATE, LIST_ITEM
from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider


class ChampionatAsia(NewsSpider):
    """/ru/ and /en/ have served Cyrillic Uzbek. championat.uz is a mirror of it, and not crawled.

    Dates are «DD Mon [YYYY]»; the month's three letters `iyu` fit both iyun and iyul.
    """

    name = "championat_asia"
    zone = "Asia/Tashkent"
    allowed_domains = ("championat.asia",)
    editions = (
        Edition("https://championat.asia/oz/", "uz", "Latn"),
        Edition("https://championat.asia/uz/", "uz", "Cyrl"),
        Edition("https://championat.asia/ru/", "uz", "Cyrl"),
        Edition("https://championat.asia/en/", "uz", "Cyrl"),
    )
    article = rf"championat\.asia{ARTICLE}"
    discovery = (
        ListPage("https://championat.asia/oz/?page={page}&per-page=25", item=LIST_ITEM, date=LIST_DATE),
        ListPage("https://championat.asia/uz/?page={page}&per-page=25", item=LIST_ITEM, date=LIST_DATE),
    )
    layouts = (LAYOUT,)
