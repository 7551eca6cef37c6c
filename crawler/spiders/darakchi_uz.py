"""darakchi.uz: Uzbek in Latin script under /oz/, in Cyrillic under /uz/; Russian."""

from crawler.discovery import Feed, ListPage
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class DarakchiUz(NewsSpider):
    """An article is /oz/ID. Dates are «DD.MM.YYYY, HH:MM»."""

    name = "darakchi_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("darakchi.uz",)
    editions = (
        Edition("https://darakchi.uz/oz/", "uz", "Latn"),
        Edition("https://darakchi.uz/uz/", "uz", "Cyrl"),
        Edition("https://darakchi.uz/ru/", "ru", "Cyrl"),
    )
    article = r"darakchi\.uz/(?:oz|uz|ru)/\d+$"
    discovery = (
        Feed("https://darakchi.uz/rss"),
        ListPage("https://darakchi.uz/oz/feeds?page={page}", item=".card", date=".card-text"),
    )
    layouts = (Layout(title=".pg-article h1.mb-4", body=".pg-article__text", date="span.text-muted"),)
