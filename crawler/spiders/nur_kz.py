"""kaz.nur.kz, the Kazakh edition of nur.kz; Russian on the main host."""

from crawler.discovery import Feed, ListPage, Sitemap
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class NurKz(NewsSpider):
    """Full JSON-LD on every article, with the zone written out."""

    name = "nur_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("nur.kz",)
    editions = (
        Edition("https://kaz.nur.kz/", "kk", "Cyrl"),
        Edition("https://www.nur.kz/", "ru", "Cyrl"),
    )
    article = r"nur\.kz/(?:[\w-]+/)+\d{5,}-[^/]+/$"
    discovery = (
        Feed("https://kaz.nur.kz/rss/all.rss"),
        Sitemap("https://kaz.nur.kz/article-index-sitemap.xml", undated=100),
        Sitemap("https://www.nur.kz/article-index-sitemap.xml", undated=100),
        ListPage("https://kaz.nur.kz/society/", item="article.block-infinite__item-content", date="time"),
    )
    layouts = (
        Layout(
            title="h1.main-headline",
            body=".formatted-body__content",
            date="time.datetime--publication",
            authors="address.author-item",
            tags=".tags-list a",
            cut=("aside", "figure", ".adv-inline", ".embed-article"),
        ),
    )
