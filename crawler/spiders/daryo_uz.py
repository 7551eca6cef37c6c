"""daryo.uz: Uzbek in two scripts, Russian, English. The Latin edition has no prefix."""

from crawler.discovery import Feed, ListPage, Sitemap
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class DaryoUz(NewsSpider):
    """Sitemaps say `oz` for Latin and `uz` for Cyrillic; addresses say nothing and `uz`."""

    name = "daryo_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("daryo.uz",)
    editions = (
        Edition("https://daryo.uz/", "uz", "Latn"),
        Edition("https://daryo.uz/uz/", "uz", "Cyrl"),
        Edition("https://daryo.uz/ru/", "ru", "Cyrl"),
        Edition("https://daryo.uz/en/", "en", "Latn"),
    )
    article = r"daryo\.uz/(?:\w\w/)?20\d\d/\d\d/\d\d/[^/]+/?$"
    discovery = (
        Feed("https://daryo.uz/rss/"),
        Feed("https://daryo.uz/ru/rss/"),
        Sitemap("https://daryo.uz/sitemap.xml", follow=r"/sitemap-(?:oz|uz|ru|en)-\d+\.xml"),
        ListPage(
            "https://daryo.uz/yangiliklar?page={page}",
            item=".mini__article:not(.mini__article--reklama)",
            date="time.meta-date",
        ),
    )
    layouts = (
        Layout(
            title="h1.post-view-title",
            body=".post-content-wrap.has-share-float",
            date="time.post-date",
            tags=".post-tags a",
        ),
        Layout(
            title="main.maincontent h1",
            body="main.maincontent .default__section.border",
            date=".inner__article-info b",
        ),
    )
