"""aniq.uz: Uzbek in Cyrillic, and in Latin script under /uz/."""

from crawler.discovery import Feed, ListPage
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class AniqUz(NewsSpider):
    """Dates are «Bugun, HH:MM» or «HH:MM DD.MM.YYYY», and stand among buttons for the size of letters."""

    name = "aniq_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("aniq.uz",)
    editions = (Edition("https://aniq.uz/", "uz", "Cyrl"), Edition("https://aniq.uz/uz/", "uz", "Latn"))
    article = r"aniq\.uz/(?:uz/)?yangiliklar/[^/]+$"
    discovery = (
        Feed("https://aniq.uz/rss"),
        ListPage(
            "https://aniq.uz/uz/yangiliklar?page={page}", item=".news-list_item", date=".news-item_footer"
        ),
        ListPage("https://aniq.uz/yangiliklar?page={page}", item=".news-list_item", date=".news-item_footer"),
    )
    layouts = (
        Layout(
            title="h1.news-item_name",
            body=".news-item_text",
            date=".news-item_footer",
            tags=".pull-left a",
        ),
    )
