"""inform.kz (Kazinform), the state agency: Kazakh in three scripts on three hosts; Russian on a fourth."""

from crawler.discovery import Feed, ListPage, Sitemap
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class InformKz(NewsSpider):
    """Three generations of addresses: /kz/slug_aNNN, /news/slug-hash/ and /ru/slug-hash."""

    name = "inform_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("inform.kz",)
    editions = (
        Edition("https://kaz.inform.kz/", "kk", "Cyrl"),
        Edition("https://qz.inform.kz/", "kk", "Latn"),
        Edition("https://ar.inform.kz/", "kk", "Arab"),
        Edition("https://www.inform.kz/", "ru", "Cyrl"),
    )
    article = r"/kz/[^/]+_a\d+$|/(?:news|ru)/[^/]+-[0-9a-f]{5,}/?$"
    discovery = (
        Feed("https://kaz.inform.kz/rss/kz.xml"),
        Sitemap("https://kaz.inform.kz/sitemaps/google-news_kz.xml"),
        ListPage("https://kaz.inform.kz/lenta/?page={page}", item=".allNewsCard", date=".allNewsCard_time"),
        ListPage("https://qz.inform.kz/lenta/?page={page}", item=".allNewsCard", date=".allNewsCard_time"),
    )
    layouts = (
        Layout(
            title="h1.article__title",
            body=".article__body-text",
            date=".article__time",
            lead=".article__description",
            authors=".article__author-name",
            tags=".article__tags a",
            cut=(".frame",),
        ),
    )
