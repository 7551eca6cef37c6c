"""ozodlik.org, RFE/RL in Uzbek: Cyrillic and Latin on one host, told by the text alone."""

from crawler.discovery import Feed, ListPage
from crawler.pangea import ARTICLE, LAYOUT, LIST_DATE, LIST_ITEM
from crawler.spider import Edition, NewsSpider


class Ozodlik(NewsSpider):
    """The clock in the header («Тошкент вақти») is the reader's, not the article's."""

    name = "ozodlik"
    zone = "Asia/Tashkent"
    allowed_domains = ("ozodlik.org",)
    editions = (
        Edition("https://www.ozodlik.org/", "uz"),
        Edition("https://rus.ozodlik.org/", "ru", "Cyrl"),
    )
    article = ARTICLE
    discovery = (
        Feed("https://www.ozodlik.org/api/"),
        Feed("https://rus.ozodlik.org/api/"),
        ListPage("https://www.ozodlik.org/z/421?p={page}", item=LIST_ITEM, date=LIST_DATE),
    )
    layouts = (LAYOUT,)
