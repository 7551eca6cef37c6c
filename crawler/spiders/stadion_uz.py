"""stadion.uz, sport: Uzbek in Cyrillic, and in Latin script under /uz/."""

from crawler.discovery import Feed, ListPage
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class StadionUz(NewsSpider):
    """The first date on a page is today's («Bugun 10 sentyabr, 2025 yil»), not the article's."""

    name = "stadion_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("stadion.uz",)
    editions = (
        Edition("https://stadion.uz/", "uz", "Cyrl"),
        Edition("https://stadion.uz/uz/", "uz", "Latn"),
    )
    article = r"stadion\.uz/(?:uz/)?news/detail/\d+$"
    discovery = (
        Feed("https://stadion.uz/news/rss"),
        ListPage("https://stadion.uz/uz/news", item=".nblock", date=".ndt"),
    )
    layouts = (Layout(title="h1.newstitle", body="#news_container"),)
