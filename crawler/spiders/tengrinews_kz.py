"""kaz.tengrinews.kz, the Kazakh edition of tengrinews.kz; Russian and English on hosts of their own."""

from crawler.discovery import ListPage, Sitemap
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class TengrinewsKz(NewsSpider):
    """Lists call themselves articles (og:type), and the feeds are gone: JSON-LD and sitemaps are to be trusted."""

    name = "tengrinews_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("tengrinews.kz",)
    editions = (
        Edition("https://kaz.tengrinews.kz/", "kk", "Cyrl"),
        Edition("https://tengrinews.kz/", "ru", "Cyrl"),
        Edition("https://en.tengrinews.kz/", "en", "Latn"),
    )
    article = r"tengrinews\.kz/(?!tag/|news/page/)\w+/[^/]+-\d{3,}/$"
    discovery = (
        ListPage(
            "https://kaz.tengrinews.kz/news/page/{page}/",
            item=".content_main_item",
            date=".content_main_item_meta span",
        ),
        Sitemap("https://kaz.tengrinews.kz/kk-sitemap-index.xml", undated=100),
        Sitemap("https://tengrinews.kz/sitemap-index.xml", undated=100),
        Sitemap("https://en.tengrinews.kz/sitemap-index.xml", undated=100),
    )
    layouts = (
        Layout(
            title="h1",
            body=".content_main_text",
            date=".date-time",
            tags=".content_main_text_tags a",
            cut=(".content_main_text_tags", "#comm", ".tn-also"),
        ),
    )
