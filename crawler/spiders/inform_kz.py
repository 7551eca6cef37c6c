"""inform.kz (Kazinform), the state agency: Kazakh in three scripts on three hosts; Russian, English, Chinese."""

from crawler.discovery import Feed, ListPage, Sitemap
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class InformKz(NewsSpider):
    """Three generations of addresses: /kz/slug_aNNN, /news/slug-hash/ and /ru/slug-hash. English has a domain of its own.

    The interface search.inform.kz finds titles by a word and lists nothing without one.
    """

    name = "inform_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("inform.kz", "kazinform.kz", "qazinform.com")
    editions = (
        Edition("https://kaz.inform.kz/", "kk", "Cyrl"),
        Edition("https://qz.inform.kz/", "kk", "Latn"),
        Edition("https://ar.inform.kz/", "kk", "Arab"),
        Edition("https://www.inform.kz/", "ru", "Cyrl"),
        Edition("https://qazinform.com/", "en", "Latn"),
        Edition("https://cn.inform.kz/", "zh", "Hans"),
    )
    article = r"/(?:kz|qz|ar|ru|en|cn)/[^/]+_a\d+$|/(?:news|kz|ru|en)/[^/]+-[0-9a-f]{5,}/?$"
    discovery = (
        Feed("https://kaz.inform.kz/rss/kz.xml"),
        Sitemap("https://kaz.inform.kz/sitemaps/google-news_kz.xml"),
        Feed("https://www.inform.kz/rss/ru.xml"),
        Sitemap("https://www.inform.kz/sitemaps/google-news_ru.xml"),
        Sitemap("https://ar.inform.kz/sitemaps/google-news_ar.xml"),
        Sitemap("https://cn.inform.kz/sitemaps/google-news_cn.xml"),
        Feed("https://qazinform.com/rss/en.xml"),
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
