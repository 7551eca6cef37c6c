"""olamsport.com, sport: Uzbek in Latin script under /oz/, Cyrillic under /uz/."""

from crawler.championat import ARTICLE, LAYOUT, LIST_DATE, LIST_ITEM
from crawler.discovery import Feed, ListPage
from crawler.spider import Edition, NewsSpider


class Olamsport(NewsSpider):
    """Made like championat.asia. Of the Cyrillic edition only the feed is known."""

    name = "olamsport"
    zone = "Asia/Tashkent"
    allowed_domains = ("olamsport.com",)
    editions = (
        Edition("https://olamsport.com/oz/", "uz", "Latn"),
        Edition("https://olamsport.com/uz/", "uz", "Cyrl"),
    )
    article = rf"olamsport\.com{ARTICLE}"
    discovery = (
        ListPage("https://olamsport.com/oz/news/?page={page}", item=LIST_ITEM, date=LIST_DATE),
        Feed("https://olamsport.com/uz/news/rss"),
    )
    layouts = (LAYOUT,)
