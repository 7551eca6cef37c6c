"""azattyq.org, RFE/RL in Kazakh: Cyrillic; Russian on a host of its own. Blocked in Kazakhstan at times."""

from crawler.discovery import Feed, ListPage
from crawler.pangea import ARTICLE, LAYOUT, LIST_DATE, LIST_ITEM
from crawler.spider import Edition, NewsSpider


class Azattyq(NewsSpider):
    """The news list is zone 330; the number of the Russian list is not known, so that edition has its feed only."""

    name = "azattyq"
    zone = "Asia/Almaty"
    allowed_domains = ("azattyq.org",)
    editions = (
        Edition("https://www.azattyq.org/", "kk", "Cyrl"),
        Edition("https://rus.azattyq.org/", "ru", "Cyrl"),
    )
    article = ARTICLE
    discovery = (
        Feed("https://www.azattyq.org/api/"),
        Feed("https://rus.azattyq.org/api/"),
        ListPage("https://www.azattyq.org/z/330?p={page}", item=LIST_ITEM, date=LIST_DATE),
    )
    layouts = (LAYOUT,)
