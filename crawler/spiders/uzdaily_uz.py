"""uzdaily.uz, business news: Uzbek, Russian, English."""

from crawler.discovery import Feed, ListPage
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class UzdailyUz(NewsSpider):
    """Lists print the day alone, as DD/MM/YYYY."""

    name = "uzdaily_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("uzdaily.uz",)
    editions = (
        Edition("https://www.uzdaily.uz/uz/", "uz"),
        Edition("https://www.uzdaily.uz/ru/", "ru", "Cyrl"),
        Edition("https://www.uzdaily.uz/en/", "en", "Latn"),
    )
    article = r"uzdaily\.uz/(?:uz|ru|en)/(?:post/\d+/?$|(?=[^/]+/?$)[^-]+-[^-]*-)"
    discovery = (
        Feed("https://uzdaily.uz/uz/rss"),
        Feed("https://uzdaily.uz/ru/rss"),
        Feed("https://uzdaily.uz/en/rss"),
        ListPage(
            "https://www.uzdaily.uz/ru/section/2/?page={page}", item="a.item_news_block", date="span.date"
        ),
    )
    layouts = (Layout(title="h1", body=".text", date="span.date"),)
