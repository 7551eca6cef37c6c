"""kz.kursiv.media, business: Russian; Kazakh below /kk/, English below /en/. A WordPress site."""

from crawler.discovery import Sitemap
from crawler.spider import Edition, NewsSpider
from crawler.wordpress import PagedFeed
from xabar.extraction.layout import Layout


class KursivKz(NewsSpider):
    """Every address has its day. Editions have sitemaps of their own."""

    name = "kursiv_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("kz.kursiv.media",)
    editions = (
        Edition("https://kz.kursiv.media/", "ru", "Cyrl"),
        Edition("https://kz.kursiv.media/kk/", "kk", "Cyrl"),
        Edition("https://kz.kursiv.media/en/", "en", "Latn"),
    )
    article = r"kz\.kursiv\.media/(?:kk/|en/)?20\d\d-\d\d-\d\d/[^/]+/$"
    discovery = (
        PagedFeed("https://kz.kursiv.media/feed/"),
        Sitemap("https://kz.kursiv.media/sitemaps/kk/sitemap.xml", undated=100),
        Sitemap("https://kz.kursiv.media/sitemaps/ru/sitemap.xml", undated=100),
        Sitemap("https://kz.kursiv.media/sitemaps/en/sitemap.xml", undated=100),
    )
    layouts = (
        Layout(
            title="h1.single-header__title",
            body=".single-body",
            date="time.single-publishing-time__date",
            authors=".author-card__name a",
            cut=(".single-footer", ".single-read-also"),
        ),
        Layout(
            title=".subcat-article h1",
            body=".single-content",
            date=".subcat-article__header__date",
            authors=".subcat-article__header__author-info p",
        ),
    )
