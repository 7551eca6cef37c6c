"""batafsil.uz: Uzbek in Cyrillic, the sister of podrobno.uz."""

from crawler.bitrix import ARTICLE, LAYOUT, LIST_DATE, LIST_ITEM
from crawler.discovery import Feed, ListPage
from crawler.spider import Edition, NewsSpider


class BatafsilUz(NewsSpider):
    """The script follows from its addresses, which are machine transliterations, and from a parser that converts it."""

    name = "batafsil_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("batafsil.uz",)
    editions = (Edition("https://batafsil.uz/", "uz", "Cyrl"),)
    article = ARTICLE
    discovery = (
        Feed("https://batafsil.uz/rss"),
        ListPage("https://batafsil.uz/all_news/", item=f"._news-list {LIST_ITEM}", date=LIST_DATE),
    )
    layouts = (LAYOUT,)
