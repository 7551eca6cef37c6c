"""repost.uz: Russian, Uzbek."""

from crawler.discovery import Sitemap
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class RepostUz(NewsSpider):
    """Addresses say no day, and a sitemap's `lastmod` moves with every change of an article.

    An article is /slug, /section/slug or /uz/slug. The sitemaps of former years (sitemap-archive-1 to -3) are not read.
    """

    name = "repost_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("repost.uz",)
    editions = (Edition("https://repost.uz/", "ru", "Cyrl"), Edition("https://repost.uz/uz/", "uz"))
    article = (
        r"repost\.uz/(?!(?:uz/)?(?:category|tag|author|search|storage)(?:/|$))"
        r"(?:[\w-]+/[^/.]+$|(?=[^/.]+$)[^-\d]*[-\d])"
    )
    discovery = (
        Sitemap("https://repost.uz/sitemap_uz.xml"),
        Sitemap("https://repost.uz/sitemap.xml"),
    )
    layouts = (Layout(title="h1[itemprop=headline]", body=".article__content"),)
